"""The war: a Mesa model of many runs at once, and the day that fits on one screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import mesa
import numpy as np

from wargame.agents.agent_table import Table
from wargame.agents.calendar import calendar
from wargame.agents.ledger import Ledger
from wargame.agents.numbers import Numbers
from wargame.agents.setup import Clock, Setup
from wargame.declare.tape import Array
from wargame.mechanisms import collect
from wargame.model import lead_up, standing_orders
from wargame.model.agenda import Agenda
from wargame.model.day_state import DayState
from wargame.model.network import Network
from wargame.model.recorder import Recorder
from wargame.model.schedule import DAY, EVENING, INITIAL_ORDER, SCHEDULE
from wargame.scenario import Scenario
from wargame.scenario.policies import Policies

WEEK = 7
RunIds = Array | Sequence[int]
Given = Mapping[str, Array] | None  # values (runs,) that stand in for draws, by path


@cache
def table_kinds() -> tuple[type[Table], ...]:
    """Every kind of table that a room declares."""
    declared = {
        value: None
        for module in collect("agents")
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Table)
        and value.__module__ == module.__name__
    }
    return tuple(declared)


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
        run_ids: RunIds,
        seed: int | None = None,
        given: Given = None,
    ) -> None:
        super().__init__(rng=0)  # Mesa's own generator is never drawn from
        self.spec = scenario  # Mesa 3.5 has a use of its own for the name `scenario`
        ids = np.asarray(run_ids, np.int64)
        self.runs = len(ids)
        self.seed = np.uint64(scenario.seed if seed is None else seed)
        self.calendar = calendar(scenario.start, scenario.days, scenario.lead_up)
        self.clock = Clock(self.calendar, -self.calendar.before)
        self.numbers = Numbers(scenario, ids, self.seed, given)
        self.setup = Setup(scenario, scenario.roles, ids, self.seed, self.calendar, self.numbers)
        if self.day < 0:
            self.setup.policies = lead_up.HISTORY
        self.on, self.texts = self.setup.on, self.setup.texts
        self.weapons, self.class_of = self.setup.weapons, self.setup.class_of
        self.interceptors = self.setup.interceptors
        self.network = Network(scenario, self.runs)
        self._raise_tables()
        self.magazines = Ledger("interceptors", self.interceptors, self._count_interceptors())
        self.agenda = Agenda(self)
        self.ordered: dict[tuple[str, str], Any] = {}  # standing orders of a game's seats
        self.recorder = Recorder(self)
        self._day_state: DayState | None = None
        lead_up.look_back(self)
        if self.day < 0:
            lead_up.live_through(self)
        self.numbers.settle()

    def _raise_tables(self) -> None:
        """Raise every kind of agent, and let each take in its opening state."""
        kinds = {kind.name: kind for kind in table_kinds()}
        order = (*INITIAL_ORDER, *(name for name in kinds if name not in INITIAL_ORDER))
        self.tables: list[Table] = [
            kinds[name](self, self.setup, self.clock, self) for name in order
        ]
        for table in self.tables:
            setattr(self, table.name, table)
        for table in self.tables:
            table.initialise()

    @property
    def policies(self) -> Policies:
        """What each actor does: in a lead-up, what it did."""
        policies: Policies = self.setup.policies
        return policies

    @property
    def run_ids(self) -> Any:
        """Addresses of the runs in the draws, (runs,); other ones give other luck from now on."""
        return self.setup.run_ids

    @run_ids.setter
    def run_ids(self, run_ids: Array) -> None:
        self.setup.run_ids = run_ids

    @property
    def day(self) -> int:
        """The present day, 0 for the first."""
        return self.clock.day

    @day.setter
    def day(self, day: int) -> None:
        self.clock.day = day

    @property
    def month(self) -> int:
        """Number of the present calendar month, 0 for the first."""
        return self.clock.month

    @property
    def state(self) -> Any:
        """State of the war in each run: 0 war, 1 energy truce, 2 halt."""
        return self.talks.state

    def step(self) -> None:
        """One day.

        What the scenario has dated, and orders; the phases that are due; then what comes every day
        (`wargame.model.schedule` has both lists); in the evening the day is written down.
        """
        self.go(1)

    def go(self, most: int = WEEK) -> int:
        """Days from here to the next decision, arrival or date, `most` of them; how many it was.

        The same, to the bit, as that many steps: nothing but what comes every day comes between.
        """
        dated = self.agenda.morning(self.day)
        standing_orders.reapply(self, dated)
        agreed = self.talks.morning()
        due = self._due(bool(dated) or agreed)
        for phase in SCHEDULE:
            if due[phase.cadence]:
                getattr(getattr(self, phase.table), phase.act)()
        days = min(most, self._next() - self.day)
        self.live(days)
        self.day += days - 1
        self.record()
        self.day += 1
        return days

    def _due(self, changed: bool) -> dict[str, bool]:
        """Whether the phases of each cadence come this morning."""
        month, week = self.calendar.opens_month(self.day), self.day % WEEK == 0
        turn = month or week
        return {
            "month": month,
            "week": week,
            "turn": turn,
            "change": turn or changed,
            "stop": True,
        }

    def _next(self) -> int:
        """The next day on which more happens than comes every day."""
        dates: tuple[int, ...] = (*self.agenda.days, *self.talks.due)
        ahead = [day for day in dates if day > self.day]
        return min(self.calendar.next_turn(self.day), *ahead, self.calendar.days)

    def live(self, days: int) -> None:
        """What comes every day, `days` times over, from today. Raises LedgerError."""
        self._day_state = self._day_state or DayState(self)  # once all have taken their orders
        fault = DAY(self.day, days, self._day_state.arrays())
        self.recorder.days += days
        if fault is None:
            return
        if fault.owner == "arsenals":
            books, counted = self.arsenals.books, self.arsenals.counted
        else:
            books, counted = self.magazines, self._count_interceptors()
        row, item = fault.row, fault.item
        raise books.fault(
            fault.day, int(self.run_ids[row]), item, counted[item, row], books.expected[item, row]
        )

    def record(self) -> None:
        """The evening of a day: at the end of a month its line; then the phases that are due."""
        closes = self.calendar.closes_month(self.day)
        if closes:
            self.recorder.close_month()
        due = {"stop": True, "eve": self.day % WEEK == WEEK - 1, "close": closes}
        for phase in EVENING:
            if due[phase.cadence]:
                getattr(getattr(self, phase.table), phase.act)()

    def _count_interceptors(self) -> Any:
        """What is really there: held, on the road, and in suppliers' own stocks, (kinds, runs)."""
        return self.air_command.held() + self.air_command.elsewhere

    def close(self) -> None:
        """Let go of every agent: Mesa 3.3 keeps the model alive through them otherwise.

        Tables hold each other, and would keep their arrays until Python next looks for circles.
        """
        self._day_state = None
        for table in self.tables:
            for agent in list(table.agents):
                agent.remove()
            vars(table).clear()
        getattr(mesa.Agent, "_ids", {}).pop(self, None)  # gone in Mesa 3.5
