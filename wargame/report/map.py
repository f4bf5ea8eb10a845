"""The network of the war on the theatre's map: countries and groups of regions, never sites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from wargame.evidence.theatre import Theatre
from wargame.report import labels, places
from wargame.report.boxes import Box, fill
from wargame.report.figures import canvas, texts
from wargame.report.figures.canvas import Chart, Sourced
from wargame.report.figures.style import BLUE, FAINT, GREEN, INK, RED
from wargame.report.places import Map, Node

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    Description = Mapping[str, Sequence[Mapping[str, str | float | None]]]
    Dash = Literal["-"] | tuple[float, Sequence[float]]
    Point = tuple[float, float]

HEIGHT = 6.1  # inches
KINDS = {  # kind: colour, marker, words; no two kinds look alike
    "command": ("#7a1200", "D", "command"),
    "factory": ("#a33b00", "s", "missile line"),
    "air_command": (BLUE, "*", "{air_command}"),
    "sector": (BLUE, "o", "sector"),
    "hub": ("#00664a", "*", "supply hub"),
    "supplier": ("#00664a", "o", "supplier"),
    "line": ("#4b7000", "s", "interceptor line"),
    "own_line": ("#3f3fa8", "s", "own line"),
    "ally": ("#6b4a99", "^", "allied state"),
}
SOLID: Dash = "-"
DASHED, DOTTED, MIXED, SPARSE = (0, (5, 2)), (0, (1, 1.6)), (0, (5, 1, 1, 1)), (0, (2, 4))
LINKS: dict[
    str, tuple[str, Dash, str]
] = {  # kind: colour and dash, each only once; the first is drawn first
    "production": ("#a35200", SOLID, "makes for"),
    "supply": (GREEN, SOLID, "supplies"),
    "strike": (RED, DASHED, "fires at"),
    "interdiction": (BLUE, DASHED, "strikes the lines of"),
    "threat": ("#8a63c4", DOTTED, "threatens"),
    "pin-down": (INK, DOTTED, "keeps rounds at home"),
    "component": ("#8a8f98", MIXED, "feeds"),
    "spillover": ("#c2338a", MIXED, "strikes"),
}
OTHER = (FAINT, "o", "other")
OTHER_LINK: tuple[str, Dash, str] = (FAINT, SPARSE, "other")
# Everyone with everyone: such links are drawn once, from or to the box that holds the group.
FROM_BOX, TO_BOX = ("strike", "threat"), ("interdiction",)
# Stocks stand between factories and commands; on the map factories are joined to commands.
HIDDEN = ("arsenal", "depot", "components")


class Link(NamedTuple):
    """What flows from one node, or box ('box:<name>'), to another; `weight` is how much."""

    kind: str
    source: str
    target: str
    weight: float


def simplified(description: Description) -> tuple[list[Node], list[Link]]:
    """The network without stocks and foreign inputs: what passes through them is joined up."""
    nodes = [
        Node(str(one["id"]), str(one["label"]), str(one["kind"]), str(one.get("country") or ""))
        for one in description["nodes"]
    ]
    every = [
        Link(str(one["kind"]), str(one["source"]), str(one["target"]), float(one["weight"] or 0))
        for one in description["edges"]
    ]
    onward: dict[str, list[str]] = {node.id: [] for node in nodes if node.kind in HIDDEN}
    for link in every:
        if link.source in onward and link.target not in onward:
            onward[link.source].append(link.target)
    links = [
        link._replace(target=end)
        for link in every
        if link.source not in onward
        for end in onward.get(link.target, [link.target])
    ]
    return [node for node in nodes if node.id not in onward], links


def bundled(links: Iterable[Link], boxes: Mapping[str, Box]) -> list[Link]:
    """Links with those of a whole box drawn once, as 'box:<name>', with their mean weight."""
    box_of = {member: box.name for box in boxes.values() for member in box.members}
    weights: dict[tuple[str, str, str], list[float]] = {}
    for kind, source, target, weight in links:
        if kind in FROM_BOX and source in box_of:
            source = f"box:{box_of[source]}"
        if kind in TO_BOX and box_of.get(target) in ("lines", "abroad"):
            target = "box:lines"
        weights.setdefault((kind, source, target), []).append(weight)
    return [Link(*ends, sum(w) / len(w)) for ends, w in weights.items()]


@canvas.styled
def draw(
    description: Description, theatre: Theatre, data: Sourced | None = None, title: str = "Network"
) -> Chart:
    """Draw `description` = {nodes: [{id, label, kind, country}], edges: [{source, target, kind,
    weight}]} on the map of `theatre`. `data` gives the footer its provenance, if there is one.
    """
    nodes, links = simplified(description)
    ground = places.load(theatre)
    boxes = fill(nodes, theatre, ground)
    links = bundled(links, boxes)
    figure, axis = _base(title, ground, data)
    layout = _Layout(nodes, boxes, ground, theatre.places.defender)
    for box in boxes.values():
        _box(axis, box)
    _links(axis, links, layout)
    _nodes(axis, nodes, layout)
    _keys(figure, nodes, links, theatre)
    return texts.chart(
        "network", figure, title, actors=len(description["nodes"]),
        links=len(description["edges"]), credit=ground.file.credit if ground else "",
    )  # fmt: skip


def _base(title: str, ground: Map | None, data: Sourced | None) -> tuple[Figure, Axes]:
    from matplotlib.collections import PathCollection
    from matplotlib.figure import Figure
    from matplotlib.path import Path

    figure = Figure(figsize=(canvas.WIDTH, HEIGHT), facecolor="white")
    axis = figure.add_axes((0.012, 0.178, 0.976, 0.762), facecolor="#dfe9f1" if ground else "white")
    axis.set(xticks=[], yticks=[], xlim=(0, 1), ylim=(0, 1))
    axis.grid(False)
    if ground:
        countries = ground.countries.items()
        paths = [
            Path.make_compound_path(*(Path(ring, closed=True) for ring in country.rings))
            for _, country in countries
        ]
        colours = [ground.file.colours.get(code, "#f7f7f4") for code, _ in countries]
        axis.add_collection(
            PathCollection(paths, facecolors=colours, edgecolors="#a9b1ba", linewidths=0.5)
        )
        left, right, low, high = ground.frame
        axis.set(xlim=(left, right), ylim=(low, high), aspect="equal")
        figure.text(0.012, 0.034, ground.file.credit, size=6.5, color=FAINT)
    figure.text(0.012, 0.985, title, size=11, weight="bold", va="top")
    if data is not None:
        figure.text(0.012, 0.012, canvas.footer(data), size=6, color=FAINT)
    return figure, axis


class _Layout:
    """Where everything stands, in shares of the map's width and height, and where links meet it."""

    def __init__(
        self, nodes: Sequence[Node], boxes: Mapping[str, Box], ground: Map | None, default: str
    ) -> None:
        self.boxes = boxes
        self.box_of = {member: box for box in boxes.values() for member in box.members}
        self.spots = {member: box.spot(member) for member, box in self.box_of.items()}
        if ground:
            free = [node for node in nodes if node.id not in self.box_of]
            places = ground.places(free, default).items()
            self.spots |= {name: ground.share(place) for name, place in places}

    def ends(self, link: Link) -> tuple[Point, Point]:
        """Both ends of a link; a box is met at its edge."""
        source, target = self._box(link.source), self._box(link.target)
        middles = (
            source.middle if source else self.spots[link.source],
            target.middle if target else self.spots[link.target],
        )
        return (
            source.port(link.source, middles[1]) if source else middles[0],
            target.port(link.target, middles[0]) if target else middles[1],
        )

    def _box(self, name: str) -> Box | None:
        return self.boxes[name[4:]] if name.startswith("box:") else self.box_of.get(name)


