"""The donor's dilemma and what each side knows: small, but of the right sign and not nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.model.short import event, short
from wargame.model.batch import Record, opened, simulate

pytestmark = pytest.mark.slow

RUNS = 60
OFF = {"aid.politics.pin_down": 0.0, "aid.politics.fear_pin_down": 0.0}


def record(name: str = "spillover", months: int = 18, **fix: Any) -> Record:
    return simulate(short(name, months, fix=fix), runs=RUNS)


def test_suppliers_who_fear_for_themselves_send_less_and_more_gets_through() -> None:
    pinned, free = record(), record(**OFF)
    sent = pinned.outcomes["interceptors_received"] / free.outcomes["interceptors_received"]
    assert 0.8 < sent.mean() < 0.98
    # Counted by run: where a posture turned out otherwise, one run outweighs all the others.
    leaked = pinned.outcomes["leaked_missiles"] - free.outcomes["leaked_missiles"]
    assert (leaked > 0).mean() > 0.75
    assert np.median(leaked) > 3


def test_alarm_that_is_shared_pins_down_more() -> None:
    own, all_ = (record(months=12, **{"aid.politics.alarm_shared": s}) for s in (0.0, 0.7))
    step = own.outcomes["interceptors_received"] - all_.outcomes["interceptors_received"]
    assert step.mean() > 2.0 * step.std() / np.sqrt(RUNS)


def test_an_incident_is_felt_at_home_most_and_overseas_not_at_all() -> None:
    drones = event("incident", "2026-01-05", ally="poland")
    with opened(short(months=1, events=[drones], off=["signals"]), [0, 1, 2]) as war:
        for _ in range(4):
            war.step()
        before = war.suppliers.incident.copy()
        war.step()
        felt = war.suppliers.incident - before
        home, near, far = (felt[war.suppliers.row(s)] for s in ("poland", "germany", "usa"))
        assert (home > near).all()
        assert (near > 0.0).all()
        assert (far == 0.0).all()


def test_a_larger_stock_as_believed_raises_will() -> None:
    off, on = (record(months=12, **{"aid.politics.stock_response": s}) for s in (0.0, 0.03))
    assert (on.series["support"][:, -1] > off.series["support"][:, -1]).mean() > 0.9


def test_those_who_see_more_missiles_than_there_are_pay_more() -> None:
    """In one run against the same run seen truly: the larger the error, the more is paid."""
    fix = {"aid.politics.stock_response": 0.03}
    seen = simulate(short(months=12, fix=fix), runs=RUNS)
    truth = simulate(short(months=12, fix=fix, off=["intelligence"]), runs=RUNS)
    error = np.log(seen.series["believed_stock"] / truth.series["believed_stock"]).mean(axis=1)
    more = seen.series["paid"].sum(axis=1) - truth.series["paid"].sum(axis=1)
    assert np.corrcoef(error, more)[0, 1] > 0.3


def test_moscow_that_misjudges_magazines_takes_other_postures() -> None:
    sure, blind = (
        record("continued_war", 12, **{"intelligence.estimates.error_magazines": e})
        for e in (0.0, 0.6)
    )
    assert (sure.series["posture"] != blind.series["posture"]).mean() > 0.01


def test_a_defence_believed_empty_draws_campaigns() -> None:
    """What Moscow expects to be stopped holds it back from striking for effect."""
    never, often = (
        record("continued_war", 4, **{"leadership.moscow.expected_stop": s}) for s in (0.0, 0.95)
    )
    campaigns = [(r.series["posture"] == 2).mean() for r in (never, often)]
    assert campaigns[0] > campaigns[1] + 0.05
