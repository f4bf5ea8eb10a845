"""Where things stand on a day: the months before it, run by run, held against the record."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from wargame.evidence.record import load_record
from wargame.scenario import load
from wargame.study.nowcast import Nowcast, nowcast


def standing(day: str, runs: int = 40) -> Nowcast:
    return nowcast(load("continued_war", months=1, runs=runs, as_of=date.fromisoformat(day)))


@pytest.fixture(scope="module")
def spring() -> Nowcast:
    return standing("2026-04-15")


def test_months_before_the_day_and_the_part_of_its_own(spring: Nowcast) -> None:
    assert spring.record.months == ["2026-01", "2026-02", "2026-03", "2026-04"]
    assert {fit.month for fit in spring.fits()} == {"2026-01", "2026-02", "2026-03"}


def test_launches_are_those_recorded(spring: Nowcast) -> None:
    record = load_record()
    for fit in spring.fits():
        cell = record.of(fit.month, (fit.weapon_class,))
        assert (fit.launched, fit.stopped) == (cell.launched, cell.stopped)
        assert fit.flown == pytest.approx((cell.launched,) * 3), (fit.month, fit.weapon_class)


def test_what_was_stopped_is_of_the_order_recorded(spring: Nowcast) -> None:
    """Months enter only by their launches; docs/limits.md says how few lie in the 80% bands."""
    fits = [fit for fit in spring.fits() if fit.launched >= 40]
    assert len(fits) >= 8
    for fit in fits:
        assert 0.4 < fit.intercepted[1] / fit.stopped < 2.5, (fit.month, fit.weapon_class)


def test_levels_are_those_from_which_the_start_opens(spring: Nowcast) -> None:
    from wargame.model.batch import opened

    levels = {(level.series, level.entry): level for level in spring.levels()}
    with opened(spring.scenario, range(spring.runs)) as war:
        for row, weapon in enumerate(war.weapons):
            stock = np.median(war.arsenals.held[row])
            assert levels["stock", weapon].median == pytest.approx(stock, rel=1e-6)
    for level in levels.values():
        assert level.low <= level.median <= level.high


@pytest.mark.parametrize("chunk", [7, 40])
def test_chunks_change_nothing(spring: Nowcast, chunk: int) -> None:
    assert nowcast(spring.scenario, chunk).levels() == spring.levels()


def test_a_start_on_the_day_of_the_evidence_has_nothing_before_it() -> None:
    with pytest.raises(ValueError, match="starts on the day"):
        standing("2026-01-01")
