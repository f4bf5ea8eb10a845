"""Alerts: the mechanism that CONTRIBUTING.md adds step by step."""

from __future__ import annotations

import numpy as np

from tests.model.short import event, short
from tests.named_rules import call
from wargame.declare.tape import Tape
from wargame.mechanisms.alerts.alerts_rules import sound
from wargame.model.batch import simulate
from wargame.scenario.outcomes import OUTCOMES


def test_a_day_counts_once_and_only_for_the_capital() -> None:
    quiet, elsewhere = [[0, 0], [0, 0]], [[0, 0], [5, 1]]
    drones, one, many = [[0, 9], [0, 0]], [[1, 0], [0, 0]], [[7, 9], [3, 0]]
    days = [quiet, elsewhere, drones, one, many]
    result = call(sound, incoming=days, missile=[1.0, 0.0], alert_days=[4] * 5)
    assert result["alert_days"].tolist() == [4, 4, 4, 5, 5]


def test_alert_share() -> None:
    """A share of the days of all months together."""
    tape = Tape(3, [31, 28], {"alert_days": np.array([[31, 28], [10, 0], [0, 0]])})
    assert OUTCOMES["alert_share"].compute(tape).tolist() == [1.0, 10 / 59, 0.0]


def test_no_more_days_than_there_are_and_none_without_launches() -> None:
    war = simulate(short(months=3), runs=4)
    days = war.series["alert_days"]
    assert (days <= [31, 28, 31]).all() and (days >= 0).all()
    assert len(np.unique(war.outcomes["alert_share"])) > 1
    halt = event("ceasefire", "2026-02-01", violation=0.0)
    fix = {"talks.process.halt_delay": "0 days"}
    still = simulate(short(months=3, events=[halt], fix=fix), runs=4)
    # What was saved up for raids is flown in the first days; then it is quiet.
    assert (still.series["alert_days"][:, 2] < days[:, 2]).all()
    assert (still.series["alert_days"][:, 2] <= 1).all()
    assert (still.series["alert_days"][:, 0] == days[:, 0]).all()
