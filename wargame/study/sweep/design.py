"""A design made ready to run: points sampled, every row numbered, every chunk a job of its own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from wargame.declare.errors import WargameError
from wargame.evidence.catalogue import field_of
from wargame.questions.design_file import Sweep
from wargame.results.provenance import build
from wargame.scenario import Scenario
from wargame.study.arrays import Floats, Whole
from wargame.study.sweep.sampling import problem, sample

MOST_ROWS = 100_000_000
CHUNK_MONTHS = 9000  # run-months that take about a second on one core: see docs/performance.md


class Chunk(NamedTuple):
    """Some rows of one policy: `first` to `first + rows` of its (point, replicate) in order."""

    policy: int
    first: int
    rows: int

    @property
    def name(self) -> str:
        """The name of its shard, without the ending; in order of rows."""
        return f"{self.policy:05d}-{self.first:09d}"


class Job(NamedTuple):
    """All that a chunk reads: a scenario, the number of each run (rows,), values that stand in for
    draws (path -> (rows,), internal units), the outcomes wanted, and the build that planned it."""

    scenario: Scenario
    runs: Whole
    given: dict[str, Floats]
    outcomes: list[str]
    build: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """A sweep with its sample (points, parameters) in the units of its parameters."""

    sweep: Sweep
    sample: Floats

    @property
    def points(self) -> int:
        """How many points."""
        return len(self.sample)

    @property
    def replicates(self) -> int:
        """Runs of each point under each policy."""
        return self.sweep.file.replicates

    @property
    def rows(self) -> int:
        """Rows of the whole sweep."""
        return len(self.sweep.policies) * self.points * self.replicates

    @cached_property
    def scenarios(self) -> list[Scenario]:
        """The scenario of each policy, with what the design does not name drawn or held."""
        result = [one.scenario for one in self.sweep.policies]
        return result if self.sweep.file.rest == "drawn" else [_at_centre(one) for one in result]

    @property
    def usual_chunk(self) -> int:
        """Rows that take about a second; the same for a design on every machine."""
        return max(20, min(1000, CHUNK_MONTHS // self.scenarios[0].months))

    def chunks(self, size: int) -> list[Chunk]:
        """The whole sweep, cut into chunks of `size` rows that do not cross policies."""
        own = self.points * self.replicates
        return [
            Chunk(policy, first, min(size, own - first))
            for policy in range(len(self.sweep.policies))
            for first in range(0, own, size)
        ]

    def keys(self, chunk: Chunk) -> dict[str, Whole]:
        """point, replicate and run of each row of `chunk`, (rows,) each."""
        row = np.arange(chunk.first, chunk.first + chunk.rows)
        point, replicate = np.divmod(row, self.replicates)
        run = replicate if self.sweep.luck == "shared" else row
        return {"point": point, "replicate": replicate, "run": run}

    def job(self, chunk: Chunk) -> Job:
        """What is to be computed for `chunk`."""
        keys = self.keys(chunk)
        given = {
            one.path: self.sample[keys["point"], at] * one.factor
            for at, one in enumerate(self.sweep.parameters)
        }
        scenario = self.scenarios[chunk.policy]
        return Job(scenario, keys["run"], given, self.sweep.outcomes, build())


def prepare(sweep: Sweep) -> Plan:
    """Sample the points of `sweep`. Raises WargameError for a design that is too large."""
    plan = Plan(sweep, sample(sweep))
    if plan.rows > MOST_ROWS:
        raise WargameError(f"the design makes {plan.rows:,} rows (limit {MOST_ROWS:,})")
    return plan


def _at_centre(scenario: Scenario) -> Scenario:
    """The scenario with every number at its central value."""
    numbers = {p: replace(n, low=n.value, high=n.value) for p, n in scenario.numbers.items()}
    return replace(scenario, numbers=numbers)


def resolved(plan: Plan) -> dict[str, Any]:
    """The design written out in full, as plain JSON; a Dataset carries it as attrs["design"].

    `problem` is SALib's; `sizes` what its sample was made with (points is the base sample N or the
    number of trajectories, levels, second_order); `points` is how many points came of it. Ranges
    and levers are in the unit given with them; `distribution` says how a sample fills a range.
    """
    sweep, file, first = plan.sweep, plan.sweep.file, plan.sweep.policies[0].scenario
    parameters = [
        {key: getattr(one, key) for key in ("path", "unit", "low", "value", "high", "meaning")}
        | {"levels": list(one.levels)}
        for one in sweep.parameters
    ]
    return {
        "name": sweep.name,
        "title": file.title,
        "question": file.question,
        "kind": file.design.kind,
        "sizes": sweep.sizes,
        "start": first.start.isoformat(),
        "basis": sweep.basis.words,
        "months": first.months,
        "seed": file.seed,
        "points": plan.points,
        "replicates": plan.replicates,
        "luck": sweep.luck,
        "rest": file.rest,
        "distribution": file.distribution,
        "parameters": parameters,
        "problem": problem(sweep.parameters),
        "levers": [_lever(path, given, sweep) for path, given in file.levers.items()],
        "policies": [
            {"label": one.label, "scenario": one.scenario.name, "levers": one.levers}
            for one in sweep.policies
        ],
        "constants": file.constants,
        "outcomes": sweep.outcomes,
    }


def _lever(path: str, given: object, sweep: Sweep) -> dict[str, Any]:
    """A lever as written, with the unit of its options where they are numbers."""
    field = field_of(path)
    numbers = sweep.policies[0].scenario.catalogue.numbers
    unit = numbers[path].unit if path in numbers else ""
    return {"path": path, "unit": unit, "meaning": field.meaning if field else "", "given": given}


def fingerprint(values: Floats) -> str:
    """SHA-256 of an array of numbers."""
    return hashlib.sha256(np.ascontiguousarray(values, np.float64).tobytes()).hexdigest()
