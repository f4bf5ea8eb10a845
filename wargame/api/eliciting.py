"""A panel of experts: its answers, and what the panel has each number at.

The protocol is IDEA (investigate, discuss, estimate, aggregate): each answers alone, sees what the
others said, and answers again; the second answers are pooled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.declare.errors import WargameError
from wargame.evidence.number import PANEL

if TYPE_CHECKING:
    from wargame.evidence.catalogue import Catalogue
    from wargame.questions.panel_file import Answers
    from wargame.study.elicitation import Pooled, Score, Weighting


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
        return f"{PANEL}{self.name}"

    def evidence(self) -> dict[str, Any]:
        """It as evidence that a scenario can bring (`evidence:`), ready to be written as YAML."""
        who = ", ".join(self.named) if self.named else "not named"
        count = f"{len(self.experts)} expert{'s' * (len(self.experts) != 1)}"
        note = (
            f"{count}, round {self.round} of the IDEA protocol, {self.weighting} weights; "
            "intervals rescaled to 90% and averaged; the triangle that runs draw from has 5% "
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
                        "note": f"{_answers(one.experts)}; 90% interval {one.interval.low:.4g} to "
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
                f"{_answers(one.experts)})"
            )
        for score in self.scores:
            lines.append(
                f"{score.expert}: truth inside the 90% interval {score.inside} of {score.seeds} "
                f"times; calibration {score.calibration:.2g}, information {score.information:.2g}"
            )
        return lines


def _answers(count: int) -> str:
    return f"{count} answer{'s' * (count != 1)}"


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


def pooled(
    files: Iterable[str | Path],
    weighting: Weighting = "equal",
    seeds: Iterable[str | Path] = (),
) -> Panel:
    """What the forms in `files` come to, with equal weights or those of performance.

    `seeds` are forms of an earlier round of the same experts, where facts with known values were
    asked. Raises WargameError as `answers`, where nobody answered any number, and where weights by
    performance have too little to go by.
    """
    from wargame.study.elicitation import pool, scores

    panel = answers(files)
    if not any(one.judgements for one in panel):
        raise WargameError(f"{panel[0].file}: nobody of the panel answered any number")
    if earlier := list(seeds):
        by = {one.expert: one.seeds for one in answers(earlier)}
        panel = [replace(one, seeds=by.get(one.expert, one.seeds)) for one in panel]
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
        pooled=tuple(pool(panel, bounds(panel), weights)),
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


def bounds(panel: Sequence[Answers]) -> dict[str, tuple[float, float]]:
    """The least and the most that each number can be, in the unit of its answers."""
    return {j.path: j.bounds for one in panel for j in one.judgements.values()}
