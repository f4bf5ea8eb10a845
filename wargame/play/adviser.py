"""The adviser: what is likely if nothing else changes, from what one seat knows.

It branches from the present state into many runs with other luck. What the seat knows exactly
stays; what it only estimates is drawn, run by run, from its estimate, and lines whose output it
does not know make what the catalogue's range says. Orders of the other side are not known: there
the model's own rule goes on. What the facilitator has injected for a later day is not known
either; what the scenario dates is. So the fan says nothing that the seat may not know.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from wargame.agents.numbers import Numbers
from wargame.declare.tape import Array
from wargame.model import standing_orders
from wargame.model.war import War
from wargame.play import fog
from wargame.play.game import BRANCH_RUN, Game, branch, event_of, redraw, run_until
from wargame.play.game_rules import Orders, rules
from wargame.play.indicators import Indicator
from wargame.play.refused import Refused
from wargame.play.views import months_band, named
from wargame.scenario.seat_levers import check

RUNS, MOST_RUNS = 200, 2000
AHEAD = 12  # months


def advise(
    game: Game,
    seat: str,
    runs: int = RUNS,
    orders: Orders | None = None,
    ahead: int = AHEAD,
) -> dict[str, Any]:
    """Fans of what `seat` looks at, over `runs` runs, for `ahead` months from now.

    orders: what the seat would order now, on top of what stands. Each indicator has `low`,
    `median`, `high` (10, 50 and 90 percent of runs) for every month ahead, and `n`. Raises Refused.
    """
    ruleset = rules(game.scenario)
    ruleset.role(seat)
    if not 3 <= runs <= MOST_RUNS:
        raise Refused(f"runs: expected 3 to {MOST_RUNS}")
    own = check(game.scenario, seat, orders or {})
    with branch(game, runs) as war:
        if war.day >= war.calendar.days:
            raise Refused("the game is over")
        now, start = war.month, war.calendar.dates[war.day].isoformat()
        sample_beliefs(war, seat)
        redraw(war)
        injected = [event for turn in game.played for event in turn.injected]
        war.agenda.withdraw([event_of(data, game.scenario) for data in injected])
        drop_orders(war, game, seat)
        standing_orders.give(war, seat, own)
        allied = [s for s in ruleset.seats if ruleset.attacks(s) == ruleset.attacks(seat)]
        orders_of = {s: game.standing(s) | (own if s == seat else {}) for s in allied}
        standing_orders.negotiate(war, *ruleset.offers(lambda one: orders_of.get(one, {})))
        last = min(now + ahead, len(war.calendar.months))
        end = [d for d in range(war.day, war.calendar.days) if war.calendar.month_of[d] < last][-1]
        run_until(war, end + 1)
        return {
            "seat": seat,
            "from": start,
            "months": war.calendar.months[now:last],
            "n": runs,
            "band": "10 to 90 percent of runs",
            "things": [
                named(one) | months_band(one.history(war)[now + (not one.flow) :])
                for one in (*ruleset.exact(seat), *ruleset.estimated(seat))
            ],
        }


def drop_orders(war: War, game: Game, seat: str) -> None:
    """The other side's orders are not known: its levers go back to the model's own rule."""
    ruleset = rules(game.scenario)
    for other in ruleset.seats:
        if ruleset.attacks(other) != ruleset.attacks(seat):
            standing_orders.give(war, other, dict.fromkeys(game.standing(other)))


def sample_beliefs(war: War, seat: str) -> None:
    """Put in place of what `seat` only estimates what it holds for possible, run by run.

    `war` is many runs of one state. The books of each stock post what was changed.
    """
    estimated = rules(war.spec).estimated(seat)
    factors = {one.series: _factors(war, seat, one) for one in estimated if len(one.history(war))}
    for series, factor in factors.items():
        if series in SAMPLERS:
            SAMPLERS[series](war, factor)
    if "made" in factors:
        # At full health, so that with the health imagined it is the output imagined.
        at_full = factors["made"] / np.maximum(0.01, factors.get("line_health", 1.0))
        war.factories.production *= at_full
        war.factories.imports *= at_full
    elif any(one.series == "made" for one in estimated):
        _other_output(war)


def _factors(war: War, seat: str, indicator: Indicator) -> Array:
    """What is possible over what is true, (runs,): draws from the estimate, evenly spread."""
    truth = max(1e-9, float(indicator.history(war)[-1, 0]))
    value, low, high = (float(part[-1]) for part in fog.estimate(war, seat, indicator))
    broken = indicator.unit == "percent"
    if broken:
        value, high = fog.WHOLE - value, fog.WHOLE - low
    wide = np.log(high / value) / fog.Z80 if value > 0 else 0.0
    order = np.random.default_rng([int(war.seed), war.day, *indicator.name.encode()])
    u = (order.permutation(war.runs) + 0.5) / war.runs
    result = value * np.exp(wide * np.log(u / (1.0 - u)) * fog.Z80 / np.log(9.0))
    possible: Array = np.maximum(0.0, fog.WHOLE - result if broken else result)
    return possible / truth


def _missiles(war: War, factor: Array) -> None:
    arsenals = war.arsenals
    scaled = np.rint(arsenals.cohorts * factor[None, :, None]).astype(np.int32)
    count = scaled.sum(axis=2, dtype=np.int64)
    arsenals.books.post("imagined", count - arsenals.held, +1)
    arsenals.cohorts[:] = scaled
    arsenals.held[:] = count


def _magazines(war: War, factor: Array) -> None:
    command, counted = war.air_command, war.air_command.counted
    before = command.held().copy()
    after = np.where(counted[:, None], np.rint(before * factor), before).astype(np.int64)
    war.sectors.magazine[:, :, counted] = 0
    command.pool[counted] = after[counted]
    command.allocate()
    war.magazines.post("imagined", after - before, +1)


def _own_missiles(war: War, factor: Array) -> None:
    lines = war.own_lines
    retained = np.rint(lines.retained * factor).astype(np.int64)
    lines.books.post("imagined", retained - lines.retained, +1)
    lines.retained[:] = retained


def _seller_stock(war: War, factor: Array) -> None:
    folder, sold = war.suppliers, war.suppliers.sales
    if sold.row is None:
        return
    before = folder.stock[sold.row].copy()
    least = np.ceil(sold.sold).astype(np.int64).T  # what is sold is there to be delivered
    stock = np.maximum(least, np.rint(before * factor[:, None]).astype(np.int64))
    folder.stock[sold.row] = stock
    folder.own_stock = folder.stock.sum(axis=0).T
    change = np.zeros((len(war.interceptors), war.runs), np.int64)
    change[folder.kinds] = (stock - before).T
    war.magazines.post("imagined", change, +1)


def _health(war: War, factor: Array) -> None:
    rows = np.flatnonzero(war.factories.missile)
    war.factories.health[rows] = np.clip(war.factories.health[rows] * factor, 0.01, 1.0)


def _other_output(war: War) -> None:
    """Before anything has been seen, lines make what their published range allows."""
    other = Numbers(war.spec, np.arange(war.runs, dtype=np.int64) + BRANCH_RUN, war.seed)
    for field in ("production", "imports"):
        drawn = other.column("weapons", war.factories.names, field)
        getattr(war.factories, field)[:] = np.where(getattr(war.factories, field) > 0, drawn, 0.0)


SAMPLERS: dict[str, Callable[[War, Array], None]] = {
    "stock": _missiles,
    "held": _magazines,
    "own_missiles": _own_missiles,
    "seller_stock": _seller_stock,
    "line_health": _health,
}
