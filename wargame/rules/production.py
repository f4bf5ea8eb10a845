"""Lines make weapons: capacity is not output."""

from __future__ import annotations

from typing import Any

from wargame.rules.compiled import rule


@rule(
    "fffffffffff" + "i",
    "(),(),(),(),(),(),(),(),(),(),()->()",
    writes="health inputs carry",
)
def produce(
    rate: Any,
    imports: Any,
    foreign_content: Any,
    cover: Any,
    arriving: Any,
    ceiling: Any,
    binding: Any,
    repair: Any,
    health: Any,
    inputs: Any,
    carry: Any,
    made: Any,
) -> None:
    """One line on one day.

    rate: weapons/day at full health and fully fed; imports: weapons/day bought ready;
    foreign_content: share of output that foreign inputs carry; cover: days of full output that
    the input store holds; arriving: foreign inputs arriving today, in days of full output;
    ceiling: most that can be used, 1 unless sanctions are relieved below those at the start;
    binding: 1 where inputs can bind; repair: share of damage mended a day. In place:
    health (0 to 1), inputs (days of full output), carry (the fraction of a weapon in work). Out:
    whole weapons.
    """
    fed = ceiling
    if binding > 0.0:
        available = inputs[0] + arriving
        fed = min(ceiling, available)
        inputs[0] = min(cover, available - fed)
    output = rate * health[0] * (1.0 - foreign_content * (1.0 - fed)) + imports + carry[0]
    made[0] = int(output)
    carry[0] = output - made[0]
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
