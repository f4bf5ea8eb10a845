"""Numbers that a scenario sets far outside the range that the evidence gives them."""

from __future__ import annotations

from wargame.evidence.number import Number
from wargame.scenario.scenario import Scenario

FAR = 2.0  # widths of the range beyond its ends (judgement); of a single figure, of the figure


def far_off(scenario: Scenario) -> list[str]:
    """A line for each such number: the value, the range, its source, and where it was set."""
    lines = []
    for path, where in sorted(scenario.overrides.items()):
        number, base = scenario.numbers.get(path), scenario.catalogue.numbers.get(path)
        if number is None or base is None or base.absent or not _is_far(number, base):
            continue
        named = "" if where.endswith(path) else f"{path}: "
        lines.append(
            f"{where}: {named}{number.value:g} {number.unit} lies far outside the range of the "
            f"catalogue ({base.low:g} to {base.high:g} {base.unit}; {base.source}, {base.as_of})"
        )
    return lines


def _is_far(number: Number, base: Number) -> bool:
    value, (middle, low, high) = number.internal[0], base.internal
    room = FAR * ((high - low) or abs(middle))
    return not low - room <= value <= high + room
