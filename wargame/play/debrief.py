"""After the game: what happened, what each seat believed, what mattered, what else could have been.

All of it follows from the log. Other luck means: the same state and numbers up to the turn in
question, other draws from there on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from wargame.model.war import War
from wargame.play import fog, machine, views
from wargame.play.game import Game, Turn, branch, opened_game, openings, other_luck, play
from wargame.play.levers import choices
from wargame.play.news import Press
from wargame.play.refused import Refused
from wargame.play.roles import ROLES, met, payoff, score
from wargame.play.things import THINGS
from wargame.play.views import plain
from wargame.scenario.orders import SEATS, check

ENDS = (10, 50, 90)
LUCKS, POINT_LUCKS, MOST_POINTS = 200, 40, 48
SHOWN = ("missiles", "launched", "leaked", "power_met", "scarce", "dry", "american", "paid",
         "own_missiles", "escalation")  # fmt: skip


def debrief(
    game: Game,
    said: Sequence[Mapping[str, Any]] = (),
    points: bool = True,
    progress: Callable[[int], None] | None = None,
) -> dict[str, Any]:
    """Everything about a game that has been played, in whole or in part, as plain data.

    said: declarations as {"turn", "seat", "text"}, turn 0 for the first. points: also play on
    without each order, in turn, to see what it moved (at most 48 of them, 40 lucks each);
    `progress` is told after each. Raises Refused where no turn has been played.
    """
    if not game.played:
        raise Refused("no turn has been played")
    with opened_game(game) as war:
        press, turns = Press(war), []
        for number, turn in enumerate(game.played):
            opened, before = war.calendar.dates[war.day].isoformat(), len(press.lines)
            play(war, game, number, press)
            turns.append(_told(number, opened, turn, said, press.lines[before:]))
        beliefs = [one for seat in SEATS for one in _beliefs(war, seat)]
        truth = views.truth(war)
        months = list(war.calendar.months[: len(THINGS["launched"].history(war))])
        found: dict[str, Any] = {
            "id": game.id,
            "title": game.scenario.title,
            "question": game.scenario.question,
            "turn": game.turn,
            "seats": dict(game.seats),
            "months": months,
            "turns": turns,
            "truth": truth,
            "beliefs": beliefs,
            "notable": _notable(war, months, press.lines),
            "scores": {seat: _score(war, seat) for seat in SEATS},
        }
    for seat, other in _unled(game).items():
        found["scores"][seat]["unled"] = other
    for seat in SEATS:
        found["scores"][seat]["machine"] = machine_score(game, seat)
    found["points"] = turning_points(game, progress) if points else []
    return found


def _told(
    number: int, opened: str, turn: Turn, said: Sequence[Mapping[str, Any]], news: Sequence[Any]
) -> dict[str, Any]:
    return {
        "turn": number + 1,
        "from": opened,
        "orders": {seat: dict(orders) for seat, orders in turn.orders.items() if orders},
        "injected": [dict(event) for event in turn.injected],
        "said": [dict(one) for one in said if one["turn"] == number],
        "news": list(news),
    }


def _beliefs(war: War, seat: str) -> list[dict[str, Any]]:
    """What a seat believed month by month, beside the truth."""
    found = []
    for thing in fog.estimated(seat):
        value, low, high = fog.estimate(war, seat, thing)
        true = thing.history(war)[:, 0]
        inside = (low <= true) & (true <= high)
        found.append(
            {"seat": seat, "name": thing.name, "label": thing.label, "unit": thing.unit}
            | {"flow": thing.flow, "value": plain(value), "low": plain(low), "high": plain(high)}
            | {"truth": plain(true), "inside": int(inside.sum()), "n": len(true)}
        )
    return found


def _notable(war: War, months: list[str], news: Sequence[Mapping[str, str]]) -> list[Any]:
    """Firsts and worsts of the war as it was, by date: {"date", "text"}."""

    def at(name: str) -> Any:
        return THINGS[name].history(war)[-len(months) :, 0]

    found = []
    dry, power, launched = at("dry"), at("power_met"), at("launched")
    if (dry > 0).any():
        month = months[int(np.argmax(dry > 0))]
        found.append({"date": month, "text": "Kyiv first could not fire at a ballistic missile"})
    worst = int(np.argmin(power))
    if power[worst] < 99.5:
        text = f"The darkest month: {power[worst]:.0f}% of power demand met"
        found.append({"date": months[worst], "text": text})
    most = int(np.argmax(launched))
    found.append({"date": months[most], "text": f"Most missiles in a month: {launched[most]:.0f}"})
    threats = "Moscow threatens"  # nearly every month; the turns have them
    found += [dict(line) for line in news if not line["text"].startswith(threats)]
    return sorted(found, key=lambda one: one["date"])


def _score(war: War, seat: str) -> dict[str, Any]:
    return {
        "score": _round(score(war, seat)[0]),
        "months": plain(payoff(war, seat)[:, 0], 3),
        "goals": [
            {"says": goal.says, "weight": goal.weight, "met": _round(met(war, goal).mean())}
            for goal in ROLES[seat].goals
        ],
    }


def _round(value: Any, digits: int = 3) -> float:
    return round(float(value), digits)


def _unled(game: Game, runs: int = LUCKS) -> dict[str, Any]:
    """Scores had nobody ordered anything: by seat, over `runs` lucks, and with the luck played."""
    empty = Game(**{**vars(game), "played": tuple(Turn() for _ in game.played)})
    with opened_game(empty, runs + 1) as war:
        other_luck(war, keep=1)
        for number in range(len(game.played)):
            play(war, empty, number)
        return {seat: _spread(score(war, seat)) for seat in SEATS}


def _spread(values: Any) -> dict[str, Any]:
    low, median, high = np.percentile(values[1:], ENDS)
    return {
        "same_luck": _round(values[0]),
        "low": _round(low),
        "median": _round(median),
        "high": _round(high),
        "n": len(values) - 1,
    }


def machine_score(game: Game, seat: str) -> float:
    """What the machine player would have scored in `seat`, others as they played, the same luck."""
    allies = game.scenario.entries("allies")
    now = Game(**{**vars(game), "played": ()})
    with opened_game(game) as war:
        days = openings(war, game.turn)
        for number, turn in enumerate(game.played):
            view = {"seat": seat, "from": war.calendar.dates[days[number]].isoformat()}
            view |= {"standing": now.standing(seat)} | views.books(war, seat)
            wanted = machine.orders(view, choices(war, seat, now.standing(seat)))
            orders = {**turn.orders, seat: check(seat, wanted, allies)}
            now = Game(**{**vars(now), "played": (*now.played, Turn(orders, turn.injected))})
            play(war, now, number)
        return _round(score(war, seat)[0])


def counterfactual(
    game: Game,
    turn: int,
    seat: str,
    orders: Mapping[str, Any],
    runs: int = LUCKS,
    also: Sequence[tuple[int, str, Mapping[str, Any]]] = (),
) -> dict[str, Any]:
    """One turn (1 for the first) with other orders of one seat, all else as it was ordered.

    `orders` go over what the seat ordered then; None takes an order back. `also` are further
    (turn, seat, orders) of the same other war. Gives, for things and scores, the war as played and
    the other with the same luck, and the paired difference over `runs` lucks from the first turn
    changed on (10, 50, 90 percent). Raises Refused.
    """
    if not 3 <= runs <= 2000:
        raise Refused("runs: expected 3 to 2000")
    asked = [(turn, seat, orders), *also]
    other, told = game, []
    for at, who, given in asked:
        other, one = _changed(other, at, who, given)
        told.append(one)
    first = min(at for at, _, _ in asked) - 1
    played, changed = _ahead(game, first, runs), _ahead(other, first, runs)
    return told[0] | {
        "also": told[1:],
        "n": runs,
        "months": played["months"],
        "from_month": played["from"],
        "things": [_difference(name, played, changed) for name in SHOWN],
        "scores": {
            one: _paired(played["scores"][one], changed["scores"][one]) for one in SEATS
        },
        "words": "The others' later orders are as they were: nobody answers the change.",
    }  # fmt: skip


def _changed(
    game: Game, turn: int, seat: str, orders: Mapping[str, Any]
) -> tuple[Game, dict[str, Any]]:
    """The game with one change, and that change as plain data."""
    if seat not in SEATS:
        raise Refused(f"there is no seat '{seat}'")
    if not 1 <= turn <= len(game.played):
        raise Refused(f"turn: expected 1 to {len(game.played)}, found {turn}")
    found = check(seat, orders, game.scenario.entries("allies"))
    old = dict(game.played[turn - 1].orders.get(seat, {}))
    told = {"turn": turn, "seat": seat, "orders": found, "instead_of": old}
    return game.otherwise(turn - 1, seat, {**old, **found}), told


def _ahead(game: Game, turn: int, runs: int) -> dict[str, Any]:
    """The rest of the game from the opening of `turn`: run 0 as it was, the others other luck."""
    with branch(game.until(turn), runs + 1) as war:
        start = war.month
        other_luck(war, keep=1)
        for number in range(turn, len(game.played)):
            play(war, game, number)
        over = len(THINGS["launched"].history(war))
        return {
            "from": start,
            "months": list(war.calendar.months[:over]),
            "things": {name: THINGS[name].history(war)[-over:] for name in SHOWN},
            "scores": {seat: score(war, seat) for seat in SEATS},
        }


def _difference(name: str, played: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    thing = THINGS[name]
    one, other = played["things"][name], changed["things"][name]
    low, median, high = np.percentile(other[:, 1:] - one[:, 1:], ENDS, axis=1)
    return {
        "name": name,
        "label": thing.label,
        "unit": thing.unit,
        "played": plain(one[:, 0]),
        "changed": plain(other[:, 0]),
        "low": plain(low),
        "median": plain(median),
        "high": plain(high),
    }


def _paired(one: Any, other: Any) -> dict[str, Any]:
    apart = other - one
    low, median, high = np.percentile(apart[1:], ENDS)
    return {
        "played": _round(one[0]),
        "changed": _round(other[0]),
        "low": _round(low, 4),
        "median": _round(median, 4),
        "high": _round(high, 4),
        "better": round(float((apart[1:] > 0).mean()), 2),
        "n": len(apart) - 1,
    }


def turning_points(
    game: Game, progress: Callable[[int], None] | None = None
) -> list[dict[str, Any]]:
    """What each turn's orders of each seat moved, the largest first.

    Each is taken out of its turn, with 40 lucks from there on; `moved` is how much higher the
    score of each seat is with the orders than without (10, 50, 90 percent).
    """
    asked = [
        (number, seat)
        for number, turn in enumerate(game.played)
        for seat in SEATS
        if turn.orders.get(seat)
    ]
    found: list[dict[str, Any]] = []
    with_: dict[int, Any] = {}  # the war as it was ordered, by the turn from which luck is other
    for done, (number, seat) in enumerate(asked[:MOST_POINTS], 1):
        if number not in with_:
            with_[number] = _ahead(game, number, POINT_LUCKS)["scores"]
        without = game.otherwise(number, seat, {})
        gone = _ahead(without, number, POINT_LUCKS)["scores"]
        moved = {one: _paired(gone[one], with_[number][one]) for one in SEATS}
        found.append(
            {"turn": number + 1, "seat": seat, "orders": dict(game.played[number].orders[seat])}
            | {"moved": moved, "n": POINT_LUCKS}
        )
        if progress:
            progress(done)
    return sorted(found, key=lambda one: -max(abs(m["median"]) for m in one["moved"].values()))
