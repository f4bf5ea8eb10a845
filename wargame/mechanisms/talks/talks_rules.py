"""Talks: momentum, agreement, collapse."""

from __future__ import annotations

from wargame.kernel.arguments import F, I, In, InOut, Out, U
from wargame.kernel.draws import Purpose, uniforms
from wargame.kernel.rule import rule
from wargame.mechanisms.codes import FAILED, HALT, MOVING, QUIET, WAR

TALKS = int(Purpose.TALKS)


@rule
def negotiate(
    talks: InOut[I],
    since: InOut[F],
    start: In[F],
    fail: In[F],
    agree: In[F],
    memory: In[F],
    collapse: In[F],
    state: InOut[I],
    hazard: In[I],
    seed: In[U],
    run: In[I],
    month: In[I],
    changed: Out[I],
) -> None:
    """One month of talks and of the halt, if one holds.

    start, fail, agree: monthly chances that quiet talks gain momentum, that moving ones fail, and
    that they end in a halt (only where `hazard` is 1); memory: months that failure is answered;
    collapse: monthly chance that a truce or halt ends. talks, since (months in that state), state
    (war, truce, halt) change in place. Out: 1 where the state changed.
    """
    changed[0] = 0
    since[0] += 1.0
    a, b, c, _ = uniforms(seed, TALKS, run, month, 0, 0)
    if state[0] != WAR:
        if a < collapse:
            state[0] = WAR
            talks[0] = FAILED
            since[0] = 0.0
            changed[0] = 1
        return
    if talks[0] == QUIET:
        if a < start:
            talks[0] = MOVING
            since[0] = 0.0
    elif talks[0] == MOVING:
        if hazard == 1 and b < agree:
            state[0] = HALT
            talks[0] = QUIET
            since[0] = 0.0
            changed[0] = 1
        elif c < fail:
            talks[0] = FAILED
            since[0] = 0.0
    elif since[0] >= memory:
        talks[0] = QUIET
        since[0] = 0.0


@rule
def tally_halt(
    state: In[I],
    halt_days: InOut[I],
) -> None:
    """Days of a halt are added to the month."""
    if state == HALT:
        halt_days[0] += 1
