"""The page of estimates: which conclusions survive a change of source, and which do not.

It takes what `wargame.study.estimates` gives as plain objects: report and study are siblings and
do not import each other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from wargame.declare.comparison import parse
from wargame.evidence.number import months_between
from wargame.report import assumptions, page_file, words
from wargame.report.figures import sources_figure
from wargame.report.table import Cell, Table, table
from wargame.scenario.outcomes import OUTCOMES

VERDICTS = {
    "survives": "survives",
    "unclear": "cannot be told",
    "changes": "changes",
}
ENDS = {"low": "every number low", "high": "every number high"}
_GROWS = {"stock_growth": "Russia’s stock of missiles grows", "race_growth": "US and Russian "
          "deployed warheads grow"}  # fmt: skip


def write(
    directory: Path, choices: list[Any], found: list[Any], key_names: list[str], data: Any
) -> None:
    """Write estimates.html and figures/ into `directory`.

    `found` are the conclusions, of which those in `key_names` get figures; `data` has `attrs`
    (provenance) and `sizes` ('run') like a Dataset.
    """
    key = [one for one in found if one.outcome in key_names]
    rest = [one for one in found if one.outcome not in key_names]
    old = ages(choices)
    charts = sources_figure.draw([(one, statement(one)) for one in key], data)
    values = {
        "scenario": choices[0].scenario,
        "count": len(choices) - 1 - sum(one.key in ENDS for one in choices),
        "summary": summary(key, old),
        "key": [row(one, old) for one in key],
        "rest": [row(one, old) for one in rest if not stands(one)],
        "same": [statement(one) for one in rest if stands(one)],
        "choices": [described(one, choices[0].scenario) for one in choices[1:]],
    }
    page_file.write(directory, "estimates", data, values, charts)


def stands(one: Any) -> bool:
    """Whether a conclusion survives every choice."""
    return bool(one.by_source == one.at_ends == "survives")


def ages(choices: Sequence[Any]) -> dict[str, str]:
    """Source -> how old its figures are at the start: '18 to 42 months old'."""
    start = choices[0].scenario.start.isoformat()
    text = {}
    for one in choices[1:]:
        dates = [one.scenario.numbers[path].as_of for path in one.changed]
        valid = [age for date in dates if (age := months_between(date, start)) is not None]
        if one.key not in ENDS and valid:
            low, high = min(valid), max(valid)
            span = f"{low}" if low == high else f"{low} to {high}"
            text[one.key] = f"{words.counted(span, 'months')} old"
    return text


def statement(one: Any) -> str:
    """What a conclusion is about, in words."""
    if one.outcome in _GROWS and one.test in (None, parse("> 0")):
        return _GROWS[one.outcome]
    declared = OUTCOMES[one.outcome]
    text = declared.occurs if one.event and declared.kind == "time" else declared.meaning
    if one.test:
        bound = words.bound(one.test.bound, one.unit)
        when = {-1: "within", 1: "not before", 0: "exactly at"}[one.test.way]
        text += f", {when} {bound}" if declared.kind == "time" else f" {one.test.sign} {bound}"
    return text[0].upper() + text[1:]


def reading(one: Any, of: Any) -> str:
    """One reading in words: a probability with its interval, or a median with its band."""
    if not of.n:
        return "nothing to measure"
    if one.event:
        return words.chance(of.value, of.n, of.low, of.high)
    scale, unit = _scaled(one)
    fine = words.step(of.low * scale, of.high * scale)
    low, middle, high = (words.number(x * scale, fine) for x in (of.low, of.value, of.high))
    return f"{middle}{unit} (80% of runs: {low} to {high})"


def apart(one: Any, of: Any) -> str:
    """The mean paired difference from the central figures, with its 90% interval."""
    if math.isnan(of.apart):
        return ""
    scale, unit = (100.0, " points") if one.event or one.unit == "share" else (1.0, "")
    fine = max(words.step(of.apart_low * scale, of.apart_high * scale), 0.1 if unit else 0.01)
    middle, low, high = (
        words.signed(x * scale, fine) for x in (of.apart, of.apart_low, of.apart_high)
    )
    return f"{middle}{unit}" if low == high else f"{middle}{unit} ({low} to {high})"


def _scaled(one: Any) -> tuple[float, str]:
    if one.unit == "share":
        return 100.0, "%"
    return 1.0, "" if one.unit == "factor" else f" {one.unit}"


def row(one: Any, old: dict[str, str]) -> dict[str, Any]:
    """One conclusion for a table: central reading, verdicts, and the source that moves it most.

    `old` are the ages of the sources.
    """
    text = one.under("changes") + one.under("unclear")
    others = [of for of in one.readings[1:] if of.key not in ENDS and not math.isnan(of.apart)]
    most = max(others, key=lambda of: abs(of.apart), default=None)
    if most is not None and not most.apart:
        most = None
    return {
        "outcome": one.outcome,
        "statement": statement(one),
        "central": reading(one, one.readings[0]),
        "n": f"{one.readings[0].n:,}",
        "by_source": VERDICTS[one.by_source],
        "at_ends": VERDICTS[one.at_ends],
        "changed": [
            {"key": of.key, "verdict": VERDICTS[of.verdict], "reading": reading(one, of)}
            | {"apart": apart(one, of), "age": old.get(of.key, "")}
            for of in text
        ],
        "most": f"{most.key}: {apart(one, most)}" if most else "no source moves it",
    }


def key_table(found: Sequence[Any], old: dict[str, str]) -> Table:
    """Conclusions with their verdicts; what does not stand under every choice stands out."""
    rows = []
    for one in found:
        output, strong = row(one, old), not stands(one)
        cells = (output["statement"], output["central"], output["by_source"], output["at_ends"])
        rows.append([Cell(text, strong=strong) for text in (*cells, output["most"])])
    heads = ("conclusion", "central figures", "by source", "low, high", "moved most by")
    return table("Key conclusions under a change of source", heads, rows)


def summary(found: list[Any], old: dict[str, str]) -> list[str]:
    """The answer in a few sentences; `found` are the key conclusions, `old` ages of sources."""
    retained = [one for one in found if one.by_source == "survives"]
    lines = [
        f"{len(retained)} of {len(found)} key conclusions survive the figures of every source; "
        f"of these, {sum(stands(one) for one in retained)} also with every number low, or high."
    ]
    for one in found:
        text = one.under("changes")
        if text:
            lines.append(
                f"“{statement(one)}” changes under {_named([of.key for of in text], old)}. Central "
                f"figures: {reading(one, one.readings[0])}; {text[0].key}: {reading(one, text[0])}."
            )
        unclear = one.under("unclear")
        if unclear:
            keys = _named([of.key for of in unclear], {})
            lines.append(f"“{statement(one)}”: more runs are needed to tell under {keys}.")
    return lines


def _named(keys: list[str], old: dict[str, str], most: int = 4) -> str:
    """A few keys, with the ages of their figures, and how many more."""
    text = [f"{key} (figures {old[key]})" if key in old else key for key in keys[:most]]
    more = f" and {len(keys) - most} more" if len(keys) > most else ""
    return ", ".join(text) + more


def described(one: Any, central: Any) -> dict[str, Any]:
    """One choice of figures: the source, and each number it changes, with date and age."""
    if one.key in ENDS:
        text = f"{ENDS[one.key]}, whichever side that favours ({len(one.changed):,} numbers)"
        return {"key": one.key, "title": text, "url": "", "numbers": []}
    source = central.catalogue.bibliography[one.key]
    start = central.start.isoformat()
    numbers = []
    for path in one.changed:
        now, before = one.scenario.numbers[path], central.numbers[path]
        numbers.append(
            {
                "path": path,
                "label": assumptions.label(path, central.texts),
                "here": f"{assumptions.value(now)} ({assumptions.span(now)})",
                "central": f"{assumptions.value(before)} ({assumptions.span(before)})",
                "as_of": assumptions.dated(now, start),
                "grade": now.grade,
            }
        )
    title = f"{source.publisher}, “{source.title}”, {source.date}"
    return {"key": one.key, "title": title, "url": source.url, "numbers": numbers}
