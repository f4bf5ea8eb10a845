"""Which policy is robust, and why two policies or scenarios differ, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wargame.report import words
from wargame.report.analysis import naming as named
from wargame.report.analysis.section import Section
from wargame.report.figures import policies_figure as figures
from wargame.report.phrases import note
from wargame.report.sentences import meaning
from wargame.report.table import Table, table
from wargame.scenario.outcomes import OUTCOMES

if TYPE_CHECKING:
    from wargame.report.analysis.naming import Naming
    from wargame.report.figures.canvas import Sourced
    from wargame.study.analysis.attribution import Attribution
    from wargame.study.analysis.full_analysis import Findings
    from wargame.study.analysis.robust import Robust, Standing

    Ends = tuple[str, str]

NAMED = 3  # policies in a sentence


def section(findings: Findings, naming: Naming, data: Sourced) -> Section:
    """Regret and goal of every policy, outcome by outcome."""
    text = Section("robust", "Which policy is robust", findings.skipped)
    for one in findings.robust:
        goal = goal_words(one)
        text.lead.append(sentence(one))
        text.charts += [figures.standing(one, goal, data), figures.trade_off(one, goal, data)]
        text.tables.append(_table(one))
    if findings.robust:
        text.notes.append(note("robust"))
    return text


def goal_words(one: Robust) -> str:
    """The goal in words."""
    return f"“{one.goal}” {'avoided' if one.avoid else 'met'}"


def sentence(one: Robust) -> str:
    """The policies of least regret and those that meet the goal most often; others whose intervals
    overlap with those are named too."""
    unit = OUTCOMES[one.outcome].unit
    least, best = one.standings[0], max(one.standings, key=lambda of: of.met.value)
    level = _plain(least.worst.value, unit)
    same = [of for of in one.standings if _plain(of.worst.value, unit) == level]
    close = [of for of in one.standings if of not in same and of.often.low <= least.often.high]
    often = [of for of in one.standings if of.met.high >= best.met.low]
    text = f"{meaning(one.outcome)} ({one.better} is better): "
    if len(same) > 1:
        text += f"{_names(same)} share the least largest regret, {level}."
    else:
        text += (
            f"{_names(same)} has the least largest regret, {level}; in nine of ten futures at most "
            f"{named.banded(least.often, unit)}."
        )
    if close:
        text += f" The interval of that overlaps with that of {_names(close)}."
    n = f"n = {words.plural(one.futures, 'future')}"
    goal = f"{goal_words(one)} in {named.share(best.met)} of runs"
    if len(often) == len(one.standings):
        return f"{text} The intervals of all policies overlap for {goal_words(one)} ({n})."
    if len(often) > 1:
        others = _names([of for of in often if of is not best])
        return (
            f"{text} “{best.policy}” has {goal}; its interval overlaps with that of {others} ({n})."
        )
    also = "It also has" if same == [best] else f"“{best.policy}” has"
    return f"{text} {also} {goal}, the most of all ({n})."


def _names(policies: Iterable[Standing]) -> str:
    """Up to three policies, quoted."""
    names = [f"“{of.policy}”" for of in policies]
    if len(names) > NAMED:
        names = [*names[: NAMED - 1], f"{len(names) - NAMED + 1} others"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _plain(value: float, unit: str) -> str:
    _, value, _, unit = words.scaled(value, value, value, unit)
    return words.counted(words.number(value, 1.0 if unit in words.COUNTED else 0.1), unit)


def _table(one: Robust) -> Table:
    unit = OUTCOMES[one.outcome].unit
    rows = [
        (
            f"{number}. {of.policy}", named.banded(of.mean, unit), _plain(of.worst.value, unit),
            named.banded(of.often, unit), named.share(of.best), named.share(of.met),
            "yes" if of.efficient else "no",
        )
        for number, of in enumerate(one.standings, start=1)
    ]  # fmt: skip
    heads = ("policy", "mean", "largest regret", "regret not exceeded in 90% of futures",
             "best in", goal_words(one), "efficient")  # fmt: skip
    futures = words.plural(one.dropped, "future")
    left = f"; {futures} left out, since runs failed" if one.dropped else ""
    caption = (
        f"{meaning(one.outcome)}; 90% intervals over futures; n = {one.futures:,} futures of "
        f"{words.plural(one.replicates, 'run')} each{left}."
    )
    return table(caption, heads, rows)


def attribution(
    every: Iterable[Attribution],
    naming: Naming,
    ends: Ends,
    text: Section,
    inputs: str,
    data: Sourced,
) -> Section:
    """Fill `text` with why the policies or scenarios `ends` differ, in `inputs`."""
    for one in every:
        text.lead.append(parts_words(one, naming, ends))
        names = [naming.part(part.name) for part in one.parts]
        what = named.brief(one.what) if one.what in OUTCOMES else what_words(one.what)
        title = f"Why they differ: {what}"
        text.charts.append(figures.parts(one, names, ends, unit_of(one.what), title, data))
        text.tables.append(parts_table(one, naming))
        text.notes = [parts_note(one, inputs)]
    return text


def parts_note(one: Attribution, inputs: str) -> str:
    """How the difference is shared out."""
    return note("one_at_a_time" if one.parts[0].share is None else "shapley", inputs=inputs)


def unit_of(what: str) -> str:
    """The unit of what is shared out: of an outcome, or a share of runs for a predicate."""
    return OUTCOMES[what].unit if what in OUTCOMES else "share"


def what_words(what: str) -> str:
    """What is shared out, as the subject of a sentence."""
    return meaning(what) if what in OUTCOMES else f"Share of runs in which “{what}” holds"


def parts_words(one: Attribution, naming: Naming, ends: Ends) -> str:
    """The difference and its largest parts in a sentence."""
    unit = unit_of(one.what)
    largest = "; ".join(
        f"{naming.part(part.name)} {named.difference(part.share or part.first, unit)}"
        for part in one.parts[:3]
    )
    return (
        f"{what_words(one.what)}: “{ends[1]}” less “{ends[0]}” is "
        f"{named.difference(one.difference, unit)} on average (n = {one.n:,} pairs). "
        f"Of it: {largest}."
    )


def parts_table(one: Attribution, naming: Naming) -> Table:
    """Every part with its interval."""
    rows = []
    for part in one.parts:
        bands = [band for band in (part.share, part.first, part.last) if band]
        cells = (named.difference(band, unit_of(one.what)) for band in bands)
        rows.append((naming.part(part.name), *cells))
    shapley = ["share (Shapley)"] if one.parts[0].share else []
    heads = ("input", *shapley, "changed first", "changed last")
    caption = f"{what_words(one.what)}; 90% intervals; n = {one.n:,} pairs, {one.mixes:,} mixes."
    return table(caption, heads, rows)
