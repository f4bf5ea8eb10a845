"""The rules of a game in one theatre, read from `game.yaml` of its folder.

They say what can be looked at, what each seat sees of it and wants, and how a machine plays it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from wargame.declare.errors import InputError, Problems, did_you_mean
from wargame.declare.event_types import Model
from wargame.evidence import seats, strict_yaml
from wargame.evidence.seats import Seat
from wargame.play.indicators import Indicator
from wargame.play.refused import Refused
from wargame.scenario import Scenario
from wargame.scenario.layers import explain
from wargame.scenario.outcomes import SERIES
from wargame.scenario.seat_levers import Order

FILE = "game.yaml"
OFFER = "offer"  # the lever of talks
Orders = Mapping[str, Order]  # by lever


class IndicatorEntry(Model):
    """One indicator, or one for each entry of a section."""

    label: str
    """Name shown; `{entry}` in it is the name of the entry."""
    unit: str
    """Unit shown."""
    series: str
    """The series that it is read from."""
    of: str | list[str] = Field(default_factory=list)
    """Entries of the series that are added up, or one group of them; all if empty."""
    each: str = ""
    """A section: there is an indicator for each of its entries."""


class Goal(Model):
    """One thing a seat wants: an indicator, from 0 at `worst` to 1 at `best`."""

    says: str
    """The goal in words."""
    indicator: str
    """By what it is measured."""
    worst: float
    """The value that counts 0."""
    best: float
    """The value that counts 1."""
    weight: float
    """Its share of the seat's score."""
    relative: bool = False
    """Whether values are taken relative to the first."""


class Test(Model):
    """A question that a machine player asks of what its seat sees."""

    months: list[int] = Field(default_factory=list)
    """It holds in these months of the year, 1 to 12."""
    indicators: list[str] = Field(default_factory=list)
    """It holds where the sum of these lies between `above` and `below`."""
    above: float = float("-inf")
    """Exclusive."""
    below: float = float("inf")
    """Exclusive."""
    relative: bool = False
    """Whether the sum is taken relative to the first that the seat remembers."""


class Choice(Model):
    """What a machine player orders of a lever where all of some tests hold."""

    value: Order
    """The order; nothing for the model's own rule."""
    tests: list[str] = Field(default_factory=list, alias="if")
    """Names of tests."""


class Machine(Model):
    """How a machine plays a seat: of each lever, the first choice whose tests all hold."""

    tests: dict[str, Test] = Field(default_factory=dict)
    """Tests by name."""
    orders: dict[str, list[Choice]] = Field(default_factory=dict)
    """Choices by lever."""


class Role(Model):
    """The card of one seat."""

    short: str
    """A short name."""
    brief: str
    """Who it is."""
    sees: str
    """What it knows, in words."""
    own: list[str]
    """Indicators that it knows exactly."""
    estimates: list[str] = Field(default_factory=list)
    """Indicators that it knows only through its intelligence."""
    goals: list[Goal]
    """What it wants; weights add up to 1."""
    machine: Machine = Machine()
    """How a machine plays it."""


class GameFile(Model):
    """What `game.yaml` may hold."""

    game: Literal[1]
    """Version of this format."""
    indicators: dict[str, IndicatorEntry]
    """What can be looked at."""
    public: list[str]
    """Indicators that everybody reads in the press."""
    compared: list[str]
    """Indicators that a question of other orders is answered with."""
    seats: dict[str, Role]
    """A card for each seat of the theatre."""
    examples: list[dict[str, Any]] = Field(default_factory=list)
    """Events that a facilitator may begin from, as in a scenario; undated."""


