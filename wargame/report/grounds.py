"""What answers stand on, in words: shares of variance, and numbers that are worth knowing."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from wargame.evidence.kinds import KINDS, MEANING
from wargame.report import answer, assumptions, words
from wargame.report.headlines import FRONT, named
from wargame.report.sentences import meaning
from wargame.report.table import Cell, Column, Table, table
from wargame.study.grounds import clear_of_zero
from wargame.study.grounds_design import LUCK

if TYPE_CHECKING:
    from wargame.scenario import Scenario
    from wargame.study.analysis.sample import Band
    from wargame.study.grounds import Grounds, Mean
    from wargame.study.grounds_numbers import Worth

    Worths = Mapping[str, Sequence[Worth]]

FIVE = 5
NEAR = 1e-9  # what a whole percent may be off by rounding of floats
NOTE = (
    "Share of the variance over runs, with its 90% interval. Luck is what changes with the numbers "
    "held; each kind of number has what it decides by itself. “Under” means not distinguishable "
    "from zero; what is left is decided by kinds together, or unresolved. Numbers are drawn "
    "apart from one another for this. n: runs of each ensemble."
)
WORTH_NOTE = (
    "If a number were known, the variance that numbers cause (luck aside) would fall on average by "
    "this share (expected value of perfect information; 90% interval). Named are those that stand "
    "out from chance among all that were tried."
)


class Section(NamedTuple):
    """What the page of a run shows: the shares of some outcomes (`by_outcome`, each with its
    name in words), tables of shares and of numbers worth knowing, a sentence on the headlines (''
    where there is none), and the command that tells the same of all of them."""

    by_outcome: Sequence[tuple[str, Grounds]]
    shares: Table
    sharpest: Table
    sentence: str
    command: str


def section(
    each: Mapping[str, Grounds],
    worths: Worths,
    mean: Mean | None,
    scenario: Scenario,
    command: str,
) -> Section:
    """The section on outcomes that are asked about and those of the front page."""
    asked = dict.fromkeys((*answer.asked(scenario), *named(FRONT, scenario)))
    names = [name for name in asked if name in each]
    return Section(
        [(meaning(name, scenario), each[name]) for name in names],
        shares_table([each[name] for name in names], scenario),
        sharpest_table({name: worths[name] for name in names}, scenario),
        mean_sentence(mean) if mean else "",
        command,
    )


def shares_table(each: Sequence[Grounds], scenario: Scenario, title: str = "") -> Table:
    """One row an outcome: the share of luck, of each kind of evidence, and what is left."""
    right = [Column(words.capital(name), align="right") for name in (LUCK, *KINDS)]
    heads = (Column("Outcome", ratio=1), *right, Column("together, or unresolved", align="right"),
             Column("n", align="right"))  # fmt: skip
    rows: list[tuple[Cell | str, ...]] = [
        (Cell(meaning(one.outcome, scenario)), *_cells(one), f"{one.n:,}") for one in each
    ]
    return table(title, heads, rows, NOTE)


def _cells(one: Grounds) -> list[Cell]:
    """Luck, kinds, and what is left, in whole percent that add up to 100."""
    bands, shown = {LUCK: one.luck, **one.kinds}, one.shown
    cells = []
    for name in (LUCK, *KINDS):
        if name not in bands:
            cells.append(Cell("none", hint=f"no number that varies is {name}"))
        elif name in shown:
            cells.append(Cell(f"{round(100 * shown[name])}%", span(bands[name])))
        else:
            cells.append(Cell(under(bands[name])))
    left = 100 - sum(round(100 * share) for share in shown.values())
    return [*cells, Cell(f"{max(0, left)}%")]


def span(band: Band) -> str:
    """The interval of a share in whole percent, outwards: '50 to 64%'."""
    low = math.floor(100 * max(0.0, band.low) + NEAR)
    high = math.ceil(100 * min(1.0, band.high) - NEAR)
    return f"{low}%" if low == high else f"{low} to {high}%"


def under(band: Band) -> str:
    """What is said of a share that is not distinguishable from zero."""
    return f"under {max(1, math.ceil(100 * band.high - NEAR))}%"


def share(band: Band) -> str:
    """A share with its interval: '54% (50 to 64%)', or 'under 3%'."""
    if not clear_of_zero(band):
        return under(band)
    return f"{min(100, round(100 * band.value))}% ({span(band)})"


def worths_table(worths: Sequence[Worth], scenario: Scenario, title: str = "") -> Table:
    """The numbers whose better knowledge would sharpen one outcome most, at most FIVE."""
    rows = []
    for one in worths[:FIVE]:
        label = Cell(assumptions.label(one.path, scenario.texts), one.path, code=True)
        number = scenario.numbers[one.path]
        value = f"{assumptions.value(number)} ({assumptions.span(number)})"
        rows.append((label, value, one.group, Cell(fall(one.share), span(one.share))))
    heads = (Column("Number", ratio=1), "Value, range", "Kind",
             Column("would take off", align="right"))  # fmt: skip
    return table(title, heads, rows, WORTH_NOTE)


def fall(band: Band) -> str:
    """A share by which a variance would fall: '12%', 'under 1%'."""
    return f"{round(100 * band.value)}%" if band.value >= 0.005 else "under 1%"


def sharpest_table(worths: Worths, scenario: Scenario) -> Table:
    """Outcome by outcome the numbers that would sharpen it most, in one cell each."""
    rows = []
    for outcome, ranked in worths.items():
        named = [
            f"{assumptions.short_label(one.path, scenario.texts)} ({one.group}, {fall(one.share)})"
            for one in ranked[:FIVE]
        ]
        text = "; ".join(named) or "no single number stands out from chance"
        rows.append((meaning(outcome, scenario), text))
    return table("", ("Outcome", Column("Worth knowing better", ratio=2)), rows, WORTH_NOTE)


def sentences(one: Grounds, scenario: Scenario) -> list[str]:
    """What outcome `one` stands on, in sentences."""
    lines = [
        f"{words.capital(name)} numbers ({MEANING[name]}): {share(one.aside[name])} of what "
        "numbers decide, luck aside."
        for name in KINDS
        if name in one.aside
    ]
    luck_text = f"{round(100 * one.shown[LUCK])}% ({span(one.luck)})" if LUCK in one.shown else ""
    luck = f"Luck, with all numbers held: {luck_text or under(one.luck)} of the variance."
    return [luck, *lines]


def mean_sentence(mean: Mean) -> str:
    """How much of several outcomes stands on evidence, in a sentence."""
    kinds = ", ".join(f"{name} {share(band)}" for name, band in mean.kinds.items())
    return (
        f"Of the variance of {len(mean.outcomes)} headline outcomes, luck aside, "
        f"{share(mean.grounded)} comes from numbers that are not judged ({kinds}; the rest is "
        f"decided by kinds together), with 90% intervals over n = {mean.n:,} runs of each "
        "ensemble."
    )
