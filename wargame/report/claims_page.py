"""The page of claims: each with its speaker and source, the answer, and what would flip it.

It takes what `wargame.study.claim_study` gives as plain objects: report and study are siblings and
do not import each other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from wargame.evidence.number import NONE
from wargame.report import assumptions, page_file, words
from wargame.report.figures import claims_figure as figures
from wargame.report.table import Cell, Column, Table, table
from wargame.results import select
from wargame.scenario.outcomes import OUTCOMES

SCALE = {
    "robust": "clear under central figures, and clearly the same with every number low, with "
    "every number high, and under every source",
    "leans": "clear under central figures and nowhere clearly the other way, but too close to "
    "call under at least one choice of figures",
    "hangs on estimates": "clear under central figures, and clearly the other way under at least "
    "one choice of figures",
    "cannot be told": "the 90% interval of the share of runs holds one half",
}
MOST = 3  # numbers of one source that are told
ENDS = {"low": "every number low", "high": "every number high"}


def write(directory: Path, answers: list[Any], data: Any) -> None:
    """Write claims.html and figures/ into `directory`.

    `data` has `attrs` (provenance) and `sizes` ('run') like a Dataset.
    """
    rows = [row(one) for one in answers]
    charts = figures.draw([(one, statement(one)) for one in answers], data)
    overview, *shown = page_file.pictures(charts, data.attrs, directory)
    claims: dict[str, dict[str, Any]] = {}
    for one, text, drawn in zip(answers, rows, shown):
        claim = claims.setdefault(one.question.name, heading(one))
        claim["asks"].append(text | {"picture": drawn})
    values = {
        "count": len(claims),
        "claims": list(claims.values()),
        "rows": rows,
        "overview": overview,
        "scale": SCALE,
        "summary": summary(answers),
    }
    page_file.write(directory, "claims", data, values)


def heading(one: Any) -> dict[str, Any]:
    """A claim without its answers: words, speaker, date, source."""
    claim, result = one.question.claim, None
    valid = one.choices[0].scenarios[0].catalogue.bibliography
    if claim.source != NONE:
        result = valid[claim.source]
    elif claim.publication:
        result = claim.publication
    text = f"{result.publisher}, “{result.title}”, {result.date}" if result else "no source at hand"
    return {
        "name": one.question.name,
        "claim": claim.claim,
        "speaker": claim.speaker,
        "date": claim.date,
        "source": text,
        "url": result.url if result and result.url.startswith("http") else "",
        "note": claim.note,
        "asks": [],
    }


def sided(side: Any, name: str) -> str:
    """A side in words: the scenario, and what is changed in it."""
    said = side.model_dump(mode="json", exclude_defaults=True, exclude={"scenario", "outcome"})
    parts = []
    for actor, policies in said.get("policies", {}).items():
        parts += [f"{actor} {key.replace('_', ' ')}: {value}" for key, value in policies.items()]
    parts += [f"without {key.replace('_', ' ')}" for key in said.get("mechanisms", {})]
    parts += [f"{path} = {value}" for path, value in said.get("set", {}).items()]
    parts += [f"{path} × {factor:g}" for path, factor in said.get("scale", {}).items()]
    for event in said.get("events", []):
        extra = ", ".join(f"{key} {event[key]}" for key in event if key not in ("on", "event"))
        parts.append(f"{event['event'].replace('_', ' ')}{f' ({extra})' if extra else ''} on "
                     f"{event['on']}")  # fmt: skip
    parts += [f"without {kind.replace('_', ' ')}" for kind in said.get("drop_events", [])]
    return f"{name} ({'; '.join(parts)})" if parts else name


def statement(one: Any) -> str:
    """The predicate in words."""
    ask, question = one.question.ask, one.question
    first = OUTCOMES[ask.outcome]
    what = first.meaning
    unit = "" if ask.by == "ratio" else first.unit
    sign, bound = ask.test.sign, words.bound(ask.test.bound, unit, bool(ask.against))
    inside = sided(ask.in_, ask.in_.scenario)
    if ask.against is None:
        text = f"{what} {sign} {bound}, in {inside}"
    else:
        name = ask.against.scenario or ask.in_.scenario
        other = OUTCOMES[question.other].meaning
        second = sided(ask.against, name)
        if ask.by == "ratio":
            over = f"{other} in {second}" if second != inside else other
            text = f"{what} over {over} {sign} {bound}, in {inside}"
        else:
            less = "" if other == what else f"{other}, "
            text = f"{what}: {inside} less {less}{second} {sign} {bound}"
    return f"{text[0].upper()}{text[1:]} ({question.months} months)"


def level(one: Any) -> str:
    """The median of what is tested and the band of 80% of runs, in words."""
    ask = one.question.ask
    values = (one.low, one.middle, one.high)
    if math.isnan(one.middle):
        return "nothing to measure"
    unit = "" if ask.by == "ratio" else OUTCOMES[ask.outcome].unit
    scale, after = (100.0, "%" if ask.against is None else " points") if unit == "share" else (
        1.0, "" if unit in ("", "factor") else f" {unit}")  # fmt: skip
    scaled = [x * scale for x in values]
    fine = words.step(scaled[0], scaled[2]) if all(map(math.isfinite, scaled)) else 0.1
    low, middle, high = (words.number(x, fine) for x in scaled)
    return f"{middle}{after if middle != 'never' else ''} (80% of runs: {low} to {high})"


def apart(one: Any) -> str:
    """How often a paired difference lies above, at and below zero; '' where nothing is paired.

    Runs that are the same on both sides make neither '> 0' nor '< 0' true.
    """
    if one.apart is None:
        return ""
    above, same, below = (words.of_runs(share, one.central.n) for share in one.apart)
    first = sided(one.question.ask.in_, one.question.ask.in_.scenario)
    return f"In {first}: higher in {above}, the same in {same}, lower in {below}"


def flips(one: Any) -> list[str]:
    """What turns the answer, in sentences; or that nothing that was tried does."""
    result = one.flips
    if result.together is None:
        return ["No number that varies goes with it: there is nothing to try.", *by_source(one)]
    count = len(result.levers)
    if not result.flips:
        share = words.percent(result.together.value, result.together.n)
        return [
            f"Inside the ranges it does not flip: with the {count} numbers that go most with it "
            f"all at their ends against it, the claim holds in {share} of runs "
            f"(n = {result.together.n:,}).",
            *by_source(one),
        ]
    text = []
    for flip in result.flips:
        names = [lever(one_, flip.way, one) for one_ in flip.levers]
        head = names[0] if len(names) == 1 else "; and at once ".join(names)
        share = f"{words.percent(flip.share.value, flip.share.n)} of runs (n = {flip.share.n:,})"
        text.append(f"{head[0].upper()}{head[1:]}: then the claim holds in {share}.")
    return text + by_source(one)


def by_source(one: Any) -> list[str]:
    """The figures of each source under which the answer is clearly the other one."""
    central = one.choices[0].scenarios[0]
    cases = {case.key: case.scenarios[0] for case in one.choices}
    text = []
    for of in one.contrary:
        if of.key in ENDS:
            continue
        there = cases[of.key].numbers
        paths = [p for p, n in there.items() if n.internal != central.numbers[p].internal]
        figures = [
            f"{assumptions.short_label(path, central.texts)} {assumptions.value(there[path])} "
            f"(central {assumptions.value(central.numbers[path])})"
            for path in paths[:MOST]
        ]
        more = f"; and {len(paths) - MOST} more" if len(paths) > MOST else ""
        share = words.percent(of.value, of.n)
        text.append(
            f"With the figures of {of.key} it does: {'; '.join(figures)}{more}; the claim then "
            f"holds in {share} of runs (n = {of.n:,})."
        )
    return text


def lever(one: Any, way: float, answer: Any) -> str:
    """One number and the value from which the answer flips."""
    case = answer.choices[0].scenarios[0]
    number = case.numbers[one.path]
    name = assumptions.short_label(one.path, case.texts)
    sign = "at or above" if one.end > one.central else "at or below"
    value = words.number(one.at(way), 0)
    if way == 0:
        return f"{name} at its central value {words.number(one.central, 0)} {one.unit}"
    source = "judgement" if number.source == "judgement" else number.source
    return (
        f"{name} {sign} {value} {one.unit} (central {words.number(one.central, 0)}; range "
        f"{words.number(number.low, 0)} to {words.number(number.high, 0)}; {source})"
    )


def robustness(one: Any) -> str:
    """How the answer stands under other choices of figures."""
    count = len(one.shares) - 1
    if not count:
        return "No source gives another figure of a number it uses."
    parts = []
    for heads, result in (("the other way", one.contrary), ("too close to call", one.doubtful)):
        if result:
            output = [
                f"{ENDS.get(of.key, of.key)} ({words.percent(of.value, of.n)})" for of in result
            ]
            more = f" and {len(output) - 4} more" if len(output) > 4 else ""
            parts.append(f"{heads} under {', '.join(output[:4])}{more}")
    n = one.shares[1].n
    text = "; ".join(parts) or f"the same under all {count} other choices of figures"
    return f"{text[0].upper()}{text[1:]} (n = {n:,} each)."


def row(one: Any) -> dict[str, Any]:
    """One predicate for a table or a page."""
    of = one.central
    return {
        "key": one.question.key,
        "name": one.question.name,
        "claim": one.question.claim.claim,
        "says": one.question.ask.says or one.question.claim.claim,
        "part": one.question.ask.says or "",
        "statement": statement(one),
        "answer": words.chance(of.value, of.n, of.low, of.high),
        "n": f"{of.n:,}",
        "level": level(one),
        "apart": apart(one),
        "verdict": one.verdict,
        "robustness": robustness(one),
        "flips": flips(one),
        "searched": [
            {
                "label": assumptions.short_label(used.path, one.choices[0].scenarios[0].texts),
                "path": used.path,
                "rho": words.signed(used.rho, 0.01),
                "end": f"{words.number(used.end, 0)} {used.unit} ({used.word})",
            }
            for used in one.flips.levers
        ],
        "never": select.never(one.question.ask.outcome),
    }


def answer_table(answers: Sequence[Any]) -> Table:
    """Each predicate: its probability, whether it stands, and what would flip it."""
    rows = []
    for one in map(row, answers):
        chance = Cell(f"{one['answer']}, n = {one['n']}", one["apart"])
        claim = Cell(one["key"], one["says"])
        rows.append((claim, chance, one["verdict"], " ".join(one["flips"])))
    last = Column("what would have to be true for it to flip", ratio=3)
    return table("Claims", ("claim", "probability", "stands?", last), rows, lines=True)


def summary(answers: list[Any]) -> list[str]:
    """The whole in a few sentences."""
    by: dict[str, list[str]] = {}
    for one in answers:
        side = {1: "holds", -1: "does not hold", 0: ""}[one.central.side]
        by.setdefault(f"{one.verdict}{f', {side}' if side else ''}", []).append(short(one))
    return [
        f"{verdict[0].upper()}{verdict[1:]}: {'; '.join(names)}." for verdict, names in by.items()
    ]


def short(one: Any) -> str:
    """The short name of a claim in words, and which part of it is asked."""
    name, says = str(one.question.name).replace("_", " "), one.question.ask.says
    return f"{name} ({says})" if says else name
