"""Money moves the lines, late and up to a ceiling; allies stand in for one that cuts its aid."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.model.short import event, short
from wargame.model.batch import Record, opened, simulate

pytestmark = pytest.mark.slow

BOUGHT = ("pac3_mse", "gem_t", "amraam", "aster30", "irist")
# Orders that fall due within the war; nothing out of stock, so that lines alone decide.
FIX: dict[str, Any] = {
    "aid.politics.from_stock": 0.0,
    "aid.politics.expansion": 0.5,
    "aid.politics.expansion_delay": "6 months",
} | {f"interceptors.{kind}.lead_time": "3 months" for kind in BOUGHT}
PACKAGE = event("purchase_package", "2026-01-01", amount="3 billion USD/month")


def added(months: int = 12, **fix: Any) -> Any:
    """Output a day added for orders by the end, (kinds, runs), of three runs that differ."""
    with opened(short(months=months, events=[PACKAGE], fix=FIX | fix), [0, 1, 2]) as war:
        for _ in range(war.calendar.days):
            war.step()
        return np.stack([war.lines.added[war.interceptors.index(k)] for k in BOUGHT])


def received(months: int = 24, package: Any = PACKAGE, **fix: Any) -> Any:
    record = simulate(short(months=months, events=[package], fix=FIX | fix), runs=8)
    return record.outcomes["interceptors_received"]


def test_lasting_orders_raise_output_and_deliveries() -> None:
    assert (added() > 0.0).any(axis=0).all()
    more, less = received(), received(**{"aid.politics.expansion": 0.0})
    assert (more >= less).all()
    assert more.mean() > less.mean() + 20


def test_nothing_is_built_where_expansion_is_off() -> None:
    assert not added(6, **{"aid.politics.expansion": 0.0}).any()


def test_a_ceiling_and_a_delay_hold() -> None:
    low = added(18, **{"aid.politics.expansion_limit": 0.05})
    with opened(short(months=1), [0, 1, 2]) as war:
        goal = np.stack([war.lines.production_goal[war.interceptors.index(k)] for k in BOUGHT])
    assert (low <= 0.05 * goal + 1e-9).all()
    late = added(**{"aid.politics.expansion_delay": "48 months"})
    assert (late <= added()).all()
    assert late.sum() < 0.5 * added().sum()


def test_a_single_month_of_money_builds_less_than_money_that_lasts() -> None:
    once = event("purchase_package", "2026-01-01", "2026-02-01", amount="3 billion USD/month")
    lasting = []
    for package in (once, PACKAGE):
        with opened(short(months=12, events=[package], fix=FIX), [0, 1, 2]) as war:
            for _ in range(war.calendar.days):
                war.step()
            lasting.append(war.lines.added.sum())
    assert lasting[0] < lasting[1]


def _paid(share: float, supplier: str = "germany", cut: float = 1.0) -> Record:
    gone = event("aid_cut", "2026-01-01", supplier=supplier, share=cut)
    fix = {"aid.politics.burden_sharing": share, "aid.politics.support_cap": 2.0}
    return simulate(short(months=2, events=[gone], fix=fix), runs=5)


def test_others_take_over_a_share_of_what_one_cuts() -> None:
    whole = simulate(short(months=2, events=[]), runs=5).series["paid"][:, 0]
    alone, half, all_ = (_paid(share).series["paid"][:, 0] for share in (0.0, 0.5, 1.0))
    assert (alone < half).all()
    assert (half < all_).all()
    assert np.allclose(half, (alone + all_) / 2.0, rtol=1e-5)
    assert np.allclose(all_, whole, rtol=1e-5)


def test_nobody_stands_in_where_all_cut() -> None:
    for cut in (0.5, 1.0):
        none, full = (_paid(share, "all", cut).series["paid"] for share in (0.0, 1.0))
        assert np.array_equal(none, full)


def test_what_others_take_over_has_a_cap() -> None:
    fix = {"aid.politics.burden_sharing": 1.0, "aid.politics.support_cap": 1.0}
    gone = event("aid_cut", "2026-01-01", supplier="germany", share=1.0)
    capped = simulate(short(months=2, events=[gone], fix=fix), runs=5).series["paid"][:, 0]
    assert (capped < _paid(1.0).series["paid"][:, 0]).all()
