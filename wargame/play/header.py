"""The header of a game: what was decided when it was made, whole, so that its file is enough."""

from __future__ import annotations

import json
import secrets
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypedDict

from wargame.declare.errors import WargameError
from wargame.play.game import MONTHS, PLAYERS
from wargame.play.game_rules import rules
from wargame.play.refused import Refused
from wargame.results.provenance import code_hash, installed
from wargame.scenario import Scenario, load
from wargame.scenario.library import NO_BASIS, Basis

MOST_TURNS = 120


class Header(TypedDict):
    """What was decided when a game was made."""

    name: str
    title: str
    scenario: dict[str, object]
    scenario_hash: str
    seed: int
    turn: str
    turns: int
    seats: dict[str, str]
    clock: float | None
    made: float
    version: str
    code: str
    evidence: str


def begin(
    scenario: str,
    turn: str = "month",
    turns: int | None = None,
    seats: Mapping[str, str] | None = None,
    seed: int | None = None,
    clock: float | None = None,
    name: str = "",
    others: str = "person",
    basis: Basis = NO_BASIS,
) -> Header:
    """The header of a new game.

    scenario: shipped name or path; turn: `month` or `quarter`; turns: as many as the scenario lasts
    where none is given; seats: who plays each (`person`, `machine`, `model`), `others` where it
    says nothing; seed: drawn if None; clock: seconds for a turn; name: the room's, at most 60
    characters; basis: another first day, and evidence beside the catalogue. Raises WargameError for
    a scenario or choice that is refused.
    """
    if turn not in MONTHS:
        raise Refused(f"turn: expected month or quarter, found {turn!r}")
    if clock is not None and not 5 <= clock <= 7 * 86400:
        raise Refused("clock: expected 5 seconds to 7 days a turn")
    if seed is not None and not 0 <= seed < 2**63:
        raise Refused("seed: expected a whole number from 0 to 2 ** 63 - 1")
    result = load(scenario, **basis.given())
    ruleset = rules(result)
    for seat, player in (seats or {}).items():
        ruleset.role(seat)
        if player not in PLAYERS:
            raise Refused(f"{seat}: expected person, machine or model, found {player!r}")
    most = min(MOST_TURNS, -(-result.months // MONTHS[turn]))
    if turns is not None and not 1 <= turns <= most:
        raise Refused(f"turns: expected 1 to {most} of a {turn} each in {result.name}")
    turns = most if turns is None else turns
    months = min(result.months, turns * MONTHS[turn])
    result = load(scenario, months=months, **basis.given())
    return {
        "name": (name or result.title)[:60],
        "title": result.title,
        "scenario": result.resolved() | {"months": months},
        "scenario_hash": result.hash,
        "seed": secrets.randbits(53) if seed is None else seed,
        "turn": turn,
        "turns": turns,
        "seats": dict.fromkeys(ruleset.seats, others) | dict(seats or {}),
        "clock": clock,
        "made": time.time(),
        "version": installed("wargame"),
        "code": code_hash(),
        "evidence": result.catalogue.hash,
    }


def scenario_of(header: Header) -> Scenario:
    """The scenario of a game, as it was when the game was made, with the game's seed.

    Raises Refused where this version of wargame can no longer read it.
    """
    text = json.dumps(header["scenario"], sort_keys=True)
    try:
        return replace(_read(text), seed=header["seed"])
    except WargameError as error:
        raise Refused(
            f"this game was made by version {header['version']} of wargame, and version "
            f"{installed('wargame')} can no longer read its scenario:\n{error}"
        ) from error


@lru_cache(16)
def _read(text: str) -> Scenario:
    """A resolved scenario from its text: JSON is YAML, and the loader reads files."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "game.yaml"
        path.write_text(text, encoding="utf-8")
        return load(path)


def changes(header: Header) -> list[str]:
    """What differs between the wargame that made a game and this one, in words."""
    result = []
    if header["version"] != installed("wargame"):
        result.append(f"version {header['version']} then, {installed('wargame')} now")
    if header["code"] != code_hash():
        result.append("the code of the model has changed")
    if header["evidence"] != scenario_of(header).catalogue.hash:
        result.append("the catalogue has changed (the game keeps its own numbers)")
    return result