@dataclass(frozen=True)
class GameRules:
    """The rules as they hold in one scenario: the file, and the seats of its theatre."""

    file: GameFile
    seats: dict[str, Seat]
    scenario: Scenario

    def indicators(self, entries: Iterable[str] | None = None) -> list[Indicator]:
        """The indicators of some entries of the file, of all where none are given."""
        given = self.file.indicators if entries is None else entries
        return [one for entry in given for one in self._indicators(entry)]

    def by_name(self) -> dict[str, Indicator]:
        """Every indicator by name."""
        return {one.name: one for one in self.indicators()}

    def role(self, seat: str) -> Role:
        """The card of a seat. Raises Refused if there is no such seat."""
        if seat not in self.seats:
            raise Refused(f"there is no seat '{seat}'{did_you_mean(seat, self.seats)}")
        return self.file.seats[seat]

    def own(self, seat: str) -> list[Indicator]:
        """What a seat knows exactly."""
        return self.indicators(self.role(seat).own)

    def estimated(self, seat: str) -> list[Indicator]:
        """What a seat knows only through its intelligence."""
        return self.indicators(self.role(seat).estimates)

    def public(self) -> list[Indicator]:
        """What everybody reads in the press."""
        return self.indicators(self.file.public)

    def compared(self) -> list[Indicator]:
        """What a question of other orders is answered with."""
        return self.indicators(self.file.compared)

    def exact(self, seat: str) -> list[Indicator]:
        """What a seat knows exactly: its own books, and what everybody reads."""
        return [*self.own(seat), *self.public()]

    def of_series(self, series: str) -> Indicator | None:
        """The first indicator that is read from `series`, if there is one."""
        return next((one for one in self.indicators() if one.series == series), None)

    def names(self) -> dict[str, str]:
        """Seat -> its short name."""
        return {seat: self.file.seats[seat].short for seat in self.seats}

    def attacks(self, seat: str) -> bool:
        """Whether a seat is on the attacker's side; those of one side know each other's orders."""
        return self.seats[seat].side == "attacker"

    def offers(self, orders: Callable[[str], Orders]) -> tuple[Any, Any]:
        """What the attacker and the defender offer in talks, of the `orders` of each seat."""
        made: dict[str, Any] = {}
        for seat in self.seats.values():
            for lever in seat.levers.values():
                if lever.lever.name == OFFER:
                    made[seat.side] = orders(seat.name).get(lever.name)
        return made.get("attacker"), made.get("defender")

    def _indicators(self, entry: str) -> Iterator[Indicator]:
        one = self.file.indicators[entry]
        of = one.of if isinstance(one.of, str) else tuple(one.of)
        if not one.each:
            yield Indicator(entry, one.label, one.unit, one.series, of)
            return
        for name in sorted(self.scenario.entries(one.each)):
            label = one.label.format(entry=self.scenario.texts.get(f"{one.each}.{name}.name", name))
            yield Indicator(f"{entry}_{name}", label, one.unit, one.series, (name,))


def rules(scenario: Scenario) -> GameRules:
    """The rules of a game in `scenario`.

    Raises Refused where its theatre has none, InputError with every problem at file:line:column.
    """
    path = scenario.theatre.folder / FILE
    if not path.is_file():
        raise Refused(f"the theatre {scenario.theatre.name} has no {FILE}, so nobody can play it")
    return GameRules(_read(path), seats.load(scenario.theatre), scenario)


@cache
def _read(path: Path) -> GameFile:
    """The file at `path`, beside the seats of its theatre."""
    held = seats.of_folder(path.parent)
    doc = strict_yaml.load(path, f"{path.parent.name}/{FILE}")
    try:
        file = GameFile.model_validate(doc.data)
    except ValidationError as error:
        raise InputError(explain(error, doc.data, doc.place, GameFile)) from error
    problems = Problems()

    def known(names: Iterable[str], valid: Iterable[str], what: str, *at: str | int) -> None:
        for name in names:
            if name not in valid:
                text = f"there is no {what} '{name}'{did_you_mean(name, valid)}"
                problems.add(doc.place(at), ".".join(map(str, at)), text)

    for entry, one in file.indicators.items():
        known([one.series], SERIES, "series", "indicators", entry, "series")
    known(file.public, file.indicators, "indicator", "public")
    known(file.compared, file.indicators, "indicator", "compared")
    known(file.seats, held, "seat", "seats")
    known(held, file.seats, "card of the seat", "seats")
    for seat, role in file.seats.items():
        shown = (*role.own, *role.estimates, *(goal.indicator for goal in role.goals))
        asked = (name for test in role.machine.tests.values() for name in test.indicators)
        known((*shown, *asked), file.indicators, "indicator", "seats", seat)
        for lever, choices in role.machine.orders.items():
            at = ("seats", seat, "machine", "orders", lever)
            known([lever], held[seat].levers if seat in held else (), "lever", *at)
            tests = (test for choice in choices for test in choice.tests)
            known(tests, role.machine.tests, "test", *at)
    problems.stop()
    return file
