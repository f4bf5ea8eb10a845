"""After the game: what happened, what each seat believed, how each did, and what mattered.

All of it follows from the log.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from wargame.model.war import War
from wargame.play import fog, machine, views
from wargame.play.counterfactual import ENDS, LUCKS, turning_points
from wargame.play.game import Game, Turn, opened_game, openings, other_luck, play
from wargame.play.indicators import INDICATORS
from wargame.play.lever_values import choices
from wargame.play.news import Press
from wargame.play.refused import Refused
from wargame.play.roles import ROLES, met, payoff, score
from wargame.play.views import plain, rounded
from wargame.scenario.seat_levers import SEATS, check


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
        months = list(war.calendar.months[: len(INDICATORS["launched"].history(war))])
        result: dict[str, Any] = {
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
        result["scores"][seat]["unled"] = other
    for seat in SEATS:
        result["scores"][seat]["machine"] = machine_score(game, seat)
    result["points"] = turning_points(game, progress) if points else []
    orders = sum(bool(given) for turn in game.played for given in turn.orders.values())
    result["points_left"] = orders - len(result["points"]) if points else 0
    return result


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
    result = []
    for indicator in fog.estimated(seat):
        value, low, high = fog.estimate(war, seat, indicator)
        true = indicator.history(war)[:, 0]
        inside = (low <= true) & (true <= high)
        result.append(
            {"seat": seat, "name": indicator.name, "label": indicator.label, "unit": indicator.unit}
            | {
                "flow": indicator.flow,
                "value": plain(value),
                "low": plain(low),
                "high": plain(high),
            }
            | {"truth": plain(true), "inside": int(inside.sum()), "n": len(true)}
        )
    return result


def _notable(war: War, months: list[str], news: Sequence[Mapping[str, str]]) -> list[Any]:
    """Firsts and worsts of the war as it was, by date: {"date", "text"}."""

    def at(name: str) -> Any:
        return INDICATORS[name].history(war)[-len(months) :, 0]

    result = []
    dry, power, launched = at("dry"), at("power_met"), at("launched")
    if (dry > 0).any():
        month = months[int(np.argmax(dry > 0))]
        result.append({"date": month, "text": "Kyiv first could not fire at a ballistic missile"})
    worst = int(np.argmin(power))
    if power[worst] < 99.5:
        text = f"The darkest month: {power[worst]:.0f}% of power demand met"
        result.append({"date": months[worst], "text": text})
    most = int(np.argmax(launched))
    result.append(
        {"date": months[most], "text": f"Most missiles launched in a month: {launched[most]:.0f}"}
    )
    threats = "Moscow threatens"  # nearly every month; the turns have them
    result += [dict(line) for line in news if not line["text"].startswith(threats)]
    return sorted(result, key=lambda one: one["date"])


def _score(war: War, seat: str) -> dict[str, Any]:
    return {
        "score": rounded(score(war, seat)[0]),
        "months": plain(payoff(war, seat)[:, 0], 3),
        "goals": [
            {"says": goal.says, "weight": goal.weight, "met": rounded(met(war, goal).mean())}
            for goal in ROLES[seat].goals
        ],
    }


def _unled(game: Game, runs: int = LUCKS) -> dict[str, Any]:
    """Scores had nobody ordered anything: by seat, over `runs` lucks, and with the luck played."""
    silent = tuple(Turn(injected=turn.injected) for turn in game.played)
    empty = Game(**{**vars(game), "played": silent})
    with opened_game(empty, runs + 1) as war:
        other_luck(war, keep=1)
        for number in range(len(game.played)):
            play(war, empty, number)
        return {seat: _spread(score(war, seat)) for seat in SEATS}


def _spread(values: Any) -> dict[str, Any]:
    low, median, high = np.percentile(values[1:], ENDS)
    return {
        "same_luck": rounded(values[0]),
        "low": rounded(low),
        "median": rounded(median),
        "high": rounded(high),
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
        return rounded(score(war, seat)[0])
