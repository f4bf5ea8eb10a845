"""A panel of experts: forms to fill in, what the others said, and what the panel has it at.

The protocol is IDEA (investigate, discuss, estimate, aggregate): each answers alone, sees what the
others said, and answers again; the second answers are pooled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.declare.errors import WargameError
from wargame.declare.units import UNITS
from wargame.evidence.number import FACTS, JUDGEMENT, Number
from wargame.evidence.opening import SUFFIX

if TYPE_CHECKING:
    from wargame.api.progress import Shown
    from wargame.api.scenarios import Scenario
    from wargame.evidence.catalogue import Catalogue
    from wargame.questions.panel_file import Answers, Judgement
    from wargame.study.elicitation import Pooled, Score, Weighting

HEAD = """\
# A form of the panel '{name}', round {round}. For each number write the lowest and the highest that
# it could plausibly be, your best guess, and how sure you are, in percent (50 to 99), that the
# truth lies between lowest and highest. Answer alone. What you leave blank is not answered.
# `wargame elicit check` reads the form before you send it.
"""
ROUND_2 = """\
# What the others said stands above each number, made alike to intervals of 90%, without names.
# Think about why they differ from yours, then answer anew.
"""


@dataclass(frozen=True)
class Panel:
    """What a panel came to: numbers as pooled, and how each expert did where truths are known."""

    name: str
    as_of: date
    round: int
    experts: tuple[str, ...]
    named: tuple[str, ...]
    weighting: str
    pooled: tuple[Pooled, ...]
    scores: tuple[Score, ...] = ()

    @property
    def source(self) -> str:
        """The key under which its figures are cited, and which `estimate` takes."""
        return f"panel_{self.name}"

    def evidence(self) -> dict[str, Any]:
        """It as evidence that a scenario can bring (`evidence:`), ready to be written as YAML."""
        who = ", ".join(self.named) if self.named else "not named"
        count = f"{len(self.experts)} expert{'s' * (len(self.experts) != 1)}"
        note = (
            f"{count}, round {self.round} of the IDEA protocol, {self.weighting} weights; "
            "intervals made alike to 90% and averaged; the triangle that runs draw from has 5% "
            "beyond either end"
        )
        return {
            "bibliography": {
                self.source: {
                    "title": f"Panel of experts '{self.name}'",
                    "publisher": f"{count} ({who})",
                    "date": self.as_of.isoformat(),
                    "url": "",
                    "note": note,
                }
            },
            "estimates": {
                one.path: [
                    {
                        **{
                            key: float(f"{value:.4g}")
                            for key, value in zip(("low", "value", "high"), one.triangle)
                        },
                        "unit": one.unit,
                        "as_of": self.as_of.isoformat(),
                        "source": self.source,
                        "grade": "J",
                        "note": f"{one.experts} answers; 90% interval {one.interval.low:.4g} to "
                        f"{one.interval.high:.4g}",
                    }
                ]
                for one in self.pooled
            },
        }

    def save(self, out: str | Path) -> None:
        """Write the evidence as YAML."""
        import yaml

        from wargame.results.files import write_whole

        text = yaml.safe_dump(self.evidence(), sort_keys=False, allow_unicode=True)
        head = (
            f"# What the panel '{self.name}' said; lay it beside the catalogue with --evidence.\n"
        )
        write_whole(Path(out), (head + text).encode())

    def words(self) -> list[str]:
        """It in words, a line a number; then how experts did where the answers are known."""
        lines = []
        for one in self.pooled:
            low, best, high = one.interval
            lines.append(
                f"{one.path}: {best:.3g} {one.unit} (90% interval {low:.3g} to {high:.3g}, "
                f"{one.experts} answers)"
            )
        for score in self.scores:
            lines.append(
                f"{score.expert}: truth inside the 90% interval {score.inside} of {score.seeds} "
                f"times; calibration {score.calibration:.2g}, information {score.information:.2g}"
            )
        return lines


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
    asked = [definition.numbers[path] for path in numbers or _matter(scenario, top, runs, progress)]
    known = _seeds(definition.catalogue, seeds)
    eve = definition.start - timedelta(days=1)  # so that a scenario that starts then can take it
    lines = [HEAD.format(name=name, round=1).rstrip(), "panel: 1", f"name: {name}", "round: 1"]
    lines += [
        "expert: # your name, or a word of your own",
        "named: false # true: it may be printed",
    ]
    lines += [f"theatre: {definition.theatre.name}", f"as_of: {eve}", "judgements:"]
    for number in asked:
        lines += _question(number.path, _asks(definition.catalogue, number), number.unit, [])
    if known:
        lines.append("seeds: # their values are known to who asks; do not look them up")
    for fact in known:
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
        return f"{catalogue.texts[f'{number.path}.name']} ({number.as_of})"
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
    found = [
        one.path
        for one in influences(result.data, outcomes)
        if one.path in definition.numbers and definition.numbers[one.path].source == JUDGEMENT
    ]
    return list(dict.fromkeys(found))[:top]


def _seeds(catalogue: Catalogue, count: int) -> list[Number]:
    """The newest sourced facts, by date and then name; a date is no quantity to be sure of."""
    sourced = [
        fact
        for fact in catalogue.facts.values()
        if fact.source in catalogue.bibliography
        and fact.dimension != "date"
        and not fact.path.endswith(SUFFIX)  # it is asked as it is now
    ]
    return sorted(sourced, key=lambda fact: (fact.as_of, fact.path), reverse=True)[:count]


def answers(files: Iterable[str | Path]) -> list[Answers]:
    """The filled-in forms of one panel and round, one an expert.

    Raises WargameError for forms of several panels or rounds, or two of one expert.
    """
    from wargame.questions.panel_file import load

    panel = [load(file) for file in files]
    if not panel:
        raise WargameError("a panel needs at least one form")
    first = panel[0].form
    experts: dict[str, Path] = {}
    for one in panel:
        if (one.form.name, one.form.round) != (first.name, first.round):
            raise WargameError(
                f"{one.file}: is of panel {one.form.name}, round {one.form.round}; "
                f"{panel[0].file} of {first.name}, round {first.round}"
            )
        if one.expert in experts:
            raise WargameError(f"{one.file}: {one.expert} also answered in {experts[one.expert]}")
        experts[one.expert] = one.file
    return panel


def feedback(panel: Sequence[Answers]) -> str:
    """The form of the next round: blank, with what all said above each number, without names."""
    from wargame.study.elicitation import pool

    first = panel[0].form
    found = {one.path: one for one in pool(panel, _bounds(panel))}
    head = HEAD.format(name=first.name, round=first.round + 1) + ROUND_2
    lines = [head.rstrip(), "panel: 1", f"name: {first.name}", f"round: {first.round + 1}"]
    lines += ["expert:", "named: false", f"theatre: {first.theatre}", f"as_of: {first.as_of}"]
    lines.append("judgements:")
    for path, reply in first.judgements.items():
        remarks = []
        if path in found:
            given = sorted(interval for _, interval in found[path].answers)
            remarks = [f"{one.low:.3g} to {one.high:.3g}, best {one.best:.3g}" for one in given]
            low, best, high = found[path].interval
            remarks.append(f"mean: {low:.3g} to {high:.3g}, best {best:.3g}")
            remarks += [
                f"said: {one.judgements[path].reason}"
                for one in panel
                if path in one.judgements and one.judgements[path].reason
            ]
        lines += _question(path, reply.asks, reply.unit or "", remarks)
    return "\n".join(lines) + "\n"


def pooled(files: Iterable[str | Path], weighting: Weighting = "equal") -> Panel:
    """What the forms in `files` come to, with equal weights or those of performance.

    Raises WargameError as `answers`, and where weights by performance have too little to go by.
    """
    from wargame.study.elicitation import pool, scores

    panel = answers(files)
    first = panel[0].form
    truths = _truths(panel)
    scored = scores(panel, truths) if weighting == "performance" else []
    weights = {one.expert: one.weight for one in scored} or None
    return Panel(
        name=first.name,
        as_of=first.as_of,
        round=first.round,
        experts=tuple(one.expert for one in panel),
        named=tuple(one.expert for one in panel if one.form.named),
        weighting=weighting,
        pooled=tuple(pool(panel, _bounds(panel), weights)),
        scores=tuple(scored),
    )


def _catalogue(panel: Sequence[Answers]) -> Catalogue:
    from wargame.evidence import catalogue, theatre

    form = panel[0].form
    start = form.as_of + timedelta(days=1)
    return catalogue.load(theatre.load(form.theatre).evidence).as_of(start)


def _truths(panel: Sequence[Answers]) -> dict[str, float]:
    """Values of the facts that were asked, in the units of the answers."""
    facts = {fact.path: fact for fact in _catalogue(panel).facts.values()}
    return {path: facts[path].value for one in panel for path in one.seeds}


def _bounds(panel: Sequence[Answers]) -> dict[str, tuple[float, float]]:
    """The least and the most that each number can be, in the unit of its answers."""
    from wargame.evidence.fields import field_of

    found: dict[str, tuple[float, float]] = {}
    given: Iterable[Judgement] = (j for one in panel for j in one.judgements.values())
    for one in given:
        field, factor = field_of(one.path), UNITS[one.unit].factor
        if field:
            found[one.path] = field.low / factor, field.high / factor
    return found
