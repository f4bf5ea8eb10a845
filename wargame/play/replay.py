"""A game played again from its log: brought back for a server, or held against what was played."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from wargame.model.war import War
from wargame.play.game import PLAYED, Game, Watch, fingerprint, opened_game, play
from wargame.play.header import Header, changes, scenario_of
from wargame.play.log import Log
from wargame.play.news import Press
from wargame.play.room_store import Entry


class Replay(NamedTuple):
    """A game played again from its log: is it the same to the bit, and what differs."""

    game: str
    turns: int
    same: bool
    differs: int | None  # the first turn (1 for the first) that comes out otherwise
    words: str


def rebuilt(game: Game, log: Log) -> tuple[War, Press, str, bool]:
    """The war of a game after its log, its news, a word of what changed, and whether it can no
    longer be played on."""
    war = War(game.scenario, np.array([PLAYED]))
    press = Press(war)
    differs = _along(war, game, log.prints, press)
    since = "; ".join(changes(log.header))
    if differs is not None:
        words = (
            f"Turn {differs} no longer comes out as it was played ({since or 'another machine'}). "
            "The game can be looked at and debriefed under the present model, not played on."
        )
        return war, press, words, True
    words = f"Made by another state of wargame ({since}); every turn comes out the same."
    return war, press, words if since else "", False


def replayed(header: Header, entries: list[Entry], name: str) -> Replay:
    """Play a log again, and hold every turn against the fingerprint that it left."""
    log = Log(header, entries)
    game = Game(name, scenario_of(header), header["seed"], header["turn"], log.seats,
                tuple(log.played))  # fmt: skip
    with opened_game(game) as war:
        differs = _along(war, game, log.prints)
    since = "; ".join(changes(header))
    turns = len(log.played)
    if differs is None:
        words = f"{turns} turns come out the same, to the bit"
    else:
        words = f"turn {differs} of {turns} is the first that comes out otherwise"
    return Replay(name, turns, differs is None, differs, f"{words}; {since}" if since else words)


def _along(war: War, game: Game, prints: list[str], watch: Watch | None = None) -> int | None:
    """Play all turns; the first (1 for the first) whose fingerprint differs, if any."""
    differs = None
    for number, before in enumerate(prints):
        play(war, game, number, watch)
        if differs is None and fingerprint(war) != before:
            differs = number + 1
    return differs
