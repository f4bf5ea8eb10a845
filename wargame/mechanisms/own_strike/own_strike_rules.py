"""The defender's own long-range weapons: output, a deterrent held back, a week of strikes."""

from __future__ import annotations

import numpy as np

from wargame.declare.durations import DAYS_PER_WEEK
from wargame.kernel.arguments import F, I, In, InOut, Out, U
from wargame.kernel.draws import Purpose, binomial
from wargame.kernel.elementary import ramp
from wargame.kernel.rule import rule

DEEP_STRIKE = int(Purpose.DEEP_STRIKE)


@rule
def deep_strike(
    rate: In[F],
    held_back: In[F],
    reach: In[F],
    to_lines: In[F],
    to_depots: In[F],
    firing: In[F],
    carry: InOut[F],
    retained_carry: InOut[F],
    seed: In[U],
    run: In[I],
    day: In[I],
    agent: In[U],
    made: Out[I],
    retained: Out[I],
    fired: Out[I],
    on_lines: Out[F],
    on_depots: Out[F],
    on_energy: Out[F],
) -> None:
    """One week of one of the defender's long-range weapons.

    rate: weapons a week; held_back: share retained as a deterrent; reach: share that arrives;
    to_lines, to_depots: shares of hits, the rest on energy; firing: share of the rest that is
    fired (less under a halt; what is not fired is retained). In place: fractions of a weapon in
    work and retained. Out: made, retained, fired, and hits on lines, depots, energy.
    """
    output = rate + carry[0]
    made[0] = int(output)
    carry[0] = output - made[0]
    retain = made[0] * (1.0 - (1.0 - held_back) * firing) + retained_carry[0]
    retained[0] = min(made[0], int(retain))
    retained_carry[0] = retain - retained[0]
    fired[0] = made[0] - retained[0]
    hits = binomial(fired[0], reach, seed, DEEP_STRIKE, run, day, agent, np.uint64(0))
    on_lines[0] = hits * to_lines
    on_depots[0] = hits * to_depots
    on_energy[0] = hits * max(0.0, 1.0 - to_lines - to_depots)


@rule
def campaign(
    production: In[F, "own_weapon"],
    production_goal: In[F, "own_weapon"],
    goal_delay: In[F, "own_weapon"],
    held_back: In[F, "own_weapon"],
    reach: In[F, "own_weapon"],
    line_damage: In[F, "own_weapon"],
    depot_damage: In[F, "own_weapon"],
    industry: In[F],
    to_lines: In[F],
    to_depots: In[F],
    firing: In[F],
    works: In[F],
    store_loss: In[F],
    today: In[F],
    seed: In[U],
    run: In[I],
    day: In[I],
    key: In[U, "own_weapon"],
    carry: InOut[F, "own_weapon"],
    retained_carry: InOut[F, "own_weapon"],
    loss_carry: InOut[F, "own_weapon"],
    retained: InOut[I, "own_weapon"],
    made: Out[I, "own_weapon"],
    fired: Out[I, "own_weapon"],
    lost: Out[I, "own_weapon"],
    on_lines: Out[F],
    on_depots: Out[F],
    on_energy: Out[F],
) -> None:
    """One week of all of the defender's long-range weapons: store hits, output, strikes.

    production, production_goal, goal_delay: ramp of each line (weapons a day, days), `today` days
    in; industry: health of the defender's industry; works: hits on it in the past week, each ten of
    which destroy `store_loss` of what is retained; the rest as in `deep_strike`. In place:
    fractions of weapons, and weapons retained. Out: weapons made, fired and lost by kind; and over
    all kinds what hits do to lines (days of output), depots (weapons) and energy (days of output,
    before its own effect).
    """
    on_lines[0], on_depots[0], on_energy[0] = 0.0, 0.0, 0.0
    rate, retain = np.zeros(1), np.zeros(1, np.int64)
    lines, depots, energy = np.zeros(1), np.zeros(1), np.zeros(1)
    share = min(1.0, works / 10.0 * store_loss)
    for w in range(retained.shape[0]):
        due = retained[w] * share + loss_carry[w]
        lost[w] = min(retained[w], int(due))
        loss_carry[w] = due - lost[w]
        retained[w] -= lost[w]
        ramp(production[w], production_goal[w], goal_delay[w], today, rate)
        deep_strike(
            rate[0] * DAYS_PER_WEEK * industry,
            held_back[w],
            reach[w],
            to_lines,
            to_depots,
            firing,
            carry[w : w + 1],
            retained_carry[w : w + 1],
            seed,
            run,
            day,
            key[w],
            made[w : w + 1],
            retain,
            fired[w : w + 1],
            lines,
            depots,
            energy,
        )
        retained[w] += retain[0]
        on_lines[0] += lines[0] * line_damage[w]
        on_depots[0] += depots[0] * depot_damage[w]
        on_energy[0] += energy[0] * line_damage[w]


@rule
def wear(
    works_hit: In[F],
    industry_loss: In[F],
    industry_repair: In[F],
    industry: InOut[F],
    works: InOut[F],
) -> None:
    """One day of the defender's industry: hits cut its output, repair restores it.

    works_hit: full-warhead hits today, each ten of which cut output by `industry_loss`;
    industry_repair: share of what is lost mended a day. In place: industry, output of 0 to 1;
    works, hits so far this week.
    """
    left = industry[0] * (1.0 - min(0.5, works_hit / 10.0 * industry_loss))
    industry[0] = left + (1.0 - left) * industry_repair
    works[0] += works_hit
