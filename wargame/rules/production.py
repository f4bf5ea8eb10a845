"""Lines make weapons: capacity is not output."""

from __future__ import annotations

import math
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


@rule(
    "fffffffffffff" + "ff",
    "(l),(l),(),(),(),(),(),(),(),(),(l),(),()->(l),()",
    writes="grown level strain",
)
def build_up(
    production: Any,
    growth: Any,
    days: Any,
    limit: Any,
    machine_imports: Any,
    in_force: Any,
    opening: Any,
    surging: Any,
    delay: Any,
    hold: Any,
    grown: Any,
    level: Any,
    strain: Any,
    usual: Any,
    surged: Any,
) -> None:
    """All lines of one run after `days` of building: output at full health and usual hours.

    growth: of each line a day, as a share of `production`; the nearer what has grown is to `limit`
    the slower. machine_imports: share of machine tools that sanctions beyond the `opening`
    tightness can cut, by those `in_force`. A surge (`surging` 1) gathers pace over `delay` days;
    hands and machines tire over `hold` days. In place: growth so far; level and strain of the
    surge. Out: weapons a day; how much of the surge is left.
    """
    cut = (in_force - opening) / max(1e-9, 1.0 - opening)
    machines = max(0.0, 1.0 - machine_imports * cut)
    for t in range(production.shape[0]):
        room = max(0.0, 1.0 - grown[t] / max(1e-9, limit))
        grown[t] += growth[t] * days * room * machines
        usual[t] = max(0.0, production[t] * (1.0 + grown[t]))
    level[0] += (surging - level[0]) * (1.0 - math.exp(-days / max(1e-9, delay)))
    strain[0] += (level[0] - strain[0]) * (1.0 - math.exp(-days / max(1e-9, hold)))
    surged[0] = max(0.0, level[0] - strain[0])


@rule("ffff" + "f", "(l),(l),(),()->(l)")
def work_hours(usual: Any, surge: Any, surged: Any, utilisation: Any, rate: Any) -> None:
    """Output at full health with any surge (weapons a day), up to capacity: usual / utilisation."""
    most = 1.0 / max(0.01, utilisation)
    for t in range(usual.shape[0]):
        rate[t] = usual[t] * min(1.0 + surge[t] * surged, most)


@rule("fffffff" + "ff", "(),(),(),(),(),(),()->(),()", writes="decided in_force")
def tighten(
    binding: Any,
    opening: Any,
    delay: Any,
    smuggling: Any,
    rebuild: Any,
    decided: Any,
    in_force: Any,
    arriving: Any,
    ceiling: Any,
) -> None:
    """One day of sanctions: those decided come into force with delay; smuggling undoes new ones.

    opening: tightness at the start (share of foreign inputs cut); delay: days; smuggling: share
    of what is new undone a day; rebuild: how much faster than it is used the store of inputs
    refills; binding: 0 where inputs do not bind. In place: tightness decided and in force. Out:
    foreign inputs that arrive today, in days of full output; the most that can be used.
    """
    decided[0] -= max(0.0, decided[0] - opening) * smuggling
    in_force[0] += (decided[0] - in_force[0]) / max(1.0, delay)
    cut = (in_force[0] - opening) / max(1e-9, 1.0 - opening)
    arriving[0] = (1.0 - cut) * (1.0 + rebuild)
    ceiling[0] = 1.0 + max(0.0, -cut)
    if binding == 0.0:  # no shortage of inputs: not even that of the start
        ceiling[0] = 1.0 / max(0.1, 1.0 - opening)
