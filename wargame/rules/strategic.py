"""The strategic arms race, action and reaction (after Richardson 1960), and what is known."""

from __future__ import annotations

import math
from typing import Any

from wargame.rules.compiled import rule
from wargame.rules.draws import Purpose, logistic, triangular, uniforms

NUMBER = int(Purpose.NUMBER)
ESTIMATE = int(Purpose.ESTIMATE)


@rule(
    "fffffffffffff" + "ff",
    "(),(),(),(),(),(),(),(),(),(),(),(),()->(),()",
    writes="warheads penetration",
)
def race(
    warheads: Any,
    penetration: Any,
    upload: Any,
    limit: Any,
    response: Any,
    quality: Any,
    build: Any,
    rival_defence: Any,
    rival_opening: Any,
    rival_growth: Any,
    engagements: Any,
    alarm: Any,
    years: Any,
    added: Any,
    improved: Any,
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


@rule("ffffuiiu" + "f", "(),(),(),(),(),(),(),()->()", writes="error")
def believe(
    truth: Any,
    spread: Any,
    memory: Any,
    error: Any,
    seed: Any,
    run: Any,
    month: Any,
    agent: Any,
    belief: Any,
) -> None:
    """What one side believes of a quantity: the truth with a lasting log-logistic error."""
    u, _, _, _ = uniforms(seed, ESTIMATE, run, month, agent, 0)
    error[0] = memory * error[0] + spread * math.sqrt(1.0 - memory * memory) * logistic(u)
    belief[0] = truth * math.exp(error[0])


@rule("fffuiu" + "f", "(),(),(),(),(),()->()")
def draw_number(
    low: Any, value: Any, high: Any, seed: Any, run: Any, agent: Any, number: Any
) -> None:
    """One run's value of one number of the catalogue: triangular on its range."""
    u, _, _, _ = uniforms(seed, NUMBER, run, 0, agent, 0)
    number[0] = triangular(u, low, value, high)
