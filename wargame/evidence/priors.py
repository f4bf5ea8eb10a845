"""Wide ranges that stand in for numbers of which nothing had been published at a past date."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from wargame.declare.errors import Problems
from wargame.declare.event_types import Model
from wargame.evidence import model_file
from wargame.evidence.checking import range_problems, unit_problem
from wargame.evidence.fields import SECTIONS
from wargame.evidence.number import JUDGEMENT, Number
from wargame.evidence.theatre import DEFAULT, FOLDER

EARLY = FOLDER / DEFAULT / "priors" / "early.yaml"


class Range(Model):
    """One prior as it is written."""

    value: float
    low: float
    high: float
    unit: str
    note: str


class PriorsFile(Model):
    """What a file of priors holds: ranges by patterns of paths."""

    priors: dict[str, Range]


@dataclass(frozen=True)
class Priors:
    """The priors of a file, in order; `hash` is the SHA-256 of its content.

    Each is a number whose path is a pattern (`*` for any text), for every number that it fits.
    """

    rows: tuple[Number, ...]
    hash: str

    def of(self, path: str) -> Number | None:
        """The number at `path` by the first prior that fits; None if none does."""
        fitting = next((row for row in self.rows if fnmatchcase(path, row.path)), None)
        return fitting and replace(fitting, path=path)


@cache
def load(path: Path = EARLY) -> Priors:
    """Read and check the priors at `path`.

    Raises InputError with every problem at file:line:column: keys that are unknown or missing, a
    unit that the number cannot have, a range out of order or out of the number's bounds.
    """
    doc, file = model_file.read(path, PriorsFile)
    problems = Problems()
    for pattern, given in file.priors.items():
        for why in _problems(pattern, given):
            problems.add(doc.place(("priors", pattern)), pattern, why)
    problems.stop()
    rows = [
        Number(**dict(given), path=pattern, as_of="", source=JUDGEMENT, grade="J")
        for pattern, given in file.priors.items()
    ]
    return Priors(tuple(rows), hashlib.sha256(path.read_bytes()).hexdigest())


def _problems(pattern: str, given: Range) -> list[str]:
    """What is wrong with the figures of one prior."""
    section, _, wanted = pattern.split(".", 2)
    wanted = wanted.partition(".")[0]
    fields = [f for name, f in SECTIONS[section].fields.items() if fnmatchcase(name, wanted)]
    if not fields:
        return ["no number has such a path"]
    if wrong := {unit_problem(given.unit, field) for field in fields} - {""}:
        return sorted(wrong)
    figures = (given.value, given.low, given.high, given.unit)
    return [why for field in fields for _, why in range_problems(*figures, field)]
