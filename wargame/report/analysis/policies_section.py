"""Which policy is robust, and why two policies or scenarios differ, in words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from wargame.report import words
from wargame.report.analysis import naming as named
from wargame.report.analysis.section import Section
from wargame.report.figures import policies_figure as figures
from wargame.report.table import Table, table
from wargame.scenario.outcomes import OUTCOMES

NAMED = 3  # policies in a sentence
_KINDS = {"policies": "policy", "mechanisms": "mechanism"}


def section(found: Any, naming: Any, data: Any) -> Section:
    """Regret and goal of every policy, outcome by outcome."""
    text = Section("robust", "Which policy is robust", "robust", found.skipped)
    for one in found.robust:
        goal = goal_words(one)
        text.lead.append(sentence(one))
        text.charts.append(figures.standing(one, goal, data))
        text.charts.append(figures.trade_off(one, goal, data))
        text.tables.append(_table(one))
    if found.robust:
        text.notes.append(
            "All policies meet the same futures with the same luck. How a policy does in a future "
            "is the mean over its replicates. The largest regret is over the futures tried, and "
            "more of them can only raise it; so the regret that nine of ten do not exceed stands "
            "beside it. Robust means so among these policies and futures, and no others."
        )
    return text


def goal_words(one: Any) -> str:
    """The goal in words."""
    return f"“{one.goal}” {'avoided' if one.avoid else 'met'}"


def sentence(one: Any) -> str:
    """The policies of least regret and those that meet the goal most often; others whose intervals
    overlap with those are named too."""
    unit = OUTCOMES[one.outcome].unit
    least = one.standings[0]
    level = _plain(least.worst.value, unit)
    same = [of for of in one.standings if _plain(of.worst.value, unit) == level]
    close = [of for of in one.standings if of not in same and of.often.low <= least.often.high]
    n = f"n = {words.counted(f'{one.futures:,}', 'futures')}"
    text = f"{named.outcome(one.outcome)} ({one.better} is better): "
    if len(same) > 1:
        text += f"{_names(same)} share the least largest regret, {level}."
    else:
        text += (
            f"{_names(same)} has the least largest regret, {level}; in nine of ten futures at most "
            f"{named.banded(least.often, unit)}."
        )
    if close:
        text += f" The interval of that overlaps with that of {_names(close)}."
    best = max(one.standings, key=lambda of: of.met.value)
    as_often = [of for of in one.standings if of.met.high >= best.met.low]
    goal = f"{goal_words(one)} in {named.share(best.met)} of runs"
    if len(as_often) == len(one.standings):
        return f"{text} The intervals of all policies overlap for {goal_words(one)} ({n})."
    if len(as_often) > 1:
        others = _names([of for of in as_often if of is not best])
        return (
            f"{text} “{best.policy}” has {goal}; its interval overlaps with that of {others} ({n})."
        )
    also = "It also has" if same == [best] else f"“{best.policy}” has"
    return f"{text} {also} {goal}, the most of all ({n})."


def _names(policies: list[Any]) -> str:
    """Up to three policies, quoted."""
    names = [f"“{of.policy}”" for of in policies]
    if len(names) > NAMED:
        names = [*names[: NAMED - 1], f"{len(names) - NAMED + 1} others"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _plain(value: float, unit: str) -> str:
    _, value, _, unit = words.scaled(value, value, value, unit)
    whole = unit in words.COUNTED
    return words.counted(words.number(value, 1.0 if whole else 0.1), unit)


def _table(one: Any) -> Table:
    unit = OUTCOMES[one.outcome].unit
    rows = [
        [
            f"{number}. {of.policy}", named.banded(of.mean, unit), _plain(of.worst.value, unit),
            named.banded(of.often, unit), named.share(of.best), named.share(of.met),
            "yes" if of.efficient else "no",
        ]
        for number, of in enumerate(one.standings, start=1)
    ]  # fmt: skip
    heads = ["policy", "mean", "largest regret", "regret not exceeded in 90% of futures",
             "best in", goal_words(one), "efficient"]  # fmt: skip
    futures = words.counted(f"{one.dropped:,}", "futures")
    left = f"; {futures} left out, since runs failed" if one.dropped else ""
    caption = (
        f"{named.outcome(one.outcome)}; 90% intervals over futures; n = {one.futures:,} futures of "
        f"{words.counted(f'{one.replicates:,}', 'runs')} each{left}."
    )
    return table(caption, heads, rows)


def attribution(found: Any, naming: Any, data: Any) -> Section:
    """Why two policies of the sweep differ."""
    text = Section("attribution", "Why policies differ", "attribution", found.skipped)
    for one in found.attribution:
        text.lead.append(parts_words(one, naming, found.between))
        text.charts.append(parts_chart(one, naming, found.between, data))
        text.tables.append(parts_table(one, naming))
    if found.attribution:
        text.notes.append(parts_note(found.attribution[0], "levers"))
    return text


def parts_note(one: Any, inputs: str) -> str:
    """How the difference is shared out."""
    if one.parts[0].share is None:
        return (
            f"One at a time: each of the {inputs} changed first in the one, and last on the way to "
            "the other. The changes need not add up to the difference; what is left over the "
            f"{inputs} do together."
        )
    return (
        f"Shapley’s value of each of the {inputs}: what it adds, on average over the orders in "
        "which they could be changed one after another. The parts "
        "add up to the difference. Where an "
        f"input adds another amount first than last, it works through others of the {inputs}."
    )


def unit_of(what: str) -> str:
    """The unit of what is shared out: of an outcome, or a share of runs for a predicate."""
    return OUTCOMES[what].unit if what in OUTCOMES else "share"


def what_words(what: str) -> str:
    """What is shared out, as the subject of a sentence."""
    return named.outcome(what) if what in OUTCOMES else f"Share of runs in which “{what}” holds"


def parts_words(one: Any, naming: Any, ends: tuple[str, str]) -> str:
    """The difference and its largest parts in a sentence."""
    unit = unit_of(one.what)
    largest = "; ".join(
        f"{part_name(part.name, naming)} {_more(part.share or part.first, unit)}"
        for part in one.parts[:3]
    )
    return (
        f"{what_words(one.what)}: “{ends[1]}” less “{ends[0]}” is "
        f"{_more(one.difference, unit)} on average (n = {one.n:,} pairs). Of it: {largest}."
    )


def _more(band: Any, unit: str) -> str:
    """A difference with its interval; of shares in percentage points."""
    if unit != "share":
        return named.signed(band, unit)
    return named.signed(SimpleNamespace(
        value=100 * band.value, low=100 * band.low, high=100 * band.high), "points")  # fmt: skip


def part_name(name: str, naming: Any) -> str:
    """An input that differs, in words: a number, an entry, a policy, a mechanism or an event."""
    head, _, rest = name.partition(".")
    if head in _KINDS:
        return f"{_KINDS[head]} {rest.replace('.', ': ').replace('_', ' ')}"
    if name[:1].isdigit():  # an event, which begins with its day
        return name
    return str(naming.label(name))


def parts_chart(one: Any, naming: Any, ends: tuple[str, str], data: Any) -> Any:
    """The figure of one attribution."""
    names = [part_name(part.name, naming) for part in one.parts]
    what = named.brief(one.what) if one.what in OUTCOMES else what_words(one.what)
    title = f"Why they differ: {what}"
    return figures.parts(one, names, ends, unit_of(one.what), title, data)


def parts_table(one: Any, naming: Any) -> Table:
    """Every part with its interval."""
    unit = unit_of(one.what)
    rows = [
        [
            part_name(part.name, naming),
            *([_more(part.share, unit)] if part.share else []),
            _more(part.first, unit),
            _more(part.last, unit),
        ]
        for part in one.parts
    ]
    shapley = one.parts[0].share is not None
    heads = ["input", *(["share (Shapley)"] if shapley else []), "changed first", "changed last"]
    caption = f"{what_words(one.what)}; 90% intervals; n = {one.n:,} pairs, {one.mixes:,} mixes."
    return table(caption, heads, rows)
