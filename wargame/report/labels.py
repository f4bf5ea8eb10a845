"""Places for the labels of a map, so that they meet neither dots nor one another."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import NamedTuple

LETTER, HEIGHT, GAP = 0.0084, 0.0254, 0.0102  # shares of the map, for 6.5 point letters
WIDE, TALL = 0.0051, 0.0075  # half a dot

Point = tuple[float, float]


class Rectangle(NamedTuple):
    """A rectangle by its edges."""

    left: float
    right: float
    low: float
    high: float

    def shared(self, other: Rectangle) -> float:
        """The area that it shares with another."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        tall = min(self.high, other.high) - max(self.low, other.low)
        return max(0.0, wide) * max(0.0, tall)


def placed(
    names: Iterable[tuple[str, str]], spots: Mapping[str, Point], fixed: Container[str]
) -> list[tuple[str, str, float, float]]:
    """(name, text, left end, middle height) of each label of `names` = [(name, text)].

    A label stands where it covers least, tried around its dot from the right; those in `fixed`
    stand to the right whatever is there.
    """
    taken = [Rectangle(x - WIDE, x + WIDE, y - TALL, y + TALL) for x, y in spots.values()]
    result = []
    for name, text in sorted(names, key=lambda one: (one[0] not in fixed, -spots[one[0]][1])):
        around = _around(*spots[name], LETTER * len(text))
        if name not in fixed:
            around.sort(key=lambda one: sum(one.shared(other) for other in taken))
        taken.append(around[0])
        result.append((name, text, around[0].left, (around[0].low + around[0].high) / 2))
    return result


def _around(x: float, y: float, wide: float) -> list[Rectangle]:
    """Places around a dot: right, left, above, below, and between them."""
    right, left, middle = x + GAP, x - GAP - wide, x - wide / 2
    up, down = y + 0.95 * HEIGHT, y - 0.95 * HEIGHT
    ends = [(right, y), (left, y), (middle, up), (middle, down)]
    ends += [(right, up), (right, down), (left, up), (left, down)]
    return [Rectangle(at, at + wide, y - HEIGHT / 2, y + HEIGHT / 2) for at, y in ends]
