"""The rules of a game in one theatre, read from `game.yaml` of its folder.

They say what can be looked at, what each seat sees of it and wants, and how a machine plays it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from wargame.declare.errors import Problems, did_you_mean
from wargame.declare.event_types import Model
from wargame.evidence import model_file, seats
from wargame.evidence.seats import Seat
from wargame.play.indicators import Indicator
from wargame.play.refused import Refused
from wargame.scenario import Scenario
from wargame.scenario.outcomes import SERIES
from wargame.scenario.seat_levers import Order

FILE = "game.yaml"
OFFER = "offer"  # the lever of talks
Orders = Mapping[str, Order]  # by lever


class Goal(Model):
    """One thing a seat wants: an indicator, which counts 0 at `worst` and 1 at `best`.

    weight: its share of the seat's score; relative: values are taken relative to the first.
    """

    says: str
    indicator: str
    worst: float
    best: float
    weight: float
    relative: bool = False


class Test(Model):
    """A question that a machine player asks of what its seat sees.

    It holds in some `months` of the year (1 to 12), or where the sum of some indicators is between
    `above` and `below`; if `relative`, over the first sum that the seat remembers.
    """

    months: list[int] = Field(default_factory=list)
    indicators: list[str] = Field(default_factory=list)
    above: float = float("-inf")
    below: float = float("inf")
    relative: bool = False


class Choice(Model):
    """What a machine player orders of a lever where all of some tests hold (null: nothing)."""

    value: Order
    tests: list[str] = Field(default_factory=list, alias="if")


class Machine(Model):
    """How a machine plays a seat: of each lever, the first choice whose tests all hold."""

    tests: dict[str, Test] = Field(default_factory=dict)
    orders: dict[str, list[Choice]] = Field(default_factory=dict)


class Role(Model):
    """The card of one seat: who it is, which indicators it knows and estimates, what it wants."""

    short: str
    brief: str
    sees: str
    own: list[str]
    estimates: list[str] = Field(default_factory=list)
    goals: list[Goal]
    machine: Machine = Machine()


class GameFile(Model):
    """What `game.yaml` may hold.

    public: indicators that everybody reads in the press; compared: indicators that a question of
    other orders is answered with; examples: events that a facilitator may begin from, undated.
    """

    game: Literal[1]
    indicators: dict[str, Indicator]
    public: list[str]
    compared: list[str]
    seats: dict[str, Role]
    examples: list[dict[str, Any]] = Field(default_factory=list)


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
                if lever.lever == OFFER:
                    made[seat.side] = orders(seat.name).get(lever.name)
        return made.get("attacker"), made.get("defender")

    def _indicators(self, entry: str) -> Iterator[Indicator]:
        one, texts = self.file.indicators[entry], self.scenario.texts
        if not one.each:
            yield one.model_copy(update={"name": entry})
            return
        for name in sorted(self.scenario.entries(one.each)):
            label = one.label.format(entry=texts.get(f"{one.each}.{name}.name", name))
            changed = {"name": f"{entry}_{name}", "label": label, "of": [name]}
            yield one.model_copy(update=changed)


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
    declared = seats.of_folder(path.parent)
    doc, file = model_file.read(path, GameFile)
    problems = Problems()

    def check_names(names: Iterable[str], valid: Iterable[str], what: str, *at: str | int) -> None:
        for name in names:
            if name not in valid:
                text = f"there is no {what} '{name}'{did_you_mean(name, valid)}"
                problems.add(doc.place(at), ".".join(map(str, at)), text)

    for entry, one in file.indicators.items():
        check_names([one.series], SERIES, "series", "indicators", entry, "series")
    check_names(file.public, file.indicators, "indicator", "public")
    check_names(file.compared, file.indicators, "indicator", "compared")
    check_names(file.seats, declared, "seat", "seats")
    check_names(declared, file.seats, "card of the seat", "seats")
    for seat, role in file.seats.items():
        shown = (*role.own, *role.estimates, *(goal.indicator for goal in role.goals))
        asked = (name for test in role.machine.tests.values() for name in test.indicators)
        check_names((*shown, *asked), file.indicators, "indicator", "seats", seat)
        for lever, choices in role.machine.orders.items():
            at = ("seats", seat, "machine", "orders", lever)
            check_names([lever], declared[seat].levers if seat in declared else (), "lever", *at)
            tests = (test for choice in choices for test in choice.tests)
            check_names(tests, role.machine.tests, "test", *at)
    problems.stop()
    return file
