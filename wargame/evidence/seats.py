"""Seats of a theatre: who holds which lever of the model, and in what words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from wargame.declare.errors import Problems, did_you_mean
from wargame.declare.event_types import Model
from wargame.declare.levers import Lever
from wargame.evidence import model_file
from wargame.evidence.theatre import Theatre
from wargame.mechanisms import collect

FILE = "seats.yaml"


class LeverWords(Model):
    """A lever as a seat knows it."""

    lever: str = ""
    """Name of the lever in the model, where the seat calls it otherwise."""
    label: str = Field(min_length=1)
    """Short name shown to players."""
    meaning: str = Field(min_length=1)
    """What moving it does."""


class SeatWords(Model):
    """One seat."""

    title: str = Field(min_length=1)
    """Name shown to players."""
    side: Literal["attacker", "defender", "suppliers"]
    """Whose side it is on."""
    levers: dict[str, LeverWords]
    """Its levers, in order, by the names that orders use."""


class SeatsFile(Model):
    """What `seats.yaml` may hold."""

    seats: dict[str, SeatWords]


@dataclass(frozen=True, kw_only=True)
class SeatLever(Lever):
    """A lever in the hands of a seat: what the model declares, and what players read."""

    seat: str
    lever: str
    """Its name in the model; `name` is what orders call it."""
    label: str
    meaning: str


@dataclass(frozen=True)
class Seat:
    """One seat: its name in orders, its title, its side, and its levers by name."""

    name: str
    title: str
    side: str
    levers: dict[str, SeatLever]


@cache
def declared() -> dict[str, Lever]:
    """Every lever that a room declares, by name. Raises TypeError where two share a name."""
    result: dict[str, Lever] = {}
    for module in collect("levers"):
        for lever in module.LEVERS:
            if lever.name in result:
                raise TypeError(f"{module.__name__}: another room has a lever {lever.name!r}")
            result[lever.name] = lever
    return result


def _words(folder: Path) -> dict[str, SeatWords]:
    """What seats.yaml in `folder` says; nothing where there is none."""
    if not (folder / FILE).is_file():
        return {}
    doc, file = model_file.read(folder / FILE, SeatsFile)
    problems = Problems()
    for seat, words in file.seats.items():
        for name, lever in words.levers.items():
            full = lever.lever or name
            if full not in declared():
                place = doc.place(("seats", seat, "levers", name), True)
                what = f"the model has no lever '{full}'{did_you_mean(full, declared())}"
                problems.add(place, f"seats.{seat}.levers.{name}", what)
    problems.stop()
    return file.seats


def load(theatre: Theatre) -> dict[str, Seat]:
    """The seats of `theatre`, in order; none where it has no seats.yaml.

    Raises InputError with every problem at file:line:column.
    """
    return of_folder(theatre.folder)


@cache
def of_folder(folder: Path) -> dict[str, Seat]:
    """The seats of the theatre in `folder`."""
    return {seat: _seat(seat, one) for seat, one in _words(folder).items()}


def _seat(seat: str, words: SeatWords) -> Seat:
    levers = {}
    for name, one in words.levers.items():
        lever = declared()[one.lever or name]
        held = vars(lever) | {"name": name, "lever": lever.name}
        levers[name] = SeatLever(seat=seat, label=one.label, meaning=one.meaning, **held)
    return Seat(seat, words.title, words.side, levers)
