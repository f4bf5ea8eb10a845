"""Where a number comes from: value, range, date, estimates, sources, who changes and reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

from wargame.api.simulation import basis_of, day_of
from wargame.declare.errors import WargameError, did_you_mean
from wargame.evidence import catalogue, nowcast_file, strict_yaml
from wargame.evidence import theatre as theatres
from wargame.evidence.catalogue import field_of
from wargame.evidence.fields import SECTIONS, readers
from wargame.evidence.kinds import kind, rests_on
from wargame.evidence.number import Estimate, months_between
from wargame.scenario.library import START, shipped
from wargame.scenario.outcomes import OUTCOMES, outcomes_of

if TYPE_CHECKING:
    from wargame.evidence.catalogue import Catalogue
    from wargame.evidence.nowcast_file import NowcastFile
    from wargame.evidence.number import Number
    from wargame.evidence.theatre import Theatre

Facts = dict[str, Any]
HEADLINES = "headlines"  # in the place of an outcome: each that reports show
SPECIAL = {
    "derived": "follows from others by the formula below",
    "judgement": "our own judgement; the note holds the reasoning",
    "none": "this entry has none of it",
    "scenario": "set by the scenario",
}


@dataclass(frozen=True)
class Explanation:
    """What is known of a number or a fact (`facts`), or the numbers `below` an entry."""

    facts: Facts = field(default_factory=dict)
    below: Mapping[str, Number] = field(default_factory=dict)

    def as_data(self) -> Facts:
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


def explain(
    path: str,
    theatre: str | Path | None = None,
    as_of: str | date | None = None,
    evidence: Sequence[str | Path] = (),
    scenario: str | Path | None = None,
) -> Explanation:
    """Explain a number (`weapons.decoy.production`), a fact, or list what an entry holds, of a
    `theatre` (a shipped one, or a folder).

    The figure used is the one that holds at a start on the day `as_of` (default: that of the
    shipped scenarios); `evidence` are files that are laid beside the catalogue. With a `scenario`
    it is the figure that this one takes, with its evidence, start and nowcast. Raises WargameError,
    with the nearest path, if there is none.

    >>> import wargame as wg
    >>> wg.explain("weapons.decoy.production").facts["unit"]
    'drones/month'
    """
    if scenario is not None:
        where, day, valid, nowcast = _of_scenario(scenario, as_of, evidence)
    else:
        where = theatres.load(theatre or theatres.DEFAULT)
        day = day_of("as_of", as_of or START)
        own = [strict_yaml.load(Path(file)) for file in evidence]
        valid = catalogue.load(where.evidence, own).showing(day)
        opens = where.stands_on
        nowcast = nowcast_file.shipped(where.folder, opens, day) if opens else None
    name = path.strip().rstrip(".")
    number = valid.numbers.get(name) or valid.facts.get(name.removeprefix("facts."))
    if number is not None:
        facts = describe(valid, number, _changes(number.path, where), day)
        return Explanation(facts=facts | _posterior(nowcast, number))
    every = valid.numbers | {f"facts.{key}": fact for key, fact in valid.facts.items()}
    below = {p: n for p, n in every.items() if p.startswith(name + ".") and not n.absent}
    if below:
        return Explanation(below=below)
    parents = {p.rpartition(".")[0] for p in every} | {p.split(".")[0] for p in every}
    named = [p for p in sorted(parents) if p.rpartition(".")[2] == name]
    other = [*valid.facts, *sorted(parents), *outcomes_of(where)]
    hint = valid.addresses.hint(name, [*every, *other])
    hint = did_you_mean(named[0], named) if named else hint
    raise WargameError(f"{name}: there is no such number, fact, entry or outcome{hint}")


def _of_scenario(
    scenario: str | Path, as_of: str | date | None, evidence: Sequence[str | Path]
) -> tuple[Theatre, date, Catalogue, NowcastFile | None]:
    """Theatre, first day, all figures with those that a scenario takes, and its nowcast."""
    from wargame.scenario import load

    one = load(scenario, **basis_of(as_of, evidence).given())
    own = [strict_yaml.parse(yaml.safe_dump(dict(one.evidence)), "evidence")]
    valid = catalogue.load(one.theatre.evidence, own if one.evidence else [])
    shown = valid.showing(one.start)
    numbers = dict(shown.numbers)
    for path in one.overrides.keys() & one.numbers.keys():
        base = numbers.get(path)
        every = (Estimate(**base.figure()), *base.estimates) if base and not base.absent else ()
        numbers[path] = replace(one.numbers[path], estimates=every)
    return one.theatre, one.start, replace(shown, numbers=numbers), one.nowcast


def _posterior(nowcast: NowcastFile | None, number: Number) -> Facts:
    """What a nowcast makes of a number, and what moved it."""
    section, name, field = [*number.path.split("."), "", ""][:3]
    if (section, field) != ("classes", "stop_odds") or nowcast is None or name not in nowcast.level:
        return {}
    bands = np.percentile(np.exp(nowcast.level[name]), (10, 50, 90))
    low, middle, high = (float(one) for one in bands)
    seen = [
        {"month": month, "launched": row[name][0], "stopped": row[name][1],
         "differs": float(np.median(nowcast.monthly[name][at]))}
        for at, (month, row) in enumerate(nowcast.recorded.items())
    ]  # fmt: skip
    return {
        "posterior": {
            "day": nowcast.day.isoformat(), "members": nowcast.members, "low": low,
            "median": middle, "high": high, "seen": seen,
        }
    }  # fmt: skip


def names_outcome(name: str) -> bool:
    """Whether `name` is an outcome, or all headlines: see `wargame.api.grounding`. A section of the
    catalogue of that name goes before it."""
    return name == HEADLINES or (name in OUTCOMES and name not in SECTIONS)


def describe(valid: Catalogue, number: Number, changes: Sequence[Facts], start: date) -> Facts:
    """All that the catalogue says of `number`, as plain data; `changes` is who changes it, and ages
    are those at the `start`."""
    day = start.isoformat()
    field = field_of(number.path)
    section, *rest = number.path.split(".")
    entry = number.path if number.path.startswith("facts.") else f"{section}.{rest[0]}"
    return {
        "path": number.path,
        "name": valid.texts.get(f"{entry}.name", ""),
        "section": SECTIONS[section].meaning if field else "Facts",
        "meaning": field.meaning if field else "a fact that results are held against",
        "absent": number.absent,
        **_figure(valid, number, day),
        "kind": kind(number),
        "rests_on": sorted(rests_on(number, _every(valid))),
        "start": day,
        "estimates": [_figure(valid, estimate, day) for estimate in number.estimates],
        **_formula(valid, number, day),
        "changed_by": list(changes),
        "read_by": " and ".join(readers(section, rest[1])) if field else "",
    }


def _every(valid: Catalogue) -> dict[str, Number]:
    return valid.numbers | {fact.path: fact for fact in valid.facts.values()}


def _formula(valid: Catalogue, number: Number, day: str) -> Facts:
    """The formula of a derived number with each of its inputs, and what is derived from it."""
    every = _every(valid)
    rows = {path: one.derivation for path, one in every.items() if one.derivation}
    users = [path for path, one in rows.items() if number.path in one.inputs.values()]
    if not number.derivation:
        return {"formula": "", "inputs": [], "used_for": users}
    inputs = [
        {"as": name, "path": path, **_figure(valid, every[path], day)}
        for name, path in number.derivation.inputs.items()
    ]
    return {"formula": number.derivation.formula, "inputs": inputs, "used_for": users}


def _figure(valid: Catalogue, figure: Number | Estimate, day: str) -> Facts:
    keys = ("value", "low", "high", "unit", "as_of", "grade", "note")
    source = valid.bibliography.get(figure.source)
    words = ("key", "title", "publisher", "date", "url", "note")
    return {key: getattr(figure, key) for key in keys} | {
        "months_old": months_between(figure.as_of, day),
        "source": {word: getattr(source, word) for word in words}
        if source
        else {"key": figure.source, "title": SPECIAL.get(figure.source, "")},
    }


def _changes(path: str, where: Theatre) -> list[Facts]:
    """What each shipped scenario of the theatre `where` itself says about `path`."""
    result = []
    for name, file in shipped().items():
        doc = strict_yaml.load(file, file.name)
        if doc.data.get("theatre", theatres.DEFAULT) != where.name:
            continue
        for key in ("set", "uncertainty"):
            settings = doc.data.get(key)
            if isinstance(settings, dict) and path in settings:
                place = str(doc.place((key, path), key=True))
                result.append({"scenario": name, "says": settings[path], "place": place})
    return result
