"""Regions in which something holds unusually often, and sets that lead there, in words."""

from __future__ import annotations

from typing import Any

from wargame.report import words
from wargame.report.analysis import naming as named
from wargame.report.analysis.section import Section
from wargame.report.figures import discovery_figure as figures
from wargame.report.table import Cell, Table, table

TOLD = 4  # inputs of a set that are told in a sentence


def section(found: Any, naming: Any, data: Any) -> Section:
    """Boxes and tree."""
    output = Section("discovery", "Where it happens", "discovery", found.skipped)
    one = found.discovery
    if one is None:
        return output
    test = named.test(found.predicate)
    output.lead.append(f"{test} holds in {named.share(one.base)} of runs (n = {_n(one)}).")
    output.lead += [box_words(box, naming, at) for at, box in enumerate(one.boxes, start=1)]
    if not one.boxes:
        output.lead.append(
            "No box holds it clearly more often than that: what leads there is not a region of "
            "the numbers that were varied, or there are too few points to see it."
        )
    else:
        output.brief = output.lead[1]
        output.charts.append(figures.boxes(one, naming, test, data))
    texts = [leaf_words(leaf, naming) for leaf in one.leaves]
    if len(one.leaves) > 1:
        output.charts.append(figures.tree(one, texts, test, data))
        rows = [
            ["; ".join(text), named.share(leaf.share), f"{leaf.runs:,}"]
            for text, leaf in zip(texts, one.leaves)
        ]
        output.tables.append(
            table("Leaves of the tree, 90% intervals.", ["conditions", "share of runs", "n"], rows)
        )
    output.notes.append(
        "Density: share of the runs in a box in which it holds. Coverage: share of all runs in "
        "which it holds that lie in the box. Boxes are found by PRIM and leaves by a regression "
        "tree on two thirds of the points; all figures are from the third that had no say."
    )
    return output


def _n(one: Any) -> str:
    runs, points = (
        words.counted(f"{n:,}", of) for n, of in ((one.runs, "runs"), (one.points, "points"))
    )
    return f"{runs} of {points}"


def box_words(box: Any, naming: Any, number: int) -> str:
    """A box in a sentence."""
    bounds = [naming.bound(path, limit) for path, limit in box.limits.items()]
    return (
        f"Box {number}: {' and '.join(bounds)}. There it holds in {named.share(box.density)} of "
        f"runs (density), and {named.share(box.coverage)} of all such runs lie there (coverage); "
        f"n = {_n(box)}."
    )


def leaf_words(leaf: Any, naming: Any) -> list[str]:
    """The conditions of a leaf, one bound for each input that it names."""
    limits: dict[str, Any] = {}
    text: list[str] = []
    for path, sign, value in leaf.limits:
        if sign in ("is", "is not"):
            text.append(f"{naming.label(path)} {sign} {str(value).replace('_', ' ')}")
            continue
        low, high = limits.get(path, (float("-inf"), float("inf")))
        limits[path] = (max(low, value), high) if sign == ">" else (low, min(high, value))
    return [naming.bound(path, limit) for path, limit in limits.items()] + text


def leading(found: Any, naming: Any, data: Any) -> Section:
    """What leads there."""
    text = Section("leads-to", "What leads there", "leads-to", found.skipped)
    if found.leads_to is not None:
        one = found.leads_to
        text.lead += leads_words(one, naming)
        text.brief = " ".join(text.lead)
        text.charts.append(figures.ways(one, naming, named.test(one.test), data))
        text.tables += [_sets(one, naming), _apart(one, naming)]
        text.notes.append(
            "The sets are medoids: points of the sweep, each nearest to a group of those that lead "
            "there, distances taken over all inputs by rank. They differ as much as what leads "
            "there does; none is more likely than the sweep's ranges make it."
        )
    return text


