"""After the game: what happened, what each seat believed, how each did, and what mattered.

All of it follows from the log.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from wargame.declare.tape import Array
from wargame.model.war import War
from wargame.play import fog, machine, views
from wargame.play.counterfactual import REPLICATES, turning_points
from wargame.play.game import Game, Turn, opened_game, play, redraw
from wargame.play.game_rules import rules
from wargame.play.indicators import Indicator, months_over
from wargame.play.news import Line, Press, threat
from wargame.play.refused import Refused
from wargame.play.roles import met, payoff, score
from wargame.play.views import plain, rounded, run_band
from wargame.scenario.seat_levers import in_words


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
    ruleset = rules(game.scenario)
    with opened_game(game) as war:
        press, turns = Press(war), []
        for number, turn in enumerate(game.played):
            opened, before = war.calendar.dates[war.day].isoformat(), len(press.lines)
            play(war, game, number, press)
            ordered = {seat: dict(orders) for seat, orders in turn.orders.items() if orders}
            turns.append(
                {
                    "turn": number + 1,
                    "from": opened,
                    "orders": ordered,
                    "orders_in_words": {
                        seat: in_words(game.scenario, seat, orders)
                        for seat, orders in ordered.items()
                    },
                    "injected": [dict(event) for event in turn.injected],
                    "said": [dict(one) for one in said if one["turn"] == number],
                    "news": press.lines[before:],
                }
            )
        months = list(war.calendar.months[: months_over(war)])
        result: dict[str, Any] = {
            "id": game.id,
            "title": game.scenario.title,
            "question": game.scenario.question,
            "turn": game.turn,
            "seats": dict(game.seats),
            "names": ruleset.names(),
            "months": months,
            "turns": turns,
            "truth": views.truth(war),
            "beliefs": [
                _belief(war, seat, x) for seat in ruleset.seats for x in ruleset.estimated(seat)
            ],
            "notable": _notable(war, months, press.lines),
            "scores": {seat: _score(war, seat) for seat in ruleset.seats},
        }
    unled = _unled(game)
    for seat, one in result["scores"].items():
        one |= {"unled": unled[seat], "machine": machine_score(game, seat)}
    result["points"] = turning_points(game, progress) if points else []
    orders = sum(bool(given) for turn in game.played for given in turn.orders.values())
    result["points_left"] = orders - len(result["points"]) if points else 0
    return result


def _belief(war: War, seat: str, indicator: Indicator) -> dict[str, Any]:
    """What a seat believed month by month, beside the truth."""
    value, low, high = fog.estimate(war, seat, indicator)
    true = indicator.history(war)[:, 0]
    inside = (low <= true) & (true <= high)
    return views.named(indicator) | {
        "seat": seat,
        "value": plain(value),
        "low": plain(low),
        "high": plain(high),
        "truth": plain(true),
        "inside": int(inside.sum()),
        "n": len(true),
    }


def _notable(war: War, months: list[str], news: Sequence[Line]) -> list[Line]:
    """Firsts and worsts of the war as it was, by date."""
    ruleset, result = rules(war.spec), []

    def at(series: str) -> Array:
        """The first indicator of a series, by month; nothing where there is none."""
        indicator = ruleset.of_series(series)
        return indicator.history(war)[-len(months) :, 0] if indicator else np.zeros(0)

    def note(month: int, text: str) -> None:
        result.append(Line(date=months[month], text=text[:1].upper() + text[1:]))

    dry, power, launched = at("capital_dry"), at("power_met"), at("launched")
    if (dry > 0).any():
        capital = war.spec.theatre.words.capital
        note(int(np.argmax(dry > 0)), f"{capital} first could not fire at a ballistic missile")
    if len(power) and power.min() < 99.5:
        worst = int(np.argmin(power))
        note(worst, f"The darkest month: {power[worst]:.0f}% of power demand met")
    if len(launched):
        most = int(np.argmax(launched))
        note(most, f"Most missiles launched in a month: {launched[most]:.0f}")
    threats = threat(war.spec)  # nearly every month; the turns have them
    result += [line for line in news if line["text"] != threats]
    return sorted(result, key=lambda one: one["date"])


def _score(war: War, seat: str) -> dict[str, Any]:
    return {
        "score": rounded(score(war, seat)[0]),
        "months": plain(payoff(war, seat)[:, 0], 3),
        "goals": [
            {"says": goal.says, "weight": goal.weight, "met": rounded(met(war, goal).mean())}
            for goal in rules(war.spec).role(seat).goals
        ],
    }


def _unled(game: Game, runs: int = REPLICATES) -> dict[str, Any]:
    """Scores had nobody ordered anything: by seat, over `runs` lucks, and with the luck played."""
    silent = tuple(Turn(injected=turn.injected) for turn in game.played)
    empty = replace(game, played=silent)
    with opened_game(empty, runs + 1) as war:
        redraw(war, keep=1)
        for number in range(len(game.played)):
            play(war, empty, number)
        scores = {seat: score(war, seat) for seat in rules(game.scenario).seats}
    return {
        seat: {"same_luck": rounded(values[0])} | run_band(values[1:], 3) | {"n": runs}
        for seat, values in scores.items()
    }


def machine_score(game: Game, seat: str) -> float:
    """What the machine player would have scored in `seat`, others as they played, the same luck."""
    now = replace(game, played=())
    with opened_game(game) as war:
        for number, turn in enumerate(game.played):
            orders = {**turn.orders, seat: machine.orders(war, seat, now.standing(seat))}
            now = now.then(Turn(orders, turn.injected))
            play(war, now, number)
        return rounded(score(war, seat)[0])
