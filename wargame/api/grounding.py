"""What outcomes stand on: shares of their variance by kind of evidence, and by luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from wargame.api.explaining import HEADLINES as ALL
from wargame.api.progress import Display
from wargame.api.scenario_value import ScenarioValue
from wargame.api.simulation import command_of, task
from wargame.api.study_result import StudyResult
from wargame.report import grounds as shown
from wargame.report.headlines import FRONT, HEADLINES
from wargame.report.headlines import named as of_theatre
from wargame.report.sentences import forbidden, meaning
from wargame.results.provenance import provenance
from wargame.scenario.outcomes import outcomes_of
from wargame.study import grounds as study
from wargame.study.grounds_design import design, ensembles
from wargame.study.grounds_numbers import Shapes, Worth

if TYPE_CHECKING:
    import xarray

    from wargame.report.table import Table
    from wargame.scenario import Scenario as Definition
    from wargame.study.grounds_design import Design

RUNS = 500
REPORTED = 200  # runs of each ensemble in the report of a run
MOST = 100_000


@dataclass(frozen=True)
class Grounds(StudyResult):
    """Shares of the variance of each outcome (`shares`), those that never vary left out (`same`);
    `worths` are the numbers worth knowing, by outcome; `mean` is over FRONT headline outcomes."""

    file = "grounds"

    scenario: Definition
    shares: tuple[study.Grounds, ...]
    worths: dict[str, tuple[Worth, ...]]
    same: tuple[str, ...]
    mean: study.Mean | None

    @property
    def title(self) -> str:
        """What is explained, and of which scenario."""
        names = [*(one.outcome for one in self.shares), *self.same]
        what = meaning(names[0], self.scenario) if len(names) == 1 else "Headline outcomes"
        return f"{what} - {self.scenario.title}"

    def words(self) -> list[str]:
        """The shares of one outcome; of several, how much of the headlines is grounded."""
        lines = []
        if self.same:
            names = "; ".join(meaning(name, self.scenario) for name in self.same)
            lines = [f"The same in every run, or seldom measured; nothing to share out: {names}."]
        if len(self.shares) == 1:
            return lines + shown.sentences(self.shares[0], self.scenario)
        return lines + ([shown.mean_sentence(self.mean)] if self.mean else [])

    def tables(self) -> list[Table]:
        """Shares by outcome, and the numbers that would sharpen each most."""
        if not self.shares:
            return []
        shares = shown.shares_table(self.shares, self.scenario, "What it stands on")
        if len(self.shares) > 1:
            return [shares, shown.sharpest_table(self.worths, self.scenario)]
        worths, title = self.worths[self.shares[0].outcome], "What would sharpen it most"
        return [shares, shown.worths_table(worths, self.scenario, title)] if worths else [shares]

    def _data(self) -> dict[str, Any]:
        def row(one: study.Grounds) -> dict[str, Any]:
            worths = [
                {"path": of.path, "kind": of.group, "share": of.share._asdict()}
                for of in self.worths[one.outcome]
            ]
            bands = {name: band._asdict() for name, band in one.kinds.items()}
            aside = {name: band._asdict() for name, band in one.aside.items()}
            both = {"luck": one.luck._asdict(), "together": one.together._asdict()}
            return asdict(one) | both | {"kinds": bands, "aside": aside, "worth_knowing": worths}

        mean = None
        if self.mean:
            kinds = {name: band._asdict() for name, band in self.mean.kinds.items()}
            bands = {"grounded": self.mean.grounded, "together": self.mean.together}
            mean = asdict(self.mean) | {"kinds": kinds}
            mean |= {name: band._asdict() for name, band in bands.items()}
        return {"outcomes": [row(one) for one in self.shares], "same": self.same, "mean": mean}


def shared_out(given: ScenarioValue, outcome: str, runs: int, display: Display) -> Grounds:
    """Share out the variance of `outcome` (or of all headlines), which the theatre has."""
    definition = given.definition
    design = _designed(definition, runs, display)
    names = _headlines(definition) if outcome == ALL else [outcome]
    return _result(definition, design, names, provenance(definition, _command(given, outcome)))


def of_run(given: ScenarioValue, data: xarray.Dataset, display: Display) -> shown.Section | str:
    """What the headlines of a run stand on, from more runs like its own; or why it is not told."""
    scenario = given.definition
    n = min(REPORTED, int(data.sizes["run"]))
    if n < study.LEAST:
        return f"Shown from {study.LEAST} runs on: with fewer, its intervals are too wide."
    design = _designed(scenario, n, display)
    result = _result(scenario, design, _headlines(scenario), {})
    every = {one.outcome: one for one in result.shares}
    line = _command(given, ALL)
    return shown.section(every, result.worths, result.mean, scenario, line)


def left_out(given: ScenarioValue, data: xarray.Dataset, display: Display) -> str:
    """What a report says in place of `of_run` where that was not wanted."""
    return (
        "Left out, as asked (--no-grounds): the same command without that option tells it. With "
        f"more runs: {_command(given, ALL)}"
    )


def _command(given: ScenarioValue, outcome: str) -> str:
    what = [outcome, "--scenario", given.file]
    return command_of(given.definition, "explain", what, given.settings, given.estimate)


def _headlines(scenario: Definition) -> list[str]:
    valid = outcomes_of(scenario.theatre)
    names = dict.fromkeys((*of_theatre(FRONT, scenario), *of_theatre(HEADLINES, scenario)))
    return [name for name in names if name in valid and not forbidden(scenario, name)]


def _designed(
    scenario: Definition,
    n: int,
    display: Display,
) -> Design:
    count = ensembles(scenario)
    days = n * scenario.days * count
    stopped = "stopped while simulating what the outcomes stand on; nothing was written"
    label = f"what it stands on: {count} times {n:,} runs"
    with task(display, label, days, stopped) as advance:
        return design(scenario, n, advance)


def _result(
    scenario: Definition, design: Design, names: Sequence[str], facts: dict[str, str]
) -> Grounds:
    shapes = Shapes(design)
    each = {name: study.grounds(design, name) for name in names}
    measured = [one for one in each.values() if one]
    front = [name for name in of_theatre(FRONT, scenario) if name in names]
    decided = [one.aside for name in front if (one := each[name])]
    return Grounds(
        scenario,
        tuple(measured),
        {one.outcome: tuple(shapes.worths(one.outcome, one.luck)) for one in measured},
        tuple(name for name, one in each.items() if one is None),
        study.mean(design, front) if any(decided) else None,
        provenance={str(key): str(value) for key, value in facts.items()},
    )
