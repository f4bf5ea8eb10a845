"""One run of the war, agent by agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa
import numpy as np

from benchmarks.plain_mesa.agenda import Agenda
from benchmarks.plain_mesa.attack import Arsenal, Command, Factory, GeneralStaff, Ministry
from benchmarks.plain_mesa.defence import AirCommand, Night, Sector
from benchmarks.plain_mesa.diary import Diary
from benchmarks.plain_mesa.home import Industry, OwnLine, PowerGrid
from benchmarks.plain_mesa.leader import Leader
from benchmarks.plain_mesa.politics import Ally, Ladder, Observer, Power, Race, Talks, top_rung
from benchmarks.plain_mesa.supply import GIVEN, Coalition, Line, Road, Supplier
from benchmarks.plain_mesa.uncompiled import uncompiled
from wargame.agents.calendar import Calendar
from wargame.evidence.fields import CLASSES, SECTIONS
from wargame.kernel.draws import digest
from wargame.kernel.elementary import draw_number

if TYPE_CHECKING:
    from wargame.scenario import Scenario

DRAW_NUMBER = uncompiled(draw_number)


class PlainWar(mesa.Model):  # type: ignore[misc]
    """One run of one scenario, day by day. `state` is 0 war, 1 energy truce, 2 halt."""

    def __init__(self, scenario: Scenario, run: int) -> None:
        super().__init__(rng=0)  # Mesa's own generator is never drawn from
        self.spec, self.run = scenario, int(run)
        self.seed = np.uint64(scenario.seed)
        self.policies, self.on, self.texts = scenario.policies, scenario.mechanisms, scenario.texts
        self.calendar = Calendar(scenario.start, scenario.days)
        self.day = self.state = 0
        self.numbers = {path: self.draw(path) for path in scenario.numbers}
        self.incursion_alarm = self.number("aid.politics.incursion_alarm")
        self.people()
        self.books = [self.count(k) for k in range(len(self.interceptors))]
        self.agenda = Agenda(self)
        self.diary = Diary(self)

    def draw(self, path: str) -> float:
        """This run's value of one number."""
        value, low, high = self.spec.numbers[path].internal
        drawn = [0.0]
        DRAW_NUMBER(low, value, high, self.seed, self.run, digest(self.spec.addresses[path]), drawn)
        section, _, field, *_ = path.split(".")
        return round(drawn[0]) if SECTIONS[section].fields[field].whole else drawn[0]

    def number(self, path: str) -> float:
        """A number of the catalogue, as drawn."""
        return self.numbers[path]

    def central(self, path: str) -> float:
        """A number's central value, the same in all runs."""
        return self.spec.numbers[path].internal[0]

    def people(self) -> None:
        """Raise every agent."""
        entries = self.spec.entries
        self.class_of = {
            w: CLASSES.index(self.texts[f"weapons.{w}.class"]) for w in entries("weapons")
        }
        self.weapons = sorted(entries("weapons"), key=lambda w: (self.class_of[w], w))
        self.interceptors = entries("interceptors")
        self.ministry = Ministry(self, "ministry")
        self.factories = [Factory(self, w) for w in self.weapons]
        self.arsenals = [Arsenal(self, w) for w in self.weapons]
        self.arsenal = {a.name: a for a in self.arsenals}
        self.powers = {n: Power(self, n) for n in sorted(entries("powers"))}
        self.race = Race(self, "race")
        self.leader = Leader(self, "moscow")
        self.talks = Talks(self, "talks")
        names = sorted(entries("sectors"), key=lambda s: (s != "kyiv", s))
        self.sectors = [Sector(self, s) for s in names]
        self.air_command = AirCommand(self, "kyiv command")
        self.industry = Industry(self, "industry")
        self.own_lines = [OwnLine(self, s) for s in sorted(entries("strike_weapons"))]
        self.road = Road(self, "hub")
        self.lines = [Line(self, k) for k in self.interceptors]
        self.coalition = Coalition(self, "coalition")
        self.suppliers = [Supplier(self, s) for s in sorted(entries("suppliers"))]
        self.grid = PowerGrid(self, "grid")
        self.ladder = Ladder(self, "ladder")
        self.commands = [Command(self, c) for c in entries("commands")]
        self.staff = GeneralStaff(self, "general staff")
        self.observers = [Observer(self, "west"), Observer(self, "moscow")]
        self.allies = [Ally(self, a) for a in sorted(entries("allies"))]
        self.top_rung = top_rung(self)

    @property
    def month(self) -> int:
        """Number of the present calendar month."""
        return self.calendar.month_of[self.day]

    def step(self) -> None:
        """One day, in the same phases as the compiled War."""
        changed = self.agenda.morning()
        self.decide(changed)
        self.supply()
        self.produce()
        self.staff.strike()
        self.defend()
        self.suffer()
        self.record()
        self.day += 1

    def decide(self, changed: bool) -> None:
        """Each decides at its own pace."""
        opens = self.calendar.opens_month(self.day)
        weekly = opens or self.day % 7 == 0
        changed |= self.talks.morning() or weekly
        if weekly:
            self.ministry.plan()
            self.agents_by_type[Factory].do("plan")
        if changed:
            self.agents_by_type[Factory].do("take_orders")
        if opens:
            self.agents_by_type[Observer].do("decide")
            self.talks.decide()
            self.race.decide()
            self.leader.decide()
            self.agents_by_type[Arsenal].do("expire")
            self.choose_spillover()
            self.ladder.decide()
            self.coalition.decide(self.diary.last_city_hits)
            self.air_command.turn(self.diary.last_leaked, self.coalition.let_through())
        if self.day % 7 == 0:
            self.air_command.decide()
        if weekly:
            for factory, arsenal in zip(self.factories, self.arsenals):
                arsenal.decide(factory.output())
        if changed:
            self.air_command.learn()
            calm = self.talks.violation if self.state == 2 else 1.0
            self.agents_by_type[Arsenal].do("take_orders", calm)
            self.energy = self.grid.energy()

    def choose_spillover(self) -> None:
        """Allies rearm; Moscow chooses about each; its strikes follow."""
        self.agents_by_type[Ally].do("rearm")
        if self.top_rung == 0:
            return
        _, days = self.missiles_and_days()
        spare = max(0.0, days - self.leader.hoard_target * 0.5) / 365.25
        self.agents_by_type[Ally].do("choose", spare)
        self.agents_by_type[Ally].do("suffer")

    def supply(self) -> None:
        """Interceptor lines and Ukraine's own weapons once a week; what arrives joins the pool."""
        if self.day % 7 == 0:
            self.agents_by_type[Line].do("make", self.coalition.let_through())
            self.industry.strike()
        self.road.deliver()

    def produce(self) -> None:
        """A day's output of every line, into its arsenal."""
        self.ministry.tighten()
        self.agents_by_type[Factory].do("produce")
        for factory, arsenal in zip(self.factories, self.arsenals):
            arsenal.receive(factory.made)

    def defend(self) -> None:
        """Every sector engages what comes."""
        self.night = Night(len(self.weapons), len(self.interceptors))
        self.agents_by_type[Sector].do("defend")

    def suffer(self) -> None:
        """What leaked does, and what is mended."""
        for k, rounds in enumerate(self.night.fired):
            if self.air_command.counted[k]:
                self.books[k] -= rounds
        self.air_command.note_fire(self.night.fired)
        share = self.air_command.industry_share
        hit, city, works = self.grid.split(self.energy, share)
        self.diary.city_hits += city
        self.grid.suffer(hit)
        self.industry.suffer(works)

    def record(self) -> None:
        """Check the books, write the day down."""
        self.agents_by_type[Arsenal].do("check")
        for k, kind in enumerate(self.interceptors):
            if self.count(k) != self.books[k]:
                raise AssertionError(f"day {self.day}: {kind}: books and count differ")
        self.diary.note()
        if self.calendar.closes_month(self.day):
            self.diary.close_month()

    def count(self, kind: int) -> int:
        """Rounds of one kind in Ukraine, on the road, and in suppliers' own stocks."""
        there = self.air_command.pool[kind] + self.road.carrying(kind)
        if self.air_command.counted[kind]:
            there += sum(s.magazine[kind] for s in self.sectors)
        if self.interceptors[kind] in GIVEN:
            place = GIVEN.index(self.interceptors[kind])
            there += sum(s.stock[place] for s in self.suppliers)
        return there

    def missiles_and_days(self) -> tuple[float, float]:
        """Missiles held beyond the reserve, and how many days of output that is."""
        missiles = [a for a in self.arsenals if a.stocked]
        reserve = self.leader.reserve if self.on["stock_age"] else 0.0
        spare = sum(a.held for a in missiles) - reserve * sum(a.opening for a in missiles)
        daily = sum(f.output() for f in self.factories if f.stocked)
        return max(0.0, spare), max(0.0, spare) / max(1e-6, daily)

    def worst_rung(self) -> int:
        """Worst strike on another state this month."""
        return max((a.rung for a in self.allies), default=0)

    def take_for_spillover(self, number: int, types: tuple[str, ...]) -> int:
        """Take weapons of `types` in turn for a strike elsewhere: how many there were."""
        left = number
        for name in types:
            sent = self.arsenal[name].release(min(left, self.arsenal[name].held))[0]
            self.arsenal[name].elsewhere += sent
            left -= sent
        return number - left

    def oreshniks(self) -> int:
        """Oreshnik missiles held."""
        return int(self.arsenal["oreshnik"].held) if "oreshnik" in self.arsenal else 0

    def fire_oreshnik(self, shots: int) -> int:
        """Signals: they fly outside the ordinary plan and are not engaged -> how many flew."""
        if "oreshnik" not in self.arsenal:
            return 0
        taken, ages = self.arsenal["oreshnik"].release(shots)
        self.diary.signal("oreshnik", taken, ages)
        return int(taken)

    def close(self) -> None:
        """Let go of every agent: Mesa 3.3 keeps the model alive through them otherwise."""
        self.remove_all_agents()
        mesa.Agent._ids.pop(self, None)
