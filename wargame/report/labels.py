"""Places for the labels of a map, so that they meet neither dots nor one another."""

from __future__ import annotations

from typing import Any

LETTER, HEIGHT, GAP = 0.0066, 0.0135, 0.008  # in units of the plane, for 6.5 point letters
Rectangle = tuple[float, float, float, float]  # left, right, low, high


def placed(
    every: list[tuple[str, str]], spots: dict[str, Any], fixed: set[str]
) -> list[tuple[str, str, float, float]]:
    """(name, text, left end, middle height) of each label of `every` = [(name, text)].

    A label stands where it covers least, tried around its dot from the right; those in `fixed`
    stand to the right whatever is there.
    """
    taken = [_around(spots[name]) for name, _ in every]
    result = []
    for name, text in sorted(every, key=lambda one: (one[0] not in fixed, -spots[one[0]][1])):
        x, y = spots[name]
        wide = LETTER * len(text)
        around = _candidates(x, y, wide)
        best = around[0] if name in fixed else min(around, key=lambda at: _covered(at, wide, taken))
        taken.append((best[0], best[0] + wide, best[1] - HEIGHT / 2, best[1] + HEIGHT / 2))
        result.append((name, text, *best))
    return result


def _candidates(x: float, y: float, wide: float) -> list[tuple[float, float]]:
    """Left ends and heights around a dot: right, left, above, below, and between them."""
    right, left, middle = x + GAP, x - GAP - wide, x - wide / 2
    up, down = y + 0.95 * HEIGHT, y - 0.95 * HEIGHT
    near = [(right, y), (left, y), (middle, up), (middle, down)]
    return [*near, (right, up), (right, down), (left, up), (left, down)]


def _around(spot: Any) -> Rectangle:
    return spot[0] - 0.004, spot[0] + 0.004, spot[1] - 0.004, spot[1] + 0.004


def _covered(at: tuple[float, float], wide: float, taken: list[Rectangle]) -> float:
    """Area of what is there already under a label."""
    left, right, low, high = at[0], at[0] + wide, at[1] - HEIGHT / 2, at[1] + HEIGHT / 2
    return sum(
        max(0.0, min(right, b) - max(left, a)) * max(0.0, min(high, d) - max(low, c))
        for a, b, c, d in taken
    )
