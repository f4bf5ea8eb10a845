"""A short game that the tests of play share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wargame.play.game import Game, Turn
from wargame.play.game_rules import GameRules, rules
from wargame.play.indicators import Indicator
from wargame.play.room import Room
from wargame.play.store import Store
from wargame.scenario import load

ALL = ("moscow", "kyiv", "europe", "washington")
PLAYED = [
    {"moscow": {"posture": "surge", "energy": 0.9}, "europe": {"purchases": 2.0}},
    {},
    {"kyiv": {"ration_days": 90.0, "concentrate": 4.0}},
]


def game(orders: list[dict[str, Any]] | None = None, months: int = 4, **more: Any) -> Game:
    """A game of `months` turns of continued_war in which `orders` were given, turn by turn."""
    given = orders or []
    turns = [Turn(given[n] if n < len(given) else {}) for n in range(months)]
    seats = dict.fromkeys(ALL, "person")
    scenario = load("continued_war", months=more.pop("length", months))
    return Game("TEST", scenario, more.pop("seed", 7), "month", seats, tuple(turns), **more)


def room(path: Path, **choices: Any) -> Room:
    """A room of four turns in a store of its own."""
    given: dict[str, Any] = {"turns": 4, "seed": 7} | choices
    return Store(path / "games.sqlite").create("continued_war", **given)


def known() -> GameRules:
    """The rules of a game of continued_war."""
    return rules(load("continued_war", months=1))


def indicator(name: str) -> Indicator:
    """An indicator of a game of continued_war."""
    return next(one for one in known().indicators() if one.name == name)


def shown(seat: str) -> tuple[set[str], set[str], set[str]]:
    """Names of what a seat knows exactly, what everybody reads, what the seat estimates."""
    ruleset = known()
    parts = (ruleset.own(seat), ruleset.public(), ruleset.estimated(seat))
    return tuple({one.name for one in part} for part in parts)  # type: ignore[return-value]
