"""The catalogue of evidence: every number with its range, unit, date, source and grade.

Read from the YAML files of a theatre, checked whole, and kept for the process. A number's
path is section.entry.field, such as `weapons.arrow.production`, or section.entry.field.key where
there is one for each entry of another section, such as `interceptors.shield.hit_chance.drone`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from wargame.declare.errors import Problems, did_you_mean
from wargame.evidence import strict_yaml
from wargame.evidence.addresses import Addresses, address_problem
from wargame.evidence.checking import Checker, Spot, absent, source
from wargame.evidence.fields import SECTIONS, Field, numbers_of
from wargame.evidence.number import Estimate, Number, Source
from wargame.evidence.strict_yaml import Document
from wargame.evidence.theatre import DEFAULT, FOLDER

__all__ = ["Catalogue", "Estimate", "Number", "Source", "field_of", "load"]

OTHERS = ("bibliography", "addresses", "defaults")  # what a file holds beside entries and facts
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

    def entries(self, section: str) -> list[str]:
        """Names of the entries of `section`, in the order of the file."""
        prefix = f"{section}."
        paths = (path for path in self.numbers if path.startswith(prefix))
        return list(dict.fromkeys(path.split(".")[1] for path in paths))


def field_of(path: str) -> Field | None:
    """The declared field that `path` (section.entry.field, or .field.key of a table) names."""
    parts = path.split(".")
    if len(parts) not in (3, 4) or parts[0] not in SECTIONS:
        return None
    field = SECTIONS[parts[0]].fields.get(parts[2])
    return field if field and bool(field.over) == (len(parts) == 4) else None


def load(directory: Path = DATA) -> Catalogue:
    """Read and check every YAML file of `directory`, again only when one of them has changed.

    Raises InputError with all problems, each at file:line:column.
    """
    stamps = ((path, path.stat().st_mtime_ns) for path in sorted(directory.glob("*.yaml")))
    return _load(directory, tuple(stamps))


@cache
def _load(directory: Path, stamps: tuple[tuple[Path, int], ...]) -> Catalogue:
    paths = [path for path, _ in stamps]
    documents = [strict_yaml.load(path, f"{directory.name}/{path.name}") for path in paths]
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return read(documents, digest.hexdigest())


def read(documents: list[Document], digest: str = "") -> Catalogue:
    """The catalogue that `documents` hold together; problems as for `load`."""
    problems = Problems()
    spots = [Spot(doc, problems) for doc in documents]
    sources = {
        key: (spot / "bibliography" / key, data)
        for spot in spots
        for key, data in (spot.doc.data.get("bibliography") or {}).items()
    }
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
    problems.stop()
    return result


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
