"""Magazines and batteries: what they hold, what they fire, and when they run dry."""

from __future__ import annotations

import numpy as np

from wargame.declare.outcome_types import (
    Mark,
    Outcome,
    Series,
    at_end,
    daily_mean,
    per_day,
    time_until,
    time_until_each,
)
from wargame.declare.running_war import RunningWar, at
from wargame.declare.tape import Array, Tape, added, months_until

DRY_DAYS = "share of days {capital} could not fire at a ballistic missile"


def _stop_chance(war: RunningWar) -> Array:
    """Chance of one interceptor of each kind to stop the yardstick missile."""
    roles, chance = war.setup.roles, war.sectors.hit_chance
    if not roles.ballistic:
        return np.zeros(chance.shape[1::-1])
    against: Array = chance[:, :, roles.classes.index(roles.ballistic)]
    if roles.yardstick in war.weapons:
        effect = 1.0 - war.powers.first_evasion[war.weapons.index(roles.yardstick)]
        against = against * effect[:, None]
    return against.T


SERIES = (
    Series("held", "stock", "interceptors", ("interceptor",),
           "held by {defender} at month's end", "higher", at("air_command.held")),
    Series("batteries", "stock", "batteries", ("interceptor",),
           "in action in {defender} at month's end", "higher", at("air_command.batteries.there")),
    Series("fired", "flow", "interceptors", ("interceptor",), "fired by {defender}", "neither",
           at("air_command.month_fired")),
    Series("capital_dry", "share", "share", (), DRY_DAYS, "lower", per_day("air_command.dry_days")),
    Series("attacks_none", "flow", "raids", (), "ballistic raids on a sector, none stopped",
           "lower", lambda war: war.air_command.month_raids[:, 0]),
    Series("attacks_some", "flow", "raids", (), "ballistic raids on a sector, up to half stopped",
           "neither", lambda war: war.air_command.month_raids[:, 1]),
    Series("attacks_most", "flow", "raids", (), "ballistic raids on a sector, over half stopped",
           "higher", lambda war: war.air_command.month_raids[:, 2]),
    Mark("stop_chance", ("interceptor",), _stop_chance),
    Mark("first_dry", ("interceptor",), at("air_command.first_dry")),
    Mark("capital_first_dry", (), at("air_command.capital_first_dry")),
)  # fmt: skip


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


@time_until_each("interceptor", "stocks of {entry} run dry", better="higher")
def dry(tape: Tape, kind: int) -> Array:
    return months_until(tape.marks["first_dry"][:, kind])


@time_until("{capital} first cannot fire at a ballistic missile", better="higher")
def capital_ballistic_dry(tape: Tape) -> Array:
    return months_until(tape.marks["capital_first_dry"])


OUTCOMES = (
    break_even_month,
    Outcome("batteries_end", "level", "batteries",
            "batteries that stop ballistic missiles in action at the end", "higher",
            at_end("batteries", "ballistic_systems")),
    Outcome("interceptors_end", "level", "interceptors",
            "ballistic interceptors held at the end", "higher",
            at_end("held", "ballistic_defence")),
    dry,
    capital_ballistic_dry,
    Outcome("capital_dry_share", "share", "share", DRY_DAYS, "lower", daily_mean("capital_dry")),
)  # fmt: skip


def _stoppable(tape: Tape) -> Array:
    """Ballistic missiles that magazines can stop at the end of each month, (runs, months)."""
    chance = tape.mark("stop_chance", "ballistic_defence")
    held = tape.of("held", "ballistic_defence")
    result = np.zeros(held.shape[:2])
    for kind in range(chance.shape[1]):
        result += held[:, :, kind] * chance[:, [kind]]
    return result
