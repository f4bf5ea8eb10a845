"""Scores of filed forecasts: by hand, without partial months, honest about chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from wargame.declare.errors import WargameError
from wargame.evidence.record import CLASSES, Cell, Record, load_record
from wargame.study import as_of
from wargame.study.forecast import LEVELS, quantiles, whole_months
from wargame.study.forecast_file import Filed
from wargame.study.forecast_scores import hold, pinball, rows, share_inside, totals
from wargame.study.plain_forecasts import PLAIN

NAMES = {name: name for name in CLASSES}
DAY = date(2025, 7, 1)


def filed(runs: np.ndarray, day: date = DAY) -> Filed:
    """A forecast from runs (2, runs, months, classes)."""
    months = tuple(whole_months(day, runs.shape[2]))
    return Filed("made", "", day, "", {}, runs.shape[1], NAMES, months, quantiles(runs))


def came(months: list[str], record: Record | None = None) -> np.ndarray:
    return as_of.counts(record or load_record(), months, CLASSES)


def near(shift: float = 1.0, day: date = DAY, months: int = 6) -> Filed:
    """Runs about what came, `shift` times as much."""
    seen = came(whole_months(day, months))
    return filed(seen[:, None] * np.linspace(0.8, 1.2, 41)[:, None, None] * shift, day)


def test_pinball_by_hand() -> None:
    point = np.full(len(LEVELS), 4.0)
    assert pinball(point, np.array(7.0)) == pytest.approx(3.0)  # of a point: |error|
    assert pinball(point, np.array(4.0)) == 0.0
    spread = np.array([0, 0, 0, 10, 10, 10, 10.0])
    expected = 2 * sum((1 - level) * 4 for level in LEVELS[3:]) + 2 * sum(
        level * 6 for level in LEVELS[:3]
    )
    assert pinball(spread, np.array(6.0)) == pytest.approx(expected / len(LEVELS))


@pytest.mark.slow  # the library compiles itself when it is imported
def test_pinball_is_that_of_the_library() -> None:
    scoringrules = pytest.importorskip("scoringrules")
    rng = np.random.default_rng(2)
    values, seen = np.sort(rng.normal(50, 9, (20, len(LEVELS)))), rng.normal(50, 9, 20)
    each = [scoringrules.quantile_score(seen, values[:, i], a) for i, a in enumerate(LEVELS)]
    assert pinball(values, seen) == pytest.approx(2 * np.mean(each, axis=0))


def test_a_near_forecast_has_skill_and_a_far_one_has_none() -> None:
    good, bad = rows([hold(near(), load_record())]), rows([hold(near(5.0), load_record())])
    drones = [row for row in good if row.weapon_class == "one_way_drone"]
    assert all(row.skill > 0.5 and row.inside == row.months == 6 for row in drones)
    assert all(row.bias == pytest.approx(0, abs=0.01) for row in drones)
    for row in bad:
        if row.weapon_class == "one_way_drone":
            assert row.skill < 0 and row.inside == 0 and row.bias == pytest.approx(4.0, abs=0.01)
            assert row.skill == pytest.approx(min(row.skills.values()))
            assert set(row.skills) == set(PLAIN)


def test_few_months_have_no_interval_and_many_have_one() -> None:
    few, many = near(), near(day=date(2024, 7, 1), months=18)
    assert all(np.isnan(row.low) for row in rows([hold(few, load_record())]))
    for row in rows([hold(many, load_record())]):
        assert row.low <= row.skill <= row.high


def test_a_month_in_which_many_forecasts_are_due_counts_once() -> None:
    """Ten copies of a forecast know no more than one, and are no surer of their skill."""
    record, one = load_record(), near(day=date(2024, 7, 1), months=18)
    single, tenfold = rows([hold(one, record)]), rows([hold(one, record)] * 10)
    for alone, many in zip(single, tenfold):
        assert (many.months, many.apart) == (180, 18)
        assert many.skill == pytest.approx(alone.skill)
        assert many.high - many.low == pytest.approx(alone.high - alone.low, rel=0.15, abs=0.01)
    assert all(np.isnan(row.low) for row in rows([hold(near(), record)] * 10))


def test_a_month_that_the_record_does_not_hold_whole_is_not_scored() -> None:
    whole = load_record()
    assert whole.days is not None and whole.days[1].day < 30  # it ends within June 2026
    one = near(day=date(2026, 4, 1), months=3)
    assert hold(one, whole).due == ("2026-04", "2026-05")
    cut = replace(whole, days=(whole.days[0], date(2026, 5, 17)),
                  cells={k: c for k, c in whole.cells.items() if k[0] < "2026-06"})  # fmt: skip
    assert hold(one, cut).due == ("2026-04",)
    ended = replace(cut, days=(whole.days[0], date(2026, 5, 31)))
    assert hold(one, ended).due == ("2026-04", "2026-05")


def test_nothing_due_is_scored_as_nothing() -> None:
    one = hold(filed(np.ones((2, 9, 3, len(CLASSES))), date(2026, 7, 1)), load_record())
    assert one.due == () and totals([one]) == [] and rows([one]) == []
    assert share_inside([one]) == (0, 0)


def test_plain_forecasts_know_nothing_of_the_day_and_after() -> None:
    record, one = load_record(), near()
    planted = {key: Cell(c.launched * 3 + 5, *c[1:]) if key[0] >= "2025-07" else c
               for key, c in record.cells.items()}  # fmt: skip
    honest, other = hold(one, record), hold(one, replace(record, cells=planted))
    assert (honest.seen != other.seen).any()
    # With what came put back, plain forecasts of the two must be the same.
    before = record.cells | {k: c for k, c in planted.items() if k[0] >= "2026-01"}
    assert np.array_equal(hold(one, replace(record, cells=before)).plain, honest.plain)


def test_a_day_in_mid_month_does_not_lend_its_month_to_plain_forecasts() -> None:
    record = load_record()
    day = date(2025, 7, 15)
    one = replace(near(day=date(2025, 8, 1)), as_of=day)
    july = {k: c._replace(launched=c.launched + 500) if k[0] == "2025-07" else c
            for k, c in record.cells.items()}  # fmt: skip
    changed = hold(one, replace(record, cells=july))
    assert np.array_equal(changed.plain, hold(one, record).plain)


@pytest.mark.parametrize("kind", ["empty", "short", "huge", "late"])
def test_a_record_of_another_war_does_not_crash_it(kind: str) -> None:
    record, rng = load_record(), np.random.default_rng(3)
    cells = dict(record.cells)
    if kind == "empty":
        cells = dict.fromkeys(cells, Cell(0, 0, 0))
    if kind == "short":
        cells = {key: cell for key, cell in cells.items() if key[0] >= "2025-06"}
    if kind == "huge":
        cells = {key: Cell(int(rng.integers(1, 10**8)), 0, 0) for key in cells}
    if kind == "late":
        cells = {key: cell for key, cell in cells.items() if key[0] >= "2025-09"}
    one = hold(near(), replace(record, cells=cells))
    for row in rows([one]):
        assert 0 <= row.inside <= row.months
        assert np.isfinite(row.loss)
        assert np.isnan(row.skill) == (kind == "late")
    assert len(totals([one])) == (0 if kind == "late" else 2 * len(CLASSES))


def test_a_record_without_the_class_is_refused() -> None:
    record = load_record()
    cells = {key: cell for key, cell in record.cells.items() if key[1] != "cruise"}
    with pytest.raises(WargameError, match="does not count cruise"):
        hold(near(), replace(record, cells=cells))


def test_totals_are_of_all_months_that_came() -> None:
    one = hold(near(), load_record())
    (drones,) = [t for t in totals([one]) if (t.kind, t.weapon_class) == ("launched", CLASSES[-1])]
    assert drones.seen == came(whole_months(DAY, 6))[0, :, -1].sum() and drones.months == 6
    assert drones.low < drones.middle < drones.high and drones.inside


@pytest.mark.slow
def test_forecasts_dealt_from_the_records_own_distribution_hold_four_in_five() -> None:
    """Null test: what came and the runs are dealt from one and the same pool of months."""
    rng = np.random.default_rng(11)
    record = load_record()
    pool = came([m for m in record.months if "2024-12" < m < "2026-06"])

    def deal(*shape: int) -> np.ndarray:
        """(2, *shape, classes), in thousandths: ties of a few weapons would count as inside."""
        whole = pool[:, rng.integers(0, pool.shape[1], int(np.prod(shape)))]
        whole = whole.reshape(2, *shape, -1)
        return whole * 1000.0 + rng.integers(0, 1000, whole.shape)

    months, helds = whole_months(DAY, 6), []
    for _ in range(40):
        launched, stopped = deal(6)
        launched += stopped  # no more are stopped than were launched
        cells = {(month, name): Cell(int(launched[m, c]), int(stopped[m, c]), 0)
                 for m, month in enumerate(months) for c, name in enumerate(CLASSES)}  # fmt: skip
        runs = deal(2000, 6)
        runs[0] += runs[1]
        helds.append(hold(filed(runs), replace(record, cells=record.cells | cells)))
    hits, cases = share_inside(helds)
    assert cases == 40 * 6 * 2 * len(CLASSES)
    assert 0.76 < hits / cases < 0.84
