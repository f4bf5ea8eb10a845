"""Responses along numbers and the values at which an answer flips, in words."""

from __future__ import annotations

import math
from typing import Any

from wargame.report import words
from wargame.report.analysis import naming as named
from wargame.report.analysis.section import Section
from wargame.report.figures import tipping_figure as figures
from wargame.report.table import Table, table
from wargame.scenario.outcomes import OUTCOMES


def section(found: Any, naming: Any, horizon: int, data: Any) -> Section:
    """Responses, flips, break-even months, and the share over two numbers."""
    text = Section("tipping", "Tipping points", "tipping", found.skipped)
    if not found.responses:
        return text
    test = named.test(found.predicate)
    text.lead += [flip_words(one, naming) for one in found.responses]
    if naming.several:
        text.lead[0] = f"Under the policy “{found.policy}”: {text.lead[0]}"
    text.charts.append(figures.draw(found.responses, naming, test, horizon, data))
    for one in found.responses:
        text.tables.append(_table(one, naming, found.break_even.get(one.path, [])))
    if found.plane is not None:
        text.charts.append(figures.plane(found.plane, naming, test, data))
    text.notes.append(
        "The other numbers vary as the design has it, and their variation is part of every band. "
        "A flip is where the share of runs crosses a half; it is "
        "told if nine of ten resamples of the "
        "points show it. Where the share may well only rise or only fall, it is made to."
    )
    return text


def flip_words(one: Any, naming: Any) -> str:
    """The flips along one number in a sentence."""
    head = f"{naming.label(one.path)}:"
    first, last = one.bins[0], one.bins[-1]
    ends = (
        f"the share of runs in which {named.test(one.test)} holds goes from "
        f"{named.share(first.share)} at {naming.value(one.path, first.at)} to "
        f"{named.share(last.share)} at {naming.value(one.path, last.at)}"
    )
    n = f"n = {sum(b.runs for b in one.bins):,} runs"
    if not one.flips:
        if not one.unsure:
            return f"{head} {ends}; it does not flip within the range ({n})."
        near = " and near ".join(naming.value(one.path, flip.value.value) for flip in one.unsure)
        return f"{head} {ends}; it crosses a half near {near}, but not surely ({n})."
    flips = " and ".join(
        f"{naming.value(one.path, flip.value.value)} (90% interval "
        f"{words.number(flip.value.low, naming.step(one.path))} to "
        f"{words.number(flip.value.high, naming.step(one.path))}), where it comes to hold in "
        f"{'more' if flip.way == 'up' else 'fewer'} than half"
        for flip in one.flips
    )
    return f"{head} {ends}; it flips at {flips} ({n})."


def _table(one: Any, naming: Any, months: list[Any]) -> Table:
    unit = OUTCOMES[one.outcome].unit
    rows = []
    month = {at: band for at, band, _ in months}
    for of in one.bins:
        left, right = (words.number(x, naming.step(one.path)) for x in (of.left, of.right))
        row = [f"{left} to {right}", level(of.low, of.middle, of.high, unit), named.share(of.share)]
        if months:
            band = month.get(of.at)
            row.append(level(band.low, band.value, band.high, "months") if band else "not known")
        rows.append([*row, f"{of.runs:,} of {of.points:,}"])
    heads = [naming.unit(one.path) or "value", named.outcome(one.outcome), "share of runs",
             *(["break-even month"] if months else []), "n runs of points"]  # fmt: skip
    caption = (
        f"Along {naming.label(one.path)} ({one.path}): median and 80% of runs; share of runs in "
        f"which {named.test(one.test)} holds, with its 90% interval."
    )
    return table(caption, heads, rows)


def level(low: float, middle: float, high: float, unit: str) -> str:
    """Median and band, either of which may be never."""
    ends = [x for x in (low, middle, high) if math.isfinite(x)]
    low_, middle_, high_, scaled = words.scaled(low, middle, high, unit)
    fine = words.step(low_, high_) if math.isfinite(high_) else 0.1 if unit == "months" else 1.0
    if not ends:
        return "never"
    low_text, middle_text, high_text = (words.number(x, fine) for x in (low_, middle_, high_))
    if scaled == "%":
        middle_text, high_text = f"{middle_text}%", f"{high_text}%"
        return f"{middle_text} ({low_text} to {high_text})"
    shown = words.counted(middle_text, scaled) if math.isfinite(middle) else middle_text
    return f"{shown} ({low_text} to {high_text})"
