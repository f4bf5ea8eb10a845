"""Magazines, batteries and when they run dry, and what defence costs, on hand-made tapes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.mechanisms.outcomes.planted_tape import NAN, YEAR, expect, tape
from wargame.declare.durations import DAYS_PER_MONTH
from wargame.mechanisms.defence import defence_series
from wargame.scenario.outcomes import OUTCOMES

BY_KIND = {
    "shield": [[9, 1], [9, 0], [0, 5]],
    "sister": [[9, 3], [9, 0], [0, 5]],
    "net": [[9, 2], [9, 0], [0, 0]],
    "rifle": [[9, 100], [9, 100], [9, 9]],
}


def test_break_even_month() -> None:
    """Four can be stopped. More than that is added by the third month; by the second after a halt
    in the second; never, for what is kept for ground fire does not count."""
    of = tape(
        months=4,
        stock={
            "arrow": [[11, 12, 13, 18], [12, 13, 15, 15], [14, 14, 14, 14]],
            "bolt": [[1, 2, 2, 2], [0, 2, 2, 2], [0, 0, 0, 0]],
            "flare": [[0, 500, 900, 999], [0, 0, 0, 0], [0, 100, 900, 999]],
        },
        opening_stock={"arrow": 8, "bolt": 2, "flare": 300},
        held={"shield": 4, "sister": 4, "net": 1, "rifle": 100},
        stop_chance={"shield": 0.5, "sister": 0.25, "net": 1, "rifle": 1},
        first_halt=[-1, 35, -1],
    )
    expect("break_even_month", of, 3, 2, NAN)


def test_batteries_end() -> None:
    """Those that two kinds share are counted once."""
    expect("batteries_end", tape(batteries=BY_KIND), 3, 0, 5)


def test_interceptors_end() -> None:
    expect("interceptors_end", tape(held=BY_KIND), 6, 0, 10)


DRY = [name for name in OUTCOMES if name.startswith("dry_")]


@pytest.mark.parametrize("name", DRY)
def test_dry(name: str) -> None:
    """Each kind has its own day; on the first day it is 0 months, and a kind may never run dry."""
    kinds = [one.removeprefix("dry_") for one in DRY]
    at = kinds.index(name.removeprefix("dry_"))
    days = np.full((4, len(kinds)), 7)
    days[:, at] = [0, 61 + at, -1, 700]
    of = replace(tape(4), labels={"interceptor": kinds}, marks={"first_dry": days})
    expect(name, of, 0, (61 + at) / DAYS_PER_MONTH, NAN, 700 / DAYS_PER_MONTH)


def test_a_kind_that_a_war_does_not_have_never_runs_dry() -> None:
    (one,) = defence_series.dry.outcomes({"lance": "the lances"})
    assert (one.name, one.occurs) == ("dry_lance", "stocks of the lances run dry")
    assert np.isnan(one.compute(tape(first_dry=3))).all()


def test_capital_ballistic_dry() -> None:
    of = tape(capital_first_dry=[0, -1, 90])
    expect("capital_ballistic_dry", of, 0, NAN, 90 / DAYS_PER_MONTH)


def test_capital_dry_share() -> None:
    """A month weighs by its days."""
    dry = [[1, 0], [0, 0.5], [0, 0]]
    expect("capital_dry_share", tape(capital_dry=dry), 31 / 59, 14 / 59, 0)
    assert YEAR[:2] == (31, 28)


def test_cost_exchange() -> None:
    attack, defence = [[30, 30], [10, 0], [10, 0]], [[20, 0], [40, 0], [0, 0]]
    expect("cost_exchange", tape(attack_cost=attack, defence_cost=defence), 3, 0.25, NAN)


def test_stopped_per_million() -> None:
    stopped = {"arrow": [[1, 2], [0, 0], [9, 0]], "gnat": [[3, 0], [4, 0], [9, 0]]}
    defence = [[1e6, 2e6], [4e6, 0], [0, 0]]
    expect("stopped_per_million", tape(intercepted=stopped, defence_cost=defence), 2, 1, NAN)
