"""Batteries are hit, mended, destroyed, pledged and delivered; and all of it can be left out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.model.short import event, short
from wargame.agents.ledger import LedgerError
from wargame.model.batch import Record, opened, simulate

STILL: dict[str, Any] = {"air_command.ukraine.battery_loss": 0.0} | {
    f"interceptors.{kind}.pledged_batteries": 0.0
    for kind in ("pac3_mse", "gem_t", "irist", "amraam")
}


def record(months: int = 12, runs: int = 12, **fix: Any) -> Record:
    return simulate(short(months=months, events=[], fix=STILL | fix), runs=runs)


def count(found: Record, kind: str) -> Any:
    """Batteries of a kind at each month's end, (runs, months)."""
    return found.series["batteries"][:, :, found.labels["interceptor"].index(kind)]


def test_without_losses_and_pledges_nothing_changes() -> None:
    found = record()
    assert (found.series["batteries"] == found.series["batteries"][:, :1]).all()


def test_leaked_missiles_wear_radar_batteries_down_and_nothing_else() -> None:
    loss = {
        "air_command.ukraine.battery_loss": 0.1,
        "air_command.ukraine.battery_repair": "180 days",
    }
    worn, whole = record(**loss), record()
    for kind in ("pac3_mse", "s300", "irist", "amraam"):
        assert (count(worn, kind)[:, -1] <= count(whole, kind)[:, -1]).all()
        assert count(worn, kind)[:, -1].mean() < count(whole, kind)[:, -1].mean()
    for kind in ("guns", "jamming", "fighters", "interceptor_drones"):
        assert np.array_equal(count(worn, kind), count(whole, kind))
    assert worn.outcomes["leaked_missiles"].mean() > whole.outcomes["leaked_missiles"].mean()
    assert worn.outcomes["batteries_end"].mean() < whole.outcomes["batteries_end"].mean()


def test_repair_brings_back_what_is_not_destroyed() -> None:
    loss = {"air_command.ukraine.battery_loss": 0.1, "air_command.ukraine.battery_writeoff": 0.0}
    quick, slow = (
        record(**loss | {"air_command.ukraine.battery_repair": time})
        for time in ("20 days", "180 days")
    )
    assert count(quick, "s300")[:, -1].mean() > count(slow, "s300")[:, -1].mean()


def test_pledged_batteries_come_over_their_time_and_no_more() -> None:
    pledge = {
        "interceptors.irist.pledged_batteries": 6.0,
        "interceptors.irist.pledge_time": "6 months",
        "aid.politics.fear_pin_down": 0.0,
        "aid.politics.pin_down": 0.0,
    }
    more, less = count(record(**pledge), "irist"), count(record(), "irist")
    gained = more - less
    assert (np.diff(gained, axis=1) >= 0).all()
    assert (gained[:, 0] == 0).all()
    assert (gained[:, -1] <= 6).all()
    assert gained[:, -1].mean() > 5.0


def test_a_cut_of_aid_stops_pledged_batteries() -> None:
    pledge = {
        "interceptors.irist.pledged_batteries": 6.0,
        "interceptors.irist.pledge_time": "6 months",
    }
    cut = event("aid_cut", "2026-01-01", supplier="all", share=1.0)
    found = simulate(short(months=8, events=[cut], fix=STILL | pledge), runs=4)
    assert (count(found, "irist") == count(found, "irist")[:, :1]).all()


def test_a_delivery_stands_on_its_day_and_stops_more() -> None:
    arrival = event("battery_delivery", "2026-01-15", interceptor="irist", count=8)
    base = short(months=9, events=[], fix=STILL)
    more = short(months=9, events=[arrival], fix=STILL)
    with opened(more, [0, 1, 2]) as war:
        kind = war.interceptors.index("irist")
        opening = war.air_command.batteries.there[kind].copy()
        for _ in range(15):
            war.step()
        assert np.array_equal(war.air_command.batteries.there[kind], opening + 8)
        assert np.array_equal(war.sectors.batteries[:, :, kind].sum(axis=0), opening + 8)
        flows = war.air_command.batteries.books.flows
        assert (flows["delivered"][kind] == 8).all()
    shares = [simulate(s, runs=12).outcomes["intercept_share_cruise"].mean() for s in (base, more)]
    assert shares[1] > shares[0]


def test_a_battery_that_appears_is_found_at_the_turn_of_the_month() -> None:
    with opened(short(months=2), [4, 6, 9]) as war:
        war.step()
        war.air_command.batteries.there[war.interceptors.index("irist"), 2] += 1
        with pytest.raises(LedgerError, match=r"day 31, run 9: batteries irist"):
            for _ in range(40):
                war.step()
