"""Orders of a seat in a game, which levers bring into the model.

`give` sets what a seat has ordered; it acts when the model next decides, on the morning after
(`War.go`). An order of None gives a lever back to the model's own rule and its drawn number.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from wargame.declare.running_war import RunningWar
from wargame.declare.tape import Array
from wargame.declare.units import to_internal
from wargame.mechanisms.codes import MOMENTUM
from wargame.mechanisms.talks.talks_levers import OFFERS as TALKS
from wargame.scenario.seat_levers import Order, levers


def give(war: RunningWar, seat: str, orders: Mapping[str, Order]) -> None:
    """Set orders of one seat, as `scenario.seat_levers.check` gives them, in every run of `war`.

    Orders are taken on the morning on which a calendar month opens, before anybody decides.
    Raises ValueError on another day.
    """
    if not war.calendar.opens_month(war.day):
        raise ValueError(f"orders are taken when a month opens; day {war.day} is within one")
    valid = levers(war.spec, seat)
    for name, value in orders.items():
        lever = valid[name]
        if lever.kind == "number" and isinstance(value, int | float):
            value = to_internal(value, lever.unit)
        lever.set(war, value)
        if not lever.once:
            war.ordered[seat, name] = value


def reapply(war: RunningWar, changed: set[str]) -> None:
    """Orders go before what the scenario has dated: set them again after its events.

    changed: the kinds of events that began or ended this morning.
    """
    if not changed:
        return
    for (seat, name), value in war.ordered.items():
        if value is not None:
            levers(war.spec, seat)[name].set(war, value)
    postures = [v for (seat, name), v in war.ordered.items() if name == "posture"]
    posture = postures[0] if postures else None
    if posture is not None and "posture" in changed and not war.calendar.opens_month(war.day):
        war.leadership.order(posture)


def negotiate(war: RunningWar, attacker: str | None, defender: str | None) -> None:
    """What both sides offer in talks decides; where one leaves it open, talks take their course."""
    talks, was_steered = war.talks, war.talks.steered
    talks.steered = talks.active and attacker is not None and defender is not None
    if not talks.steered:
        if was_steered:
            _as_dated(war)
        return
    common = TALKS[min(TALKS.index(str(attacker)), TALKS.index(str(defender)))]
    agreed = {"ceasefire": 2, "energy_truce": 1}.get(common, 0)
    halted = war.state > 0
    if agreed < 2:
        talks.end_halt(2)
    if agreed < 1:
        talks.end_halt(1)
    if agreed:
        talks.hold_to(agreed)
    _momentum(war, common, halted)


def _as_dated(war: RunningWar) -> None:
    """Nobody steers talks any more: what the scenario has dated for now holds again."""
    for kind, state in (("energy_truce", 1), ("ceasefire", 2)):
        if war.agenda.holding[kind]:
            war.talks.hold_to(state)


def _momentum(war: RunningWar, common: str, halted: Array) -> None:
    """halted: (runs,) where a halt held until now."""
    moving, failed = MOMENTUM.index("active"), MOMENTUM.index("failed")
    now = war.talks.talks
    goal = np.full(war.runs, {"talk": moving, "refuse": failed}.get(common, 0))
    if common == "refuse":  # what has not begun cannot fail
        goal = np.where((now == moving) | halted, failed, now)
    war.talks.since[goal != now] = 0.0
    now[:] = goal
