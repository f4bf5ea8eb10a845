"""What can be looked at in a war: each thing with its unit and its history, as it truly is.

Who may see a thing, and how well, is said in `wargame.play.fog`; nothing here is for a seat's eyes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.model.war import War

BALLISTIC, CRUISE, SUPERSONIC, TACTICAL, DRONE = range(5)


@dataclass(frozen=True)
class Indicator:
    """A quantity of the war.

    `series` names what the recorder keeps of it by month, summed over the labels that `of` picks.
    A level (`flow` false) has a value at every opening of a month, its first from `start`; a flow
    has one for every month that is over. `scale` turns model units into `unit`.
    """

    name: str
    label: str
    unit: str
    series: str
    of: Callable[[War], Any] | None = None
    start: Callable[[War], Any] | None = None
    flow: bool = True
    scale: float = 1.0
    digits: int = 0

    def history(self, war: War) -> Any:
        """Values (points, runs): at each opening of a month so far, or for each month past."""
        over = war.month if war.day < war.calendar.days else len(war.calendar.months)
        retained = war.recorder.series[self.series][:, :over].astype(float)
        if self.of is not None:
            retained = retained[:, :, self.of(war)]
        if retained.ndim == 3:
            retained = retained.sum(axis=2)
        points = retained.T * self.scale
        if self.flow or self.start is None:
            return points
        first = np.broadcast_to(np.asarray(self.start(war), float), (war.runs,)) * self.scale
        return np.concatenate([first[None, :], points])


def _missiles(*classes: int) -> Callable[[War], Any]:
    """Rows of weapons of these classes (all missiles for none), without old ground-fire ones."""

    def pick(war: War) -> Any:
        wanted = np.isin(war.class_of, classes) if classes else war.class_of != DRONE
        return np.flatnonzero(wanted & ~np.isin(war.weapons, war.setup.roles.ground_fire))

    return pick


def _drones(war: War) -> Any:
    return np.flatnonzero(war.class_of == DRONE)


def _kinds(*names: str) -> Callable[[War], Any]:
    return lambda war: [war.interceptors.index(name) for name in names]


def _ally(name: str) -> Callable[[War], Any]:
    return lambda war: [war.allies.row(name)]


def _opening(pick: Callable[[War], Any]) -> Callable[[War], Any]:
    return lambda war: war.arsenals.opening[pick(war)].sum(axis=0)


def _opening_rounds(*names: str) -> Callable[[War], Any]:
    return lambda war: war.air_command.opening[_kinds(*names)(war)].sum(axis=0)


def _ballistic(war: War) -> Any:
    """Kinds of interceptor that stop ballistic missiles."""
    return war.setup.kinds(war.setup.roles.ballistic_defence)


def _opening_ballistic(war: War) -> Any:
    return war.air_command.opening[_ballistic(war)].sum(axis=0)


def _opening_batteries(*names: str) -> Callable[[War], Any]:
    return lambda war: war.air_command.batteries.books.opening[_kinds(*names)(war)].sum(axis=0)


def _seller(war: War) -> Any:
    return [war.powers.row(war.setup.roles.seller)]


def _own_missiles(war: War) -> Any:
    return war.own_lines.stock[war.own_lines.missiles].astype(np.int64).sum(axis=0)


def _american(war: War) -> Any:
    folder = war.suppliers
    if folder.sales.row is None:
        return 0.0
    return sum(
        folder.opening[folder.sales.row, :, war.setup.roles.given.index(k)]
        for k in ("pac3_mse", "gem_t")
    )


_ALL = _missiles()
INDICATORS: dict[str, Indicator] = {
    thing.name: thing
    for thing in (
        Indicator("missiles", "Missiles held", "missiles", "stock", _ALL, _opening(_ALL), False),
        Indicator("ballistic", "of these, ballistic", "missiles", "stock", _missiles(BALLISTIC),
              _opening(_missiles(BALLISTIC)), False),
        Indicator("cruise", "of these, cruise", "missiles", "stock", _missiles(CRUISE),
              _opening(_missiles(CRUISE)), False),
        Indicator("drones", "One-way drones held", "drones", "stock", _drones, _opening(_drones),
              False),
        Indicator("made", "Missiles made or imported", "missiles/month", "made", _ALL),
        Indicator("made_ballistic", "of these, ballistic", "missiles/month", "made",
              _missiles(BALLISTIC)),
        Indicator("made_drones", "One-way drones made", "drones/month", "made", _drones),
        Indicator("line_health", "Health of missile lines", "percent", "line_health", scale=100.0),
        Indicator("lost", "Missiles destroyed in store", "missiles/month", "lost", _ALL),
        Indicator("launched", "Missiles launched", "missiles/month", "launched", _ALL),
        Indicator("launched_ballistic", "of these, ballistic", "missiles/month", "launched",
              _missiles(BALLISTIC)),
        Indicator("launched_drones", "One-way drones launched", "drones/month", "launched",
              _drones),
        Indicator("leaked", "Missiles that got through", "missiles/month", "leaked", _ALL),
        Indicator("leaked_ballistic", "of these, ballistic", "missiles/month", "leaked",
              _missiles(BALLISTIC)),
        Indicator("leaked_drones", "Drones that got through", "drones/month", "leaked", _drones),
        Indicator("power_met", "Power demand met", "percent", "power_met", scale=100.0),
        Indicator("halted", "Share of days under a ceasefire", "percent", "halted", scale=100.0),
        Indicator("paid", "Paid for interceptors", "million USD/month", "paid", scale=1e-6),
        Indicator("pledged", "Pledged for interceptors", "million USD/month", "pledged",
              scale=1e-6),
        Indicator("support", "Donors' support, of that at the start", "percent", "support", None,
              lambda war: 1.0, False, 100.0),
        Indicator("escalation", "Rung of escalation", "rungs", "escalation_rung", None,
              lambda war: 1.0 if war.on["signals"] else 0.0, False),
        Indicator("spillover", "Worst strike on another state", "rungs", "spillover_rung"),
        Indicator("patriot", "Patriot rounds in Ukraine", "interceptors", "held",
              _kinds("pac3_mse", "gem_t"), _opening_rounds("pac3_mse", "gem_t"), False),
        Indicator("aster", "Aster 30 in Ukraine", "interceptors", "held", _kinds("aster30"),
              _opening_rounds("aster30"), False),
        Indicator("scarce", "Rounds against ballistic missiles in Ukraine", "interceptors", "held",
              _ballistic, _opening_ballistic, False),
        Indicator("irist", "IRIS-T in Ukraine", "interceptors", "held", _kinds("irist"),
              _opening_rounds("irist"), False),
        Indicator("amraam", "AMRAAM in Ukraine", "interceptors", "held", _kinds("amraam"),
              _opening_rounds("amraam"), False),
        Indicator("interceptor_drones", "Interceptor drones", "interceptors", "held",
              _kinds("interceptor_drones"), _opening_rounds("interceptor_drones"), False),
        Indicator("received", "Rounds against ballistic missiles received", "interceptors/month",
              "received", _ballistic),
        Indicator("fired", "Rounds fired at ballistic missiles", "interceptors/month", "fired",
              _ballistic),
        Indicator("batteries", "Patriot batteries in action", "batteries", "batteries",
              _kinds("pac3_mse"),
              _opening_batteries("pac3_mse"), False),
        Indicator("dry", "Share of days on which Kyiv could not fire at ballistic missiles",
              "percent",
              "capital_dry", scale=100.0),
        Indicator("own_missiles", "Long-range missiles held back", "missiles", "own_missiles", None,
              _own_missiles, False),
        Indicator("american", "Patriot rounds in American stocks", "interceptors", "seller_stock",
              _kinds("pac3_mse", "gem_t"), _american, False),
        Indicator("home_defence", "Strategic interceptors of the United States", "interceptors",
              "strategic_defence", _seller,
              lambda war: war.powers.opening_defence[_seller(war)].sum(axis=0), False),
        Indicator("warheads", "Deployed strategic warheads of Russia", "warheads",
              "strategic_warheads", lambda war: [war.powers.row("russia")],
              lambda war: war.powers.opening[war.powers.row("russia")], False),
    )
}  # fmt: skip


def of_ally(war: War, name: str) -> Indicator:
    """The magazine of one allied state against its need."""
    label = war.texts.get(f"allies.{name}.name", name)
    row = war.allies.row(name)

    def start(war: War) -> Any:
        books = war.allies.books
        return books.opening[row] / np.maximum(1.0, war.allies.need[row])

    return Indicator(f"ready_{name}", f"Magazine against need, {label}", "percent", "allied_ready",
                 _ally(name), start, False, 100.0)  # fmt: skip
