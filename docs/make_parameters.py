"""Write docs/parameters.md from the catalogue and the table of fields.

python docs/make_parameters.py            writes the page
python docs/make_parameters.py --check    exit code 1 if the page is not what it should be

Nothing on the page is written by hand. Run this after every change of `wargame/evidence/`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np

from wargame.evidence import catalogue
from wargame.evidence.catalogue import Catalogue
from wargame.evidence.fields import SECTIONS, Section
from wargame.evidence.kinds import DERIVED as FOLLOWS
from wargame.evidence.kinds import JUDGED, KINDS, SOURCED, counts, kind, mixed
from wargame.evidence.number import DERIVED, JUDGEMENT, Number, months_between
from wargame.scenario import load
from wargame.scenario.library import START

PAGE = Path(__file__).parent / "parameters.md"
BASE = "continued_war"  # what is drawn from a posterior there counts as observed
GROUNDS = PAGE.with_name("grounds.json")  # of `make_grounds.py`

HEAD = """# Parameters

Written by `python docs/make_parameters.py`; do not edit.

Every number that the model reads, with its range, unit, date, source and grade. The path of a
number is section.entry.field, such as `weapons.kh101.production`; a table has a key more, such as
`interceptors.gem_t.hit_chance.cruise`. `wargame explain PATH` shows its
note, its other estimates and the scenarios that change it. A run draws each number from the
triangle low, value, high; where only a value stands, every run takes it. Its age is counted to the
start of the shipped scenarios, {start}; a year without a month counts from July. Grades: A official
or several independent sources, B one reputable analyst or outlet, C a claim, J our judgement. What
is absent (the entry has none of it) is not listed. How to read the evidence: [data.md](data.md).

| where the value comes from | numbers | share |
|---|---:|---:|
{kinds}
| all | {numbers} | 100% |

Sourced: printed by a publication or counted in the strike record. Derived: computed by a formula
from facts and other numbers, which `explain` shows step by step; {alone} of them follow from
published and observed figures alone, {mixed} from a judged one as well. Observed: drawn from the
posterior that a nowcast leaves, or fitted so that the model stops what the record says, with the
figure that calibration to it gives beside it.
Judged: ours, with the reason. Of the numbers {grounded} are not judged. {others} estimates stand
beside the values; {facts} facts check results, and {used} of them are what derived numbers follow
from: {published} from publications and the record, {formulas} by a formula, {shared} judged and
shared. {variance} Evidence hash `{hash}`.

