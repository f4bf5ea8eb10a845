"""Moscow's posture, talks and halts, and the escalation ladder: monthly choices."""

from __future__ import annotations

import math
from typing import Any

from wargame.rules.compiled import rule
from wargame.rules.draws import Purpose, logistic, uniforms

POSTURE = int(Purpose.POSTURE)
INTENSITY = int(Purpose.INTENSITY)
TALKS = int(Purpose.TALKS)
SIGNALS = int(Purpose.SIGNALS)

FIRE_AS_MADE, HOARD, WINTER, COERCE, SURGE, SPILL_OVER = range(6)
QUIET, MOVING, FAILED = range(3)  # talks
WAR, TRUCE, HALT = range(3)


@rule(
    "fffffffffiifffuii" + "if",
    "(p),(),(),(),(),(),(),(),(),(),(),(),(),(),(),(),()->(),(p)",
)
def choose_posture(
    appeal: Any,
    sharpness: Any,
    hoarding: Any,
    winter: Any,
    coercion: Any,
    surge: Any,
    punishment: Any,
    fill: Any,
    stocked: Any,
    talks: Any,
    allowed: Any,
    cold: Any,
    breaking: Any,
    through: Any,
    seed: Any,
    run: Any,
    month: Any,
    posture: Any,
    chance: Any,
) -> None:
    """Quantal response over six postures (McKelvey and Palfrey 1995): better is likelier.

    appeal: standing payoffs; hoarding .. surge: pulls; punishment: payoff expected to be lost to
    Ukraine's own missiles; fill: believed Ukrainian magazines over those at the start; stocked:
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


@rule("fffuiiu" + "f", "(),(),(),(),(),(),()->()", writes="log_level")
def vary_intensity(
    spread: Any,
    memory: Any,
    log_level: Any,
    seed: Any,
    run: Any,
    month: Any,
    agent: Any,
    level: Any,
) -> None:
    """Month-to-month intensity of launches of one class: an autoregressive log level, mean one."""
    u, _, _, _ = uniforms(seed, INTENSITY, run, month, agent, 0)
    log_level[0] = memory * log_level[0] + spread * math.sqrt(1.0 - memory * memory) * logistic(u)
    level[0] = math.exp(min(2.0, log_level[0]) - 0.5 * spread * spread)


@rule("iffffffiiuii" + "i", "(),(),(),(),(),(),(),(),(),(),(),()->()", writes="talks since state")
def negotiate(
    talks: Any,
    since: Any,
    start: Any,
    fail: Any,
    agree: Any,
    memory: Any,
    collapse: Any,
    state: Any,
    hazard: Any,
    seed: Any,
    run: Any,
    month: Any,
    changed: Any,
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


@rule("ffffffiiuii" + "iii", "(),(),(),(),(),(),(),(),(),(),()->(),(),()", writes="rung")
def signal(
    rung: Any,
    oreshnik: Any,
    threat: Any,
    decay: Any,
    misread: Any,
    deep: Any,
    spill: Any,
    shots_due: Any,
    seed: Any,
    run: Any,
    month: Any,
    shots: Any,
    threats: Any,
    seen: Any,
) -> None:
    """One month of signals and of the ladder (0 calm to 6 open war with other states).

    oreshnik, threat: monthly chances; decay: chance that the ladder falls a rung; misread: chance
    that noise is read as a rung; deep: chance that this month's deep strikes climb one; spill:
    worst strike on another state this month (0 to 3); shots_due: shots fired since by
    order of the scenario.
    rung: in place. Out: Oreshnik shots, threats, and the rung that suppliers believe in.
    """
    a, b, c, d = uniforms(seed, SIGNALS, run, month, 0, 0)
    e, f, _, _ = uniforms(seed, SIGNALS, run, month, 0, 1)
    shots[0] = 1 if a < oreshnik else 0
    threats[0] = 1 if b < threat else 0
    climb = 0.0
    if shots[0] + shots_due > 0:
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
