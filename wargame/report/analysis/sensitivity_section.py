"""What an outcome hangs on, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.report import words
from wargame.report.analysis import naming as named
from wargame.report.analysis.section import Section
from wargame.report.figures import sensitivity_figure as figures
from wargame.report.phrases import note
from wargame.report.sentences import meaning
from wargame.report.table import Cell, Table, table
from wargame.scenario.outcomes import OUTCOMES

if TYPE_CHECKING:
    from wargame.report.analysis.naming import Naming
    from wargame.report.figures.canvas import Sourced
    from wargame.study.analysis.full_analysis import Findings
    from wargame.study.analysis.sensitivity import Sensitivity

OF_WHOLE = "as share of the whole variance"
# By method: what it is called, and the columns that it fills.
METHODS = {
    "sobol": ("Sobol indices (Saltelli’s design)", ("S1", "ST", f"ST {OF_WHOLE}")),
    "morris": ("elementary effects (Morris’ design)", ("mu* over the range", "mean effect")),
    "factorial": (
        "indices by analysis of variance over the grid", ("S1", "ST", f"ST {OF_WHOLE}")
    ),
    "rbd_fast": (
        "first-order indices from a sample without a design of its own (RBD-FAST)",
        ("S1", f"S1 {OF_WHOLE}"),
    ),
}  # fmt: skip
LUCKY = 0.9  # share of luck beyond which indices say little
MOST_PAIRS = 10


def section(findings: Findings, naming: Naming, data: Sourced) -> Section:
    """All outcomes of `findings.sensitivity`."""
    text = Section("sensitivity", "What it hangs on", findings.skipped)
    for one in findings.sensitivity:
        text.lead.append(sentence(one, naming))
        title = f"What it hangs on: {named.brief(one.outcome)}"
        text.charts.append(figures.draw(one, naming, title, data))
        text.tables.append(_table(one, naming))
        if one.pairs:
            text.lead.append(together(one, naming))
            text.tables.append(_pairs(one, naming))
    if findings.sensitivity:
        if naming.several:
            text.lead[0] = f"Under the policy “{findings.policy}”. {text.lead[0]}"
        text.notes.append(_luck(findings.sensitivity[0]))
    return text


def sentence(one: Sensitivity, naming: Naming) -> str:
    """The strongest numbers and the share of luck, in a sentence."""
    clear = [effect for effect in one.effects if one.clear(effect)]
    text, what = [], ""
    for effect in clear[:3]:
        if one.by == "morris":
            size = named.banded(effect.indices["mu_star"], OUTCOMES[one.outcome].unit)
        else:
            index = "ST" if "ST" in effect.indices else "S1"
            size = named.share(one.of_whole(effect)[index])
        text.append(f"{naming.label(effect.path)} ({size})")
    if text:
        head = (
            "the numbers that stand out are " if len(text) > 1 else "the number that stands out is "
        )
        what = ("over its range moves it most: " if one.by == "morris" else head) + "; ".join(text)
    elif one.replicates < 2:
        what = "with one run a point no number can be told from luck"
    luck = f" Luck makes {named.share(one.noise)} of its variance." if one.noise else ""
    if one.noise and one.noise.value > LUCKY:
        luck += " That is nearly all: little can be said of the numbers without more replicates."
    return f"{meaning(one.outcome)}: {what or 'no number stands out from luck'}.{luck}"


def together(one: Sensitivity, naming: Naming) -> str:
    """Which two numbers decide more together than each alone, in a sentence."""
    text = [
        f"{' with '.join(map(naming.label, pair.paths))} "
        f"({named.share(pair.share)} of what numbers decide)"
        for pair in one.pairs
        if one.clear_pair(pair)
    ]
    clear = "; ".join(text[:3]) or "no pair stands out"
    return f"{meaning(one.outcome)}, two numbers together: {clear}."


def _pairs(one: Sensitivity, naming: Naming) -> Table:
    rows = [
        (*map(naming.label, pair.paths), named.banded(pair.share), _yes(one.clear_pair(pair)))
        for pair in one.pairs[:MOST_PAIRS]
    ]
    caption = (
        f"{meaning(one.outcome)}: second-order Sobol indices, 90% intervals; the "
        f"{len(rows)} largest of {len(one.pairs)} pairs; {size(one)}"
    )
    return table(caption, ("number", "with", "S2", "stands out"), rows)


def _table(one: Sensitivity, naming: Naming) -> Table:
    unit, (method, heads) = OUTCOMES[one.outcome].unit, METHODS[one.by]
    rows = []
    for effect in one.effects:
        bands = effect.indices
        if one.by == "morris":
            cells = [named.banded(bands["mu_star"], unit), named.signed(bands["mu"], unit)]
        else:
            whole = named.share(one.of_whole(effect)[list(bands)[-1]])
            cells = [*map(named.banded, bands.values()), whole]
        path = Cell(effect.path, code=True)
        cells.append(_yes(one.clear(effect)))
        rows.append([Cell(naming.label(effect.path)), path, *map(Cell, cells)])
    caption = f"{meaning(one.outcome)}: {method}, 90% intervals; {size(one)}"
    return table(caption, ("number", "path", *heads, "stands out"), rows)


def _yes(clear: bool) -> str:
    return "yes" if clear else "no"


def size(one: Sensitivity) -> str:
    """n in words."""
    dropped, points = (words.plural(n, "point") for n in (one.dropped, one.points))
    left = f"; {dropped} left out, since runs of a block failed" if one.dropped else ""
    return f"n = {points} of {words.plural(one.replicates, 'run')}{left}."


def _luck(one: Sensitivity) -> str:
    """How luck is told from numbers."""
    if one.replicates < 2:
        return note("luck_unknown")
    return note("luck", rest=note("luck_central" if one.rest == "central" else "luck_drawn"))
