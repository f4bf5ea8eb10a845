"""Colours and type of every figure.

Colours are those of Okabe and Ito, told apart by most colour-blind readers.
"""

from __future__ import annotations

from typing import Any

INK, FAINT, GRID = "#222222", "#5c6370", "#e3e6ea"
BLUE, ORANGE, GREEN, RED = "#0072b2", "#e69f00", "#009e73", "#d55e00"
PINK, SKY, GREY, BROWN = "#cc79a7", "#56b4e9", "#b9bec6", "#a06a00"
DARK = {ORANGE: "#8f5f00", SKY: "#23719e", PINK: "#a0457a", GREY: FAINT}  # light ones, for letters
DASHED, DOTTED = (0, (3, 2)), (0, (2, 2))

STYLE: Any = {  # Matplotlib types the names of its settings one by one
    "svg.fonttype": "none",
    "text.parse_math": False,  # a $ in a title is a dollar
    "svg.hashsalt": "wargame",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Arial", "Helvetica"],
    "font.size": 9,
    "axes.titlesize": 9,
    "axes.titlelocation": "left",
    "axes.titley": 1.0,  # where it is anyway: else Matplotlib measures all that might be above
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#9aa1ab",
    "axes.labelcolor": FAINT,
    "axes.labelsize": 8,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.7,
    "text.color": INK,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "lines.linewidth": 1.6,
}
