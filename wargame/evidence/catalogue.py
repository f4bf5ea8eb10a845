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
from wargame.evidence.checking import Checker, absent
from wargame.evidence.fields import SECTIONS, field_of, numbers_of
from wargame.evidence.number import FACTS, Estimate, Number, Source
from wargame.evidence.strict_yaml import Document
from wargame.evidence.theatre import DEFAULT, FOLDER

__all__ = ["Catalogue", "Estimate", "Number", "Source", "field_of", "load"]

OTHERS = ("bibliography", "addresses", "defaults", "estimates")  # beside entries and facts
OWN = ("bibliography", "facts", "estimates")  # what a user may bring beside the catalogue
DATA = FOLDER / DEFAULT / "evidence"


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
        """What it held before `start`, but for how things stood, which is as known at `opens`."""
        first, then = self.as_of(opens), self.as_of(start)
        numbers = {
            path: first.numbers[path] if (field := field_of(path)) and field.opening else number
            for path, number in then.numbers.items()
        }
        return replace(then, numbers=numbers)

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

    @cached_property
    def _days(self) -> dict[date, Catalogue]:
        return {}

    @cached_property
    def facts_in_use(self) -> dict[str, Number]:
        """Facts from which numbers are derived, at first or second hand, by path (facts.NAME)."""
        every = self.numbers | {fact.path: fact for fact in self.facts.values()}
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
        for key in [key for key in doc.data if key not in OWN]:
            problems.add(doc.place((key,), key=True), key, f"unknown key{did_you_mean(key, OWN)}")
    problems.stop()
    documents, digest = _documents(directory, stamps)
    content = json.dumps([digest, *(doc.data for doc in own)], sort_keys=True)
    return read([*documents, *own], hashlib.sha256(content.encode()).hexdigest())


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
    sources = _sources(documents, problems)
    checker = Checker(sources, problems, _names(documents))
    bibliography = {key: checker.source(doc, key, data) for key, (doc, data) in sources.items()}
    held = {section for doc in documents for section in doc.data}
    lacking = tuple(s for s, one in SECTIONS.items() if one.switch and s not in held)
    addresses = _addresses(documents, checker)
    found = Catalogue({}, {}, {}, bibliography, digest, addresses, lacking)
    seen: dict[str, Document] = {}
    for doc in documents:
        _sections(doc, checker, found, seen)
    for section in lacking:
        _stand_in(found, section)
    for section, declared in SECTIONS.items():
        for entry in declared.entries if section not in lacking else ():
            if f"{section}.{entry}" not in seen and documents:
                checker.note(documents[0], (), f"no file holds the entry {section}.{entry}")
        if declared.sole and documents and len(found.entries(section)) != 1:
            names = ", ".join(found.entries(section)) or "none"
            checker.note(documents[0], (), f"expected one entry under {section}, found {names}")
    for doc in documents:
        _estimates(doc, checker, found)
    if not problems.found:
        _derive(found, checker)
    problems.stop()
    return found


def _sources(
    documents: Sequence[Document], problems: Problems
) -> dict[str, tuple[Document, object]]:
    """Each key of a bibliography with its document and what is written there."""
    sources: dict[str, tuple[Document, object]] = {}
    for doc in documents:
        for key, data in (doc.data.get("bibliography") or {}).items():
            if key in sources:
                place = doc.place(("bibliography", key), key=True)
                problems.add(place, f"bibliography.{key}", f"also in {sources[key][0].name}")
            sources.setdefault(key, (doc, data))
    return sources


def _estimates(doc: Document, checker: Checker, found: Catalogue) -> None:
    """Add the estimates that `doc` brings for numbers and facts of other documents."""
    given = checker.mapping(doc, ("estimates",), doc.data.get("estimates") or {})
    for path, rows in given.items():
        holder, key = _holder(found, path)
        at = ("estimates", path)
        if key not in holder:
            every = [*found.numbers, *(f"{FACTS}{name}" for name in found.facts)]
            checker.note(doc, at, f"there is no {path}{did_you_mean(path, every)}", key=True)
            continue
        new = checker.estimates(doc, at, rows, field_of(path), holder[key].unit)
        holder[key] = replace(holder[key], estimates=(*holder[key].estimates, *new))


def _holder(found: Catalogue, path: str) -> tuple[dict[str, Number], str]:
    """Where the number or fact at `path` is held, and by which key."""
    if path.startswith(FACTS):
        return found.facts, path.removeprefix(FACTS)
    return found.numbers, path


def _derive(found: Catalogue, checker: Checker) -> None:
    """Derived numbers and facts get the figures that they follow from."""
    every = found.numbers | {fact.path: fact for fact in found.facts.values()}
    checker.derive(every)
    for path in checker.stated:
        holder, key = _holder(found, path)
        holder[key] = every[path]


def _names(documents: list[Document]) -> dict[str, list[str]]:
    """Names of entries by section, over all documents."""
    names: dict[str, list[str]] = {section: [] for section in SECTIONS}
    for doc in documents:
        for section in SECTIONS.keys() & doc.data.keys():
            if isinstance(data := doc.data[section], dict):
                names[section] += data
    return names


def _sections(doc: Document, checker: Checker, found: Catalogue, seen: dict[str, Document]) -> None:
    for section, data in doc.data.items():
        if section in OTHERS:
            continue
        if section == "facts":
            _facts(doc, checker, found, data)
            continue
        if section not in SECTIONS:
            hint = did_you_mean(section, [*SECTIONS, "facts", *OTHERS])
            checker.note(doc, (section,), f"unknown section{hint}", key=True)
            continue
        for name, entry in checker.mapping(doc, (section,), data).items():
            path = f"{section}.{name}"
            if path in seen:
                checker.note(doc, (section, name), f"also in {seen[path].name}", key=True)
            seen[path] = doc
            numbers, texts = checker.entry(doc, section, name, entry)
            found.numbers.update(numbers)
            found.texts.update(texts)


def _facts(doc: Document, checker: Checker, found: Catalogue, data: object) -> None:
    for name, fact in checker.mapping(doc, ("facts",), data).items():
        number = checker.number(doc, ("facts", name), fact, None)
        if number is not None:
            found.facts[name] = number
            found.texts[f"facts.{name}.name"] = str(fact.get("name", name))


def _stand_in(found: Catalogue, section: str) -> None:
    """Numbers of a section that the theatre lacks: nothing that is switched on reads them."""
    for entry in SECTIONS[section].entries or (section,):
        for tail, one in numbers_of(section, found.entries):
            path = f"{section}.{entry}.{tail}"
            found.numbers[path] = absent(path, one)


def _addresses(documents: list[Document], checker: Checker) -> Addresses:
    rows = []
    for doc in documents:
        given = checker.mapping(doc, ("addresses",), doc.data.get("addresses") or {})
        for new, old in given.items():
            problem = address_problem(new, old)
            if problem:
                checker.note(doc, ("addresses", new), problem)
            else:
                rows.append((new, str(old)))
    return Addresses(tuple(rows))
