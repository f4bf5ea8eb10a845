"""Magazines and batteries: what they hold, what they fire, and when they run dry."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.declare.outcome_types import mark, outcome, series, time_until, time_until_each
from wargame.declare.tape import Array, Tape, added, months_until


@series(
    "interceptors",
    "interceptor",
    kind="stock",
    better="higher",
    meaning="held by {defender} at month's end",
)
def held(war: Any) -> Array:
    return war.air_command.held()


@series(
    "batteries",
    "interceptor",
    kind="stock",
    better="higher",
    meaning="in action in {defender} at month's end",
)
def batteries(war: Any) -> Array:
    return war.air_command.batteries.there


@series("interceptors", "interceptor", kind="flow", better="neither", meaning="fired by {defender}")
def fired(war: Any) -> Array:
    return war.recorder.month_fired


@series(
    "share",
    kind="share",
    better="lower",
    meaning="share of days {capital} could not fire at a ballistic missile",
)
def capital_dry(war: Any) -> Array:
    return war.recorder.dry_days / war.recorder.days


@series("raids", kind="flow", better="lower", meaning="ballistic raids on a sector, none stopped")
def attacks_none(war: Any) -> Array:
    return war.recorder.month_raids[:, 0]


@series(
    "raids",
    kind="flow",
    better="neither",
    meaning="ballistic raids on a sector, up to half stopped",
)
def attacks_some(war: Any) -> Array:
    return war.recorder.month_raids[:, 1]


@series(
    "raids", kind="flow", better="higher", meaning="ballistic raids on a sector, over half stopped"
)
def attacks_most(war: Any) -> Array:
    return war.recorder.month_raids[:, 2]


@mark("interceptor")
def stop_chance(war: Any) -> Array:
    """Chance of one interceptor of each kind to stop the yardstick missile."""
    roles, chance = war.setup.roles, war.sectors.hit_chance
    if not roles.ballistic:
        return np.zeros(chance.shape[1::-1])
    found = chance[:, :, roles.classes.index(roles.ballistic)]
    if roles.yardstick in war.weapons:
        bite = 1.0 - war.powers.first_evasion[war.weapons.index(roles.yardstick)]
        found = found * bite[:, None]
    return found.T


@mark("interceptor")
def first_dry(war: Any) -> Array:
    return war.recorder.first_dry


@mark()
def capital_first_dry(war: Any) -> Array:
    return war.recorder.capital_first_dry


@time_until(
    "the ballistic missiles added since exceed what {defender}'s magazines can stop",
    better="higher",
    clock="halt",
)
def break_even_month(tape: Tape) -> Array:
    """What can be stopped: ballistic interceptors held, each at its chance against the yardstick.

    Old interceptors kept for firing at the ground are left out, as everywhere in stocks.
    """
    halt = tape.month_of(tape.marks["first_halt"])
    stock = tape.of("stock", "stored_ballistic").sum(axis=2)
    opening = added(tape.mark("opening_stock", "stored_ballistic"))
    before = stock[np.arange(tape.runs), np.maximum(0, halt - 1)]
    at_halt = np.where(halt > 0, before, opening)
    over = (stock - at_halt[:, None] > _stoppable(tape)) & (np.arange(tape.months) >= halt[:, None])
    first = np.argmax(over, axis=1).astype(np.float64) - halt + 1
    return np.where(over.any(axis=1), first, np.nan)


@outcome(
    "batteries",
    kind="level",
    better="higher",
    meaning="batteries that stop ballistic missiles in action at the end",
)
def batteries_end(tape: Tape) -> Array:
    return added(tape.of("batteries", "ballistic_systems")[:, -1])


@outcome(
    "interceptors",
    kind="level",
    better="higher",
    meaning="ballistic interceptors held at the end",
)
def interceptors_end(tape: Tape) -> Array:
    return added(tape.of("held", "ballistic_defence")[:, -1])


@time_until_each("interceptor", "stocks of {entry} run dry", better="higher")
def dry(tape: Tape, kind: int) -> Array:
    return months_until(tape.marks["first_dry"][:, kind])


@time_until("{capital} first cannot fire at a ballistic missile", better="higher")
def capital_ballistic_dry(tape: Tape) -> Array:
    return months_until(tape.marks["capital_first_dry"])


@outcome(
    "share",
    kind="share",
    better="lower",
    meaning="share of days {capital} could not fire at a ballistic missile",
)
def capital_dry_share(tape: Tape) -> Array:
    return tape.daily_mean("capital_dry")


def _stoppable(tape: Tape) -> Array:
    """Ballistic missiles that magazines can stop at the end of each month, (runs, months)."""
    chance = tape.mark("stop_chance", "ballistic_defence")
    held = tape.of("held", "ballistic_defence")
    result = np.zeros(held.shape[:2])
    for kind in range(chance.shape[1]):
        result += held[:, :, kind] * chance[:, [kind]]
    return result
