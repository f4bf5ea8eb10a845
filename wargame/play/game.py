"""A game as plain data, and the war that its log leads to.

A War is a function of the scenario, the seed and what was ordered, so the log is the game: playing
it again gives the same bits, in one run or in many runs side by side.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from wargame.declare.errors import InputError, Place, Problems
from wargame.model import standing_orders
from wargame.model.war import War
from wargame.play.game_rules import Orders, rules
from wargame.play.indicators import months_over
from wargame.play.refused import Refused
from wargame.scenario import Scenario
from wargame.scenario.events import KINDS, Event, Placed, check
from wargame.scenario.seat_levers import Order, levers

PLAYED = 0  # number of the run that is played
BRANCH_RUN = 1_000_000  # runs from here on lend their luck to branches
MONTHS = {"month": 1, "quarter": 3}
LONGEST_EVENT = 2000  # characters
Watch = Callable[[War], None]
PLAYERS = ("person", "machine", "model")


@dataclass(frozen=True)
class Turn:
    """What was new in one turn: orders by seat (lever: value), and events brought in."""

    orders: Mapping[str, Orders] = field(default_factory=dict)
    injected: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True)
class Game:
    """Everything that decides a game. Plain and picklable: hand it to a worker process.

    `seats` says who plays each seat: a person, a machine player, or the model's own rule. The
    scenario's own seed is replaced by `seed`. `turn` is `month` or `quarter`.
    """

    id: str
    scenario: Scenario
    seed: int
    turn: str
    seats: Mapping[str, str]
    played: tuple[Turn, ...] = ()

    def until(self, turn: int) -> Game:
        """The game as it stood when `turn` (0 for the first) opened."""
        return replace(self, played=self.played[:turn])

    def then(self, turn: Turn) -> Game:
        """The game with one turn more."""
        return replace(self, played=(*self.played, turn))

    def otherwise(self, turn: int, seat: str, orders: Orders) -> Game:
        """The game with other orders of one seat in one turn; the rest of the log as it was."""
        if not 0 <= turn < len(self.played):
            raise Refused(f"turn {turn + 1} has not been played")
        old = self.played[turn]
        changed = replace(old, orders={**old.orders, seat: orders})
        return replace(self, played=(*self.played[:turn], changed, *self.played[turn + 1 :]))

    def standing(self, seat: str) -> dict[str, Order]:
        """Orders of a seat that hold after the turns played, by lever."""
        valid = levers(self.scenario, seat)
        result: dict[str, Order] = {}
        for turn in self.played:
            result |= {k: v for k, v in turn.orders.get(seat, {}).items() if not valid[k].once}
        return {lever: value for lever, value in result.items() if value is not None}


def openings(war: War, turn: str) -> list[int]:
    """Days on which the turns of a game open."""
    calendar = war.calendar
    firsts = [day for day in range(calendar.days) if calendar.opens_month(day)]
    return firsts[:: MONTHS[turn]]


@contextmanager
def branch(game: Game, runs: int = 1) -> Iterator[War]:
    """The war after the turns played: `runs` copies of the played run, all alike to the bit.

    With `redraw` they part from here on.
    """
    with opened_game(game, runs) as war:
        for number, _ in enumerate(game.played):
            play(war, game, number)
        yield war


@contextmanager
def opened_game(game: Game, runs: int = 1) -> Iterator[War]:
    """The war before its first day, `runs` copies of the played run."""
    war = War(replace(game.scenario, seed=game.seed), np.full(runs, PLAYED))
    try:
        yield war
    finally:
        release(war)


def release(war: War) -> None:
    """Close a war and free its arrays at once.

    Tables and war hold each other. They are few objects with much memory, so that Python's search
    for cycles, which counts objects, would leave a server hundreds of megabytes of them.
    """
    war.close()
    war.__dict__.clear()


def redraw(war: War, keep: int = 0) -> None:
    """From now on each run has luck of its own, but the first `keep`; its numbers stay."""
    own = np.arange(war.runs, dtype=np.int64) + BRANCH_RUN
    own[:keep] = war.run_ids[:keep]
    war.run_ids = own


def play(war: War, game: Game, number: int, watch: Watch | None = None) -> None:
    """Play turn `number` of the log in `war`, which stands at its opening.

    `watch(war)`, if given, is called after every stretch of days.
    """
    days = openings(war, game.turn)
    assert war.day == days[number], f"turn {number} opens on day {days[number]}, not {war.day}"
    turn = game.played[number]
    for data in turn.injected:
        war.agenda.add(event_of(data, game.scenario))
    ruleset, after = rules(game.scenario), game.until(number + 1)
    for seat in ruleset.seats:
        standing_orders.give(war, seat, turn.orders.get(seat, {}))
    standing_orders.negotiate(war, *ruleset.offers(after.standing))
    end = days[number + 1] if number + 1 < len(days) else war.calendar.days
    run_until(war, end, watch)


def run_until(war: War, end: int, watch: Watch | None = None) -> None:
    """Live on until the morning of day `end`."""
    while war.day < end:
        war.go(end - war.day)
        if watch:
            watch(war)


def event_of(data: Mapping[str, object], scenario: Scenario, today: date | None = None) -> Event:
    """An event from plain data, checked like one of a scenario; undated, it is of `today`.

    Raises Refused with every problem.
    """
    from pydantic import ValidationError

    given = dict(data) if isinstance(data, Mapping) else {}
    if today is not None:
        given.setdefault("on", today.isoformat())
    kind = given.get("event")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Refused(f"event: expected one of {', '.join(KINDS)}, found {str(kind)[:40]!r}")
    if len(repr(given)) > LONGEST_EVENT:
        raise Refused(f"event: expected at most {LONGEST_EVENT} characters")
    try:
        event = KINDS[kind].model_validate(given)
    except ValidationError as error:
        text = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        raise Refused("\n".join(text)) from None
    if today is not None and event.on < today:
        raise Refused(f"on: {event.on} has passed; today is {today}")
    problems, place = Problems(), Place("event")
    actors = {section: scenario.entries(section) for section in event.actors.values()}
    placed = Placed(event, lambda _: place, kind)
    check([placed], scenario.start, scenario.end, actors, problems)
    try:
        problems.stop()
    except InputError as error:
        raise Refused("\n".join(p.message for p in error.problems)) from None
    return event


def fingerprint(war: War, run: int = 0) -> str:
    """SHA-256 of all that one run has left behind so far: equal where the bits are equal."""
    digest = hashlib.sha256(str(war.day).encode())
    now = months_over(war)
    for name in sorted(war.recorder.series):
        digest.update(np.ascontiguousarray(war.recorder.series[name][run, :now]).tobytes())
    tables = war.arsenals.held, war.air_command.pool, war.observers.error, war.factories.health
    for state in tables:
        digest.update(np.ascontiguousarray(state[:, run]).tobytes())
    return digest.hexdigest()
