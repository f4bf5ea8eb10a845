"""Machine players: plain rules over what a seat sees, nothing more.

They know what a person in the seat knows (`Room.view`), and give orders through the same levers.
The theatre says by which rules (`wargame.play.game_rules.Machine`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from wargame.model.war import War
from wargame.play import views
from wargame.play.game_rules import Choice, Test, rules
from wargame.play.views import Books
from wargame.scenario.seat_levers import Order, check


def orders(war: War, seat: str, standing: Mapping[str, Order]) -> dict[str, Order]:
    """What a machine in `seat` orders today, over the `standing` orders."""
    player, books = rules(war.spec).role(seat).machine, views.books(war, seat)
    today = war.calendar.dates[war.day]
    holds = {name: _holds(test, today, books) for name, test in player.tests.items()}
    wanted = {lever: _first(choices, holds) for lever, choices in player.orders.items()}
    changed = {lever: order for lever, order in wanted.items() if standing.get(lever) != order}
    return check(war.spec, seat, changed)


def _first(choices: Iterable[Choice], holds: Mapping[str, bool]) -> Order:
    for choice in choices:
        if all(holds[name] for name in choice.tests):
            return choice.value
    return None


def _holds(test: Test, today: date, books: Books) -> bool:
    if test.months:
        return today.month in test.months
    value = sum(_seen(books, name, -1) for name in test.indicators)
    if test.relative:
        value /= max(1.0, sum(_seen(books, name, 0) for name in test.indicators))
    return test.above < value < test.below


def _seen(books: Books, name: str, point: int) -> float:
    """A point of an indicator's history, as exactly as the seat knows it; 0 where there is none."""
    for indicator in (*books["own"], *books["estimates"], *books["public"]):
        if indicator["name"] == name and indicator["history"]:
            return indicator["history"][point] or 0.0
    return 0.0
