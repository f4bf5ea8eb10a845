"""Wide ranges that stand in for numbers of which nothing had been published at a past date."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from wargame.declare.errors import Problems
from wargame.declare.units import UNITS
from wargame.evidence import strict_yaml
from wargame.evidence.fields import SECTIONS
from wargame.evidence.number import JUDGEMENT, Number
from wargame.evidence.ranges import range_problems
from wargame.evidence.theatre import DEFAULT, FOLDER

EARLY = FOLDER / DEFAULT / "priors" / "early.yaml"
KEYS = ("value", "low", "high", "unit", "note")


@dataclass(frozen=True)
class Prior:
    """A range for every number whose path `pattern` fits (`*` for any text)."""

    pattern: str
    value: float
    low: float
    high: float
    unit: str
    note: str

    def of(self, path: str) -> Number:
        """The number at `path` as this prior has it."""
        figures = (self.value, self.low, self.high, self.unit)
        return Number(path, *figures, "", JUDGEMENT, "J", self.note)


@dataclass(frozen=True)
class Priors:
    """The priors of a file, in order; `hash` is the SHA-256 of its content."""

    rows: tuple[Prior, ...]
    hash: str

    def of(self, path: str) -> Number | None:
        """The number at `path` by the first prior that fits; None if none does."""
        found = next((row for row in self.rows if fnmatchcase(path, row.pattern)), None)
        return found.of(path) if found else None


@cache
def load(path: Path = EARLY) -> Priors:
    """Read and check the priors at `path`.

    Raises InputError with every problem at file:line:column: keys that are unknown or missing, a
    unit that the number cannot have, a range out of order or out of the number's bounds.
    """
    doc = strict_yaml.load(path, path.name)
    problems = Problems()
    rows = []
    for pattern, given in doc.data["priors"].items():
        place = doc.place(("priors", pattern))
        if set(given) != set(KEYS) or given["unit"] not in UNITS:
            problems.add(place, pattern, f"expected {', '.join(KEYS)}, and a unit of the list")
            continue
        for why in _problems(pattern, given):
            problems.add(place, pattern, why)
        rows.append(Prior(pattern, *(given[key] for key in KEYS)))
    problems.stop()
    return Priors(tuple(rows), hashlib.sha256(path.read_bytes()).hexdigest())


def _problems(pattern: str, given: dict[str, Any]) -> list[str]:
    """What is wrong with the figures of one prior."""
    section, _, wanted = pattern.split(".", 2)
    wanted = wanted.partition(".")[0]
    fields = [f for name, f in SECTIONS[section].fields.items() if fnmatchcase(name, wanted)]
    if not fields:
        return ["no number has such a path"]
    unit = given["unit"]
    if any(field.dimension != UNITS[unit].dimension for field in fields):
        return [f"'{unit}' is a {UNITS[unit].dimension}; a {fields[0].dimension} is needed"]
    figures = (given["value"], given["low"], given["high"])
    return [why for field in fields for _, why in range_problems(*figures, unit, field)]
