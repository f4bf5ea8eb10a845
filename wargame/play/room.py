"""A room: seats, orders, turns, the facilitator's hand; every change on disk before it is told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from wargame.declare.errors import WargameError
from wargame.play import machine, views
from wargame.play.game import PLAYERS, Game, event_of, fingerprint, openings, play, release
from wargame.play.game_rules import rules
from wargame.play.header import Header, scenario_of
from wargame.play.lever_values import LeverChoice, choices
from wargame.play.log import Log
from wargame.play.news import situation
from wargame.play.refused import Refused
from wargame.play.replay import rebuilt
from wargame.play.room_store import RoomStore
from wargame.play.views import Shown
from wargame.scenario.seat_levers import Order, check

Result = TypeVar("Result")
SHOWN_DECLARATIONS = 60  # the debrief has them all
LONGEST = 280  # characters of a declaration
MOST_SAID, MOST_CHANGES = 20, 1000  # declarations, and entries in the log, of a seat in one turn
FACILITATOR = "facilitator"


class Room:
    """One game that is being played; made by `Store.create` and `Store.room`.

    All methods may be called from several threads. `codes` holds join codes only in the room that
    `create` gave. `notice` says what changed since the game was played, '' if nothing did;
    `readonly` is set where its turns no longer come out the same.
    """

    def __init__(
        self,
        store: RoomStore,
        name: str,
        header: Header,
        codes: Mapping[str, str] | None = None,
    ) -> None:
        self.store, self.id, self.header = store, name, header
        self.codes = dict(codes or {})
        self.scenario = scenario_of(header)
        self._lock = threading.RLock()
        self._listeners: list[Callable[[Room], None]] = []
        self._shown: dict[str, Any] = {}
        self.log = Log(header, store.log(name))
        self.log.opened = max(self.log.opened, time.time())  # a clock starts anew with the server
        self._war, self._press, self.notice, self.readonly = rebuilt(self.game(), self.log)

    def catch_up(self) -> None:
        """Play the turn that was being played when the server went; for the one that serves it."""
        with self._lock:
            if self.log.all_ready() and self.log.state == "open" and not self.readonly:
                self.advance()

    def close(self) -> None:
        """Let go of the war."""
        with self._lock:
            release(self._war)

    # Who is who

    def join(self, code: str) -> str:
        """A token for the seat that `code` opens. Raises Refused."""
        seat = self.store.seat_of_code(self.id, code)
        if seat is None:
            raise Refused("this code opens no seat here")
        if seat != FACILITATOR and self.log.seats[seat] != "person":
            raise Refused(f"the seat of {seat} is played by the {self.log.seats[seat]}")
        return self.store.grant(self.id, seat)

    def seat_of(self, token: str | None) -> str | None:
        """The seat (or facilitator) of this room that a token was given for, if any."""
        holder = self.store.holder(token) if token else None
        return holder[1] if holder and holder[0] == self.id else None

    def titles(self) -> dict[str, str]:
        """Seat -> its title."""
        return {name: seat.title for name, seat in rules(self.scenario).seats.items()}

    def examples(self) -> list[dict[str, object]]:
        """Events that the facilitator may begin from."""
        return rules(self.scenario).file.examples

    # What a seat sees and does

    def game(self) -> Game:
        """The game so far, plain and picklable."""
        with self._lock:
            return Game(self.id, self.scenario, self.header["seed"], self.header["turn"],
                        dict(self.log.seats), tuple(self.log.played))  # fmt: skip

    def status(self) -> dict[str, Any]:
        """What everybody in the room may know of it."""
        with self._lock:
            log, days = self.log, openings(self._war, self.header["turn"])
            dates = [day.isoformat() for day in self._war.calendar.dates]
            over, now = log.state == "finished", len(log.played)
            last = days[now + 1] - 1 if now + 1 < len(days) else -1
            return {
                "game": self.id,
                "name": self.header["name"],
                "title": self.header["title"],
                "question": self.scenario.question,
                "state": log.state,
                "turn": now + (not over),
                "turns": self.header["turns"],
                "from": dates[-1 if over else days[now]],
                "until": dates[-1 if over else last],
                "deadline": log.deadline,
                "seats": dict(log.seats),
                "titles": self.titles(),
                "ready": sorted(log.ready),
                "said": [dict(one) for one in log.declarations[-SHOWN_DECLARATIONS:]],
                "news": list(self._press.lines),
                "situation": situation(self._war),
                "notice": self.notice,
            }

    def view(self, seat: str) -> dict[str, Any]:
        """Everything that one seat may see, and nothing else. Raises Refused for no seat."""
        self._check_seat(seat)
        with self._lock:
            books = self._cached(seat, lambda: views.books(self._war, seat))
            role = rules(self.scenario).role(seat)
            goals = [{"says": goal.says, "weight": goal.weight} for goal in role.goals]
            return {
                **self.status(),
                "seat": seat,
                "card": {
                    "seat": seat,
                    "title": self.titles()[seat],
                    "brief": role.brief,
                    "sees": role.sees,
                    "goals": goals,
                },
                **books,
                "standing": self.game().standing(seat),
                "ordered": dict(self.log.drafts.get(seat, {})),
            }

    def public(self) -> list[Shown]:
        """What everybody reads of the war, and nobody has to estimate."""
        with self._lock:
            return views.public(self._war)

    def choices(self, seat: str) -> list[LeverChoice]:
        """The levers of one seat: what each is, stands at, and is ordered to this turn."""
        self._check_seat(seat)
        with self._lock:
            drafts = self.log.drafts.get(seat, {})
            return choices(self._war, seat, self.game().standing(seat), drafts)

    def submit(self, seat: str, orders: Mapping[str, object]) -> dict[str, Order]:
        """Orders for the open turn, over what this seat has already ordered in it.

        Gives all orders of the turn; they are on disk. Raises Refused and changes nothing where
        any of them is wrong.
        """
        with self._lock:
            self._check_may_order(seat)
            try:
                result = check(self.scenario, seat, orders)
            except WargameError as error:
                raise Refused(str(error)) from error
            self._write("orders", seat=seat, orders=result)
            return dict(self.log.drafts[seat])

    def withdraw(self, seat: str) -> None:
        """Take back all orders of the open turn."""
        with self._lock:
            self._check_may_order(seat)
            self._write("withdrawn", seat=seat)

    def declare(self, seat: str, text: str) -> None:
        """Words to all seats; the model hears nothing of them."""
        words = " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())
        if not 1 <= len(words) <= LONGEST:
            raise Refused(f"a declaration has 1 to {LONGEST} characters")
        with self._lock:
            self._check_may_order(seat)
            now = len(self.log.played)
            mine = [x for x in self.log.declarations if (x["turn"], x["seat"]) == (now, seat)]
            if len(mine) >= MOST_SAID:
                raise Refused(f"{MOST_SAID} declarations in one turn are enough")
            self._write("declared", seat=seat, text=words)

    def ready(self, seat: str, ready: bool = True) -> None:
        """Whether this seat is done; the turn is played when all persons are."""
        with self._lock:
            self._check_may_order(seat)
            self._write("ready", seat=seat, ready=bool(ready))
            if self.log.all_ready():
                self.advance()

    # What the facilitator does

    def advance(self) -> None:
        """Play the open turn with the orders that there are."""
        with self._lock:
            self._check_open()
            machines = {s: orders for s in self.log.seats if (orders := self._ordered_for(s))}
            game = self.game()
            after = game.then(self.log.turn(machines))
            try:
                play(self._war, after, len(game.played), self._press)
                self._shown.clear()
                self._write("advanced", machines=machines, print=fingerprint(self._war))
            except BaseException:
                self._rebuild()  # the war must never be ahead of the log
                raise

    def _ordered_for(self, seat: str) -> dict[str, Order]:
        """Orders of a seat that no person plays; the model's own rule takes back what stands."""
        player = self.log.seats[seat]
        if player == "person":
            return {}
        standing = self.game().standing(seat)
        if player == "model":
            return dict.fromkeys(standing)
        return machine.orders(self._war, seat, standing)

    def tick(self, now: float | None = None) -> bool:
        """Play the turn if its clock has run out; whether it did."""
        with self._lock:
            deadline = self.log.deadline
            if self.readonly or deadline is None:
                return False
            if (time.time() if now is None else now) < deadline:
                return False
            self.advance()
            return True

    def inject(self, event: Mapping[str, object]) -> dict[str, Any]:
        """Bring an event of the scenario's kinds into the open turn; undated, it is of today."""
        with self._lock:
            self._check_open()
            days = openings(self._war, self.header["turn"])
            today = self._war.calendar.dates[days[len(self.log.played)]]
            result = event_of(event, self.scenario, today)
            data: dict[str, Any] = result.model_dump(mode="json", exclude_none=True)
            if data in self.log.injected:
                raise Refused("this very event is brought into this turn already")
            self._write("injected", event=data)
            return data

    def recall(self) -> None:
        """Take back what was brought into the open turn."""
        with self._lock:
            self._check_open()
            self._write("recalled")

    def pause(self) -> None:
        """Stop the clock, and refuse orders."""
        with self._lock:
            self._check_open()
            deadline = self.log.deadline
            left = None if deadline is None else max(0.0, deadline - time.time())
            self._write("paused", left=left)

    def resume(self) -> None:
        """Go on after a pause."""
        with self._lock:
            if self.log.state != "paused":
                raise Refused("the game is not paused")
            self._write("resumed")
            self.catch_up()

    def undo(self) -> None:
        """Take the last turn back; what persons ordered in it stands again, to be changed."""
        with self._lock:
            if self.readonly or not self.log.played:
                raise Refused(self.notice or "no turn has been played")
            self._write("undone", notify=False)
            self._rebuild()
            self._notify()

    def _rebuild(self) -> None:
        """The war and its news as the log has them."""
        release(self._war)
        self._war, self._press, _, _ = rebuilt(self.game(), self.log)
        self._shown.clear()

    def assign(self, seat: str, player: str) -> None:
        """Give a seat to a `person`, a `machine`, or the `model`, from this turn on."""
        self._check_seat(seat)
        if player not in PLAYERS:
            raise Refused(f"expected person, machine or model, found {player!r}")
        with self._lock:
            if self.readonly or self.log.state == "finished":
                raise Refused(self.notice or "the game is over")
            self._write("handed", seat=seat, player=player)
            self.catch_up()  # the seat may have been the last one that was waited for

    def truth(self, who: str = FACILITATOR) -> list[Shown]:
        """What is really there: for the facilitator, and for all once the game is over."""
        with self._lock:
            self.check_may_see_truth(who)
            return self._cached("truth", lambda: views.truth(self._war))

    def _cached(self, what: str, make: Callable[[], Result]) -> Result:
        """What `make` gives of the war, made once a turn."""
        if what not in self._shown:
            self._shown[what] = make()
        result: Result = self._shown[what]
        return result

    # Those who watch

    def listen(self, callback: Callable[[Room], None]) -> Callable[[], None]:
        """Call `callback(room)` after every change; returns what ends it."""
        self._listeners.append(callback)

        def end() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return end

    def _notify(self) -> None:
        for callback in list(self._listeners):
            callback(self)

    def _write(self, kind: str, notify: bool = True, **data: object) -> None:
        """Commit an entry, then let it count."""
        self.log.add(self.store.write(self.id, self.log.number, kind, data))
        if notify:
            self._notify()

    def check_may_see_truth(self, who: str) -> None:
        """Raise Refused unless `who` may see the truth, and so the debrief, now."""
        if who != FACILITATOR and self.log.state != "finished":
            raise Refused("only the facilitator sees the truth before the game is over")

    def _check_seat(self, seat: str) -> None:
        """Raise Refused unless there is such a seat."""
        if seat not in self.log.seats:
            raise Refused(f"there is no seat '{seat}'")

    def _check_may_order(self, seat: str) -> None:
        """Raise Refused unless a person in `seat` may change something now."""
        self._check_seat(seat)
        self._check_open()
        if self.log.changes[seat] >= MOST_CHANGES:
            raise Refused("this seat has changed too much in this turn; wait for the next")
        if self.log.seats[seat] != "person":
            raise Refused(f"the seat of {seat} is played by the {self.log.seats[seat]}")

    def _check_open(self) -> None:
        if self.readonly:
            raise Refused(self.notice)
        if self.log.state != "open":
            words = {"paused": "the game is paused", "finished": "the game is over"}
            raise Refused(words[self.log.state])
