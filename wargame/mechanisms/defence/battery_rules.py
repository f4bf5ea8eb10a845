"""Batteries: hit, written off, repaired."""

from __future__ import annotations

import numpy as np

from wargame.kernel.arguments import F, I, In, InOut, Out, U
from wargame.kernel.draws import Purpose, binomial
from wargame.kernel.rule import rule

BATTERY = int(Purpose.BATTERY)


@rule
def wear_batteries(
    there: InOut[I],
    out: InOut[I],
    loss: In[F],
    repair: In[F],
    writeoff: In[F],
    seed: In[U],
    run: In[I],
    month: In[I],
    agent: In[U],
    down: Out[I],
    back: Out[I],
    gone: Out[I],
) -> None:
    """A month of one kind's batteries: some are hit, some of those for good, some come back.

    there: in action; out: damaged (both in place); loss: chance that one is hit; repair: chance
    that a damaged one comes back; writeoff: share of those hit that is destroyed. Out: hit, back
    in action, destroyed.
    """
    down[0] = binomial(there[0], loss, seed, BATTERY, run, month, agent, np.uint64(0))
    gone[0] = binomial(down[0], writeoff, seed, BATTERY, run, month, agent, np.uint64(8))
    back[0] = binomial(out[0], repair, seed, BATTERY, run, month, agent, np.uint64(16))
    there[0] += back[0] - down[0]
    out[0] += down[0] - gone[0] - back[0]
