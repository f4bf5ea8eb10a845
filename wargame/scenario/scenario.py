"""The Scenario: one frozen, checked object that holds everything a run of the model reads."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from wargame.declare.comparison import Comparison
from wargame.declare.formula import Formula
from wargame.declare.quantity import plain
from wargame.declare.roles import Roles
from wargame.declare.tape import Array
from wargame.evidence.catalogue import Catalogue, field_of
from wargame.evidence.derivation import formula_of
from wargame.evidence.fields import SECTIONS
from wargame.evidence.nowcast_file import NowcastFile
from wargame.evidence.number import FACTS, Number
from wargame.evidence.theatre import Theatre
from wargame.scenario.events import Event
from wargame.scenario.library import NO_BASIS, Basis
from wargame.scenario.policies import Policies


class Answer(NamedTuple):
    """One outcome that answers the question; with `test` (such as '< 12') its probability."""

    outcome: str
    test: Comparison | None = None


@dataclass(frozen=True)
class Scenario:
    """What a run reads. Every number is in `numbers`, by path, after overrides and estimate.

    A number's low..value..high is what runs draw from; `events` are sorted by date and begin
    within [start, end). `overrides` says where each changed path was written, `added` and `removed`
    name entries as section.entry, `evidence` is what it brings of its own, `files` the chain of
    files, the one finally extended first. `opens` is the day for which stocks and magazines stand;
    from there to the start, `history` is what is known to have happened, launches are those
    `recorded`, by month and class, and `nowcast` says how well each class was stopped. `preceding`
    are those of the half year before the first day that is simulated. `basis` does
    not count for the hash: what it changes does.
    """

    name: str
    title: str
    question: str
    answer: tuple[Answer, ...]
    start: date
    months: int
    runs: int
    seed: int
    estimate: str
    numbers: dict[str, Number]
    texts: dict[str, str]
    events: tuple[Event, ...]
    policies: Policies
    mechanisms: dict[str, bool]
    catalogue: Catalogue
    theatre: Theatre
    roles: Roles
    files: tuple[str, ...]
    overrides: dict[str, str]
    added: tuple[str, ...]
    removed: tuple[str, ...] = ()
    evidence: Mapping[str, Any] = field(default_factory=dict)
    opens: date | None = None
    history: tuple[Event, ...] = ()
    recorded: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    preceding: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    nowcast: NowcastFile | None = None
    own_nowcast: bool = False
    basis: Basis = NO_BASIS
    panel: Mapping[str, str] = field(default_factory=dict)

    @property
    def end(self) -> date:
        """The day after the last day."""
        return add_months(self.start, self.months)

    @property
    def lead_up(self) -> int:
        """Days that are simulated before the start, from that for which the evidence stands."""
        return max(0, (self.start - self.opens).days) if self.opens else 0

    @property
    def days(self) -> int:
        """Number of days simulated."""
        return (self.end - self.start).days

    def day(self, when: date) -> int:
        """Index of the day `when`, 0 on the first day."""
        return (when - self.start).days

    def entries(self, section: str) -> list[str]:
        """Names of the entries of `section`, in order."""
        return list(self._entries.get(section, []))

    @cached_property
    def ranges(self) -> dict[str, tuple[float, float, float]]:
        """Value, low and high of every number in internal units, by path."""
        return {path: number.internal for path, number in self.numbers.items()}

    def joint(self, run_ids: Array) -> dict[str, Array]:
        """Odds of a stop by path, (runs,), as a nowcast knows them: a member for each run, or the
        middle where nothing is to vary. What is set stays as set."""
        if self.nowcast is None:
            return {}
        return {
            path: np.exp(
                np.full(len(run_ids), np.median(self.nowcast.level[name]))
                if self.numbers[path].fixed
                else self.nowcast.levels(name, run_ids)
            )
            for path, name in self.conditioned.items()
        }

    @cached_property
    def conditioned(self) -> dict[str, str]:
        """By path, the classes whose odds of a stop a nowcast gives in place of their own range."""
        names = self.nowcast.level if self.nowcast else ()
        paths = {f"classes.{name}.stop_odds": name for name in names}
        return {p: n for p, n in paths.items() if p in self.numbers and p not in self.overrides}

    def setting(self, paths: Iterable[str]) -> Scenario:
        """The same, as if it set the numbers at `paths`, whose values a run is given."""
        return replace(self, overrides=self.overrides | dict.fromkeys(paths, "given"))

    def before_change(self, path: str) -> float | None:
        """Central value, in internal units, that the evidence has for a number that the scenario
        sets; None where it sets none, or the evidence has none."""
        number = self.catalogue.numbers.get(path) if path in self.overrides else None
        return None if number is None else number.internal[0]

    @cached_property
    def addresses(self) -> dict[str, str]:
        """By path, the path by which each number is drawn."""
        return {path: self.catalogue.addresses.of(path) for path in self.numbers}

    @cached_property
    def sole(self) -> dict[str, str]:
        """The one entry of each section that has one, under the theatre's own name."""
        return {s: self.entries(s)[0] for s, declared in SECTIONS.items() if declared.sole}

    def full(self, path: str) -> str:
        """`path` with the name of the one entry of its section, where it is left out."""
        section, _, field = path.partition(".")
        return f"{section}.{self.sole[section]}.{field}" if "." not in field else path

    @cached_property
    def whole(self) -> frozenset[str]:
        """Paths of the numbers that are drawn and read as whole numbers."""
        return frozenset(p for p in self.numbers if (field := field_of(p)) and field.whole)

    @cached_property
    def formulas(self) -> dict[str, Formula]:
        """By path of a derived number, how its draws follow from those of others."""
        paths = [path for path, number in self.numbers.items() if number.derivation]
        return {path: formula_of(path, self.numbers, _bounds(path)) for path in paths}

    @cached_property
    def _entries(self) -> dict[str, list[str]]:
        """Names of entries by section: every War asks for all of them."""
        result: dict[str, dict[str, None]] = {}
        for path in self.numbers:
            if path.startswith(FACTS):
                continue
            section, entry, _ = path.split(".", 2)
            result.setdefault(section, {})[entry] = None
        return {section: list(names) for section, names in result.items()}

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the resolved content; names of files do not count, nor does `name`.

        Of the theatre, its roles count.
        """
        content = {key: value for key, value in self.resolved().items() if key != "name"}
        content["theatre"] = self.theatre.digest
        content["preceding"] = dict(self.preceding)
        if self.lead_up:
            past = [event.model_dump(mode="json", exclude_none=True) for event in self.history]
            content |= {"opens": str(self.opens), "recorded": dict(self.recorded), "history": past}
            content |= {"nowcast": self.nowcast.digest} if self.nowcast else {}
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def resolved(self) -> dict[str, Any]:
        """Everything, written out in full; `load` reads it back to the same hash."""
        added = set(self.added)
        set_ = {p: n for p, n in self.numbers.items() if not n.absent and _entry(p) not in added}
        texts = {p: t for p, t in self.texts.items() if _entry(p) not in added}
        return {
            "scenario": 1,
            "name": self.name,
            "title": self.title,
            "question": self.question,
            "answer": [{a.outcome: str(a.test)} if a.test else a.outcome for a in self.answer],
            "theatre": self.theatre.name if self.theatre.shipped else str(self.theatre.folder),
            **({"evidence": dict(self.evidence)} if self.evidence else {}),
            **(self._nowcast() if self.own_nowcast else {}),
            "start": self.start.isoformat(),
            "months": self.months,
            "runs": self.runs,
            "seed": self.seed,
            "policies": self.policies.model_dump(),
            "mechanisms": dict(self.mechanisms),
            "events": [event.model_dump(exclude_none=True) for event in self.events],
            "remove": self._removed(),
            "add": self._added(),
            "changed": sorted(path for path in self.overrides if _entry(path) not in added),
            "set": texts | {path: _written(number) for path, number in set_.items()},
        }

    def _nowcast(self) -> dict[str, Any]:
        return {"nowcast": self.nowcast.as_data() if self.nowcast else "none"}

    def _removed(self) -> dict[str, list[str]]:
        result: dict[str, list[str]] = {}
        for entry in sorted(self.removed):
            section, name = entry.split(".")
            result.setdefault(section, []).append(name)
        return result

    def _added(self) -> dict[str, dict[str, dict[str, Any]]]:
        result: dict[str, dict[str, dict[str, Any]]] = {}
        order = [f"{s}.{name}" for s, names in self._entries.items() for name in names]
        for entry in sorted(self.added, key=order.index):
            section, name = entry.split(".")
            before = self._entries[section][: self._entries[section].index(name)]
            fields: dict[str, Any] = {"after": before[-1]} if before else {}
            for path, text in self.texts.items():
                if _entry(path) == entry:
                    fields[path.split(".")[2]] = text
            for path, number in self.numbers.items():
                if _entry(path) == entry and not number.absent:
                    *table, last = path.split(".")[2:]
                    holder = fields.setdefault(table[0], {}) if table else fields
                    holder[last] = _written(number)
            result.setdefault(section, {})[name] = fields
        return result


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later; the last of the month where there is none."""
    from calendar import monthrange

    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _bounds(path: str) -> tuple[float, float]:
    """The least and the most that the number at `path` may be, in internal units."""
    field = field_of(path)
    return (field.low, field.high) if field else (-math.inf, math.inf)


def _entry(path: str) -> str:
    """The entry, as section.name, to which a number or text belongs."""
    return ".".join(path.split(".")[:2])


def _written(number: Number) -> dict[str, Any]:
    """A number as the mapping from which it is read back."""
    if number.derivation:
        formula = {"from": dict(number.derivation.inputs), "how": number.derivation.formula}
        return {"derived": formula, "unit": number.unit} | _texts(number, "note")
    written: dict[str, Any] = {
        "value": plain(number.value),
        "low": plain(number.low),
        "high": plain(number.high),
        "unit": number.unit,
    }
    return written | _texts(number, "source", "as_of", "grade", "note")


def _texts(number: Number, *keys: str) -> dict[str, str]:
    return {key: text for key in keys if (text := str(getattr(number, key)))}
