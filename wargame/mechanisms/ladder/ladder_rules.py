"""Signals and the escalation ladder."""

from __future__ import annotations

from wargame.kernel.arguments import F, I, In, InOut, Out, U
from wargame.kernel.draws import Purpose, uniforms
from wargame.kernel.rule import rule

SIGNALS = int(Purpose.SIGNALS)


@rule
def signal(
    rung: InOut[F],
    signal: In[F],
    threat: In[F],
    decay: In[F],
    misread: In[F],
    deep: In[F],
    spill: In[I],
    ordered: In[I],
    seed: In[U],
    run: In[I],
    month: In[I],
    shots: Out[I],
    threats: Out[I],
    seen: Out[I],
) -> None:
    """One month of signals and of the ladder (0 calm to 6 open war with other states).

    signal, threat: monthly chances; decay: chance that the ladder falls a rung; misread: chance
    that noise is read as a rung; deep: chance that this month's deep strikes climb one; spill:
    worst strike on another state this month (0 to 3); ordered: shots fired since by
    order of the scenario.
    rung: in place. Out: signal shots, threats, and the rung that suppliers believe in.
    """
    a, b, c, d = uniforms(seed, SIGNALS, run, month, 0, 0)
    e, f, _, _ = uniforms(seed, SIGNALS, run, month, 0, 1)
    shots[0] = 1 if a < signal else 0
    threats[0] = 1 if b < threat else 0
    climb = 0.0
    if shots[0] + ordered > 0:
        climb += 1.0
    if c < deep:
        climb += 1.0
    if climb == 0.0 and spill == 0 and d < decay:
        climb = -1.0
    # Rungs four to six are strikes on other states; signals and deep strikes end at three.
    if climb < 0.0 or rung[0] < 3.0:
        rung[0] = max(0.0, min(3.0, rung[0] + climb) if climb > 0.0 else rung[0] + climb)
    if spill > 0:
        rung[0] = max(rung[0], 2.0 + spill)
    # Threats move nobody's launchers; suppliers may take them, or plain noise, for a rung.
    noise = 0
    if (threats[0] > 0 and e < 2.0 * misread) or f < misread:
        noise = 1
    seen[0] = int(rung[0]) + noise
