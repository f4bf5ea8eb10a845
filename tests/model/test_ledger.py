"""Nothing appears and nothing vanishes, on any day, in any run; and a fault is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.model.short import event, first_fast, of_class, shipped, short
from wargame.agents.ledger import Ledger, LedgerError
from wargame.declare.errors import WargameError
from wargame.model.batch import opened, simulate
from wargame.model.war import War
from wargame.scenario.library import shipped as names

MOVES = ("made", "launched", "lost", "expired", "fired_elsewhere", "stock")


def test_flows_add_up_and_a_fault_names_day_run_and_item() -> None:
    books = Ledger("weapons", ["kh101", "kalibr"], np.array([[5, 6], [7, 8]]))
    books.post("made", np.array([[1, 0], [0, 2]]), +1)
    books.post("fired", np.array([[3, 0], [0, 0]]), -1)
    books.post("made", np.array([[1, 0], [0, 0]]), +1)
    counted = np.array([[4, 6], [7, 10]])
    books.check(counted, 3, np.array([16, 17]))
    assert books.flows["made"].tolist() == [[2, 0], [0, 2]]
    counted[1, 1] = 9
    with pytest.raises(LedgerError) as caught:
        books.check(counted, 3, np.array([16, 17]))
    for word in ("day 3", "run 17", "weapons", "kalibr", "counted 9", "books say 10"):
        assert word in str(caught.value)
    assert issubclass(LedgerError, WargameError)


@pytest.mark.parametrize("name", first_fast(names()))
def test_the_books_of_every_shipped_scenario_balance(name: str) -> None:
    """`simulate` holds them against a count every day; here every month of all three years."""
    scenario = shipped(name)
    record = simulate(scenario, runs=3)
    stocked = of_class(record, scenario, "ballistic", "cruise", "supersonic", "air_tactical")
    missiles = [w for w in stocked if record.labels["weapon"][w] not in scenario.roles.ground_fire]
    for name_ in ("launched", "failed", "intercepted", "leaked", "made", "stock", "held", "fired"):
        series = record.series[name_]
        assert (series >= 0).all()
        assert (series == np.rint(series)).all()
    told = {n: record.series[n].astype(float) for n in ("launched", "failed", "intercepted")}
    leaked = told["launched"] - told["failed"] - told["intercepted"]
    assert np.array_equal(record.series["leaked"], leaked)
    assert (record.outcomes["stock_end"] == record.series["stock"][:, -1, missiles].sum(1)).all()


def test_opening_made_and_gone_make_up_what_is_left() -> None:
    with opened(short("spillover", 9), [0, 5, 9]) as war:
        for _ in range(war.calendar.days):
            war.step()
        books, series = war.arsenals.books, war.recorder.series
        flows = books.flows
        gone = sum(flow for name, flow in flows.items() if name != "made")
        assert np.array_equal(books.opening + flows["made"] - gone, war.arsenals.held)
        out = {"fired", "failed", "expired", "lost", "fired at other states"}
        assert set(flows) == {"made", *out}
        assert np.array_equal(flows["failed"].T, series["failed"].sum(axis=1))
        flown = (flows["fired"] + flows["failed"]).T
        assert np.array_equal(flown, series["launched"].sum(axis=1))
        assert np.array_equal(flows["made"].T, series["made"].sum(axis=1))
        kinds = war.magazines.flows
        assert set(kinds) == {"made", "refilled", "fired", "lost"}
        fired = series["fired"].sum(axis=1) * war.air_command.counted
        assert np.array_equal(kinds["fired"].T, fired)
        assert all((flow >= 0).all() for flow in (*flows.values(), *kinds.values()))
        assert all(flow.any() for flow in flows.values()), "a flow that this test never saw"


def test_the_series_alone_add_the_stock_up_month_by_month() -> None:
    record = simulate(short("spillover", 9), runs=12)
    s = {name: series.astype(np.int64) for name, series in record.series.items() if name in MOVES}
    change = s["made"] - s["launched"] - s["lost"] - s["expired"] - s["fired_elsewhere"]
    assert np.array_equal(np.diff(s["stock"], axis=1), change[:, 1:])
    for name in MOVES:
        assert s[name].any(), f"{name}: a flow that this test never saw"


def test_what_is_delivered_is_held_against_what_fell_due() -> None:
    """With nothing lost, kept home or late, what falls due arrives; with aid cut it does not."""
    open_road = {"air_command.ukraine.hub_loss": 0.0, "aid.politics.pin_down": 0.0}
    full = simulate(short(months=8, fix=open_road, events=[]), runs=6)
    cut = [event("aid_cut", "2026-02-01", supplier="all", share=1.0)]
    none = simulate(short(months=8, fix=open_road, events=cut), runs=6)
    for record in (full, none):
        assert (record.series["promised"] >= 0).all()
    kept = full.outcomes["delivered_per_promised"]
    assert ((kept > 0.5) & (kept <= 1.0)).all()
    assert (none.outcomes["delivered_per_promised"] < kept).all()


def _smuggle(war: War) -> None:
    war.arsenals.cohorts[war.weapons.index("kh101"), 2, war.arsenals.slot] += 1


def _mislay(war: War) -> None:
    war.air_command.pool[war.interceptors.index("irist"), 2] -= 1


def _steal(war: War) -> None:
    war.own_lines.retained[war.own_lines.row("flamingo"), 2] += 1


def test_own_missiles_kept_are_what_was_made_less_fired_and_lost() -> None:
    scenario = short("porcupine", 6, fix={"air_command.ukraine.store_loss": 0.008})
    with opened(scenario, [0, 5, 9]) as war:
        for _ in range(war.calendar.days):
            war.step()
        flows = war.own_lines.books.flows
        assert set(flows) == {"made", "fired", "lost"}
        assert all(flow.any() and (flow >= 0).all() for flow in flows.values())
        kept = war.own_lines.books.opening + flows["made"] - flows["fired"] - flows["lost"]
        assert np.array_equal(kept, war.own_lines.retained)


def test_stores_are_safe_where_nothing_is_lost_per_leaker() -> None:
    ends = [
        simulate(short("porcupine", 6, fix={"air_command.ukraine.store_loss": share}), runs=6)
        for share in (0.0, 0.008)
    ]
    safe, struck = (record.outcomes["own_missiles_end"] for record in ends)
    assert (struck < safe).all()
    with opened(short("porcupine", 2, fix={"air_command.ukraine.store_loss": 0.0}), [0, 1]) as war:
        for _ in range(war.calendar.days):
            war.step()
        assert not war.own_lines.books.flows["lost"].any()


def _hand_over(war: War) -> None:
    war.allies.magazine[war.allies.row("poland"), 2] += 1


@pytest.mark.parametrize(
    ("plant", "item"),
    [(_smuggle, "kh101"), (_mislay, "irist"), (_hand_over, "poland")],
)
def test_a_planted_violation_is_found_the_same_day(plant: Callable[[Any], None], item: str) -> None:
    with opened(short(months=1), [4, 6, 9]) as war:
        for _ in range(3):
            war.step()
        plant(war)
        with pytest.raises(LedgerError, match=f"day 3, run 9: .*{item}"):
            war.step()


def test_own_missiles_that_appear_are_found_at_the_turn_of_the_week() -> None:
    with opened(short(months=1), [4, 6, 9]) as war:
        for _ in range(3):
            war.step()
        _steal(war)
        with pytest.raises(LedgerError, match=r"day 7, run 9: .*flamingo"):
            for _ in range(5):
                war.step()
