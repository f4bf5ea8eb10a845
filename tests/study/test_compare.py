"""Paired comparison: a planted difference found, never handled honestly, clocks kept apart."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from scipy import stats

from tests.fake_record import FakeNumber, fake_record
from wargame import results
from wargame.declare.errors import WargameError
from wargame.report import comparison_page as page
from wargame.results.intervals import mean_interval
from wargame.study.compare import compare, fair, stock_after, table
from wargame.study.paired import pair


def _halt(month: int = 12) -> Any:
    on = datetime.date(2026 + month // 12, month % 12 + 1, 1)
    held = {"on": on.isoformat(), "event": "ceasefire"}
    told = {"event": "ceasefire", "on": on, "until": None, "note": ""}
    return SimpleNamespace(**told, model_dump=lambda **_: dict(held))


@pytest.fixture(scope="module")
def compared():
    base = fake_record(runs=120)
    other = fake_record(runs=120, halt=12, name="ceasefire", title="Ceasefire", events=(_halt(),))
    data = [results.dataset(record, "wargame compare a b") for record in (base, other)]
    return compare([base.scenario, other.scenario], data)


def test_a_planted_difference_is_recovered_with_a_narrow_interval() -> None:
    rng = np.random.default_rng(3)
    a = rng.normal(1000, 300, 200)
    b = a + 5 + rng.normal(0, 1, 200)
    one = pair("stock_end", a, b)
    assert one.low < 5 < one.high
    assert one.high - one.low < 0.5  # far below the spread of either: the luck is the same
    assert one.median == pytest.approx(5, abs=0.3)
    assert one.higher == 1.0


def test_the_interval_is_students() -> None:
    steps = np.array([1.0, 2.0, 4.0, 7.0, 11.0])
    mean, low, high = mean_interval(steps)
    wanted = stats.t.interval(0.9, 4, np.mean(steps), stats.sem(steps))
    assert mean == 5.0
    assert (low, high) == pytest.approx(wanted, rel=1e-9)
    assert np.isnan(mean_interval(np.array([]))).all()


def test_never_is_compared_by_share_and_by_order() -> None:
    nan = np.nan
    a = np.array([3.0, 5.0, nan, nan, 8.0])
    b = np.array([4.0, nan, nan, 2.0, 8.0])
    one = pair("break_even_month", a, b)
    assert one.never
    assert (one.a, one.b, one.n, one.both) == (0.6, 0.6, 5, 2)
    assert one.median == 0.5  # +1 and 0 where both happen
    assert one.mean == 0.0
    assert one.higher == 0.4  # later in the first run, never in the second
    assert one.equal == 0.4


def test_other_luck_is_refused() -> None:
    a, b = fake_record(runs=5), fake_record(runs=5, seed=2)
    with pytest.raises(WargameError, match="same seed"):
        compare([a.scenario, b.scenario], [results.dataset(r, "c") for r in (a, b)])
    with pytest.raises(WargameError, match="two scenarios"):
        compare([a.scenario], [results.dataset(a, "c")])


def test_inputs_that_differ_come_with_their_sources() -> None:
    a = fake_record(runs=4)
    path = "weapons.kh101.production"
    numbers = a.scenario.numbers | {path: FakeNumber(path, 80, 70, 90, "missiles/month")}
    other = dataclasses.replace(
        a.scenario, numbers=numbers, mechanisms={"production": True, "talks": False}
    )
    data = results.dataset(a, "c")
    found = {one.what: one for one in compare([a.scenario, other], [data, data]).differences}
    assert set(found) == {path, "talks"}
    assert found[path].values == ("55 (44 to 68.75) missiles/month", "80 (70 to 90) missiles/month")
    assert "Kyiv Independent" in found[path].sources[1]
    assert found["talks"].values == ("on", "off")


def test_stock_grows_after_a_halt_on_one_calendar(compared) -> None:
    stocks = stock_after(compared)
    assert [(one.after, one.month) for one in stocks] == [(12, "2027-12"), (24, "2028-12")]
    for one in stocks:
        assert (one.values[1] > one.values[0]).all()


def test_outcomes_that_count_from_different_days_are_not_paired(compared) -> None:
    names = {one.name for one in fair(compared, compared.pairs[0])}
    assert "stock_end" in names
    assert not names & {"stock_12_months", "break_even_month"}


def test_the_table_has_a_row_for_every_outcome(compared) -> None:
    frame = table(compared)
    assert len(frame) == len(compared.pairs[0])
    grown = frame[frame.name == "stock_end"].iloc[0]
    assert grown["low"] > 0
    assert grown["higher"] == 1.0


@pytest.mark.slow
def test_the_page_shows_inputs_first_and_says_break_even(compared, tmp_path: Path) -> None:
    pairs = [fair(compared, one) for one in compared.pairs]
    page.write(tmp_path, compared, pairs, stock_after(compared))
    html = (tmp_path / "compare.html").read_text(encoding="utf-8")
    assert html.index("What differs in the inputs") < html.index("Paired differences")
    assert "2027-01-01 ceasefire" in html
    assert "after the halt" in html
    assert "The same in every run" in html
    assert len(list((tmp_path / "figures").glob("*.svg"))) == 6
