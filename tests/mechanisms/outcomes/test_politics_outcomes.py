"""Strikes on third states, the ladder and the race, on hand-made tapes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.mechanisms.outcomes.planted_tape import NAN, expect, tape
from wargame.declare.durations import DAYS_PER_MONTH
from wargame.declare.tape import Tape
from wargame.scenario.outcomes import OUTCOMES

# Calm; an incursion, then a limited strike; a large one at once.
RUNGS = [[0, 0, 0, 0], [0, 1, 0, 2], [3, 0, 0, 0]]


def after_a_halt() -> Tape:
    """Months of 31, 28, 31 and 30 days; rungs by month.

    0: calm. 1: no halt, so all counts. 2: a halt in the second month, after its first day: what
    comes on that first day was before it. 3: a halt on the first day of the second month, which
    then opens under it. 4: a halt from the first day.
    """
    rungs = [[0, 0, 0, 0], [2, 1, 0, 0], [2, 3, 0, 2], [1, 2, 1, 0], [2, 1, 0, 0]]
    return tape(5, 4, spillover_rung=rungs, first_halt=[40, -1, 40, 31, 0])


def test_allied_ready() -> None:
    """All magazines against all needs; without a need, against one round."""
    magazine, need = (
        {"fen": [10, 0, 3], "moor": [20, 8, 0]},
        {"fen": [40, 24, 0], "moor": [20, 8, 0]},
    )
    expect("allied_ready", tape(allied_magazine=magazine, allied_need=need), 0.5, 0.25, 3)


def test_allied_ready_all_out() -> None:
    magazine, need = (
        {"fen": [10, 0, 3], "moor": [20, 8, 0]},
        {"fen": [40, 8, 1], "moor": [20, 8, 2]},
    )
    of = tape(allied_magazine=magazine, allied_need=need, all_out=[10, 5, 4])
    expect("allied_ready_all_out", of, 0.05, 0.1, 0.25)


def test_allied_ready_worst() -> None:
    ready = {"fen": [[0.5, 0.4], [0.9, 0.8], [0, 0]], "moor": [[0.3, 0.6], [2, 0.7], [1, 1]]}
    expect("allied_ready_worst", tape(allied_ready=ready), 0.3, 0.7, 0)


def test_a_war_without_allies_has_no_worst_magazine() -> None:
    none = replace(tape(), series={"allied_ready": np.zeros((3, 2, 0), np.float32)})
    assert np.isnan(OUTCOMES["allied_ready_worst"].compute(none)).all()


def test_spillover() -> None:
    expect("spillover", tape(months=4, spillover_rung=RUNGS), 0, 1, 1)


def test_incursion() -> None:
    """Missiles alone are no incursion."""
    expect("incursion", tape(months=4, spillover_rung=RUNGS), 0, 1, 0)


def test_spillover_rung() -> None:
    expect("spillover_rung", tape(months=4, spillover_rung=RUNGS), 0, 2, 3)


def test_spillover_month() -> None:
    """Strikes come on the first of a month; drones alone are none."""
    of = tape(months=4, spillover_rung=RUNGS)
    expect("spillover_month", of, NAN, (31 + 28 + 31) / DAYS_PER_MONTH, 0)


def test_spillover_after_halt() -> None:
    expect("spillover_after_halt", after_a_halt(), 0, 1, 1, 1, 1)


def test_spillover_month_after_halt() -> None:
    expect("spillover_month_after_halt", after_a_halt(), NAN, 0, 2, 0, 0)


def test_incursion_after_halt() -> None:
    expect("incursion_after_halt", after_a_halt(), 0, 1, 0, 1, 1)


def late(*rungs: float) -> Tape:
    """Fourteen months of which the second and the third have a rung: twelve are the last year."""
    series = np.zeros((3, 14))
    series[:, 1], series[:, 2] = 3, rungs
    return tape(months=14, spillover_rung=series)


def test_spillover_last_year() -> None:
    expect("spillover_last_year", late(0, 1, 2), 0, 0, 1)


def test_spillover_rung_last_year() -> None:
    expect("spillover_rung_last_year", late(0, 1, 2), 0, 1, 2)


def test_escalation_rung() -> None:
    expect("escalation_rung", tape(escalation_rung=[[1, 1], [2, 5], [6, 0]]), 1, 5, 6)


def test_race_growth() -> None:
    """Of the two rivals together; a third power does not count, nor what grows from nothing."""
    heads = {"north": [[0, 110], [0, 90], [0, 10]], "south": [[0, 110], [0, 90], [0, 0]]}
    of = tape(
        strategic_warheads=heads | {"east": 900},
        opening_warheads={"north": [150, 150, 0], "south": [50, 50, 0]},
    )
    expect("race_growth", of, 0.1, -0.1, NAN)


def test_race_stable() -> None:
    """Growth to the end of the first year alone, just after it, and little at the end."""
    heads = np.full((3, 24), 1000.0)
    heads[0, 11:], heads[1, 12:], heads[2, 20:] = 1200.0, 1010.0, 1009.0
    of = tape(months=24, strategic_warheads={"north": heads}, opening_warheads={"north": 1000})
    expect("race_stable", of, 1, 0, 1)
    short = tape(
        months=6, strategic_warheads={"north": heads[:, 9:15]}, opening_warheads={"north": 1000}
    )
    expect("race_stable", short, 0, 0, 1)
