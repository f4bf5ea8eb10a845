"""The leadership's posture, talks and halts, and the escalation ladder: monthly choices."""

from __future__ import annotations

import math

from wargame.kernel.arguments import F, I, In, InOut, Out, U
from wargame.kernel.draws import Purpose, logistic, uniforms
from wargame.kernel.rule import rule
from wargame.mechanisms.codes import COERCE, HOARD, QUIET, SPILL_OVER, SURGE, WINTER

POSTURE = int(Purpose.POSTURE)
INTENSITY = int(Purpose.INTENSITY)


@rule
def choose_posture(
    appeal: In[F, "posture"],
    sharpness: In[F],
    hoarding: In[F],
    winter: In[F],
    coercion: In[F],
    surge: In[F],
    punishment: In[F],
    fill: In[F],
    stocked: In[F],
    talks: In[I],
    allowed: In[I],
    cold: In[F],
    breaking: In[F],
    through: In[F],
    seed: In[U],
    run: In[I],
    month: In[I],
    posture: Out[I],
    chance: Out[F, "posture"],
) -> None:
    """Quantal response over six postures (McKelvey and Palfrey 1995): better is likelier.

    appeal: standing payoffs; hoarding .. surge: pulls; punishment: payoff expected to be lost to
    own missiles of the defender; fill: its magazines as believed, over those at the start; stocked:
    own stock over the level at which hoarding ends; talks: quiet, moving or failed; allowed: 1
    where other states may be struck; cold: 0 to 1; breaking: 0 to 1, how far a surge would break
    the grid; through: share of missiles believed to get through, which strikes to harm or to coerce
    rest on. Out: the posture, and the chance of each.
    """
    n = appeal.shape[0]
    for p in range(n):
        chance[p] = appeal[p]
    chance[HOARD] += hoarding * min(1.0, fill) * max(0.0, 1.0 - stocked)
    chance[WINTER] += winter * cold * through
    if talks != QUIET:
        chance[COERCE] += coercion * through
    chance[SURGE] += surge * breaking * min(1.0, stocked) - punishment
    chance[SPILL_OVER] -= punishment
    options = n - 1 if allowed == 0 else n
    best = chance[0]
    for p in range(options):
        best = max(best, chance[p])
    total = 0.0
    for p in range(n):
        chance[p] = math.exp(sharpness * (chance[p] - best)) if p < options else 0.0
        total += chance[p]
    u, _, _, _ = uniforms(seed, POSTURE, run, month, 0, 0)
    posture[0] = options - 1
    below = 0.0
    for p in range(options):
        chance[p] /= total
        below += chance[p]
        if u < below and posture[0] == options - 1:
            posture[0] = p
            u = 2.0  # chosen


@rule
def vary_intensity(
    spread: In[F],
    memory: In[F],
    log_level: InOut[F],
    seed: In[U],
    run: In[I],
    month: In[I],
    agent: In[U],
    level: Out[F],
) -> None:
    """Month-to-month intensity of launches of one class: an autoregressive log level, mean one."""
    u, _, _, _ = uniforms(seed, INTENSITY, run, month, agent, 0)
    log_level[0] = memory * log_level[0] + spread * math.sqrt(1.0 - memory * memory) * logistic(u)
    level[0] = math.exp(min(2.0, log_level[0]) - 0.5 * spread * spread)
