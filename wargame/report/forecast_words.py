"""What is said of filed forecasts: as filed, and how they did."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wargame.report import words
from wargame.report.table import Cell, Column, Table, table
from wargame.study import forecast_file, forecast_scores
from wargame.study.forecast import KINDS
from wargame.study.forecast_scores import ENOUGH, HIGH, LOW, MIDDLE
from wargame.study.plain_forecasts import PLAIN

if TYPE_CHECKING:
    from wargame.evidence.record import Record
    from wargame.scenario import Scenario
    from wargame.study.forecast_file import Filed
    from wargame.study.forecast_scores import Held, Row

HOLDS = (0.7, 0.9)  # share of cases in which a band of 80% does what it says


def bands(hits: int, n: int) -> str:
    """Whether bands of 80% are as wide as they should be, after how many they held."""
    if hits / n < HOLDS[0]:
        return "too narrow"
    return "too wide" if hits / n > HOLDS[1] else "about right"


def whole(value: float) -> str:
    """A number of weapons."""
    return f"{value:,.0f}" if value >= 10 or value == round(value) else f"{value:.1f}"


def band(low: float, high: float) -> str:
    """The ends of a band of weapons."""
    return f"{low:,.0f} to {high:,.0f}"


def filed_table(one: Filed) -> Table:
    """A forecast as it was filed: the first month, the last, and all together."""
    first, last = one.months[0], one.months[-1]
    lines = []
    for k, kind in enumerate(KINDS):
        for c, name in enumerate(one.classes):
            cells = [
                one.values[k, s, m, c, [LOW, MIDDLE, HIGH]] for s, m in ((0, 0), (0, -1), (1, -1))
            ]
            shown = (f"{mid:,.0f} ({band(low, high)})" for low, mid, high in cells)
            lines.append((one.names[name], kind, *shown))
    heads = [
        Column(text, align="right")
        for text in (
            words.month_name(first),
            words.month_name(last),
            f"all {len(one.months)} months",
        )
    ]
    note = f"Weapons, median and 80% of {one.runs:,} runs. A forecast to be scored, not a promise."
    return table(one.title, ("class", "", *heads), lines, note)


def score_table(rows: Sequence[Row], names: dict[str, str]) -> Table:
    """How each class and kind did."""
    lines = []
    for row in rows:
        bias = "none flew" if math.isnan(row.bias) else f"{words.signed(100 * row.bias, 1)}%"
        lines.append((
            f"{names[row.weapon_class]}, {row.kind}", f"{row.inside} of {row.months}",
            whole(row.loss), f"{row.best}: {whole(row.plain)}" if row.best else "past too short",
            _skill(row), bias, Cell(verdict(row), strong=row.skill < 0),
        ))  # fmt: skip
    heads = ("forecast", Column("in 80% band", align="right"), Column("loss", align="right"),
             "best plain forecast", Column("skill", align="right"), Column("bias", align="right"),
             "verdict")  # fmt: skip
    note = (
        "Loss: twice the mean pinball loss, in weapons a month. Skill: one minus its ratio to the "
        "best of six plain forecasts, picked with hindsight; below zero is worse. With n, months "
        f"that differ, below {ENOUGH} it has no interval: too few to tell skill from luck."
    )
    return table("Month by month", heads, lines, note)


def _skill(row: Row) -> str:
    if math.isnan(row.skill):
        return "-"
    text = words.signed(round(row.skill, 2), 0.01)
    if math.isnan(row.low):
        return text
    return f"{text} ({words.signed(row.low, 0.01)} to {words.signed(row.high, 0.01)})"


def verdict(row: Row) -> str:
    """Whether a row beat the plain forecasts, and how sure that is."""
    if math.isnan(row.skill):
        return "nothing to compare with"
    skill = round(row.skill, 2)
    better = "better" if skill > 0 else "worse" if skill < 0 else "no better"
    if row.apart < ENOUGH:
        return f"{better}; n = {row.apart}, few"
    sure = row.low > 0 or row.high < 0
    return better if sure else f"{better}, but not surely"


def totals_table(helds: Sequence[Held], names: dict[str, str]) -> Table:
    """All months that came, together."""
    lines = [
        (f"{names[one.weapon_class]}, {one.kind}", one.as_of, f"{one.months}", f"{one.seen:,}",
         f"{one.middle:,.0f}", band(one.low, one.high),
         Cell("inside" if one.inside else "outside", strong=not one.inside))
        for one in forecast_scores.totals(helds)
    ]  # fmt: skip
    right = [Column(text, align="right") for text in ("months", "came", "median", "80% of runs")]
    return table("All months that came, together", ("forecast", "of", *right, ""), lines)


def plain_table(rows: Sequence[Row], names: dict[str, str]) -> Table:
    """Skill against each plain forecast."""
    lines = [
        (f"{names[row.weapon_class]}, {row.kind}",
         *(words.signed(round(row.skills[one], 2), 0.01) if one in row.skills else "-"
           for one in PLAIN))
        for row in rows
    ]  # fmt: skip
    heads = [Column(text, align="right") for text in PLAIN]
    return table("Skill against each plain forecast", ("forecast", *heads), lines)


def names_of(helds: Sequence[Held]) -> dict[str, str]:
    """Names of classes, the latest forecast's before earlier ones'."""
    return {key: name for one in helds for key, name in one.filed.names.items()}


def summary(helds: Sequence[Held], last: str) -> list[str]:
    """The whole in a few sentences; `last` is the last whole month of the record."""
    due = [one for one in helds if one.due]
    lines = [of_forecast(one) for one in due]
    waiting = [one.filed for one in helds if not one.due]
    for one in waiting:
        lines.append(
            f"The forecast of {words.full_date(one.as_of)} has not come due: the last whole month "
            f"of the record is {words.month_name(last)}."
        )
    scored = forecast_scores.rows(due)
    lost = [row for row in scored if row.skill < 0]
    names = names_of(helds)
    if lost:
        worst = min(lost, key=lambda row: row.skill)
        lines.append(
            f"Furthest behind: {_named(worst, names)}, skill {_skill(worst)} against "
            f"“{worst.best}”; {_off(worst)}."
        )
    if scored:
        n = max(row.apart for row in scored)
        if n < ENOUGH:
            lines.append(
                f"With {words.plural(n, 'month')} in each row none of this is certain: months of "
                "one campaign go together, and so do classes."
            )
    return lines


def _off(row: Row) -> str:
    if math.isnan(row.bias):
        return "nothing flew"
    return f"medians {abs(100 * row.bias):.0f}% too {'low' if row.bias < 0 else 'high'}"


def _named(row: Row, names: dict[str, str]) -> str:
    name = names[row.weapon_class]
    return f"{name[:1].lower()}{name[1:]} {row.kind}"


def _classes(rows: Sequence[Row], names: dict[str, str]) -> str:
    """What rows are about, both kinds of a class together: 'drones launched and stopped'."""
    kinds: dict[str, list[str]] = {}
    for row in rows:
        kinds.setdefault(row.weapon_class, []).append(row.kind)
    every = (f"{names[name]} {' and '.join(which)}" for name, which in kinds.items())
    return ", ".join(f"{text[:1].lower()}{text[1:]}" for text in every)


def of_forecast(one: Held) -> str:
    """How one forecast did, in a few sentences."""
    hits, n = forecast_scores.share_inside([one])
    rows = forecast_scores.rows([one])
    first, last = words.month_name(one.due[0]), words.month_name(one.due[-1])
    period = first if first == last else f"{first} to {last}"
    text = (
        f"Of the {n} months and classes, launched and stopped, of the forecast of "
        f"{words.full_date(one.filed.as_of)} that have come ({period}), {hits} "
        f"({100 * hits / n:.0f}%) fell in the 80% band: bands were {bands(hits, n)}."
    )
    compared = [row for row in rows if not math.isnan(row.skill)]
    if not compared:
        return text
    won = [row for row in compared if round(row.skill, 2) > 0]
    which = f" ({_classes(won, one.filed.names)})" if won else ""
    each = [skill for row in compared for skill in row.skills.values()]
    nearer = sum(skill > 0 for skill in each)
    any_one = (
        f"Against each plain forecast by itself it was nearer in {nearer} of {len(each)} "
        f"comparisons ({100 * nearer / len(each):.0f}%)."
    )
    return (
        f"{text} It beat the best of {len(PLAIN)} plain forecasts, picked with hindsight, for "
        f"{len(won) or 'none'} of {len(compared)} classes, launched and stopped{which}. {any_one}"
    )


def before(scenario: Scenario, record: Record) -> str:
    """How filed forecasts of the theatre did up to the start of `scenario`; '' if it ships none.

    Months from the start on do not count, so that a report stands as it was known on its day.
    """
    from wargame.study.as_of import record_before

    filed = forecast_file.shipped(scenario.theatre.folder)
    if not filed:
        return ""
    earlier = record_before(record, scenario.start)
    helds = [forecast_scores.hold(one, earlier) for one in filed if earlier.cells]
    lines = [of_forecast(one) for one in helds if one.due]
    none = "No filed forecast of this model had come due by the start of this scenario."
    return " ".join(lines) or none
