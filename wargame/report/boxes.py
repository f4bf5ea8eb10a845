"""Boxes on the map for who has no place on it, or too many neighbours there to be read.

A box holds its members in a column. Positions are shares of the map's width and height. Without a
map all agents stand in boxes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wargame.evidence.theatre import Theatre
from wargame.report.places import Map, Node
from wargame.report.words import capital

ROW, HEAD, EDGE = 0.0305, 0.04, 0.012  # heights of a member, of the title, of the margin
TITLES = {
    "beyond": "Beyond the map",
    "abroad": "Bought abroad",
    "lines": "{attacker_adjective} lines",
    "commands": "Launch commands",
    "allied": "Allied lines",
    "domestic": "Made in {defender}",
    "allies": "Suppliers and allies",
    "defence": "Air defence",
}
# Left edge, top, width. Right and below: the attacker's side. Left: what comes over the sea.
ON_MAP = {
    "beyond": (0.008, 0.985, 0.142),
    "abroad": (0.842, 0.345, 0.15),
    "lines": (0.842, 0.985, 0.15),
    "commands": (0.596, 0.985, 0.186),
    "allied": (0.17, 0.14, 0.142),
    "domestic": (0.60, 0.2, 0.165),
}
WITHOUT = {
    "allies": (0.02, 0.95, 0.2),
    "defence": (0.3, 0.95, 0.2),
    "domestic": (0.3, 0.4, 0.2),
    "commands": (0.57, 0.95, 0.18),
    "lines": (0.82, 0.95, 0.17),
}


@dataclass(frozen=True)
class Box:
    """A box with its upper left corner, its width and the height that its members need."""

    name: str
    title: str
    left: float
    top: float
    width: float
    members: tuple[str, ...]

    @property
    def height(self) -> float:
        """Height, as a share of the map's."""
        return HEAD + ROW * len(self.members) + EDGE

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.top - self.height

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return self.left + self.width / 2, (self.top + self.bottom) / 2

    def spot(self, member: str) -> tuple[float, float]:
        """Where the dot of a member stands."""
        down = HEAD + ROW * (self.members.index(member) + 0.5)
        return self.left + 0.013, self.top - down

    def port(self, member: str, towards: tuple[float, float]) -> tuple[float, float]:
        """Where a link of `member` meets the box: on the side that faces `towards`, at its row.

        For the box as a whole ('box:<name>') it is the point of its edge nearest to `towards`.
        """
        right = self.left + self.width
        if member in self.members:
            side = right if towards[0] > self.middle[0] else self.left
            return side, self.spot(member)[1]
        margin = 0.0 if self.left < towards[0] < right else 0.15 * self.height
        x = min(max(towards[0], self.left), right)
        return x, min(max(towards[1], self.bottom + margin), self.top - margin)


def box_of(node: Node, theatre: Theatre, ground: Map | None) -> str:
    """The name of the box in which a node stands; '' for a place on the map `ground`."""
    if node.kind == "command":
        return "commands"
    if node.kind == "factory":
        own = ground is None or node.country in ("", ground.file.attacker)
        return "lines" if own else "abroad"
    if node.kind == "own_line" or (node.kind == "line" and node.country == theatre.places.defender):
        return "domestic"
    if ground is None:
        return "allies" if node.kind in ("supplier", "ally", "line") else "defence"
    if node.country and ground.label(node.country) is None:
        return "beyond"
    return "allied" if node.kind == "line" else ""


def fill(nodes: Iterable[Node], theatre: Theatre, ground: Map | None) -> dict[str, Box]:
    """The boxes that have members, by name, with their members in order of the file."""
    members: dict[str, list[str]] = {}
    for node in nodes:
        members.setdefault(box_of(node, theatre, ground), []).append(node.id)
    texts = theatre.words.texts()
    return {
        name: Box(name, capital(TITLES[name].format_map(texts)), *edges, tuple(members[name]))
        for name, edges in (WITHOUT if ground is None else ON_MAP).items()
        if name in members
    }
