"""Air-raid alerts."""

from __future__ import annotations

from wargame.kernel.arguments import F, Fixed, H, I, In, InOut
from wargame.kernel.rule import rule


@rule
def sound(
    incoming: In[H, "sector", "weapon"],
    missile: Fixed[F, "weapon"],
    alert_days: InOut[I],
) -> None:
    """Count today if any missile comes at the first sector, the capital, stopped or not.

    incoming: weapons by sector and type; missile: 1 for missiles; alert_days: so far (in place).
    """
    for t in range(incoming.shape[1]):
        if incoming[0, t] > 0 and missile[t] > 0.0:
            alert_days[0] += 1
            return