def _box(axis: Axes, box: Box) -> None:
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
        weight="bold", va="top", color=FAINT, zorder=6,
    )  # fmt: skip


def _links(axis: Axes, links: Sequence[Link], layout: _Layout) -> None:
    from matplotlib.patches import FancyArrowPatch

    most: dict[str, float] = {}
    for link in links:
        most[link.kind] = max(most.get(link.kind, 0.0), link.weight)
    order = {kind: place for place, kind in enumerate(LINKS)}
    for link in sorted(links, key=lambda one: order.get(one.kind, len(order))):
        start, end = layout.ends(link)
        if np.hypot(start[0] - end[0], start[1] - end[1]) < 1e-6:
            continue
        colour, dash, _ = LINKS.get(link.kind, OTHER_LINK)
        share = link.weight / (most[link.kind] or 1)
        axis.add_patch(
            FancyArrowPatch(
                start, end, connectionstyle="arc3,rad=0.1", arrowstyle="-|>", mutation_scale=6,
                linewidth=0.6 + 1.5 * share, linestyle=dash, alpha=0.4 + 0.35 * share,
                shrinkA=3, shrinkB=4, color=colour, zorder=3, transform=axis.transAxes,
            )
        )  # fmt: skip


def _nodes(axis: Axes, nodes: Sequence[Node], layout: _Layout) -> None:
    from matplotlib.patheffects import withStroke

    colours = {}
    for node in nodes:
        colours[node.id], marker, _ = KINDS.get(node.kind, OTHER)
        size = 42 if marker == "*" else 16
        axis.scatter(*layout.spots[node.id], s=size, c=colours[node.id], marker=marker, zorder=5,
                     edgecolors="white", linewidths=0.6, transform=axis.transAxes)  # fmt: skip
    halo = [withStroke(linewidth=2.2, foreground="white")]
    names = [(node.id, canvas.short(node.label, 24)) for node in nodes]
    for name, text, x, y in labels.placed(names, layout.spots, set(layout.box_of)):
        axis.text(x, y, text, size=6.5, color=colours[name], zorder=6, va="center",
                  path_effects=halo, clip_on=True, transform=axis.transAxes)  # fmt: skip


def _keys(figure: Figure, nodes: Sequence[Node], links: Sequence[Link], theatre: Theatre) -> None:
    """What marks and lines mean, under the map."""
    from matplotlib.lines import Line2D

    marks, lines = [], []
    for kind in dict.fromkeys(node.kind for node in nodes):
        colour, marker, text = KINDS.get(kind, OTHER)
        text = text.format(air_command=theatre.places.air_command)
        marks.append(
            Line2D([], [], color=colour, label=text, linestyle="", marker=marker, markersize=4.5)
        )
    for kind in dict.fromkeys(link.kind for link in links):
        colour, dash, verb = LINKS.get(kind, OTHER_LINK)
        lines.append(
            Line2D([], [], color=colour, label=f"{kind}: {verb}", linestyle=dash, linewidth=1.4)
        )
    for handles, top, columns in ((marks, 0.176, 5), (lines, 0.118, 3)):
        figure.legend(handles=handles, loc="upper left", bbox_to_anchor=(0.005, top), ncols=columns,
                      fontsize=6.5, frameon=False, columnspacing=1.2,
                      handletextpad=0.5)  # fmt: skip
