"""Striking a third state: a choice, not a dice roll."""

from __future__ import annotations

import math

import numpy as np

from wargame.declare.rungs import STRIKES
from wargame.kernel.arguments import F, I, In, InOut, Out, U
from wargame.kernel.draws import Purpose, binomial, uniforms
from wargame.kernel.rule import rule

SPILLOVER = int(Purpose.SPILLOVER)
ALLIED_DEFENCE = int(Purpose.ALLIED_DEFENCE)

RUNGS = len(STRIKES)


@rule
def choose_spillover(
    value: In[F],
    penetration: In[F],
    credibility: In[F],
    capability: In[F],
    restraint: In[F],
    pretext: In[F],
    freed: In[F],
    freed_stock: In[F],
    reply_cost: In[F],
    wartime_need: In[F],
    punishment: In[F],
    sharpness: In[F],
    reply_growth: In[F],
    posture_gain: In[F],
    at_war: In[F],
    top: In[I],
    posture: In[I],
    seed: In[U],
    run: In[I],
    month: In[I],
    agent: In[U],
    rung: Out[I],
) -> None:
    """The leadership's choice about one state in one month: quantal response over the rungs.

    value: coercive value; penetration: share expected to get through; credibility x capability:
    the reply expected; restraint: payoff of leaving it alone; pretext: what a running war adds;
    freed: stock beyond the reserve in years of output, freed_stock its weight; wartime_need: payoff
    lost because a running war needs the missiles; punishment: from the defender's own missiles;
    reply_growth: how steeply the reply grows with the size of the strike; at_war: 1 or 0; top:
    highest rung allowed; posture: spill_over (5) multiplies the gain by `posture_gain`.
    """
    best = restraint
    scores = np.zeros(RUNGS)
    scores[0] = restraint
    for r in range(1, min(RUNGS - 1, top) + 1):
        size = r / 3.0
        gain = value * size * (0.5 + 0.5 * penetration) * (posture_gain if posture == 5 else 1.0)
        pull = pretext * at_war + freed_stock * min(2.0, freed)
        # An incursion is deniable: little reply. A large strike is answered in full.
        reply = reply_cost * credibility * capability * size**reply_growth
        cost = wartime_need * at_war * size + punishment * size
        scores[r] = gain + pull - reply - cost
        best = max(best, scores[r])
    total = 0.0
    for r in range(min(RUNGS - 1, top) + 1):
        scores[r] = math.exp(sharpness * (scores[r] - best))
        total += scores[r]
    u, _, _, _ = uniforms(seed, SPILLOVER, run, month, agent, 0)
    rung[0] = 0
    below = 0.0
    for r in range(min(RUNGS - 1, top) + 1):
        below += scores[r] / total
        if u < below:
            rung[0] = r
            break


@rule
def defend_ally(
    sent: In[I],
    magazine: InOut[I],
    cover: In[F],
    hit_chance: In[F],
    seed: In[U],
    run: In[I],
    month: In[I],
    agent: In[U],
    stopped: Out[I],
    used: Out[I],
) -> None:
    """An allied state's defence of the targets under its cover, one round a target.

    sent: weapons; magazine: rounds (in place). Out: weapons stopped and rounds used.
    """
    covered = binomial(sent, cover, seed, ALLIED_DEFENCE, run, month, agent, np.uint64(0))
    used[0] = min(covered, magazine[0])
    stopped[0] = binomial(
        used[0], hit_chance, seed, ALLIED_DEFENCE, run, month, agent, np.uint64(8)
    )
    magazine[0] -= used[0]
