"""What a claim is asked in: scenarios, their variants by source and with pinned numbers, kept runs.

Runs are kept by what they are made from, so that claims which ask of the same scenario share
them, and a claim that is added later runs only what is new.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from wargame.declare.errors import WargameError
from wargame.questions.claim_file import Question
from wargame.questions.predicate import comparable
from wargame.results.files import whole_file
from wargame.results.provenance import code_hash, installed
from wargame.scenario.outcomes import OUTCOMES
from wargame.study.paired import margin

Known = dict[str, Any]  # loaded scenarios by side, choice of figures and runs
ENDS = ("low", "high")


def plan(catalogue: Any) -> dict[str, str]:
    """What decides the runs that are kept, beside the scenarios themselves."""
    facts = {"version": installed("wargame"), "code": code_hash()}
    facts |= {name: installed(name) for name in ("numpy", "numba")}
    return facts | {"evidence": str(catalogue.hash)}


@dataclass(frozen=True)
class Case:
    """The sides of a question under one choice of figures: one scenario, or two to be compared.

    `key` is central, low, high, or that of a source; every scenario has the same runs and seed.
    """

    question: Question
    key: str
    scenarios: tuple[Any, ...]

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

    def margins(self, home: Path) -> Any:
        """What is tested, run by run -> (runs,): an outcome, a difference or a ratio.

        NaN where there is nothing to measure.
        """
        ask = self.question.ask
        names = (ask.outcome, self.question.other)
        sides = [
            comparable(name, held(home, label, one)[name])
            for name, label, one in zip(names, self.labels, self.scenarios)
        ]
        return margin(sides, ask.by)


def pin(scenario: Any, first: dict[str, Any], values: dict[str, float]) -> Any:
    """`scenario` with `values` for those of its numbers that are as in `first`."""
    numbers = dict(scenario.numbers)
    for path, value in values.items():
        if path in numbers and numbers[path].internal == first[path].internal:
            numbers[path] = replace(numbers[path], value=value, low=value, high=value)
    return replace(scenario, numbers=numbers)


def cases(question: Question, runs: int, fewer: int, seed: int | None, known: Known) -> list[Case]:
    """The question under central figures, low, high, and each source that changes a number of it.

    `runs` runs under central figures and `fewer` under each other choice; `known` holds what
    other questions have loaded.
    """

    def sides(key: str, runs: int) -> tuple[Any, ...]:
        given = {"estimate": key, "runs": runs, "seed": seed}
        words = [json.dumps([*word, key, runs]) for word in question.sides()]
        if any(word not in known for word in words):
            known.update(zip(words, question.scenarios(**given)))
        return tuple(known[word] for word in words)

    central = Case(question, "central", sides("central", runs))
    numbers = central.scenarios[0].catalogue.numbers.values()
    sources = sorted({estimate.source for number in numbers for estimate in number.estimates})
    found = [central]
    for key in [*ENDS, *sources]:
        there = sides(key, fewer)
        if any(_differ(side, base) for side, base in zip(there, central.scenarios)):
            found.append(Case(question, key, there))
    return found


def _differ(one: Any, other: Any) -> bool:
    """Whether any number differs."""
    return any(
        number != other.numbers[path] and number.internal != other.numbers[path].internal
        for path, number in one.numbers.items()
    )


def inputs(case: Case) -> dict[str, Any]:
    """Every number of the first side that varies, as its runs draw it -> (runs,) internal units."""
    from wargame.agents.numbers import Numbers

    one = case.scenarios[0]
    return Numbers(one.ranges, one.whole, np.arange(one.runs), np.uint64(one.seed)).inputs()


def file_of(home: Path, label: str) -> Path:
    """Where the runs of `label` are kept."""
    return home / "runs" / f"{label}.npy"


def held(home: Path, label: str, scenario: Any) -> dict[str, Any]:
    """Outcome -> (runs,), NaN for never: read from `home`, or run now and kept there.

    Raises WargameError if the file is damaged or cannot be written.
    """
    file = file_of(home, label)
    if not file.is_file():
        _run(file, scenario)
    try:
        table = np.load(file)
    except (OSError, EOFError, ValueError) as error:
        raise WargameError(f"{file}: cannot be read ({error}); delete it and go on") from error
    if table.shape != (len(OUTCOMES), scenario.runs):
        raise WargameError(f"{file}: does not hold the runs it should; delete it and go on")
    return dict(zip(OUTCOMES, table))


def _run(file: Path, scenario: Any) -> None:
    """All runs of `scenario`, their outcomes (outcome, runs) written whole or not at all."""
    from wargame.model.batch import simulate

    record = simulate(scenario)
    table = np.stack([np.asarray(record.outcomes[name], float) for name in OUTCOMES])
    with whole_file(file) as draft, draft.open("wb") as stream:
        np.save(stream, table)
