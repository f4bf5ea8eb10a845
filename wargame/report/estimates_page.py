"""The page of estimates: which conclusions survive a change of source, and which do not."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.declare.comparison import parse
from wargame.evidence.number import months_between
from wargame.report import assumptions, page_file, words
from wargame.report.figures import sources_figure
from wargame.report.figures.canvas import Sourced
from wargame.report.phrases import phrase
from wargame.report.sentences import declared
from wargame.report.table import Cell, Column, Table, table

if TYPE_CHECKING:
    from wargame.scenario import Scenario
    from wargame.study.estimates import Choice, Conclusion, Reading

VERDICTS = {"survives": "survives", "unclear": "cannot be told", "changes": "changes"}
MOST = 4  # choices of figures that are named
MORE = parse("> 0")
Ages = dict[str, str]
"""Source -> how old its figures are at the start."""


def write(
    directory: Path,
    choices: Sequence[Choice],
    conclusions: Sequence[Conclusion],
    key_names: Sequence[str],
    data: Sourced,
) -> None:
    """Write estimates.html and figures/ into `directory`.

    Of `conclusions` those in `key_names` get figures.
    """
    central: Scenario = choices[0].scenario
    key = [one for one in conclusions if one.outcome in key_names]
    rest = [one for one in conclusions if one.outcome not in key_names]
    old = ages(choices)
    charts = sources_figure.draw([(one, statement(one, central)) for one in key], data)
    values = {
        "scenario": central,
        "count": len(choices) - 1 - sum(one.key in words.ENDS for one in choices),
        "summary": summary(key, old, central),
        "key": verdict_table(key, old, central),
        "rest": verdict_table([one for one in rest if not stands(one)], old, central, key=False),
        "same": [statement(one, central) for one in rest if stands(one)],
        "choices": choice_table(choices),
    }
    page_file.write(directory, "estimates", data, values, charts)


def stands(one: Conclusion) -> bool:
    """Whether a conclusion survives every choice."""
    return one.by_source == one.at_ends == "survives"


def ages(choices: Sequence[Choice]) -> Ages:
    """Source -> how old its figures are at the start: '18 to 42 months old'."""
    start = choices[0].scenario.start.isoformat()
    text = {}
    for one in choices[1:]:
        dates = [one.scenario.numbers[path].as_of for path in one.changed]
        valid = [age for date in dates if (age := months_between(date, start)) is not None]
        if one.key not in words.ENDS and valid:
            low, high = min(valid), max(valid)
            span = f"{low}" if low == high else f"{low} to {high}"
            text[one.key] = f"{words.counted(span, 'months')} old"
    return text


def statement(one: Conclusion, scenario: Scenario) -> str:
    """What a conclusion is about, in words."""
    if one.test in (None, MORE) and (text := phrase(scenario.theatre, "grows", one.outcome)):
        return text
    of = declared(one.outcome, scenario)
    timed = of.kind == "time"
    text = of.occurs if one.event and timed else of.meaning
    if one.test:
        bound = words.bound(one.test.bound, one.unit)
        when = {-1: "within", 1: "not before", 0: "exactly at"}[one.test.way]
        text += f", {when} {bound}" if timed else f" {one.test.sign} {bound}"
    return words.capital(text)


def reading(one: Conclusion, of: Reading) -> str:
    """One reading in words: a probability with its interval, or a median with its band."""
    if not of.n:
        return "nothing to measure"
    if one.event:
        return words.chance(of.value, of.n, of.low, of.high)
    scale, after = (100.0, "%") if one.unit == "share" else (1.0, f" {one.unit}")
    fine = words.step(of.low * scale, of.high * scale)
    middle = f"{words.number(of.value * scale, fine)}{'' if one.unit == 'factor' else after}"
    if of.n < words.LEAST:
        return f"{middle} ({words.TOO_FEW})"
    return f"{middle} (80% of runs: {words.ends(of.low * scale, of.high * scale, fine)})"


def apart(one: Conclusion, of: Reading) -> str:
    """The mean paired difference from the central figures, with its 90% interval."""
    if math.isnan(of.apart):
        return ""
    scale, unit = (100.0, " points") if one.event or one.unit == "share" else (1.0, "")
    low, high = of.apart_low * scale, of.apart_high * scale
    fine = max(words.step(low, high), 0.1 if unit else 0.01)
    middle = f"{words.signed(of.apart * scale, fine)}{unit}"
    span = words.signed_ends(low, high, fine)
    return f"{middle} ({span})" if " to " in span else middle


def moved_most(one: Conclusion) -> str:
    """The source that moves a conclusion most, and by how much."""
    sources = [
        of for of in one.readings[1:] if of.key not in words.ENDS and not math.isnan(of.apart)
    ]
    most = max(sources, key=lambda of: abs(of.apart), default=None)
    return f"{most.key}: {apart(one, most)}" if most and most.apart else "no source moves it"


def verdict_table(
    conclusions: Iterable[Conclusion], old: Ages, scenario: Scenario, key: bool = True
) -> Table:
    """Conclusions with their verdicts and the choices under which they do not survive.

    Of `key` conclusions the mean differences too, and the source that moves most what survives.
    """
    rows = []
    for one in conclusions:
        not_so = []
        for of in one.under("changes") + one.under("unclear"):
            age = f"; {old[of.key]}" if of.key in old else ""
            text = f"{of.key} ({VERDICTS[of.verdict]}{age}): {reading(one, of)}"
            not_so.append(f"{text}; mean difference {apart(one, of)}" if key else text)
        where = "\n".join(not_so) or (moved_most(one) if key else "")
        verdicts = VERDICTS[one.by_source], VERDICTS[one.at_ends]
        central = one.readings[0]
        cells = (statement(one, scenario), reading(one, central), *verdicts, where)
        rows.append((*cells, f"{central.n:,}"))
    where, most = "Where it does not survive", "; or the largest mean difference (90% interval)"
    heads = (
        "Conclusion" if key else "Outcome", "Central figures", Column("By source", strong=True),
        "All low, all high", Column(where + most if key else where, hint=f"{where}; or most"),
        Column("n", align="right"),
    )  # fmt: skip
    title = "Under the central figures, and what a change of source does."
    return table(title if key else "", heads, rows, lines=True)


def summary(conclusions: Sequence[Conclusion], old: Ages, scenario: Scenario) -> list[str]:
    """The answer in a few sentences, from the key `conclusions` and the ages of sources; each
    conclusion ends with whether it survives other sources."""
    survive = [one for one in conclusions if one.by_source == "survives"]
    lines = [
        f"{len(survive)} of {len(conclusions)} key conclusions survive the figures of every "
        f"source; of these, {sum(map(stands, survive))} also with every number low, or high."
    ]
    return [*lines, *(_concluded(one, old, scenario) for one in conclusions)]


def _concluded(one: Conclusion, old: Ages, scenario: Scenario) -> str:
    """One conclusion: the central figures, the source that changes it most, and whether it
    survives."""
    quoted, changes = f"“{statement(one, scenario)}”", one.under("changes")
    line = f"{quoted}: {reading(one, one.readings[0])} under the central figures"
    if changes:
        line += f"; {changes[0].key}: {reading(one, changes[0])}"
    return f"{line}. {survival(one, old)}"


def survival(one: Conclusion, old: Ages) -> str:
    """Does a conclusion survive other sources? In one line."""
    asked = "Does it survive other sources?"
    others = [of for of in one.readings[1:] if of.key not in words.ENDS]
    if not others:
        return f"{asked} There are none: no other source has a figure of a number it uses."
    changes, unclear = one.under("changes"), one.under("unclear")
    sources = [of for of in changes if of.key not in words.ENDS]
    if sources:
        return f"{asked} No: it changes under {_named(sources, old)}."
    doubtful = [of for of in unclear if of.key not in words.ENDS]
    if doubtful:
        return f"{asked} More runs are needed to tell under {_named(doubtful, old)}."
    ends = " and ".join(f"every number {of.key}" for of in changes + unclear)
    every = f"all {len(others)}" if len(others) > 1 else "the only one"
    more = f"; it may not survive {ends}" if ends else ", and every number low, or high"
    return f"{asked} Yes, {every}{more}."


def _named(readings: Sequence[Reading], old: Ages) -> str:
    """The choices of some readings, with the ages of their figures."""
    aged = [f"{of.key} (figures {old[of.key]})" if of.key in old else of.key for of in readings]
    return words.few_of(aged, MOST)


def described(one: Choice, central: Scenario) -> dict[str, object]:
    """One choice of figures: the source, and each number it changes, with date and age."""
    if one.key in words.ENDS:
        text = f"{words.ENDS[one.key]}, whichever side that favours ({len(one.changed):,} numbers)"
        return {"key": one.key, "title": text, "url": "", "numbers": []}
    source = central.catalogue.bibliography[one.key]
    title = f"{source.publisher}, “{source.title}”, {source.date}"
    numbers = [_changed(one, path, central) for path in one.changed]
    return {"key": one.key, "title": title, "url": source.url, "numbers": numbers}


def _changed(one: Choice, path: str, central: Scenario) -> dict[str, str]:
    """A number that a source gives otherwise."""
    now, before = one.scenario.numbers[path], central.numbers[path]
    return {
        "path": path,
        "label": assumptions.label(path, central.texts),
        "here": f"{assumptions.value(now)} ({assumptions.span(now)})",
        "central": f"{assumptions.value(before)} ({assumptions.span(before)})",
        "as_of": assumptions.dated(now, central.start.isoformat()),
        "grade": now.grade,
    }


def choice_table(choices: Sequence[Choice]) -> Table:
    """Every number that a choice of figures changes; the source is named in full at its first."""
    rows: list[list[Cell | str]] = []
    central: Scenario = choices[0].scenario
    for one in choices[1:]:
        about = described(one, central)
        title, url = str(about["title"]), str(about["url"])
        if one.key in words.ENDS:
            rows.append([one.key, title, "", "", ""])
            continue
        for at, path in enumerate(one.changed):
            number = _changed(one, path, central)
            source = Cell(one.key) if at else Cell(one.key, title, link=url)
            graded = f"; grade {number['grade']}" if number["grade"] else ""
            label = Cell(number["label"], path, code=True)
            dated = f"{number['as_of']}{graded}"
            rows.append([source, label, number["here"], number["central"], dated])
    heads = ("Source", "Number", "Its figure (range)", "Central (range)", "As of, grade")
    return table("", heads, rows)
