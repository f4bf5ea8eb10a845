"""The war: a Mesa model of many runs at once, and the day that fits on one screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import mesa
import numpy as np

from wargame.evidence.fields import CLASSES, COMMANDS
from wargame.kernel.draws import digest
from wargame.mechanisms.stock.stock_rules import hit_a_depot
from wargame.model import standing_orders
from wargame.model.agenda import Agenda
from wargame.model.ally import Allies
from wargame.model.arsenal import Arsenals
from wargame.model.calendar import calendar
from wargame.model.command import Commands
from wargame.model.damage import Damage
from wargame.model.day import DAY, DayState
from wargame.model.factory import Factories
from wargame.model.grid import Grid
from wargame.model.leadership import Leadership
from wargame.model.ledger import Ledger
from wargame.model.line import Lines
from wargame.model.network import Network
from wargame.model.numbers import Numbers
from wargame.model.own_line import OwnLines
from wargame.model.power import Observers, Powers
from wargame.model.recorder import Recorder
from wargame.model.sector import Sectors
from wargame.model.supplier import Suppliers
from wargame.model.talks import Ladder, Talks
from wargame.model.ukraine import Ukraine
from wargame.scenario import Scenario

WEEK = 7
DEPOTS = digest("depots")


class War(mesa.Model):  # type: ignore[misc]
    """R runs of one scenario, day by day.

    `run_ids` (runs,) are the runs' addresses in the draws: run 17 alone is run 17 of a thousand.
    Each kind of agent is a Table at an attribute of the same name; `agents_by_type` has the rows.
    `state` (runs,) is 0 war, 1 energy truce, 2 halt. `given` (path -> (runs,), internal units)
    stands in for draws of numbers; see `Numbers`.
    """

    def __init__(
        self,
        scenario: Scenario,
        run_ids: Any,
        seed: int | None = None,
        given: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(rng=0)  # Mesa's own generator is never drawn from
        self.spec = scenario  # Mesa 3.5 has a use of its own for the name `scenario`
        self.policies = scenario.policies
        self.on = scenario.mechanisms
        self.texts = scenario.texts
        self.run_ids = np.asarray(run_ids, np.int64)
        self.runs = len(self.run_ids)
        self.seed = np.uint64(scenario.seed if seed is None else seed)
        self.calendar = calendar(scenario.start, scenario.days)
        self.day = 0
        self.numbers = Numbers(scenario, self.run_ids, self.seed, given)
        self.network = Network(scenario, self.runs)
        self.state = np.zeros(self.runs, np.int64)
        self._people()
        self.magazines = Ledger("interceptors", self.interceptors, self._count_interceptors())
        self.agenda = Agenda(self)
        self.ordered: dict[tuple[str, str], Any] = {}  # standing orders of a game's seats
        self.recorder = Recorder(self)
        self._day_state: DayState | None = None
        self.numbers.settle()

    def _people(self) -> None:
        """Raise every kind of agent; rows stand in an order that the scenario's does not change."""
        scenario = self.spec
        order = {c: i for i, c in enumerate(CLASSES)}
        self.weapons = sorted(
            scenario.entries("weapons"),
            key=lambda w: (order[self.texts[f"weapons.{w}.class"]], w),
        )
        self.class_of = np.array([order[self.texts[f"weapons.{w}.class"]] for w in self.weapons])
        self.interceptors = scenario.entries("interceptors")
        sectors = sorted(scenario.entries("sectors"), key=lambda s: (s != "kyiv", s))
        self.factories = Factories(self, self.weapons)
        self.arsenals = Arsenals(self, self.weapons)
        self.leadership = Leadership(self, ["moscow"])
        self.sectors = Sectors(self, sectors)
        self.ukraine = Ukraine(self, ["kyiv command"])
        self.lines = Lines(self, self.interceptors)
        self.own_lines = OwnLines(self, sorted(scenario.entries("strike_weapons")))
        self.damage = Damage(self, ["targets"])
        self.grid = Grid(self, ["grid"])
        self.talks = Talks(self, ["talks"])
        self.suppliers = Suppliers(self, sorted(scenario.entries("suppliers")))
        self.allies = Allies(self, sorted(scenario.entries("allies")))
        self.powers = Powers(self, sorted(scenario.entries("powers")))
        self.ladder = Ladder(self, ["ladder"])
        self.commands = Commands(self, list(COMMANDS))
        self.observers = Observers(self, ["west", "moscow"])
        for table in self.tables():
            table.know()

    def tables(self) -> list[Any]:
        """Every kind of agent, in the order in which they learn their opening state."""
        return [
            self.factories,
            self.arsenals,
            self.powers,
            self.leadership,
            self.talks,
            self.sectors,
            self.ukraine,
            self.own_lines,
            self.lines,
            self.suppliers,
            self.damage,
            self.grid,
            self.ladder,
            self.commands,
            self.observers,
            self.allies,
        ]

    @property
    def month(self) -> int:
        """Number of the present calendar month, 0 for the first."""
        return self.calendar.month_of[self.day]

    def step(self) -> None:
        """One day.

        1. Morning: what the scenario has dated.
        2. Decide: monthly for leaders and governments, weekly for commands.
        3. Supply: interceptor lines and Ukraine's own weapons weekly; what arrives.
        4. Produce: weapons, into arsenals.
        5. Strike: launch commands fire.
        6. Defend: sectors engage.
        7. Suffer and repair: grid, cities, industry.
        8. Record: the books are checked, the day is written down.

        What comes every day, 4 to 8, is one compiled loop: `wargame.model.day`.
        """
        self.go(1)

    def go(self, most: int = WEEK) -> int:
        """Days from here to the next decision, arrival or date, `most` of them; how many it was.

        The same, to the bit, as that many steps: nothing but 4 to 8 comes on the days between.
        """
        changed = self.agenda.morning(self.day)
        standing_orders.stand(self, changed)
        self.decide(bool(changed))
        self.supply()
        days = min(most, self._next() - self.day)
        self.live(days)
        self.day += days - 1
        self.record()
        self.day += 1
        return days

    def _next(self) -> int:
        """The next day on which more happens than comes every day."""
        dates = (*self.agenda.days, *self.talks.due)
        ahead = [day for day in dates if day > self.day]
        return min(self.calendar.next_turn(self.day), *ahead, self.calendar.days)

    def decide(self, changed: bool) -> None:
        """Each decides at its own pace, in this order; nothing flies before all have decided,
        but for strikes on other states and Oreshnik shots, which come with their decision.
        """
        opens = self.calendar.opens_month(self.day)
        weekly = opens or self.day % 7 == 0
        changed |= self.talks.morning() or weekly
        if weekly:
            self.factories.plan()
        if changed:
            self.factories.take_orders()
        if opens:
            self.observers.decide()
            self.talks.decide()
            self.powers.decide()
            self.leadership.decide()
            self.arsenals.expire()
            self.allies.decide()
            self.ladder.decide()
            self.suppliers.decide(self.recorder.city_hits)
            self.ukraine.turn(self.recorder.leaked_missiles, self.suppliers.let_through())
        if self.day % 7 == 0:
            self.ukraine.decide()
        if weekly:
            self.commands.decide()
        if changed:
            self.sectors.learn()
            self.commands.take_orders()
            self.damage.take_orders()

    def supply(self) -> None:
        """Weekly: interceptor lines ship, Ukraine's own weapons strike; interceptors arrive."""
        if self.day % WEEK == 0:
            self.lines.make(self.suppliers.let_through())
            self.own_lines.strike()
        self.lines.deliver()

    def live(self, days: int) -> None:
        """What comes every day, `days` times over, from today. Raises LedgerError."""
        self._day_state = self._day_state or DayState(self)  # once all have taken their orders
        fault = DAY(self.day, days, self._day_state.arrays())
        self.recorder.days += days
        if fault is None:
            return
        if fault.owner == "stock":
            books, counted = self.arsenals.books, self.arsenals.counted
        else:
            books, counted = self.magazines, self._count_interceptors()
        row, item = fault.row, fault.item
        raise books.fault(
            fault.day, int(self.run_ids[row]), item, counted[item, row], books.expected[item, row]
        )

    def record(self) -> None:
        """The evening of a day: allied books; once a week, and at the end of a month, its line."""
        self.allies.check()
        if self.day % WEEK == WEEK - 1:  # the eve of the share-out, when magazines are lowest
            self.recorder.note_dry()
        if self.calendar.closes_month(self.day):
            self.recorder.close_month()

    @property
    def fired(self) -> Any:
        """Rounds fired today by kind, (kinds, runs)."""
        return self.sectors.fired.T

    def abroad(self) -> Any:
        """Interceptors on the road and in suppliers' own stocks, (kinds, runs)."""
        there = self.lines.on_road.copy()
        there[self.suppliers.kinds] += self.suppliers.at_home
        return there

    def _count_interceptors(self) -> Any:
        """What is really there: Ukraine, the road, and suppliers' own stocks, (kinds, runs)."""
        return self.ukraine.held() + self.abroad()

    def by_class(self, field: str) -> Any:
        """A field of `classes` for each weapon, (weapons, runs)."""
        return self.numbers.column("classes", list(CLASSES), field)[self.class_of]

    def missiles_and_days(self) -> tuple[Any, Any]:
        """Missiles held beyond the reserve, and how many days of output that is, (runs,) each."""
        stocked = self.factories.stocked
        reserve = self.leadership.reserve if self.on["stock_age"] else 0.0
        held = self.arsenals.held[stocked].sum(axis=0)
        spare = np.maximum(0.0, held - reserve * self.arsenals.opening[stocked].sum(axis=0))
        rows = np.flatnonzero(stocked)
        output = self.factories.output()
        daily = np.zeros(self.runs)
        for row in rows:
            daily += output[row]
        return spare, spare / np.maximum(1e-6, daily)

    def take_for_spillover(self, drones: Any, missiles: Any, types: tuple[str, ...]) -> Any:
        """Take drones, and missiles of `types` in turn, for a strike elsewhere, (runs,) each."""
        wanted = np.zeros(self.arsenals.held.shape, np.int64)
        wanted[self.weapons.index("geran")] = drones
        left = np.minimum(missiles, self.arsenals.held[self.factories.missile].sum(axis=0))
        for name in types:
            row = self.weapons.index(name)
            part = np.minimum(left, self.arsenals.held[row])
            wanted[row] = part
            left = left - part
        taken, _ = self.arsenals.release(wanted, "fired at other states")
        return taken.sum(axis=0)

    def depots_hit(self, destroyed: Any) -> None:
        """Ukrainian strikes destroy stock of one type, (runs,) weapons."""
        missile = self.arsenals.held * self.factories.missile[:, None]
        lost = hit_a_depot(missile.T, destroyed, self.seed, self.run_ids, self.day, DEPOTS)
        if lost.any():
            self.arsenals.release(np.ascontiguousarray(lost.T), "lost")

    def fire_oreshnik(self, shots: Any) -> Any:
        """Oreshnik shots are signals: they fly outside the ordinary plan and are not engaged.

        Returns how many flew, (runs,): no more than there are.
        """
        if "oreshnik" not in self.weapons:
            return np.zeros(self.runs, np.int64)
        wanted = np.zeros(self.arsenals.held.shape, np.int64)
        row = self.weapons.index("oreshnik")
        wanted[row] = shots
        taken, ages = self.arsenals.release(wanted, "fired")
        self.recorder.counts["launched"] += taken
        self.recorder.counts["leaked"] += taken
        self.recorder.month_ages += ages
        return taken[row]

    def close(self) -> None:
        """Let go of every agent: Mesa 3.3 keeps the model alive through them otherwise."""
        for table in self.tables():
            for agent in list(table.agents):
                agent.remove()
            table.agents.clear()
            table.columns.clear()
        getattr(mesa.Agent, "_ids", {}).pop(self, None)  # gone in Mesa 3.5
