"""The leadership's posture, talks and halts, and the escalation ladder: monthly choices."""

from __future__ import annotations

import math

from wargame.kernel.arguments import F, I, In, InOut, Out, U
from wargame.kernel.draws import Purpose, logistic, uniforms
from wargame.kernel.rule import rule
from wargame.mechanisms.codes import COERCE, HOARD, QUIET, SPILL_OVER, SURGE, WINTER

POSTURE = int(Purpose.POSTURE)
INTENSITY = int(Purpose.INTENSITY)
MOST_OFFSET = 2.0  # log: a month without launches says no more than a seventh of what was due


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
    offset: In[F],
    log_level: InOut[F],
    covariance: InOut[F],
    log_variance: InOut[F],
    seed: In[U],
    run: In[I],
    month: In[I],
    agent: In[U],
    level: Out[F],
) -> None:
    """Month-to-month intensity of launches of one class: an autoregressive log level, mean one.

    offset: what the record taught of its level, in logs. covariance: of that offset with the log
    level, log_variance: of the log level, as far as the record leaves them open (in place).
    """
    u, _, _, _ = uniforms(seed, INTENSITY, run, month, agent, 0)
    fresh = 1.0 - memory * memory
    log_level[0] = memory * log_level[0] + spread * math.sqrt(fresh) * logistic(u)
    covariance[0] *= memory
    log_variance[0] = memory * memory * log_variance[0] + spread * spread * fresh
    level[0] = math.exp(min(2.0, log_level[0]) + offset - 0.5 * spread * spread)


@rule
def learn_intensity(
    launched: In[I],
    expected: In[F],
    spread: In[F],
    offset: InOut[F],
    log_level: InOut[F],
    offset_variance: InOut[F],
    covariance: InOut[F],
    log_variance: InOut[F],
    seed: In[U],
    run: In[I],
    month: In[I],
    agent: In[U],
    surprise: Out[F],
) -> None:
    """What a month of record says of the intensity of one class: a Kalman filter, a run at a time.

    launched: weapons in the record, below zero where it does not count the class; expected: those
    that output and posture would have had, without intensity. Their log ratio is the offset and the
    log level together, but for chance (Poisson, half a weapon on either side). The observation is
    disturbed by as much, so that runs keep the spread that it leaves open (Burgers, van Leeuwen and
    Evensen, Monthly Weather Review 126, 1998). In place: offset and log_level, their variances and
    their covariance. Out: by how much the log ratio was other than held likely.
    """
    surprise[0] = 0.0
    if launched < 0:
        return
    u, _, _, _ = uniforms(seed, INTENSITY, run, month, agent, 1)
    chance = 2.0 / (launched + expected + 1.0)
    seen = math.log((launched + 0.5) / (expected + 0.5))
    seen = min(MOST_OFFSET, max(-MOST_OFFSET, seen)) + 0.5 * spread * spread
    miss = seen + math.sqrt(chance) * logistic(u) - offset[0] - log_level[0]
    surprise[0] = miss
    own, both, level = offset_variance[0], covariance[0], log_variance[0]
    total = own + 2.0 * both + level + chance
    of_offset = (own + both) / total
    of_level = (both + level) / total
    offset[0] = min(MOST_OFFSET, max(-MOST_OFFSET, offset[0] + of_offset * miss))
    log_level[0] += of_level * miss
    offset_variance[0] = own - of_offset * of_offset * total
    covariance[0] = both - of_offset * of_level * total
    log_variance[0] = level - of_level * of_level * total
