"""Batches of runs: all days of some runs, and what they leave behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from wargame.declare.tape import Array
from wargame.model.war import Given, RunIds, War
from wargame.model.war_tape import tape, work_out
from wargame.scenario import Scenario

CHUNK = 500


@dataclass
class Record:
    """What a batch of runs left behind; see SERIES and OUTCOMES for names, units, meanings.

    series: name -> float32 (runs, months, *dims); outcomes: name -> float64 (runs,), NaN for
    never; inputs: path -> float64 (runs,) in internal units, for numbers that vary between runs.
    """

    scenario: Scenario
    runs: Array
    months: list[str]
    labels: dict[str, list[str]]
    series: dict[str, Array]
    outcomes: dict[str, Array]
    inputs: dict[str, Array]


@contextmanager
def opened(scenario: Scenario, run_ids: RunIds, given: Given = None) -> Iterator[War]:
    """A War that is closed at the end, whatever happens."""
    war = War(scenario, run_ids, given=given)
    try:
        yield war
    finally:
        war.close()


def fight(
    scenario: Scenario,
    run_ids: RunIds,
    progress: Callable[[int], None] | None = None,
    given: Given = None,
) -> Record:
    """All days of the given runs; `progress` is told run-days done, `given` is for `Numbers`."""
    with opened(scenario, run_ids, given) as war:
        while war.day < war.calendar.days:
            days = war.go()
            if progress:
                progress(war.runs * days)
        return Record(
            scenario,
            war.run_ids,
            war.calendar.months,
            war.recorder.labels,
            war.recorder.series,
            work_out(tape(war), scenario.theatre),
            war.numbers.inputs(),
        )


def led_up(scenario: Scenario, run_ids: Sequence[int], given: Given = None) -> Record:
    """The months before the start of a scenario, in the given runs; no outcomes.

    Raises ValueError where the scenario starts on the day for which its evidence stands.
    """
    if scenario.lead_up == 0:
        raise ValueError(f"{scenario.name} starts on the day for which its evidence stands")
    with opened(scenario, run_ids, given) as war:
        recorder = war.recorder
        return Record(
            scenario, war.run_ids, recorder.earlier_months, recorder.labels, recorder.earlier, {},
            war.numbers.inputs(),
        )  # fmt: skip


def simulate(
    scenario: Scenario,
    first: int = 0,
    runs: int | None = None,
    chunk: int = CHUNK,
    progress: Callable[[int], None] | None = None,
    given: Given = None,
) -> Record:
    """Runs `first` to `first + runs`, a chunk at a time; the chunk size changes nothing.

    `given` (path -> (runs,), internal units) are values that stand in for draws of numbers: a
    calibration or a sweep brings its own.
    """
    wanted = range(first, first + (scenario.runs if runs is None else runs))
    parts = []
    for start in range(0, len(wanted), chunk):
        these = slice(start, start + chunk)
        own = {path: values[these] for path, values in given.items()} if given else None
        parts.append(fight(scenario, wanted[these], progress, own))
    return parts[0] if len(parts) == 1 else join(parts)


def join(parts: list[Record]) -> Record:
    """One record of several batches, in their order."""
    head = parts[0]
    return Record(
        head.scenario,
        np.concatenate([p.runs for p in parts]),
        head.months,
        head.labels,
        {k: np.concatenate([p.series[k] for p in parts]) for k in head.series},
        {k: np.concatenate([p.outcomes[k] for p in parts]) for k in head.outcomes},
        {k: np.concatenate([p.inputs[k] for p in parts]) for k in head.inputs},
    )
