"""Lines make weapons: capacity is not output."""

from __future__ import annotations

from typing import Any

from wargame.rules.compiled import rule


@rule(
    "fffffffffffffff" + "ii",
    "(),(),(),(),(),(),(),(),(),(),(),(),(),(),()->(),()",
    writes="health inputs carry carry_imports",
)
def produce(
    capacity: Any,
    growth: Any,
    surge: Any,
    foreign_content: Any,
    cover: Any,
    tightness: Any,
    rebuild: Any,
    repair: Any,
    imports: Any,
    years: Any,
    binding: Any,
    health: Any,
    inputs: Any,
    carry: Any,
    carry_imports: Any,
    made: Any,
    imported: Any,
) -> None:
    """One line on one day.

    capacity: weapons/day at usual hours at the start; growth: share/day of that; surge: extra
    share of output; foreign_content: share of output that foreign inputs carry; cover: days of
    full output the input store holds; tightness: share of foreign inflow cut off beyond what was
    cut at the start; rebuild: inflow above need; repair: share of damage mended a day;
    years: days since the start; binding: 1 where inputs can bind. In place: health (0 to 1),
    inputs (days of full output), the fractions of a weapon in work. Out: whole weapons.
    """
    rate = max(0.0, capacity * (1.0 + growth * years)) * (1.0 + surge)
    fed = 1.0
    if binding > 0.0:
        # The store refills a little faster than it is used, up to what it holds.
        arriving = (1.0 - tightness) * (1.0 + rebuild)
        available = inputs[0] + arriving
        fed = min(1.0, available)
        inputs[0] = min(cover, available - fed)
    output = rate * health[0] * (1.0 - foreign_content * (1.0 - fed)) + carry[0]
    made[0] = int(output)
    carry[0] = output - made[0]
    bought = imports + carry_imports[0]
    imported[0] = int(bought)
    carry_imports[0] = bought - imported[0]
    health[0] += (1.0 - health[0]) * repair


@rule("ffff" + "f", "(),(),(),()->()")
def ramp(start: Any, goal: Any, delay: Any, day: Any, rate: Any) -> None:
    """Output of a line that is built up from `start` to `goal` in a straight line (per day)."""
    if day >= delay:
        rate[0] = goal
    else:
        rate[0] = start + (goal - start) * day / max(delay, 1.0)


@rule("fff" + "f", "(),(),()->()", writes="effect")
def tighten(target: Any, delay: Any, effect: Any, change: Any) -> None:
    """Sanctions in force approach the level decided, by 1/delay of the gap a day."""
    step = (target - effect[0]) / max(1.0, delay)
    effect[0] += step
    change[0] = step
