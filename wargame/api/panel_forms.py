"""Forms of a panel of experts: blank ones, and those of a later round with what all said.

Nothing that a form shows says who said what.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from wargame.api.eliciting import bounds
from wargame.declare.errors import WargameError
from wargame.evidence.number import FACTS, JUDGEMENT, Number
from wargame.evidence.opening import SUFFIX

if TYPE_CHECKING:
    from wargame.api.progress import Shown
    from wargame.api.scenarios import Scenario
    from wargame.evidence.catalogue import Catalogue
    from wargame.questions.panel_file import Answers
    from wargame.study.elicitation import Interval

HEAD = """\
# A form of the panel '{name}', round {round}. For each number write the lowest and the highest that
# it could plausibly be, your best guess, and how sure you are, in percent (50 to 99), that the
# truth lies between lowest and highest. Answer alone. What you leave blank is not answered.
# `wargame elicit check` reads the form before you send it.
"""
ROUND_2 = """\
# What the others said stands above each number, rescaled to intervals of 90%, without names.
# Think about why they differ from yours, then answer anew.
"""


def form(
    scenario: Scenario,
    name: str,
    numbers: Sequence[str] = (),
    top: int = 10,
    seeds: int = 10,
    runs: int = 300,
    progress: Shown = False,
) -> str:
    """A blank form about `numbers`, or the `top` judgements that move the scenario's answer most.

    `seeds` facts of the catalogue are asked as well, whose values are known and not shown: they
    show how good answers are. Raises WargameError for a path that is no number.
    """
    definition = scenario.definition
    if unknown := [path for path in numbers if path not in definition.numbers]:
        hint = definition.catalogue.addresses.hint(unknown[0], definition.numbers)
        raise WargameError(f"{unknown[0]}: there is no such number{hint}")
    if given := [path for path in numbers if path in definition.conditioned]:
        raise WargameError(f"{given[0]}: the nowcast gives it, so that an answer would not be used")
    asked = [definition.numbers[path] for path in numbers or _matter(scenario, top, runs, progress)]
    seed_facts = _seeds(definition.catalogue, seeds)
    eve = definition.start - timedelta(days=1)  # so that a scenario that starts then can take it
    lines = [HEAD.format(name=name, round=1).rstrip(), "panel: 1", f"name: {name}", "round: 1"]
    lines += [
        "expert: # your name, or a word of your own",
        "named: false # true: it may be printed",
    ]
    lines += [f"theatre: {definition.theatre.name}", f"as_of: {eve}", "judgements:"]
    for number in asked:
        lines += _question(number.path, _asks(definition.catalogue, number), number.unit, [])
    if seed_facts:
        lines.append("seeds: # their values are known to who asks; do not look them up")
    for fact in seed_facts:
        lines += _question(fact.path, _asks(definition.catalogue, fact), fact.unit, [])
    return "\n".join(lines) + "\n"


def _question(path: str, asks: str, unit: str, remarks: Iterable[str]) -> list[str]:
    """One blank question; `remarks` stand above it."""
    import json

    blank = ("lowest:", "highest:", "best:", "sure:", "reason:")
    return [
        *(f"  # {remark}" for remark in remarks),
        f"  {path}:",
        f"    asks: {json.dumps(asks, ensure_ascii=False)}",
        f"    unit: {json.dumps(unit)}",
        *(f"    {key}" for key in blank),
    ]


def _asks(catalogue: Catalogue, number: Number) -> str:
    """What a number is, in words."""
    from wargame.evidence.fields import SECTIONS, field_of

    if number.path.startswith(FACTS):
        return f"{catalogue.texts[f'{number.path}.name']}, as of {number.as_of}"
    section, entry, *_ = number.path.split(".")
    name = catalogue.texts.get(f"{section}.{entry}.name", SECTIONS[section].meaning)
    field = field_of(number.path)
    return f"{name}: {field.meaning}" if field else name


def _matter(scenario: Scenario, top: int, runs: int, progress: Shown) -> list[str]:
    """The judgements that go most with what answers the scenario's question."""
    from wargame.report.influence import influences

    definition = scenario.definition
    result = scenario.run(runs=runs, progress=progress)
    outcomes = list(dict.fromkeys(answer.outcome for answer in definition.answer))
    paths = [
        one.path
        for one in influences(result.data, outcomes)
        if one.path in definition.numbers
        and definition.numbers[one.path].source == JUDGEMENT
        and one.path not in definition.conditioned
    ]
    return list(dict.fromkeys(paths))[:top]


def _seeds(catalogue: Catalogue, count: int) -> list[Number]:
    """The newest sourced facts, by date and then name; those counted in a running table, which
    are many and speak of its rows, last."""
    sourced = [
        fact
        for fact in catalogue.facts.values()
        if fact.source in catalogue.bibliography
        and fact.dimension not in ("date", "time")  # the calendar is nothing to be sure of
        and not fact.path.endswith(SUFFIX)  # it is asked as it is now
    ]
    of = catalogue.bibliography
    newest = sorted(sourced, key=lambda fact: (fact.as_of, fact.path), reverse=True)
    return sorted(newest, key=lambda fact: of[fact.source].running)[:count]


def feedback(panel: Sequence[Answers]) -> str:
    """The form of the next round: blank, with what all said above each number, without names."""
    first, result = panel[0].form, said(panel)
    head = HEAD.format(name=first.name, round=first.round + 1) + ROUND_2
    lines = [head.rstrip(), "panel: 1", f"name: {first.name}", f"round: {first.round + 1}"]
    lines += ["expert:", "named: false", f"theatre: {first.theatre}", f"as_of: {first.as_of}"]
    lines.append("judgements:")
    for path, reply in first.judgements.items():
        remarks = result[path].remarks if path in result else []
        lines += _question(path, reply.asks, reply.unit or "", remarks)
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Said:
    """What all of a panel said of one number, without names: their 90% intervals from the lowest
    up, the mean of these, and their reasons in alphabetical order."""

    unit: str
    intervals: tuple[Interval, ...]
    mean: Interval
    reasons: tuple[str, ...]

    @property
    def remarks(self) -> list[str]:
        """It in lines."""
        lines = [f"{one.low:.3g} to {one.high:.3g}, best {one.best:.3g}" for one in self.intervals]
        low, best, high = self.mean
        lines.append(f"mean: {low:.3g} to {high:.3g}, best {best:.3g}")
        return [*lines, *(f"said: {reason}" for reason in self.reasons)]


def said(panel: Sequence[Answers]) -> dict[str, Said]:
    """What all said of each number that anybody answered, by path."""
    from wargame.study.elicitation import pool

    result = {}
    for one in pool(panel, bounds(panel)):
        given = (answers.judgements.get(one.path) for answers in panel)
        # A line of its own in a form is no part of a remark.
        reasons = sorted(" ".join(each.reason.split()) for each in given if each and each.reason)
        intervals = sorted(interval for _, interval in one.answers)
        result[one.path] = Said(one.unit, tuple(intervals), one.interval, tuple(reasons))
    return result
