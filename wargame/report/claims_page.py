"""The page of claims: each with its speaker and source, the answer, and what would flip it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.evidence.number import NONE
from wargame.report import assumptions, page_file, words
from wargame.report.figures import claims_figure as figures
from wargame.report.figures.canvas import Sourced
from wargame.report.sentences import declared
from wargame.report.table import Cell, Column, Table, table
from wargame.results import select
from wargame.scenario.outcomes import OUTCOMES

if TYPE_CHECKING:
    from wargame.evidence.number import Source
    from wargame.questions.claim_file import Publication
    from wargame.questions.question_file import Side
    from wargame.study.claim_study import Answer
    from wargame.study.flips import Lever

FLIP = "What would have to be true for it to flip"
MOST = 3  # numbers of one source that are named
MOST_CHOICES = 4  # choices of figures that are named


def write(directory: Path, answers: Sequence[Answer], data: Sourced) -> None:
    """Write claims.html and figures/ into `directory`."""
    charts = figures.draw([(one, statement(one)) for one in answers], data)
    overview, *drawn = page_file.pictures(charts, data.attrs, directory)
    claims: dict[str, dict[str, object]] = {}
    asks: dict[str, list[dict[str, object]]] = {}
    for one, picture in zip(answers, drawn):
        claims.setdefault(one.question.name, heading(one))
        asks.setdefault(one.question.name, []).append(row(one) | {"picture": picture})
    values = {
        "claims": [claim | {"asks": asks[name]} for name, claim in claims.items()],
        "table": answer_table(answers).without(FLIP),
        "overview": overview,
        "summary": summary(answers),
    }
    page_file.write(directory, "claims", data, values)


def heading(one: Answer) -> dict[str, object]:
    """A claim without its answers: words, speaker, date, source."""
    claim = one.question.claim
    source: Source | Publication | None = claim.publication
    if claim.source != NONE:
        source = one.choices[0].scenarios[0].catalogue.bibliography[claim.source]
    return {
        "name": one.question.name,
        "claim": claim,
        "source": f"{source.publisher}, “{source.title}”, {source.date}" if source else
        "no source at hand",
        "url": source.url if source and source.url.startswith("http") else "",
    }  # fmt: skip


def sided(side: Side, name: str) -> str:
    """A side in words: the scenario, and what is changed in it."""
    changed = side.model_dump(mode="json", exclude_defaults=True, exclude={"scenario", "outcome"})
    parts = [
        f"{actor} {key.replace('_', ' ')}: {value}"
        for actor, policies in changed.get("policies", {}).items()
        for key, value in policies.items()
    ]
    parts += [f"without {key.replace('_', ' ')}" for key in changed.get("mechanisms", {})]
    parts += [f"{path} = {value}" for path, value in changed.get("set", {}).items()]
    parts += [f"{path} × {factor:g}" for path, factor in changed.get("scale", {}).items()]
    for event in changed.get("events", []):
        extra = ", ".join(f"{key} {event[key]}" for key in event if key not in ("on", "event"))
        parts.append(f"{event['event'].replace('_', ' ')}{f' ({extra})' if extra else ''} on "
                     f"{event['on']}")  # fmt: skip
    parts += [f"without {kind.replace('_', ' ')}" for kind in changed.get("drop_events", [])]
    return f"{name} ({'; '.join(parts)})" if parts else name


def _first_side(one: Answer) -> str:
    return sided(one.question.ask.in_, str(one.question.ask.in_.scenario))


def statement(one: Answer) -> str:
    """The predicate in words."""
    ask, question = one.question.ask, one.question
    central = one.choices[0].scenarios[0]
    what, inside = declared(ask.outcome, central).meaning, _first_side(one)
    unit = "" if ask.by == "ratio" else OUTCOMES[ask.outcome].unit
    test = f"{ask.test.sign} {words.bound(ask.test.bound, unit, bool(ask.against))}"
    if ask.against is None:
        text = f"{what} {test}, in {inside}"
    else:
        other = declared(question.other, central).meaning
        second = sided(ask.against, ask.against.scenario or str(ask.in_.scenario))
        if ask.by == "ratio":
            over = f"{other} in {second}" if second != inside else other
            text = f"{what} over {over} {test}, in {inside}"
        else:
            less = "" if other == what else f"{other}, "
            text = f"{what}: {inside} less {less}{second} {test}"
    return f"{words.capital(text)} ({question.months} months)"


def level(one: Answer) -> str:
    """The median of what is tested and the band of 80% of runs, in words."""
    ask = one.question.ask
    if math.isnan(one.middle):
        return "nothing to measure"
    unit = "" if ask.by == "ratio" else OUTCOMES[ask.outcome].unit
    scale, after = 1.0, "" if unit in ("", "factor") else f" {unit}"
    if unit == "share":
        scale, after = 100.0, "%" if ask.against is None else " points"
    return words.spread(one.low * scale, one.middle * scale, one.high * scale, after)


def apart(one: Answer) -> str:
    """How often a paired difference lies above, at and below zero; '' where nothing is paired.

    Runs that are the same on both sides make neither '> 0' nor '< 0' true.
    """
    if one.apart is None:
        return ""
    above, same, below = (words.of_runs(share, one.central.n) for share in one.apart)
    return f"In {_first_side(one)}: higher in {above}, the same in {same}, lower in {below}"


def flips(one: Answer) -> list[str]:
    """What turns the answer, in sentences; or that nothing that was tried does."""
    result = one.flips
    if result.together is None:
        text = ["No number that varies goes with it: there is nothing to try."]
    elif not result.flips:
        share = words.percent(result.together.value, result.together.n)
        text = [
            f"Inside the ranges it does not flip: with the {len(result.levers)} numbers that go "
            "most with it all at their ends against it, the claim holds in "
            f"{share} of runs (n = {result.together.n:,})."
        ]
    else:
        text = []
        for flip in result.flips:
            head = "; and at once ".join(lever(of, flip.way, one) for of in flip.levers)
            share = words.percent(flip.share.value, flip.share.n)
            text.append(
                f"{words.capital(head)}: then the claim holds in {share} of runs "
                f"(n = {flip.share.n:,})."
            )
    return text + by_source(one)


def by_source(one: Answer) -> list[str]:
    """The figures of each source under which the answer is clearly the other one."""
    central = one.choices[0].scenarios[0]
    cases = {case.key: case.scenarios[0] for case in one.choices}
    text = []
    for of in one.contrary:
        if of.key in words.ENDS:
            continue
        there = cases[of.key].numbers
        paths = [p for p, n in there.items() if n.internal != central.numbers[p].internal]
        figures = [
            f"{assumptions.short_label(path, central.texts)} {assumptions.value(there[path])} "
            f"(central {assumptions.value(central.numbers[path])})"
            for path in paths[:MOST]
        ]
        more = f"; and {len(paths) - MOST} more" if len(paths) > MOST else ""
        share = words.percent(of.value, of.n)
        text.append(
            f"With the figures of {of.key} it does: {'; '.join(figures)}{more}; the claim then "
            f"holds in {share} of runs (n = {of.n:,})."
        )
    return text


def lever(one: Lever, way: float, answer: Answer) -> str:
    """One number and the value from which the answer flips."""
    case = answer.choices[0].scenarios[0]
    number = case.numbers[one.path]
    name = assumptions.short_label(one.path, case.texts)
    central = words.number(one.central, 0)
    if way == 0:
        return f"{name} at its central value {central} {one.unit}"
    sign = "at or above" if one.end > one.central else "at or below"
    return (
        f"{name} {sign} {words.number(one.at(way), 0)} {one.unit} (central {central}; range "
        f"{words.ends(number.low, number.high, 0)}; {number.source})"
    )


def robustness(one: Answer) -> str:
    """How the answer stands under other choices of figures."""
    count = len(one.shares) - 1
    if not count:
        return "No source gives another figure of a number it uses."
    parts = []
    for head, shares in (("the other way", one.contrary), ("too close to call", one.doubtful)):
        if shares:
            named = [
                f"{words.ENDS.get(of.key, of.key)} ({words.percent(of.value, of.n)})"
                for of in shares
            ]
            parts.append(f"{head} under {words.few_of(named, MOST_CHOICES)}")
    text = "; ".join(parts) or f"the same under all {count} other choices of figures"
    return f"{words.capital(text)} (n = {one.shares[1].n:,} each)."


def row(one: Answer) -> dict[str, object]:
    """One predicate in words, for a page or a program."""
    of, texts = one.central, one.choices[0].scenarios[0].texts
    return {
        "key": one.question.key,
        "name": one.question.name,
        "claim": one.question.claim.claim,
        "says": one.question.ask.says or one.question.claim.claim,
        "part": one.question.ask.says or "",
        "statement": statement(one),
        "answer": words.chance(of.value, of.n, of.low, of.high),
        "n": f"{of.n:,}",
        "level": level(one),
        "apart": apart(one),
        "verdict": one.verdict,
        "robustness": robustness(one),
        "flips": flips(one),
        "searched": [
            {
                "label": assumptions.short_label(used.path, texts),
                "path": used.path,
                "rho": words.signed(used.rho, 0.01),
                "end": f"{words.number(used.end, 0)} {used.unit} ({used.word})",
            }
            for used in one.flips.levers
        ],
        "never": select.never(one.question.ask.outcome),
    }


def answer_table(answers: Iterable[Answer]) -> Table:
    """Each predicate: its probability, whether it stands, its median, what would flip it, n."""
    rows = []
    for one in answers:
        of, ask = one.central, one.question
        claim = Cell(ask.key, ask.ask.says or ask.claim.claim, link=f"#{ask.name}")
        chance = words.chance(of.value, of.n, of.low, of.high)
        rows.append((
            claim, Cell(chance, apart(one)), one.verdict, level(one), " ".join(flips(one)),
            f"{of.n:,}",
        ))  # fmt: skip
    heads = (
        "Claim", "Probability", Column("Stands?", strong=True),
        Column("What is tested, median run", hint="Tested"),
        Column(FLIP, ratio=3),
        Column("n", align="right"),
    )  # fmt: skip
    return table("Claims", heads, rows, lines=True)


def summary(answers: Iterable[Answer]) -> list[str]:
    """The whole in a few sentences."""
    by: dict[str, list[str]] = {}
    for one in answers:
        side = {1: ", holds", -1: ", does not hold", 0: ""}[one.central.side]
        by.setdefault(f"{one.verdict}{side}", []).append(short(one))
    return [f"{words.capital(verdict)}: {'; '.join(names)}." for verdict, names in by.items()]


def short(one: Answer) -> str:
    """The short name of a claim in words, and which part of it is asked."""
    name, says = one.question.name.replace("_", " "), one.question.ask.says
    return f"{name} ({says})" if says else name