| section | what |
|---|---|
{sections}
"""


def variance(found: Catalogue) -> str:
    """How much of the variance of the headline outcomes is not judged, as last measured."""
    data = json.loads(GROUNDS.read_text(encoding="utf-8"))
    stale = data["evidence_hash"] != found.hash
    on = f" This was measured on evidence `{data['evidence_hash'][:12]}`." if stale else ""
    return f"{data['sentence']}{on} What could not be grounded: [grounds.md](grounds.md)."


def plain(value: float) -> str:
    """A value with no more digits than it has."""
    return f"{value:.6g}"


def cell(text: str) -> str:
    """Text that cannot break a table."""
    return " ".join(text.split()).replace("|", "\\|")


def spread(number: Number) -> str:
    """The range, or nothing where every run takes the value."""
    if number.fixed:
        return ""
    return f"{plain(number.low)} to {plain(number.high)}"


def source(number: Number) -> str:
    """Judgement, derived, or the key with a link to the bibliography below."""
    key = number.source
    return key if key in (JUDGEMENT, DERIVED) else f"[{key}](#source-{key.replace('_', '-')})"


def fields(section: Section) -> str:
    """What each field of a section means, and who reads it."""
    rows = ["| field | meaning | dimension | read by |", "|---|---|---|---|"]
    for name, field in section.fields.items():
        short = f"{name}.*" if field.over else name
        meaning = f"{field.meaning}, for each of {field.over}" if field.over else field.meaning
        rows.append(f"| `{short}` | {cell(meaning)} | {field.dimension} | {field.room} |")
    return "\n".join(rows)


def values(found: Catalogue, name: str) -> str:
    """All numbers of a section, entry by entry."""
    rows = [
        "| number | value | range | unit | as of | months old | source | grade |",
        "|---|---:|---|---|---|---:|---|---|",
    ]
    for path, number in found.numbers.items():
        if path.startswith(f"{name}.") and not number.absent:
            age = str(months_between(number.as_of, START))
            dated = (number.unit, number.as_of, age)
            cells = (spread(number), *dated, source(number), number.grade)
            short = path.split(".", 1)[1]
            rows.append(f"| `{short}` | {plain(number.value)} | {' | '.join(cells)} |")
    return "\n".join(rows)


def facts(found: Catalogue) -> str:
    """The facts from which numbers are derived."""
    rows = [
        "| fact | what | value | range | unit | as of | source | grade |",
        "|---|---|---:|---|---|---|---|---|",
    ]
    for path, fact in found.facts_in_use.items():
        what = cell(found.texts.get(f"{path}.name", ""))
        cells = (what, plain(fact.value), spread(fact), fact.unit, fact.as_of, source(fact))
        rows.append(f"| `{path.split('.', 1)[1]}` | {' | '.join(cells)} | {fact.grade} |")
    return "\n".join(rows)


def bibliography(found: Catalogue) -> str:
    """The sources of the numbers above, by key."""
    numbers = [*found.numbers.values(), *found.facts_in_use.values()]
    used = sorted({number.source for number in numbers} & set(found.bibliography))
    lines = []
    for key in used:
        entry = found.bibliography[key]
        where = f" <{entry.url}>" if entry.url else ""
        label = f'<a id="source-{key.replace("_", "-")}"></a>`{key}`'
        about = f"{cell(entry.title)}. {cell(entry.publisher)}, {entry.date}.{where}"
        lines.append(f"- {label}: {about}")
    return "\n".join(lines)


def make() -> str:
    """The whole page."""
    found = catalogue.load().showing(date.fromisoformat(START))
    present = [n for n in found.numbers.values() if not n.absent]
    found_of = counts(present, load(BASE).joint(np.arange(1)))
    every = found.numbers | {fact.path: fact for fact in found.facts.values()}
    judged_too = mixed(present, every)
    used = Counter(kind(fact) for fact in found.facts_in_use.values())
    rows = [
        f"| {name} | {found_of[name]} | {found_of[name] / len(present):.0%} |" for name in KINDS
    ]
    parts = [
        HEAD.format(
            kinds="\n".join(rows),
            numbers=len(present),
            alone=found_of[FOLLOWS] - judged_too,
            mixed=judged_too,
            grounded=f"{1 - found_of[JUDGED] / len(present):.0%}",
            others=sum(len(n.estimates) for n in present),
            facts=len(found.facts),
            used=used.total(),
            published=used[SOURCED],
            formulas=used[FOLLOWS],
            shared=used[JUDGED],
            variance=variance(found),
            hash=found.hash[:12],
            start=START,
            sections="\n".join(f"| [{n}](#{n}) | {cell(s.meaning)} |" for n, s in SECTIONS.items()),
        )
    ]
    for name, section in SECTIONS.items():
        parts += [f"## {name}\n\n{section.meaning}.\n", fields(section) + "\n"]
        parts.append(values(found, name) + "\n")
    parts.append("## facts\n\nWhat derived numbers follow from.\n\n" + facts(found) + "\n")
    parts.append("## Sources\n\n" + bibliography(found) + "\n")
    return "\n".join(parts)


def main() -> int:
    """Write the page, or compare it."""
    if "--check" in sys.argv[1:]:
        same = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == make()
        print("as it should be" if same else "run: python docs/make_parameters.py")
        return 0 if same else 1
    write()
    return 0


def write() -> None:
    """Write the page."""
    PAGE.write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
