"""What a claim is asked in: scenarios, their variants by source and with pinned numbers, kept runs.

Runs are kept by what they are made from, so that claims which ask of the same scenario share
them, and a claim that is added later runs only what is new.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from wargame.evidence.number import Number
from wargame.questions.claim_file import Question
from wargame.questions.predicate import comparable
from wargame.scenario import Scenario
from wargame.study import estimates, run_cache
from wargame.study.arrays import Floats, Outcomes
from wargame.study.paired import margin

Loaded = dict[str, Scenario]  # scenarios by side, choice of figures and runs


@dataclass(frozen=True)
class Case:
    """The sides of a question under one choice of figures: one scenario, or two to be compared.

    `key` is central, low, high, or that of a source; every scenario has the same runs and seed.
    """

    question: Question
    key: str
    scenarios: tuple[Scenario, ...]

    def first(self, runs: int) -> Case:
        """The same with the first `runs` runs only."""
        fewer = tuple(replace(one, runs=min(runs, one.runs)) for one in self.scenarios)
        return replace(self, scenarios=fewer)

    def pinned(self, values: dict[str, float]) -> Case:
        """The same with numbers held at `values` (path -> value in the number's own unit).

        The second side follows where it has the same number as the first; what only the first
        side changes is its own.
        """
        first = self.scenarios[0].numbers
        return replace(self, scenarios=tuple(pin(one, first, values) for one in self.scenarios))

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """For each side a word that tells its runs from all others."""
        return tuple(one.hash[:24] for one in self.scenarios)

    def margins(self, directory: Path) -> Floats:
        """What is tested, run by run -> (runs,): an outcome, a difference or a ratio.

        NaN where there is nothing to measure.
        """
        ask = self.question.ask
        names = (ask.outcome, self.question.other)
        sides = [
            comparable(name, outcomes(directory, label, one)[name])
            for name, label, one in zip(names, self.labels, self.scenarios)
        ]
        return margin(sides, ask.by)


def pin(scenario: Scenario, first: Mapping[str, Number], values: Mapping[str, float]) -> Scenario:
    """`scenario` with `values` for those of its numbers that are as in `first`."""
    numbers = dict(scenario.numbers)
    for path, value in values.items():
        if path in numbers and numbers[path].internal == first[path].internal:
            numbers[path] = replace(numbers[path], value=value, low=value, high=value)
    return replace(scenario, numbers=numbers)


def cases(
    question: Question, runs: int, fewer: int, seed: int | None, loaded: Loaded
) -> list[Case]:
    """The question under central figures, low, high, and each source that changes a number of it.

    `runs` runs under central figures and `fewer` under each other choice; `loaded` holds what
    other questions have loaded.
    """

    def sides(key: str, runs: int) -> tuple[Scenario, ...]:
        words = [json.dumps([*word, key, runs]) for word in question.sides()]
        if any(word not in loaded for word in words):
            loaded.update(zip(words, question.scenarios(estimate=key, runs=runs, seed=seed)))
        return tuple(loaded[word] for word in words)

    central = Case(question, "central", sides("central", runs))
    result = [central]
    for key in estimates.keys(central.scenarios[0].catalogue):
        there = sides(key, fewer)
        if any(estimates.changed(side, base) for side, base in zip(there, central.scenarios)):
            result.append(Case(question, key, there))
    return result


def inputs(case: Case) -> dict[str, Floats]:
    """Every number of the first side that varies, as its runs draw it -> (runs,) internal units."""
    from wargame.agents.numbers import Numbers

    one = case.scenarios[0]
    return Numbers(one, np.arange(one.runs), np.uint64(one.seed)).inputs()


def outcomes(directory: Path, label: str, scenario: Scenario) -> Outcomes:
    """Outcome -> (runs,), NaN for never: read from `directory`, or run now and written there.

    Raises WargameError if the file is damaged or cannot be written.
    """
    file = run_cache.file_of(directory, label)
    if not file.is_file():
        run_cache.simulate((file, scenario, None))
    return run_cache.read(file, scenario)[0]
