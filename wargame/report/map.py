"""The network of the war on a map of Europe: countries and groups of regions, never sites."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.report.figures import canvas
from wargame.report.figures.canvas import Chart
from wargame.report.places import countries, places, project

LICENCE = "Boundaries: Natural Earth, modified by Visionscarto; no position on legal status"
COLOURS = {
    "factory": canvas.RED,
    "weapon": canvas.RED,
    "depot": "#8c4a00",
    "arsenal": "#8c4a00",
    "command": "#8c1d00",
    "sector": canvas.BLUE,
    "supplier": canvas.GREEN,
    "line": "#5f8f00",
    "ukraine": canvas.BLUE,
    "own_line": "#3f3fa8",
    "hub": "#005c45",
    "ally": "#7a5aa6",
}
EDGE_COLOURS = {
    "production": canvas.RED,
    "component": canvas.ORANGE,
    "strike": canvas.RED,
    "supply": canvas.GREEN,
    "interdiction": canvas.BLUE,
    "spillover": "#7a5aa6",
    "threat": "#7a5aa6",
    "pin-down": "#7a5aa6",
}
# Kinds of link that join everyone with everyone: drawn as hairlines, or nothing else is seen.
HAIRLINES = ("strike", "interdiction", "threat", "pin-down")
# Stocks stand between factories and commands; on the map factories are joined to commands.
HIDDEN = ("arsenal", "depot", "components")


def simplified(description: dict[str, Any]) -> dict[str, Any]:
    """The network without stocks and foreign inputs: what passes through them is joined up."""
    hidden = {str(node["id"]) for node in description["nodes"] if node["kind"] in HIDDEN}
    onward: dict[str, list[dict[str, Any]]] = {name: [] for name in hidden}
    for edge in description["edges"]:
        if str(edge["source"]) in hidden and str(edge["target"]) not in hidden:
            onward[str(edge["source"])].append(edge)
    edges = []
    for edge in description["edges"]:
        if str(edge["source"]) in hidden:
            continue
        ends = onward.get(str(edge["target"]))
        edges += [edge] if ends is None else [edge | {"target": end["target"]} for end in ends]
    nodes = [node for node in description["nodes"] if str(node["id"]) not in hidden]
    return {"nodes": nodes, "edges": edges}


def draw(description: dict[str, Any], data: Any = None, title: str = "The network") -> Chart:
    """Draw `description` = {nodes: [{id, label, kind, country or position}], edges: [{source,
    target, kind, weight}]} on the map. `data` gives the footer its provenance, if there is one.
    """
    from matplotlib import rc_context

    shown = simplified(description)
    with rc_context(canvas.STYLE):
        figure, axis = _base(title, data)
        spots = {name: project(*place) for name, place in places(shown).items()}
        _edges(axis, shown["edges"], spots)
        _nodes(axis, shown["nodes"], spots)
        _keys(axis, shown)
    kinds = ", ".join(sorted({str(edge["kind"]) for edge in description["edges"]}))
    caption = (
        f"{len(description['nodes'])} actors and {len(description['edges'])} links ({kinds}). "
        "Wider arrows carry "
        f"more. Places are schematic: countries and groups of regions, no sites. {LICENCE}."
    )
    return Chart(
        "network",
        "The network on the map",
        caption,
        "Map of Europe with actors and links.",
        figure,
    )


def _base(title: str, data: Any) -> tuple[Any, Any]:
    from matplotlib.collections import PathCollection
    from matplotlib.figure import Figure
    from matplotlib.path import Path

    figure = Figure(figsize=(canvas.WIDTH, 5.45), facecolor="white")
    axis = figure.add_axes((0.012, 0.085, 0.976, 0.838), facecolor="#dfe9f1")
    paths, colours = [], []
    for name, (_, rings) in countries().items():
        paths.append(Path.make_compound_path(*(Path(ring, closed=True) for ring in rings)))
        colours.append({"Ukraine": "#fff4cf", "Russia": "#f1e3de"}.get(name, "#f7f7f4"))
    axis.add_collection(
        PathCollection(paths, facecolors=colours, edgecolors="#a9b1ba", linewidths=0.5)
    )
    axis.set_aspect("equal")
    (left, right), _ = project(np.array([-12.0, 60.0]), np.array([48.0, 50.0]))
    _, (low, high) = project(np.array([27.0, 27.0]), np.array([37.5, 67.0]))
    axis.set_xlim(left, right)
    axis.set_ylim(low, high)
    axis.set_xticks([])
    axis.set_yticks([])
    axis.grid(False)
    figure.text(0.012, 0.985, title, size=11, weight="bold", va="top")
    figure.text(0.012, 0.045, LICENCE, size=6.5, color=canvas.FAINT)
    if data is not None:
        figure.text(0.012, 0.015, canvas.footer(data), size=6, color=canvas.FAINT)
    return figure, axis


def _edges(axis: Any, edges: list[dict[str, Any]], spots: dict[str, Any]) -> None:
    from matplotlib.patches import FancyArrowPatch

    most: dict[str, float] = {}
    for edge in edges:
        most[edge["kind"]] = max(most.get(edge["kind"], 0.0), float(edge.get("weight") or 0))
    for edge in edges:
        start, end = spots[str(edge["source"])], spots[str(edge["target"])]
        if np.hypot(start[0] - end[0], start[1] - end[1]) < 1e-6:
            continue
        width = 0.4 if edge["kind"] in HAIRLINES else 2.0
        share = float(edge.get("weight") or 0) / (most[edge["kind"]] or 1)
        axis.add_patch(
            FancyArrowPatch(
                start,
                end,
                connectionstyle="arc3,rad=0.18",
                arrowstyle="-|>",
                mutation_scale=6,
                linewidth=0.4 + width * share,
                alpha=0.22 + 0.2 * width * share,
                shrinkA=3,
                shrinkB=4,
                color=EDGE_COLOURS.get(edge["kind"], canvas.FAINT),
                zorder=3,
            )
        )


def _nodes(axis: Any, nodes: list[dict[str, Any]], spots: dict[str, Any]) -> None:
    from matplotlib.patheffects import withStroke

    x, y = np.array([spots[str(node["id"])] for node in nodes]).T
    colours = [COLOURS.get(node["kind"], canvas.FAINT) for node in nodes]
    axis.scatter(x, y, s=16, c=colours, edgecolors="white", linewidths=0.6, zorder=5)
    halo = [withStroke(linewidth=2.2, foreground="white")]
    taken: list[tuple[float, float, float]] = []
    for node, at_x, at_y, colour in sorted(zip(nodes, x, y, colours), key=lambda row: -row[2]):
        label = canvas.short(str(node["label"]), 24)
        place = _free(at_x, at_y, label, taken)
        axis.text(
            *place,
            label,
            size=6.5,
            color=colour,
            zorder=6,
            va="center",
            path_effects=halo,
            clip_on=True,
        )


def _free(
    x: float, y: float, label: str, taken: list[tuple[float, float, float]]
) -> tuple[float, float]:
    """A place for a label beside (x, y) that meets no earlier one: right, left, then lower."""
    width, height = 0.0072 * len(label), 0.014
    for down in range(5):
        for left in (x + 0.008, x - 0.008 - width):
            at = y - 0.8 * height * down
            if all(
                left > end or left + width < begin or abs(at - y0) > height
                for begin, end, y0 in taken
            ):
                taken.append((left, left + width, at))
                return left, at
    return x + 0.008, y


def _keys(axis: Any, description: dict[str, Any]) -> None:
    from matplotlib.lines import Line2D

    kinds = list(dict.fromkeys(str(node["kind"]) for node in description["nodes"]))
    links = list(dict.fromkeys(str(edge["kind"]) for edge in description["edges"]))
    marks = [
        Line2D(
            [],
            [],
            linestyle="",
            marker="o",
            markersize=4,
            color=COLOURS.get(kind, canvas.FAINT),
            label=kind.replace("_", " "),
        )
        for kind in kinds
    ]
    marks += [
        Line2D([], [], color=EDGE_COLOURS.get(kind, canvas.FAINT), label=f"{kind} link")
        for kind in links
    ]
    axis.legend(
        handles=marks, loc="lower left", fontsize=6.5, framealpha=0.9, ncols=2, edgecolor="#c5cad1"
    ).set_zorder(7)
