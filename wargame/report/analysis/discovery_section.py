"""Regions in which something holds unusually often, and sets that lead there, in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from wargame.report import words
from wargame.report.analysis import naming as named
from wargame.report.analysis.section import Section
from wargame.report.figures import discovery_figure as figures
from wargame.report.phrases import note
from wargame.report.table import Cell, Table, table

if TYPE_CHECKING:
    from wargame.report.analysis.naming import Naming
    from wargame.report.figures.canvas import Sourced
    from wargame.study.analysis.discovery import Box, Discovery, Leaf
    from wargame.study.analysis.full_analysis import Findings
    from wargame.study.analysis.leads_to import Contrast, LeadsTo

MOST = 4  # inputs of a set that a sentence names


def section(findings: Findings, naming: Naming, data: Sourced) -> Section:
    """Boxes and tree."""
    text = Section("discovery", "Where it happens", findings.skipped)
    one = findings.discovery
    if one is None:
        return text
    test = named.test(findings.predicate)
    text.lead.append(f"{test} holds in {named.share(one.base)} of runs (n = {_n(one)}).")
    text.lead += [box_words(box, naming, at) for at, box in enumerate(one.boxes, start=1)]
    if one.boxes:
        text.brief = text.lead[1]
        text.charts.append(figures.boxes(one, naming, test, data))
    else:
        text.lead.append(note("no_box"))
    if len(one.leaves) > 1:
        conditions = [leaf_words(leaf, naming) for leaf in one.leaves]
        text.charts.append(figures.tree(one, conditions, test, data))
        rows = [
            ("; ".join(condition), named.share(leaf.share), f"{leaf.runs:,}")
            for condition, leaf in zip(conditions, one.leaves)
        ]
        title = "Leaves of the tree, 90% intervals."
        text.tables.append(table(title, ("conditions", "share of runs", "n"), rows))
    text.notes.append(note("discovery"))
    return text


def _n(one: Discovery | Box) -> str:
    return f"{words.plural(one.runs, 'run')} of {words.plural(one.points, 'point')}"


def box_words(box: Box, naming: Naming, number: int) -> str:
    """A box in a sentence."""
    bounds = " and ".join(naming.bound(path, limit) for path, limit in box.limits.items())
    return (
        f"Box {number}: {bounds}. There it holds in {named.share(box.density)} of runs (density), "
        f"and {named.share(box.coverage)} of all such runs lie there (coverage); n = {_n(box)}."
    )


def leaf_words(leaf: Leaf, naming: Naming) -> list[str]:
    """The conditions of a leaf, one bound for each input that it names."""
    limits: dict[str, tuple[float, float]] = {}
    text = []
    for path, sign, value in leaf.limits:
        if isinstance(value, str):
            text.append(f"{naming.label(path)} {sign} {value.replace('_', ' ')}")
            continue
        low, high = limits.get(path, (-math.inf, math.inf))
        limits[path] = (max(low, value), high) if sign == ">" else (low, min(high, value))
    return [naming.bound(path, limit) for path, limit in limits.items()] + text


def leading(findings: Findings, naming: Naming, data: Sourced) -> Section:
    """What leads there."""
    text = Section("leads-to", "What leads there", findings.skipped)
    if findings.leads_to is not None:
        one = findings.leads_to
        text.lead += leads_words(one, naming)
        text.brief = " ".join(text.lead)
        text.charts.append(figures.ways(one, naming, named.test(one.test), data))
        text.tables += [_sets(one, naming), _apart(one, naming)]
        text.notes.append(note("leads_to"))
    return text


def leads_words(one: LeadsTo, naming: Naming) -> list[str]:
    """The share, how many sets lead there, and what tells them apart, in sentences."""
    clear = "; ".join(_how(of, naming) for of in [of for of in one.contrasts if _clear(of)][:MOST])
    if clear:
        apart = f"What tells them from the others, the clearest first: {clear}."
    elif one.there == one.points:
        apart = "All sets lead there that often: there are no others to tell them from."
    else:
        apart = "No single input tells them from the others: luck or combinations do."
    often = (
        f"{named.test(one.test)} holds in {named.share(one.share)} of runs (n = {one.runs:,}). "
        f"{one.there:,} of {one.points:,} sets of inputs lead there in at least "
        f"{100 * one.bar:.0f}% of their runs."
    )
    return [often, apart]


def _clear(one: Contrast) -> bool:
    return bool(one.distance > one.noise)


def _how(one: Contrast, naming: Naming) -> str:
    label = naming.label(one.path)
    if one.words:
        word, mine, usual = max(one.words, key=lambda of: of[1] - of[2])
        shown = word.replace("_", " ")
        return f"{label} is {shown} in {100 * mine:.0f}% (of all: {100 * usual:.0f}%)"
    way = "higher" if one.middle > one.usual[1] else "lower"
    middle, usual_middle = (naming.value(one.path, x) for x in (one.middle, one.usual[1]))
    return f"{label} is {way}, median {middle} (of all: {usual_middle})"


def ways_table(one: LeadsTo, naming: Naming) -> Table:
    """Sets of inputs side by side, the inputs that differ most from the others first."""
    heads = [f"{figures.letter(at)} ({100 * way.weight:.0f}%)" for at, way in enumerate(one.ways)]
    rows = [
        [naming.label(of.path), *(naming.value(of.path, way.inputs[of.path]) for way in one.ways)]
        for of in one.contrasts
    ]
    rows.append(["runs that lead there", *(f"{way.hits:,} of {way.runs:,}" for way in one.ways)])
    rows.append(["point of the sweep", *(str(way.point) for way in one.ways)])
    return table("Sets that stand for all that lead there", ("input", *heads), rows)


def _sets(one: LeadsTo, naming: Naming) -> Table:
    rows = []
    for at, way in enumerate(one.ways):
        values = "; ".join(
            f"{naming.label(path)} {naming.value(path, way.inputs[path])}" for path in way.apart
        )
        hits, weight = f"{way.hits:,} of {way.runs:,}", f"{100 * way.weight:.0f}%"
        where = f"{way.policy}, point {way.point}"
        rows.append((figures.letter(at), values, hits, weight, where))
    heads = ("set", "inputs, the furthest from the middle first", "runs that lead there",
             "stands for", "where in the sweep")  # fmt: skip
    sets = _sets_of(one.there)
    return table(f"Sets of inputs that stand for all that lead there; n = {sets}.", heads, rows)


def _apart(one: LeadsTo, naming: Naming) -> Table:
    rows = []
    for of in one.contrasts:
        if of.words:
            mine, usual = (
                "; ".join(f"{w[0].replace('_', ' ')} {100 * w[k]:.0f}%" for w in of.words)
                for k in (1, 2)
            )
        else:
            mine, usual = (
                f"{naming.value(of.path, middle)} ({naming.ends(of.path, low, high)})"
                for low, middle, high in ((of.low, of.middle, of.high), of.usual)
            )
        path, clear = Cell(of.path, code=True), "yes" if _clear(of) else "no"
        rows.append((naming.label(of.path), path, mine, usual, f"{of.distance:.2f}", clear))
    heads = ("input", "path", "where it leads there", "over all", "distance", "beyond chance")
    others = _sets_of(one.points - one.there)
    return table(note("sets_apart", there=f"{one.there:,}", others=others), heads, rows)


def _sets_of(count: int) -> str:
    return "1 set of inputs" if count == 1 else f"{count:,} sets of inputs"
