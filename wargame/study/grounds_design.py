"""Runs from which the variance of outcomes is shared out among groups of numbers and luck.

The design is that of closed Sobol indices, with luck as one more group. Two ensembles, A and B,
have numbers and luck of their own, run by run. For each group there is an ensemble that has all of
A but that group, which it has of B (Saltelli and others, Computer Physics Communications 181,
2010). Draws are addressed, so that numbers can be exchanged with luck held, and luck with numbers
held.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from wargame.agents.numbers import Numbers
from wargame.evidence.kinds import KINDS, OBSERVED, kind_of_draw
from wargame.results import select
from wargame.scenario import Scenario
from wargame.study.arrays import Floats, Outcomes

LUCK = "luck"
A, B = "a", "b"
# First runs of A and of B. Members of an ensemble that runs take in turn, as those of a nowcast,
# are not the same in A and B: a prime lies between. And neither are the runs with whose numbers the
# ensemble was conditioned, so that numbers of A may be exchanged for those of B.
FAR = 1_000_003
FIRST = {A: FAR, B: 2 * FAR}
Each = Callable[[int], None]


@dataclass(frozen=True)
class Design:
    """Outcomes of `n` runs under each ensemble: A, B, LUCK, and every group of numbers.

    `runs` is ensemble -> outcome -> (n,), without NaN where an outcome never happens: that counts
    as the whole horizon. `drawn` is ensemble (A, B) -> path -> (n,); `group` is path -> group.
    """

    n: int
    runs: Mapping[str, Outcomes]
    drawn: Mapping[str, Outcomes]
    group: Mapping[str, str]

    @property
    def groups(self) -> list[str]:
        """Groups of numbers of which one varies, in the order of KINDS, others after them."""
        there = dict.fromkeys(self.group.values())
        return [*(one for one in KINDS if one in there), *(k for k in there if k not in KINDS)]


def groups_by_kind(scenario: Scenario) -> dict[str, str]:
    """The kind of evidence of every number that varies between runs, by path."""
    joint = scenario.joint(np.arange(1))
    return {
        path: OBSERVED if path in joint else kind_of_draw(scenario.numbers[path])
        for path in _numbers(scenario, 0, 1).varying
    }


def ensembles(scenario: Scenario) -> int:
    """How many ensembles the design of `scenario` has, A and B among them."""
    return 3 + len(set(groups_by_kind(scenario).values()))


def design(
    scenario: Scenario,
    n: int,
    advance: Each = lambda days: None,
    workers: int | None = None,
) -> Design:
    """Simulate the design with `n` runs an ensemble; `advance` hears run-days.

    All ensembles are one batch: each is so many runs with numbers that are given, A and B those
    that they draw. So the processors share them out evenly.
    """
    from wargame.model.side_by_side import Batch, simulate

    group = groups_by_kind(scenario)
    drawn = {side: _inputs(scenario, first, n) for side, first in FIRST.items()}
    parts = {A: (A, drawn[A]), B: (B, drawn[B]), LUCK: (B, drawn[A])}
    for name in dict.fromkeys(group.values()):
        theirs = {path: drawn[B][path] for path in group if group[path] == name}
        parts[name] = (A, {**drawn[A], **theirs})
    ids = np.concatenate([np.arange(n) + FIRST[luck] for luck, _ in parts.values()])
    given = {path: np.concatenate([of[path] for _, of in parts.values()]) for path in drawn[A]}
    outcomes = counted(simulate(Batch(scenario, ids, given), advance, workers).outcomes, scenario)
    runs = {
        name: {outcome: values[at * n : (at + 1) * n] for outcome, values in outcomes.items()}
        for at, name in enumerate(parts)
    }
    return Design(n, runs, drawn, group)


def counted(outcomes: Mapping[str, Floats], scenario: Scenario) -> Outcomes:
    """Outcomes with the whole horizon in months for what never happens."""
    late = float(scenario.months)
    return {
        name: np.where(np.isnan(values), late, values) if select.never(name) else values
        for name, values in outcomes.items()
    }


def _numbers(scenario: Scenario, first: int, n: int) -> Numbers:
    return Numbers(scenario, np.arange(first, first + n), np.uint64(scenario.seed))


def _inputs(scenario: Scenario, first: int, n: int) -> Outcomes:
    return {path: np.array(x) for path, x in _numbers(scenario, first, n).inputs().items()}
