"""Boxes on the map for who has no place on it, or too many neighbours there to be read.

A box holds its members in a column. Positions are shares of the map's width and height.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

BEYOND = ("USA", "CAN", "PRK", "IRN", "CHN", "JPN", "KOR", "AUS", "ISR", "TWN")  # off the map
ROW, HEAD, EDGE = 0.0305, 0.04, 0.012  # heights of a member, of the title, of the margin


@dataclass(frozen=True)
class Box:
    """A box with its upper left corner, its width and the height that its members need."""

    name: str
    title: str
    left: float
    top: float
    width: float
    members: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        """Height, as a share of the map's."""
        return HEAD + ROW * len(self.members) + EDGE

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.top - self.height

    def spot(self, member: str) -> tuple[float, float]:
        """Where the dot of a member stands."""
        down = HEAD + ROW * (self.members.index(member) + 0.5)
        return self.left + 0.013, self.top - down

    def port(self, member: str, towards: tuple[float, float]) -> tuple[float, float]:
        """Where a link of `member` meets the box: on the side that faces `towards`, at its row.

        For the box as a whole ('') it is the point of its edge nearest to `towards`.
        """
        right = self.left + self.width
        if member:
            return right if towards[0] > self.left + self.width / 2 else self.left, self.spot(
                member
            )[1]
        inside = self.bottom + 0.15 * self.height, self.top - 0.15 * self.height
        return min(max(towards[0], self.left), right), (
            min(max(towards[1], self.bottom), self.top)
            if self.left < towards[0] < right
            else min(max(towards[1], inside[0]), inside[1])
        )


# Right and below: Russia's side. Left: those whose deliveries come over the sea.
BOXES = (
    Box("beyond", "Beyond the map", 0.008, 0.985, 0.142),
    Box("abroad", "Bought abroad", 0.842, 0.345, 0.15),
    Box("lines", "Russian lines", 0.842, 0.985, 0.15),
    Box("commands", "Launch commands", 0.596, 0.985, 0.186),
    Box("made_in_europe", "European lines", 0.17, 0.14, 0.142),
    Box("made_in_ukraine", "Made in Ukraine", 0.60, 0.2, 0.165),
)


def box_of(node: dict[str, Any]) -> str:
    """The name of the box in which a node stands; '' for a place on the map."""
    kind, country = str(node["kind"]), str(node.get("country") or "")
    if kind == "command":
        return "commands"
    if kind in ("factory", "weapon"):
        return "lines" if country in ("", "RUS") else "abroad"
    if kind == "own_line" or (kind == "line" and country == "UKR"):
        return "made_in_ukraine"
    if country in BEYOND:
        return "beyond"
    return "made_in_europe" if kind == "line" else ""


def fill(nodes: list[dict[str, Any]]) -> dict[str, Box]:
    """The boxes that have members, by name, with their members in order of the file."""
    held: dict[str, list[str]] = {}
    for node in nodes:
        held.setdefault(box_of(node), []).append(str(node["id"]))
    return {
        box.name: Box(box.name, box.title, box.left, box.top, box.width, tuple(held[box.name]))
        for box in BOXES
        if box.name in held
    }
