"""What an outcome hangs on, in words."""

from __future__ import annotations

from typing import Any

from wargame.report import words
from wargame.report.analysis import naming as named
from wargame.report.analysis.section import Section
from wargame.report.figures import sensitivity_figure as figures
from wargame.report.table import Cell, Table, table
from wargame.scenario.outcomes import OUTCOMES

BY = {
    "sobol": "Sobol indices (Saltelli’s design)",
    "morris": "elementary effects (Morris’ design)",
    "factorial": "indices by analysis of variance over the grid",
    "rbd_fast": "first-order indices from a sample without a design of its own (RBD-FAST)",
}
LUCKY = 0.9  # share of luck beyond which indices say little
MOST_PAIRS = 10


def section(found: Any, naming: Any, data: Any) -> Section:
    """All outcomes of `found.sensitivity`."""
    text = Section("sensitivity", "What it hangs on", "sensitivity", found.skipped)
    for one in found.sensitivity:
        text.lead.append(sentence(one, naming))
        text.charts.append(
            figures.draw(one, naming, f"What it hangs on: {named.brief(one.outcome)}", data)
        )
        text.tables.append(_table(one, naming))
        if one.pairs:
            text.lead.append(together(one, naming))
            text.tables.append(_pairs(one, naming))
    if found.sensitivity and naming.several:
        text.lead[0] = f"Under the policy “{found.policy}”. {text.lead[0]}"
    if found.sensitivity:
        text.notes.append(note(found.sensitivity[0]))
    return text


def sentence(one: Any, naming: Any) -> str:
    """The strongest numbers and the share of luck, in a sentence."""
    head = f"{named.outcome(one.outcome)}:"
    clear = [effect for effect in one.effects if one.clear(effect)]
    if one.by == "morris":
        text = [
            f"{naming.label(effect.path)} ({named.banded(effect.indices['mu_star'], _unit(one))})"
            for effect in clear[:3]
        ]
        what = "over its range moves it most: " + "; ".join(text) if text else ""
    else:
        name = "ST" if "ST" in one.effects[0].indices else "S1"
        text = [
            f"{naming.label(effect.path)} ({named.share(one.of_whole(effect)[name])})"
            for effect in clear[:3]
        ]
        what = "the numbers that stand out are " + "; ".join(text) if text else ""
        if len(text) == 1:
            what = f"the number that stands out is {text[0]}"
    if one.replicates < 2 and not clear:
        what = "with one run a point no number can be told from luck"
    luck = f" Luck makes {named.share(one.noise)} of its variance." if one.noise else ""
    if one.noise and one.noise.value > LUCKY:
        luck += " That is nearly all: little can be said of the numbers without more replicates."
    return f"{head} {what or 'no number stands out from luck'}.{luck}"


def together(one: Any, naming: Any) -> str:
    """Which two numbers decide more together than each alone, in a sentence."""
    head = f"{named.outcome(one.outcome)}, two numbers together:"
    text = [
        f"{naming.label(pair.paths[0])} with {naming.label(pair.paths[1])} "
        f"({named.share(pair.share)} of what numbers decide)"
        for pair in one.pairs
        if one.clear_pair(pair)
    ]
    return f"{head} {'; '.join(text[:3]) or 'no pair stands out'}."


def _pairs(one: Any, naming: Any) -> Table:
    rows = [
        [*(naming.label(path) for path in pair.paths), _index(pair.share),
         "yes" if one.clear_pair(pair) else "no"]
        for pair in one.pairs[:MOST_PAIRS]
    ]  # fmt: skip
    caption = (
        f"{named.outcome(one.outcome)}: second-order Sobol indices, 90% intervals; the "
        f"{len(rows)} largest of {len(one.pairs)} pairs; {size(one)}"
    )
    return table(caption, ["number", "with", "S2", "stands out"], rows)


def _unit(one: Any) -> str:
    return OUTCOMES[one.outcome].unit


def _table(one: Any, naming: Any) -> Table:
    rows = []
    for effect in one.effects:
        cells = [naming.label(effect.path), Cell(effect.path, code=True)]
        if one.by == "morris":
            unit = _unit(one)
            mean = effect.indices["mu"]
            cells += [named.banded(effect.indices["mu_star"], unit), named.signed(mean, unit)]
        else:
            cells += [_index(band) for band in effect.indices.values()]
            cells += [named.share(one.of_whole(effect)[name]) for name in list(effect.indices)[-1:]]
        rows.append([*cells, "yes" if one.clear(effect) else "no"])
    heads = {
        "morris": ["mu* over the range", "mean effect"],
        "sobol": ["S1", "ST", "ST as share of the whole variance"],
        "factorial": ["S1", "ST", "ST as share of the whole variance"],
        "rbd_fast": ["S1", "S1 as share of the whole variance"],
    }[one.by]
    caption = f"{named.outcome(one.outcome)}: {BY[one.by]}, 90% intervals; {size(one)}"
    return table(caption, ["number", "path", *heads, "stands out"], rows)


def _index(band: Any) -> str:
    return named.banded(band)


def size(one: Any) -> str:
    """n in words."""
    points = words.counted(f"{one.dropped:,}", "points")
    used = words.counted(f"{one.points:,}", "points")
    runs = words.counted(f"{one.replicates:,}", "runs")
    left = f"; {points} left out, since runs of a block failed" if one.dropped else ""
    return f"n = {used} of {runs}{left}."


def note(one: Any) -> str:
    """How luck is told from numbers."""
    rest = (
        "luck alone, since all other numbers are held"
        if one.rest == "central"
        else "luck, and the numbers that the design does not vary but leaves to be drawn"
    )
    if one.replicates < 2:
        return (
            "With one run a point, luck cannot be told from the numbers: it is part of every "
            "figure and of no interval. Two replicates or more would tell them apart."
        )
    return (
        "By the law of total variance the variance of an outcome is that of its mean between "
        "points and the mean of its variance within points. Within a "
        "point all varied numbers are the "
        f"same, so the second part is {rest}. S1 and ST are shares of the first part, with "
        "what luck adds to means of a few replicates taken off; "
        "below zero is then possible, and means "
        "zero. What never happens counts as the whole horizon."
    )
