"""What else could have been: a game with other orders, and what each order moved.

Other luck means: the same state and numbers up to the turn in question, other draws from there on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from wargame.declare.tape import Array
from wargame.play.game import Game, branch, play, redraw
from wargame.play.game_rules import Orders, rules
from wargame.play.indicators import months_over
from wargame.play.refused import Refused
from wargame.play.roles import score
from wargame.play.views import months_band, named, plain, rounded, run_band
from wargame.scenario.seat_levers import check, in_words

REPLICATES, POINT_REPLICATES, MOST_POINTS = 200, 40, 48
Change = tuple[int, str, Orders]  # turn (1 for the first), seat, orders


def counterfactual(
    game: Game,
    turn: int,
    seat: str,
    orders: Orders,
    runs: int = REPLICATES,
    also: Sequence[Change] = (),
) -> dict[str, Any]:
    """One turn (1 for the first) with other orders of one seat, all else as it was ordered.

    `orders` go over what the seat ordered then; None takes an order back. `also` are further
    (turn, seat, orders) of the same other war. Gives, for things and scores, the war as played and
    the other with the same luck, and the paired difference over `runs` lucks from the first turn
    changed on (10, 50, 90 percent). Raises Refused.
    """
    if not 3 <= runs <= 2000:
        raise Refused("runs: expected 3 to 2000")
    asked: list[Change] = [(turn, seat, orders), *also]
    other, text = game, []
    for change in asked:
        other, one = _changed(other, *change)
        text.append(one)
    first = min(at for at, _, _ in asked) - 1
    played, changed = _continued(game, first, runs), _continued(other, first, runs)
    ruleset = rules(game.scenario)
    return text[0] | {
        "also": text[1:],
        "names": ruleset.names(),
        "n": runs,
        "months": played.months,
        "from_month": played.start,
        "things": [
            named(one)
            | {"played": plain(before[:, 0]), "changed": plain(after[:, 0])}
            | months_band(after[:, 1:] - before[:, 1:])
            for one, before, after in zip(ruleset.compared(), played.compared, changed.compared)
        ],
        "scores": _paired(played.scores, changed.scores),
        "words": "The others' later orders are as they were: nobody answers the change.",
    }


def _changed(game: Game, turn: int, seat: str, orders: Orders) -> tuple[Game, dict[str, Any]]:
    """The game with one change, and that change as plain data."""
    rules(game.scenario).role(seat)
    if not 1 <= turn <= len(game.played):
        raise Refused(f"turn: expected 1 to {len(game.played)}, found {turn}")
    result = check(game.scenario, seat, orders)
    old = dict(game.played[turn - 1].orders.get(seat, {}))
    stood = game.until(turn - 1).standing(seat) | old
    instead = {lever: stood.get(lever) for lever in result}
    text = {
        "turn": turn,
        "seat": seat,
        "orders": result,
        "instead_of": instead,
        "orders_in_words": in_words(game.scenario, seat, result),
        "instead_in_words": in_words(game.scenario, seat, instead),
    }
    return game.otherwise(turn - 1, seat, {**old, **result}), text


class Continuation(NamedTuple):
    """The rest of a game: run 0 as it was, the others with other luck.

    `start`: number of its first month; `compared`: values (months, runs) of each indicator that is
    compared; `scores`: (runs,) by seat.
    """

    start: int
    months: list[str]
    compared: list[Array]
    scores: dict[str, Array]


def _continued(game: Game, turn: int, runs: int) -> Continuation:
    """The rest of the game from the opening of `turn`, with `runs` other lucks."""
    with branch(game.until(turn), runs + 1) as war:
        start = war.month
        redraw(war, keep=1)
        for number in range(turn, len(game.played)):
            play(war, game, number)
        over, ruleset = months_over(war), rules(game.scenario)
        return Continuation(
            start,
            list(war.calendar.months[:over]),
            [one.history(war)[-over:] for one in ruleset.compared()],
            {seat: score(war, seat) for seat in ruleset.seats},
        )


def _paired(before: Mapping[str, Array], after: Mapping[str, Array]) -> dict[str, Any]:
    """What changed in the score of each seat, luck by luck."""
    return {
        seat: {"played": rounded(before[seat][0]), "changed": rounded(after[seat][0])}
        | run_band(apart[1:], 4)
        | {"better": round(float((apart[1:] > 0).mean()), 2), "n": len(apart) - 1}
        for seat in before
        for apart in [after[seat] - before[seat]]
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
        for seat in rules(game.scenario).seats
        if turn.orders.get(seat)
    ]
    result: list[dict[str, Any]] = []
    ordered: dict[
        int, Continuation
    ] = {}  # the war as it was ordered, by the turn luck is other from
    for done, (number, seat) in enumerate(asked[:MOST_POINTS], 1):
        if number not in ordered:
            ordered[number] = _continued(game, number, POINT_REPLICATES)
        without = _continued(game.otherwise(number, seat, {}), number, POINT_REPLICATES)
        orders = game.played[number].orders[seat]
        result.append(
            {
                "turn": number + 1,
                "seat": seat,
                "orders": dict(orders),
                "orders_in_words": in_words(game.scenario, seat, orders),
                "moved": _paired(without.scores, ordered[number].scores),
                "n": POINT_REPLICATES,
            }
        )
        if progress:
            progress(done)
    return sorted(result, key=lambda one: -max(abs(m["median"]) for m in one["moved"].values()))
