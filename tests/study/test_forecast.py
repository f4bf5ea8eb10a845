"""What a forecast is made of: whole months, rising quantiles, and nothing that came later."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tests.study import past
from wargame.evidence import catalogue
from wargame.evidence.record import load_record
from wargame.evidence.record.monthly import SHIPPED
from wargame.scenario import Scenario, load
from wargame.study import forecast as study
from wargame.study.forecast import KINDS, LEVELS, SPANS

DAY = date(2026, 1, 1)


def loaded(day: date = DAY, **given: object) -> Scenario:
    return load("continued_war", runs=20, months=3, as_of=day, **given)  # type: ignore[arg-type]


def test_only_whole_months_are_forecast() -> None:
    assert study.whole_months(date(2026, 1, 1), 3) == ["2026-01", "2026-02", "2026-03"]
    assert study.whole_months(date(2026, 4, 15), 2) == ["2026-05", "2026-06"]
    assert study.whole_months(date(2026, 12, 31), 1) == ["2027-01"]
    assert [study.horizon(date(2026, 4, day), 12) for day in (1, 15)] == [12, 13]


def test_quantiles_by_hand() -> None:
    runs = np.arange(101.0)[None, :, None, None] * np.ones((2, 1, 2, 1))
    found = study.quantiles(runs)
    assert found.shape == (len(KINDS), len(SPANS), 2, 1, len(LEVELS))
    assert found[0, 0, 1, 0].tolist() == [5, 10, 25, 50, 75, 90, 95]
    assert found[1, 1, 1, 0].tolist() == [10, 20, 50, 100, 150, 180, 190]  # two months together


def test_a_planted_later_figure_changes_nothing(tmp_path: Path) -> None:
    honest = loaded()
    planted = loaded(catalogue=past.planted_catalogue(catalogue.load(), DAY))
    assert study.evidence_digest(planted) == study.evidence_digest(honest)
    assert planted.hash == honest.hash
    assert (study.forecast(planted, 3) == study.forecast(honest, 3)).all()
    record = past.planted_record(DAY)
    assert study.recorded(record, DAY) == study.recorded(load_record(), DAY)


def test_a_figure_that_was_out_does_change_what_was_known() -> None:
    earlier = date(2025, 10, 1)
    planted = loaded(catalogue=past.planted_catalogue(catalogue.load(), earlier))
    assert study.evidence_digest(planted) != study.evidence_digest(loaded())
    record = past.planted_record(earlier)
    assert study.recorded(record, DAY) != study.recorded(load_record(), DAY)


def test_months_of_record_from_the_day_on_change_nothing(tmp_path: Path) -> None:
    day = date(2026, 3, 1)
    rows = SHIPPED.read_text().splitlines()
    changed = [
        re.sub(r",(\d+),", r",9\1,", row, count=1) if "2026-03" <= row[:7] < "2026-07" else row
        for row in rows
    ]
    assert changed != rows
    (own := tmp_path / "own.csv").write_text("\n".join(changed) + "\n")
    honest, planted = loaded(day), loaded(day, record_file=own)
    assert (study.forecast(planted, 2) == study.forecast(honest, 2)).all()
    assert study.recorded(load_record(own), day) == study.recorded(load_record(), day)


@pytest.mark.slow
def test_a_start_in_mid_month_leaves_its_own_month_out() -> None:
    found = study.forecast(loaded(date(2026, 4, 15)), 2)
    assert found.shape[2] == 2 and (np.diff(found, axis=-1) >= 0).all()
    launched = found[0, 0, :, -1, LEVELS.index(0.5)]
    assert (launched > 2000).all()  # a cut month would have half of it
