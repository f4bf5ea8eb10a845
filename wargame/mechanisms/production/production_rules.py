"""Lines make weapons: capacity is not output."""

from __future__ import annotations

import math

import numpy as np

from wargame.kernel.arguments import F, I, In, InOut, Out, U
from wargame.kernel.draws import Purpose, uniforms
from wargame.kernel.rule import rule

DEEP_STRIKE = int(Purpose.DEEP_STRIKE)


@rule
def produce(
    rate: In[F, "weapon"],
    imports: In[F, "weapon"],
    foreign_content: In[F, "weapon"],
    component_stock: In[F, "weapon"],
    arriving: In[F],
    ceiling: In[F],
    binding: In[F],
    line_repair: In[F],
    health: InOut[F, "weapon"],
    inputs: InOut[F, "weapon"],
    carry: InOut[F, "weapon"],
    made: Out[I, "weapon"],
) -> None:
    """All lines on one day.

    rate: weapons/day at full health and fully fed; imports: weapons/day bought ready;
    foreign_content: share of output that foreign inputs carry; component_stock: days of full
    output that the input store holds; arriving: foreign inputs arriving today, in days of full
    output; ceiling: most that can be used, 1 unless sanctions are relieved below those at the
    start; binding: 1 where inputs can bind; line_repair: share of damage mended a day. In place:
    health (0 to 1), inputs (days of full output), carry (the fraction of a weapon in work). Out:
    whole weapons.
    """
    for t in range(rate.shape[0]):
        fed = ceiling
        if binding > 0.0:
            available = inputs[t] + arriving
            fed = min(ceiling, available)
            inputs[t] = min(component_stock[t], available - fed)
        share = 1.0 - foreign_content[t] * (1.0 - fed)
        output = rate[t] * health[t] * share + imports[t] + carry[t]
        made[t] = int(output)
        carry[t] = output - made[t]
        health[t] += (1.0 - health[t]) * line_repair


@rule
def build_up(
    production: In[F, "weapon"],
    growth: In[F, "weapon"],
    days: In[F],
    growth_limit: In[F],
    machine_imports: In[F],
    in_force: In[F],
    tightness: In[F],
    surging: In[F],
    surge_delay: In[F],
    surge_hold: In[F],
    grown: InOut[F, "weapon"],
    level: InOut[F],
    strain: InOut[F],
    usual: Out[F, "weapon"],
    surged: Out[F],
) -> None:
    """All lines of one run after `days` of building: output at full health and usual hours.

    growth: of each line a day, as a share of `production`; the nearer what has grown is to `limit`
    the slower. machine_imports: share of machine tools that sanctions beyond the `opening`
    tightness can cut, by those `in_force`. A surge (`surging` 1) gathers pace over `delay` days;
    hands and machines tire over `hold` days. In place: growth so far; level and strain of the
    surge. Out: weapons a day; how much of the surge is left.
    """
    cut = (in_force - tightness) / max(1e-9, 1.0 - tightness)
    machines = max(0.0, 1.0 - machine_imports * cut)
    for t in range(production.shape[0]):
        room = max(0.0, 1.0 - grown[t] / max(1e-9, growth_limit))
        grown[t] += growth[t] * days * room * machines
        usual[t] = max(0.0, production[t] * (1.0 + grown[t]))
    level[0] += (surging - level[0]) * (1.0 - math.exp(-days / max(1e-9, surge_delay)))
    strain[0] += (level[0] - strain[0]) * (1.0 - math.exp(-days / max(1e-9, surge_hold)))
    surged[0] = max(0.0, level[0] - strain[0])


@rule
def work_hours(
    usual: In[F, "weapon"],
    surge: In[F, "weapon"],
    surged: In[F],
    utilisation: In[F],
    rate: Out[F, "weapon"],
) -> None:
    """Output at full health with any surge (weapons a day), up to capacity: usual / utilisation."""
    most = 1.0 / max(0.01, utilisation)
    for t in range(usual.shape[0]):
        rate[t] = usual[t] * min(1.0 + surge[t] * surged, most)


@rule
def tighten(
    binding: In[F],
    tightness: In[F],
    delay: In[F],
    adaptation: In[F],
    rebuild: In[F],
    decided: InOut[F],
    in_force: InOut[F],
    arriving: Out[F],
    ceiling: Out[F],
) -> None:
    """One day of sanctions: those decided come into force with delay; smuggling undoes new ones.

    opening: tightness at the start (share of foreign inputs cut); delay: days; smuggling: share
    of what is new undone a day; rebuild: how much faster than it is used the store of inputs
    refills; binding: 0 where inputs do not bind. In place: tightness decided and in force. Out:
    foreign inputs that arrive today, in days of full output; the most that can be used.
    """
    decided[0] -= max(0.0, decided[0] - tightness) * adaptation
    in_force[0] += (decided[0] - in_force[0]) / max(1.0, delay)
    cut = (in_force[0] - tightness) / max(1e-9, 1.0 - tightness)
    arriving[0] = (1.0 - cut) * (1.0 + rebuild)
    ceiling[0] = 1.0 + max(0.0, -cut)
    if binding == 0.0:  # no shortage of inputs: not even that of the start
        ceiling[0] = 1.0 / max(0.1, 1.0 - tightness)


@rule
def hit_lines(
    health: InOut[F, "weapon"],
    rows: In[I, "missile_line"],
    loss: In[F],
    shortage: In[F],
    seed: In[U],
    run: In[I],
    day: In[I],
    agent: In[U],
    struck: Out[I],
) -> None:
    """A week's hits on industry fall on one missile line, picked at random; its health drops.

    health: of all lines (in place); rows: those that make missiles; loss: share of health
    lost at full health; shortage: the same from hits on energy, felt by all missile lines alike. A
    damaged line offers less to hit. Out: the line struck, or -1.
    """
    struck[0] = -1
    if loss > 0.0:
        u, _, _, _ = uniforms(seed, DEEP_STRIKE, run, day, agent, np.uint64(0))
        struck[0] = rows[int(u * rows.shape[0])]
        health[struck[0]] *= math.exp(-loss)
    if shortage > 0.0:
        left = math.exp(-shortage / rows.shape[0])
        for m in range(rows.shape[0]):
            health[rows[m]] *= left
