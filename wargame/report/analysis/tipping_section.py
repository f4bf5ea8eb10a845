"""Responses along numbers and the values at which an answer flips, in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wargame.report import words
from wargame.report.analysis import naming as named
from wargame.report.analysis.section import Section
from wargame.report.figures import tipping_figure as figures
from wargame.report.phrases import note
from wargame.report.sentences import meaning
from wargame.report.table import Table, table
from wargame.scenario.outcomes import OUTCOMES

if TYPE_CHECKING:
    from wargame.report.analysis.naming import Naming
    from wargame.report.figures.canvas import Sourced
    from wargame.study.analysis.full_analysis import Findings
    from wargame.study.analysis.sample import Band
    from wargame.study.analysis.tipping import Response


def section(findings: Findings, naming: Naming, horizon: int, data: Sourced) -> Section:
    """Responses, flips, break-even months, and the share over two numbers."""
    text = Section("tipping", "Tipping points", findings.skipped)
    if not findings.responses:
        return text
    test = named.test(findings.predicate)
    text.lead += [flip_words(one, naming) for one in findings.responses]
    if naming.several:
        text.lead[0] = f"Under the policy “{findings.policy}”: {text.lead[0]}"
    text.charts.append(figures.draw(findings.responses, naming, test, horizon, data))
    for one in findings.responses:
        text.tables.append(response_table(one, naming, findings.break_even.get(one.path, [])))
    if findings.plane is not None:
        text.charts.append(figures.plane(findings.plane, naming, test, data))
    text.notes.append(note("tipping"))
    return text


def flip_words(one: Response, naming: Naming) -> str:
    """The flips along one number in a sentence."""
    first, last = (
        f"{named.share(of.share)} at {naming.value(one.path, of.at)}"
        for of in (one.bins[0], one.bins[-1])
    )
    if one.flips:
        flips = " and ".join(
            f"{naming.value(one.path, flip.value.value)} (90% interval "
            f"{naming.ends(one.path, flip.value.low, flip.value.high)}), where it comes to hold in "
            f"{'more' if flip.way == 'up' else 'fewer'} than half"
            for flip in one.flips
        )
        what = f"it flips at {flips}"
    elif one.unsure:
        near = " and near ".join(naming.value(one.path, flip.value.value) for flip in one.unsure)
        what = f"it crosses a half near {near}, but not surely"
    else:
        what = "it does not flip within the range"
    n = sum(of.runs for of in one.bins)
    return (
        f"{naming.label(one.path)}: the share of runs in which {named.test(one.test)} holds goes "
        f"from {first} to {last}; {what} (n = {n:,} runs)."
    )


def response_table(
    one: Response, naming: Naming, months: Sequence[tuple[float, Band, int]]
) -> Table:
    """Along one number: median and band of the outcome, and how often the test holds.

    `months` are those of the break-even, see `wargame.study.analysis.tipping.break_even`.
    """
    unit = OUTCOMES[one.outcome].unit
    rows, month = [], {at: band for at, band, _ in months}
    for of in one.bins:
        row = [level(of.low, of.middle, of.high, unit), named.share(of.share)]
        if months:
            band = month.get(of.at)
            row.append(level(band.low, band.value, band.high, "months") if band else "not known")
        n = f"{of.runs:,} of {of.points:,}"
        rows.append((naming.ends(one.path, of.left, of.right), *row, n))
    heads = [naming.unit(one.path) or "value", meaning(one.outcome), "share of runs",
             *(["break-even month"] if months else []), "n runs of points"]  # fmt: skip
    caption = (
        f"Along {naming.label(one.path)} ({one.path}): median and 80% of runs; share of runs in "
        f"which {named.test(one.test)} holds, with its 90% interval."
    )
    return table(caption, heads, rows)


def level(low: float, middle: float, high: float, unit: str) -> str:
    """Median and band, either of which may be never."""
    if not any(map(math.isfinite, (low, middle, high))):
        return "never"
    low, middle, high, scaled = words.scaled(low, middle, high, unit)
    fine = words.step(low, high) if math.isfinite(high) else 0.1 if unit == "months" else 1.0
    near, percent = words.number(middle, fine), "%" if scaled == "%" else ""
    if math.isfinite(middle) or percent:
        near = words.counted(near, scaled)
    return f"{near} ({words.ends(low, high, fine)}{percent})"
