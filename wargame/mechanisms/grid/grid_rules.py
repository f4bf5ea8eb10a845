"""The grid: what strikes break, what crews mend, what share of demand is met."""

from __future__ import annotations

from wargame.kernel.arguments import F, Fixed, I, In, InOut
from wargame.kernel.rule import rule

BLACKOUT = 0.5  # share of demand met below which a day counts as one of blackout


@rule
def keep_power(
    active: Fixed[I],
    power_hit: In[F],
    exists: In[F],
    protected: In[F],
    imports: In[F],
    demand_winter: In[F],
    demand_summer: In[F],
    season: Fixed[F],
    repair: In[F],
    repair_share: In[F],
    broken: InOut[F],
    met: InOut[F],
) -> None:
    """One day of the grid: damage, repair, and the share of demand met.

    active: 0 where the grid is switched off; power_hit: MW struck today; exists: MW, broken or
    not; protected: MW that strikes cannot take; demand_winter, demand_summer: evening-peak demand
    (MW) at season 1 and 0; repair: most MW mended a day; repair_share: share of what is broken
    mended a day. In place: broken, MW; met, share of demand met. The more is broken already, the
    less another hit finds.
    """
    if active == 0:
        return
    exposed = max(0.0, exists - protected)
    if exposed > 0.0:
        broken[0] += power_hit * max(0.0, 1.0 - broken[0] / exposed)
    broken[0] = min(broken[0], exposed)
    broken[0] -= min(repair, broken[0] * repair_share)
    demand = demand_summer + (demand_winter - demand_summer) * season
    met[0] = min(1.0, (exists - broken[0] + imports) / demand)


@rule
def tally_power(
    met: In[F],
    power: InOut[F],
    power_worst: InOut[F],
    blackout_days: InOut[I],
) -> None:
    """Power met, and days of blackout, are added to the month."""
    power[0] += met
    power_worst[0] = min(power_worst[0], met)
    if met < BLACKOUT:
        blackout_days[0] += 1
