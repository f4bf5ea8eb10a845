"""Where a number comes from: value, range, date, estimates, sources, who changes and reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wargame.declare.errors import WargameError, did_you_mean
from wargame.evidence.number import months_between

if TYPE_CHECKING:
    from wargame.evidence.catalogue import Catalogue
    from wargame.evidence.number import Estimate, Number

Found = dict[str, Any]
SPECIAL = {
    "derived": "follows from others by the formula below",
    "judgement": "our own judgement; the note holds the reasoning",
    "none": "this entry has none of it",
}


@dataclass(frozen=True)
class Explanation:
    """What is known of a number or a fact (`facts`), or the numbers `below` an entry."""

    facts: Found = field(default_factory=dict)
    below: Mapping[str, Number] = field(default_factory=dict)

    def as_data(self) -> Found:
        """It for a program."""
        if self.facts:
            return self.facts
        return {
            path: {"value": n.value, "unit": n.unit, "source": n.source}
            for path, n in self.below.items()
        }

    def __str__(self) -> str:
        from wargame.report.explanation import span, text

        if self.facts:
            return text(self.facts)
        width = max(map(len, self.below))
        return "\n".join(f"{p:<{width}}  {span(n)}  [{n.source}]" for p, n in self.below.items())

    __repr__ = __str__


def explain(path: str) -> Explanation:
    """Explain a number (`weapons.kh101.production`), a fact, or list what an entry holds.

    Raises WargameError, with the nearest path, if there is none.

    >>> import wargame as wg
    >>> wg.explain("weapons.kh101.production").facts["unit"]
    'missiles/month'
    """
    from wargame.evidence import catalogue

    known = catalogue.load()
    name = path.strip().rstrip(".")
    number = known.numbers.get(name) or known.facts.get(name.removeprefix("facts."))
    if number is not None:
        return Explanation(facts=describe(known, number))
    every = known.numbers | {f"facts.{key}": fact for key, fact in known.facts.items()}
    below = {p: n for p, n in every.items() if p.startswith(name + ".") and not n.absent}
    if below:
        return Explanation(below=below)
    parents = {p.rpartition(".")[0] for p in every} | {p.split(".")[0] for p in every}
    named = [p for p in sorted(parents) if p.rpartition(".")[2] == name]
    hint = known.addresses.hint(name, [*every, *known.facts, *sorted(parents)])
    hint = did_you_mean(named[0], named) if named else hint
    raise WargameError(f"{name}: there is no such number, fact or entry{hint}")


def describe(known: Catalogue, number: Number, changes: bool = True) -> Found:
    """All that is known about `number`, as plain data; `changes`: also who changes it."""
    from wargame.evidence.catalogue import field_of
    from wargame.evidence.fields import SECTIONS, readers
    from wargame.scenario.library import START

    field = field_of(number.path)
    section, *rest = number.path.split(".")
    entry = f"{section}.{rest[0]}"
    fact = number.path.startswith("facts.")
    return {
        "path": number.path,
        "name": known.texts.get(f"{number.path if fact else entry}.name", ""),
        "section": SECTIONS[section].meaning if field else "Facts",
        "meaning": field.meaning if field else "a fact that results are held against",
        "absent": number.absent,
        **_figure(known, number),
        "months_old": months_between(number.as_of, START),
        "start": START,
        "estimates": [_figure(known, estimate) for estimate in number.estimates],
        **_formula(known, number),
        "changed_by": _changes(number.path) if changes else [],
        "read_by": " and ".join(readers(section, rest[1])) if field else "",
    }


def _formula(known: Catalogue, number: Number) -> Found:
    """The formula of a derived number with each of its inputs, and what is derived from it."""
    every = known.numbers | {fact.path: fact for fact in known.facts.values()}
    rows = {path: one.derivation for path, one in every.items() if one.derivation}
    users = [path for path, one in rows.items() if number.path in one.inputs.values()]
    if not number.derivation:
        return {"formula": "", "inputs": [], "used_for": users}
    inputs = [
        {"as": name, "path": path, **_figure(known, every[path])}
        for name, path in number.derivation.inputs.items()
    ]
    return {"formula": number.derivation.formula, "inputs": inputs, "used_for": users}


def _figure(known: Catalogue, figure: Number | Estimate) -> Found:
    from wargame.scenario.library import START

    keys = ("value", "low", "high", "unit", "as_of", "grade", "note")
    found: Found = {key: getattr(figure, key) for key in keys}
    source = known.bibliography.get(figure.source)
    found["months_old"] = months_between(figure.as_of, START)
    found["source"] = {"key": figure.source, "title": SPECIAL.get(figure.source, "")}
    if source:
        names = ("key", "title", "publisher", "date", "url", "note")
        found["source"] = {name: getattr(source, name) for name in names}
    return found


def _changes(path: str) -> list[Found]:
    """What each shipped scenario itself says about `path`."""
    from wargame.evidence import strict_yaml
    from wargame.scenario.library import shipped

    found = []
    for name, file in shipped().items():
        doc = strict_yaml.load(file, file.name)
        for key in ("set", "uncertainty"):
            settings = doc.data.get(key)
            if isinstance(settings, dict) and path in settings:
                place = str(doc.place((key, path), key=True))
                found.append({"scenario": name, "says": settings[path], "place": place})
    return found
