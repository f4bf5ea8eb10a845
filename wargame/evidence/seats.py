"""Seats of a theatre: who holds which lever of the model, and in what words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from wargame.declare.errors import InputError, Problem, did_you_mean
from wargame.declare.event_types import Model
from wargame.declare.levers import Lever
from wargame.evidence import strict_yaml
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


@dataclass(frozen=True)
class SeatLever:
    """A lever in the hands of a seat: what the model declares, and what players read."""

    seat: str
    name: str
    label: str
    meaning: str
    path: str
    lever: Lever

    @property
    def kind(self) -> str:
        """choice, number, whole or switch."""
        return self.lever.kind

    @property
    def unit(self) -> str:
        """Unit of a number."""
        return self.lever.unit

    @property
    def low(self) -> float:
        """Least that may be ordered."""
        return self.lever.low

    @property
    def high(self) -> float:
        """Most that may be ordered."""
        return self.lever.high

    @property
    def options(self) -> tuple[str, ...]:
        """What may be chosen."""
        return self.lever.options

    @property
    def once(self) -> bool:
        """Whether an order holds for one month only."""
        return self.lever.once


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
    doc = strict_yaml.load(folder / FILE, f"{folder.name}/{FILE}")
    try:
        file = SeatsFile.model_validate(doc.data)
    except ValidationError as error:
        at = [(tuple(one["loc"]), one["msg"]) for one in error.errors()]
        raise InputError(
            [Problem(doc.place(()), ".".join(map(str, p)), m) for p, m in at]
        ) from None
    problems = []
    for seat, words in file.seats.items():
        for name, lever in words.levers.items():
            known = lever.lever or name
            if known not in declared():
                place = doc.place(("seats", seat, "levers", name), True)
                what = f"the model has no lever '{known}'{did_you_mean(known, declared())}"
                problems.append(Problem(place, f"seats.{seat}.levers.{name}", what))
    if problems:
        raise InputError(problems)
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
        levers[name] = SeatLever(seat, name, one.label, one.meaning, lever.path, lever)
    return Seat(seat, words.title, words.side, levers)
