"""The catalogue of evidence: every number with its range, unit, date, source and grade.

Read from the YAML files of a theatre, checked whole, and kept for the process. A number's
path is section.entry.field, such as `weapons.arrow.production`, or section.entry.field.key where
there is one for each entry of another section, such as `interceptors.shield.hit_chance.drone`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from wargame.declare.derivation import DerivationError
from wargame.declare.errors import Problems, WargameError, did_you_mean
from wargame.evidence import dated, strict_yaml
from wargame.evidence.addresses import Addresses, address_problem
from wargame.evidence.checking import Checker, absent, source
from wargame.evidence.deriving import derive
from wargame.evidence.fields import SECTIONS, field_of, numbers_of
from wargame.evidence.number import FACTS, Estimate, Number, Source
from wargame.evidence.opening import opening
from wargame.evidence.spot import Spot
from wargame.evidence.strict_yaml import Document
from wargame.evidence.theatre import DEFAULT, FOLDER

__all__ = ["Catalogue", "Estimate", "Number", "Source", "field_of", "load"]

OTHERS = ("bibliography", "addresses", "defaults", "estimates")  # beside entries and facts
OWN = ("bibliography", "facts", "estimates")  # what a user may bring beside the catalogue
MISTAKEN = {  # what else a user has at hand, by a key that only that has
    "scenario": "a scenario (run it, or hold it against another with wargame compare)",
    "nowcast": "a nowcast (name it in a scenario, nowcast: FILE)",
    "judgements": "a form of a panel (wargame elicit pool makes evidence of filled-in forms)",
}
DATA = FOLDER / DEFAULT / "evidence"
_beside: dict[str, Catalogue] = {}  # the last one that was read with a user's own, by its hash


@dataclass(frozen=True)
class Catalogue:
    """All evidence: `numbers` and `texts` by path, `facts` by name, `bibliography` by key.

    `facts` are figures the model is checked against; nothing in it reads them. `hash` is the
    SHA-256 of the files' content; `addresses` say by which paths numbers are drawn.
    `lacking` are sections that it does not hold, whose mechanisms are off; all their numbers are 0.
    """

    numbers: dict[str, Number]
    texts: dict[str, str]
    facts: dict[str, Number]
    bibliography: dict[str, Source]
    hash: str
    addresses: Addresses = field(default=Addresses())
    lacking: tuple[str, ...] = ()

    def as_of(self, day: date) -> Catalogue:
        """What it held before `day` (`wargame.evidence.dated`): nothing that was published later.

        Raises WargameError where a formula cannot be evaluated for the figures of that day.
        """
        if day not in self._days:
            self._days[day] = self._as_of(day)
        return self._days[day]

    def leading_up(self, opens: date, start: date) -> Catalogue:
        """What it held before `start`; how things stood when it opens is as they were on that day,
        by all that was out before the start."""
        if (opens, start) not in self._led:
            self._led[opens, start] = self._leading_up(opens, start)
        return self._led[opens, start]

    def _leading_up(self, opens: date, start: date) -> Catalogue:
        then = self.as_of(start)
        try:
            first = dated.all_on(self._every, start, self.bibliography, opens)
        except DerivationError as error:
            raise WargameError(f"as of {opens}: {error}") from None
        opened = opening(first, then._every, self.addresses)
        return replace(
            then,
            numbers=then.numbers | opened.numbers,
            facts=then.facts | opened.facts,
            addresses=opened.addresses,
        )

    def showing(self, day: date) -> Catalogue:
        """Every number with the figure that holds on `day`, and all others beside it, later ones
        among them; all facts. For readers: what a scenario takes is `as_of`."""
        then = self.as_of(day).numbers
        numbers = {path: dated.beside_all(then[path], one) for path, one in self.numbers.items()}
        return replace(self, numbers=numbers)

    def _as_of(self, day: date) -> Catalogue:
        facts = {fact.path: fact for fact in self.facts.values()}
        unknown = dated.unknown(self.numbers | self.facts_in_use, day, self.bibliography)
        if unknown:
            some = ", ".join(unknown[:3]) + (" ..." if len(unknown) > 3 else "")
            raise WargameError(
                f"start {day}: no figure had been published of {len(unknown)} numbers "
                f"({some}); start later, or add an earlier figure of each to the evidence"
            )
        try:
            every = dated.all_on(self.numbers | facts, day, self.bibliography)
        except DerivationError as error:
            raise WargameError(f"as of {day}: {error}") from None
        out = {
            name
            for name, fact in self.facts.items()
            if fact.path in self.facts_in_use
            or dated.is_out(every[fact.path], day, self.bibliography)
        }
        return replace(
            self,
            numbers={path: every[path] for path in self.numbers},
            facts={name: every[fact.path] for name, fact in self.facts.items() if name in out},
        )

    @property
    def _every(self) -> dict[str, Number]:
        """Numbers and facts by path."""
        return self.numbers | {fact.path: fact for fact in self.facts.values()}

    @cached_property
    def _led(self) -> dict[tuple[date, date], Catalogue]:
        return {}

    @cached_property
    def _days(self) -> dict[date, Catalogue]:
        return {}

    @cached_property
    def facts_in_use(self) -> dict[str, Number]:
        """Facts from which numbers are derived, at first or second hand, by path (facts.NAME)."""
        every = self._every
        waiting = [one for one in self.numbers.values() if one.derivation]
        used: dict[str, Number] = {}
        while waiting:
            derivation = waiting.pop().derivation
            for path in derivation.inputs.values() if derivation else ():
                if path.startswith(FACTS) and path not in used:
                    used[path] = every[path]
                    waiting.append(every[path])
        return {path: used[path] for path in sorted(used)}

    def entries(self, section: str) -> list[str]:
        """Names of the entries of `section`, in the order of the file."""
        prefix = f"{section}."
        paths = (path for path in self.numbers if path.startswith(prefix))
        return list(dict.fromkeys(path.split(".")[1] for path in paths))


def load(directory: Path = DATA, own: Sequence[Document] = ()) -> Catalogue:
    """Read and check every YAML file of `directory`, again only when one of them has changed.

    `own` are documents of a user's evidence that are laid beside it: sources, facts, and estimates
    by path, `estimates: {weapons.arrow.production: [{value: 50, ...}]}`; one that says `holds_from`
    is the value from that day on. Raises InputError with all problems, each at file:line:column.
    """
    stamps = tuple((path, path.stat().st_mtime_ns) for path in sorted(directory.glob("*.yaml")))
    if not own:
        return _load(directory, stamps)
    problems = Problems()
    for doc in own:
        if taken := next((what for key, what in MISTAKEN.items() if key in doc.data), ""):
            problems.add(doc.place(), "", f"this is {taken}, not evidence")
            continue
        for key in [key for key in doc.data if key not in OWN]:
            problems.add(doc.place((key,), key=True), key, f"unknown key{did_you_mean(key, OWN)}")
    problems.stop()
    documents, digest = _documents(directory, stamps)
    content = json.dumps([digest, *(doc.data for doc in own)], sort_keys=True)
    key = hashlib.sha256(content.encode()).hexdigest()
    if key not in _beside:
        _beside.clear()  # a program that brings other evidence each time must not grow
        _beside[key] = read([*documents, *own], key)
    return _beside[key]


Stamps = tuple[tuple[Path, int], ...]


@cache
def _load(directory: Path, stamps: Stamps) -> Catalogue:
    return read(*_documents(directory, stamps))


@cache
def _documents(directory: Path, stamps: Stamps) -> tuple[list[Document], str]:
    """The documents of a directory, and the SHA-256 of their content."""
    paths = [path for path, _ in stamps]
    documents = [strict_yaml.load(path, f"{directory.name}/{path.name}") for path in paths]
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return documents, digest.hexdigest()


def read(documents: list[Document], digest: str = "") -> Catalogue:
    """The catalogue that `documents` hold together; problems as for `load`."""
    problems = Problems()
    spots = [Spot(doc, problems) for doc in documents]
    sources = _sources(spots)
    checker = Checker(sources, _names(documents))
    bibliography = {key: source(spot, key, data) for key, (spot, data) in sources.items()}
    held = {section for doc in documents for section in doc.data}
    lacking = tuple(s for s, one in SECTIONS.items() if one.switch and s not in held)
    result = Catalogue({}, {}, {}, bibliography, digest, _addresses(spots), lacking)
    seen: dict[str, Document] = {}
    for spot in spots:
        _sections(spot, checker, result, seen)
    for section in lacking:  # nothing that is switched on reads its numbers
        for entry in SECTIONS[section].entries or (section,):
            for tail, one in numbers_of(section, result.entries):
                path = f"{section}.{entry}.{tail}"
                result.numbers[path] = absent(path, one)
    for section, declared in SECTIONS.items() if spots else ():
        for entry in declared.entries if section not in lacking else ():
            if f"{section}.{entry}" not in seen:
                spots[0].note(f"no file holds the entry {section}.{entry}")
        if declared.sole and len(result.entries(section)) != 1:
            names = ", ".join(result.entries(section)) or "none"
            spots[0].note(f"expected one entry under {section}, found {names}")
    for spot in spots:
        _estimates(spot / "estimates", checker, result)
    _derive(checker, result)
    problems.stop()
    return result


def _sources(spots: Sequence[Spot]) -> dict[str, tuple[Spot, object]]:
    """Each key of a bibliography: where it stands, and what is written there."""
    sources: dict[str, tuple[Spot, object]] = {}
    for top in spots:
        for key, data in (top.doc.data.get("bibliography") or {}).items():
            at = top / "bibliography" / key
            if key in sources:
                at.note(f"also in {sources[key][0].doc.name}", key=True)
            sources.setdefault(key, (at, data))
    return sources


def _estimates(at: Spot, checker: Checker, result: Catalogue) -> None:
    """Add the estimates that a document brings for numbers and facts of others."""
    for path, rows in at.mapping(at.doc.data.get("estimates") or {}).items():
        holder, key = _holder(result, path)
        if key not in holder:
            every = [*result.numbers, *(f"{FACTS}{name}" for name in result.facts)]
            (at / path).note(f"there is no {path}{did_you_mean(path, every)}", key=True)
            continue
        new = checker.estimates(at / path, rows, field_of(path), holder[key].unit)
        holder[key] = replace(holder[key], estimates=(*holder[key].estimates, *new))


def _holder(result: Catalogue, path: str) -> tuple[dict[str, Number], str]:
    """Where the number or fact at `path` is held, and by which key."""
    if path.startswith(FACTS):
        return result.facts, path.removeprefix(FACTS)
    return result.numbers, path


def _derive(checker: Checker, result: Catalogue) -> None:
    """Derived numbers and facts get the figures that they follow from."""
    every = result.numbers | {fact.path: fact for fact in result.facts.values()}
    derive(checker.stated, every)
    for path in checker.stated:
        holder, key = _holder(result, path)
        holder[key] = every[path]


def _names(documents: list[Document]) -> dict[str, list[str]]:
    """Names of entries by section, over all documents."""
    names: dict[str, list[str]] = {section: [] for section in SECTIONS}
    for doc in documents:
        for section in SECTIONS.keys() & doc.data.keys():
            if isinstance(data := doc.data[section], dict):
                names[section] += data
    return names


def _sections(top: Spot, checker: Checker, result: Catalogue, seen: dict[str, Document]) -> None:
    """Take in the entries and facts of one file; `seen`: the file of each entry so far."""
    for section, data in top.doc.data.items():
        below = top / section
        if section in OTHERS:
            continue
        if section == "facts":
            for name, fact in below.mapping(data).items():
                number = checker.number(below / name, fact, None)
                if number is not None:
                    result.facts[name] = number
                    result.texts[f"facts.{name}.name"] = str(fact.get("name", name))
            continue
        if section not in SECTIONS:
            hint = did_you_mean(section, [*SECTIONS, "facts", *OTHERS])
            below.note(f"unknown section{hint}", key=True)
            continue
        for name, entry in below.mapping(data).items():
            at = below / name
            if str(at) in seen:
                at.note(f"also in {seen[str(at)].name}", key=True)
            seen[str(at)] = top.doc
            numbers, texts = checker.entry(at, entry)
            result.numbers.update(numbers)
            result.texts.update(texts)


def _addresses(spots: list[Spot]) -> Addresses:
    rows = []
    for top in spots:
        spot = top / "addresses"
        for new, old in spot.mapping(top.doc.data.get("addresses") or {}).items():
            problem = address_problem(new, old)
            (spot / new).note(problem)
            if not problem:
                rows.append((new, str(old)))
    return Addresses(tuple(rows))
