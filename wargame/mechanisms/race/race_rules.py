"""The strategic arms race, action and reaction (after Richardson 1960)."""

from __future__ import annotations

from wargame.kernel.arguments import F, In, InOut, Out
from wargame.kernel.rule import rule


@rule
def race(
    warheads: InOut[F],
    penetration: InOut[F],
    upload: In[F],
    limit: In[F],
    response: In[F],
    quality: In[F],
    build: In[F],
    rival_defence: In[F],
    rival_opening: In[F],
    rival_growth: In[F],
    engagements: In[F],
    alarm: In[F],
    years: In[F],
    added: Out[F],
    improved: Out[F],
) -> None:
    """One power answers the growth of a rival's defence, in number and in penetration.

    warheads: deployed; penetration: share that defeats a shot (both in place); upload: warheads
    reachable without new build; limit: most allowed by treaty (or none: very large); response:
    warheads sought a year per warhead denied; quality: part of the answer made in penetration;
    build: fastest growth a year; rival_defence: interceptors planned against, rival_opening: at
    the start; rival_growth: warheads the rival added since the start; engagements: shots at one
    warhead; alarm: warheads denied at which the effort on quality is full; years: of this step.
    """
    growth = max(0.0, rival_defence - rival_opening)
    denied = growth / max(1.0, engagements) * (1.0 - penetration[0])
    before = warheads[0]
    sought = response * (denied + rival_growth) * (1.0 - quality)
    more = min(sought, build * before) * years
    warheads[0] = max(before, min(before + more, min(upload, limit)))
    added[0] = warheads[0] - before
    effort = min(1.0, response * denied / alarm) * quality
    improved[0] = effort * (1.0 - penetration[0]) * years
    penetration[0] += improved[0]
