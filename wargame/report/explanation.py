"""A number of the catalogue in words: figures, sources, who changes it and who reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from wargame.declare.units import UNITS
from wargame.report.figures import texts

if TYPE_CHECKING:
    from wargame.evidence.number import Estimate


def span(n: Estimate) -> str:
    """Value with unit, and its range if it has one."""
    text = f"{n.value:g} {n.unit}"
    return text if n.low == n.high else f"{text} ({n.low:g} to {n.high:g})"


def text(facts: Mapping[str, Any]) -> str:
    """All that is known of a number (see `wargame.api.explaining.describe`), line by line."""
    figures = sorted([facts, *facts["estimates"]], key=lambda f: str(f["as_of"]), reverse=True)
    rows = [["", facts["unit"], "range", "as of", "months old", "grade", "source"]]
    for f in figures:
        scale = UNITS[f["unit"]].factor / UNITS[facts["unit"]].factor
        value, low, high = (f"{f[key] * scale:.4g}" for key in ("value", "low", "high"))
        spread = "" if low == high else f"{low} to {high}"
        old = "" if f["months_old"] is None else str(f["months_old"])
        used = "used" if f is facts else ""
        rows.append([used, value, spread, f["as_of"], old, f["grade"], f["source"]["key"]])
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    return texts.page("explanation.txt.j2", facts=facts, rows=lines, age=age).rstrip()


def age(months: int, start: str) -> str:
    """How many months old a figure is at the `start`."""
    count = f"{abs(months)} month{'' if abs(months) == 1 else 's'}"
    return f"{count} {'after' if months < 0 else 'old at'} the start ({start})"
