"""The network of the war on a map of Europe: countries and groups of regions, never sites."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.report import labels
from wargame.report.boxes import Box, box_of, fill
from wargame.report.figures import canvas
from wargame.report.figures.canvas import Chart
from wargame.report.places import countries, places, project

LICENCE = "Boundaries: Natural Earth, modified by Visionscarto; no position on legal status"
HEIGHT = 6.1  # inches
NODES = {  # kind: colour and marker, so that no two kinds look alike
    "factory": ("#a33b00", "s"),
    "command": ("#7a1200", "D"),
    "sector": (canvas.BLUE, "o"),
    "air_command": (canvas.BLUE, "*"),
    "own_line": ("#3f3fa8", "s"),
    "supplier": ("#00664a", "o"),
    "line": ("#4b7000", "s"),
    "hub": ("#00664a", "*"),
    "ally": ("#6b4a99", "^"),
}
KINDS = {
    "ally": "allied state",
    "own_line": "own line",
    "line": "interceptor line",
    "factory": "missile line",
    "air_command": "Ukrainian command",
    "hub": "supply hub",
}
SOLID, DASHED, DOTTED = "-", (0, (5, 2)), (0, (1, 1.6))
LINKS = {  # kind: colour and dash, each only once; the first is drawn first
    "production": ("#a35200", SOLID, "makes for"),
    "supply": (canvas.GREEN, SOLID, "supplies"),
    "strike": (canvas.RED, DASHED, "fires at"),
    "interdiction": (canvas.BLUE, DASHED, "strikes the lines of"),
    "threat": ("#8a63c4", DOTTED, "threatens"),
    "pin-down": (canvas.INK, DOTTED, "keeps rounds at home"),
    "component": ("#8a8f98", (0, (5, 1, 1, 1)), "feeds"),
    "spillover": ("#c2338a", (0, (5, 1, 1, 1)), "strikes"),
}
OTHER_LINK = (canvas.FAINT, (0, (2, 4)), "other")
# Everyone with everyone: such links are drawn once, from or to the box that holds the group.
FROM_BOX, TO_BOX = ("strike", "threat"), ("interdiction",)
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


def bundled(shown: dict[str, Any]) -> list[dict[str, Any]]:
    """Links with those of a whole group drawn once, as 'box:<name>', with their mean weight."""
    boxes = {str(node["id"]): box_of(node) for node in shown["nodes"]}
    held: dict[tuple[str, str, str], list[float]] = {}
    for edge in shown["edges"]:
        kind, source, target = str(edge["kind"]), str(edge["source"]), str(edge["target"])
        if kind in FROM_BOX and boxes[source]:
            source = f"box:{boxes[source]}"
        if kind in TO_BOX and boxes[target] in ("lines", "abroad"):
            target = "box:lines"
        held.setdefault((kind, source, target), []).append(float(edge.get("weight") or 0))
    return [
        {"kind": kind, "source": source, "target": target, "weight": sum(w) / len(w)}
        for (kind, source, target), w in held.items()
    ]


def draw(description: dict[str, Any], data: Any = None, title: str = "The network") -> Chart:
    """Draw `description` = {nodes: [{id, label, kind, country or position}], edges: [{source,
    target, kind, weight}]} on the map. `data` gives the footer its provenance, if there is one.
    """
    from matplotlib import rc_context

    shown = simplified(description)
    links = bundled(shown)
    with rc_context(canvas.STYLE):
        figure, axis = _base(title, data)
        ground = _Ground(axis, shown["nodes"])
        for box in ground.boxes.values():
            _box(axis, box)
        _edges(axis, links, ground)
        _nodes(axis, shown["nodes"], ground)
        _keys(figure, shown["nodes"], links)
    caption = (
        f"{len(description['nodes'])} actors and {len(description['edges'])} links; stocks and "
        "foreign inputs between them are not drawn, and links of a whole box with everyone are "
        "drawn once. Wider arrows carry more. Places are schematic: countries and groups of "
        f"regions, no sites; boxes hold who is off the map or would crowd it. {LICENCE}."
    )
    alt = "Map of Europe with suppliers, Ukrainian sectors, Russian lines and commands, and links."
    return Chart("network", "The network on the map", caption, alt, figure)


def _base(title: str, data: Any) -> tuple[Any, Any]:
    from matplotlib.collections import PathCollection
    from matplotlib.figure import Figure
    from matplotlib.path import Path

    figure = Figure(figsize=(canvas.WIDTH, HEIGHT), facecolor="white")
    axis = figure.add_axes((0.012, 0.178, 0.976, 0.762), facecolor="#dfe9f1")
    paths, colours = [], []
    for name, (_, rings) in countries().items():
        paths.append(Path.make_compound_path(*(Path(ring, closed=True) for ring in rings)))
        colours.append({"Ukraine": "#fff4cf", "Russia": "#f1e3de"}.get(name, "#f7f7f4"))
    axis.add_collection(
        PathCollection(paths, facecolors=colours, edgecolors="#a9b1ba", linewidths=0.5)
    )
    (left, right), _ = project(np.array([-12.0, 60.0]), np.array([48.0, 50.0]))
    _, (low, high) = project(np.array([27.0, 27.0]), np.array([36.5, 67.0]))
    axis.set_aspect("equal")
    axis.set_xlim(left, right)
    axis.set_ylim(low, high)
    axis.set_xticks([])
    axis.set_yticks([])
    axis.grid(False)
    figure.text(0.012, 0.985, title, size=11, weight="bold", va="top")
    figure.text(0.012, 0.034, LICENCE, size=6.5, color=canvas.FAINT)
    if data is not None:
        figure.text(0.012, 0.012, canvas.footer(data), size=6, color=canvas.FAINT)
    return figure, axis


class _Ground:
    """Where everything stands on the plane, and where links meet it."""

    def __init__(self, axis: Any, nodes: list[dict[str, Any]]) -> None:
        self.boxes = fill(nodes)
        (self.left, right), (self.low, high) = axis.get_xlim(), axis.get_ylim()
        self.wide, self.tall = right - self.left, high - self.low
        self.box = {member: box for box in self.boxes.values() for member in box.members}
        free = [node for node in nodes if str(node["id"]) not in self.box]
        self.spots: dict[str, Any] = {name: project(*at) for name, at in places(free).items()}
        for member, box in self.box.items():
            self.spots[member] = self._plane(box.spot(member))

    def _plane(self, share: tuple[float, float]) -> tuple[float, float]:
        return self.left + share[0] * self.wide, self.low + share[1] * self.tall

    def _share(self, spot: Any) -> tuple[float, float]:
        return (spot[0] - self.left) / self.wide, (spot[1] - self.low) / self.tall

    def ends(self, source: str, target: str) -> tuple[Any, Any]:
        """Plane coordinates of both ends of a link; a box is met at its edge."""
        middles = [self._middle(name) for name in (source, target)]
        return self._end(source, middles[1]), self._end(target, middles[0])

    def _middle(self, name: str) -> tuple[float, float]:
        box = self._box(name)
        if box is None:
            return self._share(self.spots[name])
        return box.left + box.width / 2, (box.top + box.bottom) / 2

    def _end(self, name: str, towards: tuple[float, float]) -> Any:
        box = self._box(name)
        if box is None:
            return self.spots[name]
        return self._plane(box.port("" if name.startswith("box:") else name, towards))

    def _box(self, name: str) -> Box | None:
        return self.boxes[name[4:]] if name.startswith("box:") else self.box.get(name)


def _box(axis: Any, box: Box) -> None:
    from matplotlib.patches import FancyBboxPatch

    axis.add_patch(
        FancyBboxPatch(
            (box.left, box.bottom), box.width, box.height,
            boxstyle="round,pad=0,rounding_size=0.008", transform=axis.transAxes,
            facecolor="#ffffff", edgecolor="#9aa1ab", linewidth=0.7, alpha=0.93, zorder=2,
        )
    )  # fmt: skip
    axis.text(
        box.left + 0.008, box.top - 0.012, box.title, transform=axis.transAxes, size=6.8,
        weight="bold", va="top", color=canvas.FAINT, zorder=6,
    )  # fmt: skip


def _edges(axis: Any, links: list[dict[str, Any]], ground: _Ground) -> None:
    from matplotlib.patches import FancyArrowPatch

    most: dict[str, float] = {}
    for link in links:
        most[link["kind"]] = max(most.get(link["kind"], 0.0), link["weight"])
    order = {kind: place for place, kind in enumerate(LINKS)}
    for link in sorted(links, key=lambda one: order.get(one["kind"], len(order))):
        start, end = ground.ends(link["source"], link["target"])
        if np.hypot(start[0] - end[0], start[1] - end[1]) < 1e-6:
            continue
        colour, dash, _ = LINKS.get(link["kind"], OTHER_LINK)
        share = link["weight"] / (most[link["kind"]] or 1)
        axis.add_patch(
            FancyArrowPatch(
                start, end, connectionstyle="arc3,rad=0.1", arrowstyle="-|>", mutation_scale=6,
                linewidth=0.6 + 1.5 * share, linestyle=dash, alpha=0.4 + 0.35 * share,
                shrinkA=3, shrinkB=4, color=colour, zorder=3,
            )
        )  # fmt: skip


def _nodes(axis: Any, nodes: list[dict[str, Any]], ground: _Ground) -> None:
    from matplotlib.patheffects import withStroke

    for node in nodes:
        colour, marker = NODES.get(node["kind"], (canvas.FAINT, "o"))
        size = 42 if marker == "*" else 16
        axis.scatter(
            *ground.spots[str(node["id"])], s=size, c=colour, marker=marker, edgecolors="white",
            linewidths=0.6, zorder=5,
        )  # fmt: skip
    halo = [withStroke(linewidth=2.2, foreground="white")]
    every = [(str(node["id"]), canvas.short(str(node["label"]), 24)) for node in nodes]
    kinds = {str(node["id"]): node["kind"] for node in nodes}
    for name, text, x, y in labels.placed(every, ground.spots, set(ground.box)):
        colour, _ = NODES.get(kinds[name], (canvas.FAINT, "o"))
        axis.text(
            x, y, text, size=6.5, color=colour, zorder=6, va="center", path_effects=halo,
            clip_on=True,
        )  # fmt: skip


def _keys(figure: Any, nodes: list[dict[str, Any]], links: list[dict[str, Any]]) -> None:
    """What marks and lines mean, under the map."""
    from matplotlib.lines import Line2D

    marks = []
    for kind in dict.fromkeys(str(node["kind"]) for node in nodes):
        colour, marker = NODES.get(kind, (canvas.FAINT, "o"))
        style: Any = {"linestyle": "", "marker": marker, "markersize": 4.5}
        marks.append(Line2D([], [], color=colour, label=KINDS.get(kind, kind), **style))
    lines = []
    for kind in dict.fromkeys(str(link["kind"]) for link in links):
        colour, dash, verb = LINKS.get(kind, OTHER_LINK)
        style = {"linestyle": dash, "linewidth": 1.4}
        lines.append(Line2D([], [], color=colour, label=f"{kind}: {verb}", **style))
    common = {"fontsize": 6.5, "frameon": False, "columnspacing": 1.2, "handletextpad": 0.5}
    figure.legend(handles=marks, loc="upper left", bbox_to_anchor=(0.005, 0.176), ncols=5, **common)
    figure.legend(handles=lines, loc="upper left", bbox_to_anchor=(0.005, 0.118), ncols=3, **common)