def leads_words(one: Any, naming: Any) -> list[str]:
    """The share, how many sets lead there, and what tells them apart, in sentences."""
    lines = [
        f"{named.test(one.test)} holds in {named.share(one.share)} of runs (n = {one.runs:,}). "
        f"{one.there:,} of {one.points:,} sets of inputs lead there in at least "
        f"{100 * one.bar:.0f}% of their runs."
    ]
    clear = [of for of in one.contrasts if of.distance > of.noise]
    if clear:
        text = "; ".join(_how(of, naming) for of in clear[:TOLD])
        lines.append(f"What tells them from the others, the clearest first: {text}.")
    elif one.there == one.points:
        lines.append("All sets lead there that often: there are no others to tell them from.")
    else:
        lines.append("No single input tells them from the others: luck or combinations do.")
    return lines


def _how(one: Any, naming: Any) -> str:
    label = naming.label(one.path)
    if one.words:
        word, mine, usual = max(one.words, key=lambda of: of[1] - of[2])
        shown = word.replace("_", " ")
        return f"{label} is {shown} in {100 * mine:.0f}% (of all: {100 * usual:.0f}%)"
    way = "higher" if one.middle > one.usual[1] else "lower"
    return (
        f"{label} is {way}, median {naming.value(one.path, one.middle)} (of all: "
        f"{naming.value(one.path, one.usual[1])})"
    )


def ways_table(one: Any, naming: Any) -> Table:
    """Sets of inputs side by side, the inputs that differ most from the others first."""
    heads = [f"{figures.letter(at)} ({100 * way.weight:.0f}%)" for at, way in enumerate(one.ways)]
    rows = [
        [naming.label(of.path), *(naming.value(of.path, way.inputs[of.path]) for way in one.ways)]
        for of in one.contrasts
    ]
    rows.append(["runs that lead there", *(f"{way.hits:,} of {way.runs:,}" for way in one.ways)])
    rows.append(["point of the sweep", *(str(way.point) for way in one.ways)])
    return table("Sets that stand for all that lead there", ["input", *heads], rows)


def _sets(one: Any, naming: Any) -> Table:
    rows = []
    for at, way in enumerate(one.ways):
        values = "; ".join(
            f"{naming.label(path)} {naming.value(path, way.inputs[path])}" for path in way.apart
        )
        rows.append(
            [figures.letter(at), values, f"{way.hits:,} of {way.runs:,}",
             f"{100 * way.weight:.0f}%", f"{way.policy}, point {way.point}"]
        )  # fmt: skip
    heads = ["set", "inputs, the furthest from the middle first", "runs that lead there",
             "stands for", "where in the sweep"]  # fmt: skip
    caption = f"Sets of inputs that stand for all that lead there; n = {_sets_of(one.there)}."
    return table(caption, heads, rows)


def _apart(one: Any, naming: Any) -> Table:
    rows = []
    for of in one.contrasts:
        if of.words:
            mine = "; ".join(
                f"{w.replace('_', ' ')} {100 * share:.0f}%" for w, share, _ in of.words
            )
            usual = "; ".join(f"{w.replace('_', ' ')} {100 * all_:.0f}%" for w, _, all_ in of.words)
        else:
            mine = f"{naming.value(of.path, of.middle)} ({_span(of.low, of.high, of.path, naming)})"
            usual = (
                f"{naming.value(of.path, of.usual[1])} "
                f"({_span(of.usual[0], of.usual[2], of.path, naming)})"
            )
        text = "yes" if of.distance > of.noise else "no"
        rows.append(
            [
                naming.label(of.path),
                Cell(of.path, code=True),
                mine,
                usual,
                f"{of.distance:.2f}",
                text,
            ]
        )
    heads = ["input", "path", "where it leads there", "over all", "distance", "beyond chance"]
    caption = (
        "Median and 80% of sets of inputs, or shares; distance of Kolmogorov and Smirnov between "
        "what leads there and what does not, beyond chance if dealing the outcomes to other points "
        f"(of a lever: to other policies) gives it in fewer than one of twenty; n = {one.there:,} "
        f"and {_sets_of(one.points - one.there)}, one for each point under each policy."
    )
    return table(caption, heads, rows)


def _sets_of(count: int) -> str:
    return "1 set of inputs" if count == 1 else f"{count:,} sets of inputs"


def _span(low: float, high: float, path: str, naming: Any) -> str:
    return f"{words.number(low, naming.step(path))} to {words.number(high, naming.step(path))}"
