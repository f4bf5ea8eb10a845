"""What else could have been: a game with other orders, and what each order moved.

Other luck means: the same state and numbers up to the turn in question, other draws from there on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from wargame.play.game import Game, branch, other_luck, play
from wargame.play.indicators import INDICATORS
from wargame.play.refused import Refused
from wargame.play.roles import score
from wargame.play.views import plain, rounded
from wargame.scenario.seat_levers import SEATS, check

ENDS = (10, 50, 90)  # percent
LUCKS, POINT_LUCKS, MOST_POINTS = 200, 40, 48
SHOWN = ("missiles", "launched", "leaked", "power_met", "scarce", "dry", "american", "paid",
         "own_missiles", "escalation")  # fmt: skip


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
    other, text = game, []
    for at, who, given in asked:
        other, one = _changed(other, at, who, given)
        text.append(one)
    first = min(at for at, _, _ in asked) - 1
    played, changed = _ahead(game, first, runs), _ahead(other, first, runs)
    return text[0] | {
        "also": text[1:],
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
    result = check(seat, orders, game.scenario.entries("allies"))
    old = dict(game.played[turn - 1].orders.get(seat, {}))
    stood = game.until(turn - 1).standing(seat) | old
    instead = {lever: stood.get(lever) for lever in result}
    text = {"turn": turn, "seat": seat, "orders": result, "instead_of": instead}
    return game.otherwise(turn - 1, seat, {**old, **result}), text


def _ahead(game: Game, turn: int, runs: int) -> dict[str, Any]:
    """The rest of the game from the opening of `turn`: run 0 as it was, the others other luck."""
    with branch(game.until(turn), runs + 1) as war:
        start = war.month
        other_luck(war, keep=1)
        for number in range(turn, len(game.played)):
            play(war, game, number)
        over = len(INDICATORS["launched"].history(war))
        return {
            "from": start,
            "months": list(war.calendar.months[:over]),
            "things": {name: INDICATORS[name].history(war)[-over:] for name in SHOWN},
            "scores": {seat: score(war, seat) for seat in SEATS},
        }


def _difference(name: str, played: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    indicator = INDICATORS[name]
    one, other = played["things"][name], changed["things"][name]
    low, median, high = np.percentile(other[:, 1:] - one[:, 1:], ENDS, axis=1)
    return {
        "name": name,
        "label": indicator.label,
        "unit": indicator.unit,
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
        "played": rounded(one[0]),
        "changed": rounded(other[0]),
        "low": rounded(low, 4),
        "median": rounded(median, 4),
        "high": rounded(high, 4),
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
    result: list[dict[str, Any]] = []
    with_: dict[int, Any] = {}  # the war as it was ordered, by the turn from which luck is other
    for done, (number, seat) in enumerate(asked[:MOST_POINTS], 1):
        if number not in with_:
            with_[number] = _ahead(game, number, POINT_LUCKS)["scores"]
        without = game.otherwise(number, seat, {})
        gone = _ahead(without, number, POINT_LUCKS)["scores"]
        moved = {one: _paired(gone[one], with_[number][one]) for one in SEATS}
        result.append(
            {"turn": number + 1, "seat": seat, "orders": dict(game.played[number].orders[seat])}
            | {"moved": moved, "n": POINT_LUCKS}
        )
        if progress:
            progress(done)
    return sorted(result, key=lambda one: -max(abs(m["median"]) for m in one["moved"].values()))
