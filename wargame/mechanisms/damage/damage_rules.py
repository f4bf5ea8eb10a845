"""What leakers do: to the grid, to cities, to industry; and what the defender's strikes do."""

from __future__ import annotations

from wargame.kernel.arguments import F, H, In, InOut, Out
from wargame.kernel.rule import rule


@rule
def suffer(
    incoming: In[H, "sector", "weapon"],
    stopped: In[H, "sector", "weapon"],
    power_per_hit: In[F, "weapon"],
    energy_at: In[F, "sector"],
    industry_at: In[F, "sector"],
    cities_at: In[F, "sector"],
    energy_aim: In[F],
    industry_share: In[F],
    city_hits: InOut[F],
    power_hit: Out[F],
    works_hit: Out[F],
) -> None:
    """Split one day's leakers by sector and target category, in expectation.

    incoming, stopped: weapons by sector and type; power_per_hit: damage of one hit by type (MW;
    warheads counted in); *_at: how much of each category stands in a sector, relative to the
    share of launches that it draws; energy_aim, industry_share: shares of strikes aimed at each.
    In place: full-warhead hits on cities so far this month (relative to the heaviest type). Out:
    MW hit, and hits on industry.
    """
    heaviest = 1e-9
    for t in range(power_per_hit.shape[0]):
        heaviest = max(heaviest, power_per_hit[t])
    power_hit[0], works_hit[0], city = 0.0, 0.0, 0.0
    rest = 1.0 - energy_aim
    for s in range(incoming.shape[0]):
        power = 0.0
        for t in range(power_per_hit.shape[0]):
            power += (incoming[s, t] - stopped[s, t]) * power_per_hit[t]
        power_hit[0] += power * energy_aim * energy_at[s]
        works_hit[0] += power / heaviest * rest * industry_share * industry_at[s]
        city += power / heaviest * rest * (1.0 - industry_share) * cities_at[s]
    city_hits[0] += city
