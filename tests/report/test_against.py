"""Paired differences in words: signs, intervals, counts at few runs, nothing where not allowed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.fake_record import fake_record, fake_scenario
from wargame import results
from wargame.report import against, winters
from wargame.report.against import Against
from wargame.study.paired import pair


def _base(runs: int = 40, **changes: Any) -> Against:
    base, own = fake_record(runs=runs), fake_record(runs=runs, halt=12)
    data = [results.dataset(record, "c") for record in (base, own)]
    scenario = fake_scenario(title="The base", **changes)
    return Against(scenario, *data, {}, pair, "wargame compare a b")


def test_a_difference_has_sign_interval_and_n() -> None:
    one = pair("stock_end", np.full(40, 1000.0), 1000.0 + np.linspace(-150, -50, 40))
    told = against.sentence(one, _base(), fake_scenario())
    assert told == (
        "Against “The base”: −100 missiles (mean; 90% interval −108 to −92; n = 40 each)."
    )
    assert against.sure(one)


def test_what_is_the_same_or_not_told_apart_is_said_so() -> None:
    held = np.linspace(900, 1100, 40)
    base, own = _base(), fake_scenario()
    assert "the same in each of 40 runs" in against.sentence(
        pair("stock_end", held, held), base, own
    )
    swing = pair("stock_end", held, held + np.tile([-30.0, 30.0], 20))
    assert "−8 to +8; n = 40 each)." in against.sentence(swing, base, own)
    rising = pair("stock_end", held, held + np.tile([-30.0, 36.0], 20))
    assert "n = 40 each; not distinguishable from no difference)." in against.sentence(
        rising, base, own
    )
    assert not against.sure(swing)


@pytest.mark.parametrize(("runs", "counted"), [(3, True), (40, False)])
def test_chances_at_few_runs_are_counts(runs: int, counted: bool) -> None:
    nan = np.full(runs, np.nan)
    one = pair("dry_pac3_mse", nan, np.r_[4.0, nan[1:]])
    told = against.sentence(one, _base(runs), fake_scenario())
    assert ("happens in 1 of 3 runs here, in 0 of 3 there" in told) == counted
    assert ("90% interval" in told) != counted
    assert (against.interval(one) == "too few for an interval") == counted


def test_what_happens_in_the_same_runs_is_no_difference_of_chances() -> None:
    late, nan = np.full(40, 5.0), np.full(40, np.nan)
    some = np.where(np.arange(40) < 9, 5.0, np.nan)
    for one, told in [
        (pair("dry_pac3_mse", late, late + 1), "happens in every run of both (n = 40 each)."),
        (pair("dry_pac3_mse", some, some + 1), "happens in the same runs of both (n = 40 each)."),
        (pair("dry_pac3_mse", nan, nan), "the same in each of 40 runs."),
    ]:
        assert told in against.sentence(one, _base(), fake_scenario())


def test_nothing_is_said_of_what_the_base_does_not_allow() -> None:
    moscow = SimpleNamespace(spillover="incursions", posture="choose")
    base = _base(policies=SimpleNamespace(attacker=moscow))
    one = pair("spillover", np.zeros(40), np.r_[1.0, np.zeros(39)])
    assert against.sentence(one, base, fake_scenario()) == ""
    assert against.sentence(one, _base(), fake_scenario()) != ""


def test_winters_are_held_against_the_base() -> None:
    base = _base()
    held = winters.winter_table(base.own, base)
    assert len(held) == 4
    assert all(held.column(f"Against “{base.scenario.title}”"))
    assert len(winters.winter_table(base.own).columns) == len(held.columns) - 1
