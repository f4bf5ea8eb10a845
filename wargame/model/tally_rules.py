"""The day is added to the month: what the recorder counts."""

from __future__ import annotations

from wargame.kernel.arguments import F, Fixed, I, In, InOut
from wargame.kernel.rule import rule
from wargame.mechanisms.codes import HALT

BLACKOUT = 0.5  # share of demand met below which a day counts as one of blackout


@rule
def tally_weapons(
    made: In[I, "weapon"],
    launched: In[I, "weapon"],
    failed: In[I, "weapon"],
    intercepted: In[I, "weapon"],
    leaked: In[I, "weapon"],
    ages: In[F, "weapon"],
    month_made: InOut[I, "weapon"],
    month_launched: InOut[I, "weapon"],
    month_failed: InOut[I, "weapon"],
    month_intercepted: InOut[I, "weapon"],
    month_leaked: InOut[I, "weapon"],
    month_ages: InOut[F, "weapon"],
) -> None:
    """What became of weapons today, by type."""
    for t in range(made.shape[0]):
        month_made[t] += made[t]
        if launched[t] > 0:
            month_launched[t] += launched[t]
            month_failed[t] += failed[t]
            month_intercepted[t] += intercepted[t]
            month_leaked[t] += leaked[t]
            month_ages[t] += ages[t]


@rule
def tally_defence(
    fired: In[I, "interceptor"],
    raids: In[I, "result"],
    dry: In[I],
    day: Fixed[I],
    month_fired: InOut[I, "interceptor"],
    month_raids: InOut[I, "result"],
    dry_days: InOut[I],
    capital_first_dry: InOut[I],
) -> None:
    """Rounds fired, ballistic raids by result, and whether the capital could not fire."""
    for k in range(fired.shape[0]):
        month_fired[k] += fired[k]
    for result in range(raids.shape[0]):
        month_raids[result] += raids[result]
    if dry == 1:
        dry_days[0] += 1
        if capital_first_dry[0] < 0:
            capital_first_dry[0] = day


@rule
def tally_society(
    met: In[F],
    state: In[I],
    power: InOut[F],
    power_worst: InOut[F],
    blackout_days: InOut[I],
    halt_days: InOut[I],
) -> None:
    """Power met, days of blackout, days of a halt."""
    power[0] += met
    power_worst[0] = min(power_worst[0], met)
    if met < BLACKOUT:
        blackout_days[0] += 1
    if state == HALT:
        halt_days[0] += 1
