"""Calibration up to a month: nothing later enters; what comes out is read back by the loader."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from tests.study import past
from wargame.declare.errors import WargameError
from wargame.evidence.catalogue import load
from wargame.evidence.number import CALIBRATION
from wargame.evidence.record import load_record
from wargame.scenario import load as load_scenario
from wargame.study import calibration


@pytest.mark.slow
def test_nothing_after_until_enters() -> None:
    base, after = past.base(), date(2025, 7, 1)
    honest = calibration.calibrate(base, load_record(), "2025-06")
    catalogue = past.planted_catalogue(base.catalogue, after)
    planted = replace(base, catalogue=catalogue, numbers=catalogue.numbers)
    found = calibration.calibrate(planted, past.planted_record(after), "2025-06")
    assert found == honest
    assert honest.months[0] == "2024-07" and honest.months[-1] == "2025-06"
    earlier = calibration.calibrate(base, load_record(), "2025-05")
    assert earlier.estimates != honest.estimates


@pytest.mark.slow
def test_estimates_are_read_back(tmp_path: Path) -> None:
    found = calibration.calibrate(past.base(), load_record(), "2025-12")
    assert len(found.estimates) > 20
    for path, one in found.estimates.items():
        assert one.low <= one.value <= one.high, path
        assert (one.source, one.as_of) == (CALIBRATION, "2025-12")
    file = tmp_path / "calibrated.yaml"
    told = calibration.as_scenario(found, "continued_war", "2025-12")
    file.write_text(yaml.safe_dump(told, sort_keys=False))
    scenario = load_scenario(file)
    for path, one in found.estimates.items():
        assert scenario.numbers[path].value == pytest.approx(one.value)
        assert scenario.numbers[path].source == CALIBRATION


def test_the_shipped_estimates_are_chosen_by_their_source() -> None:
    shipped = {
        path
        for path, number in load().numbers.items()
        if any(one.source == CALIBRATION for one in number.estimates)
    }
    assert len(shipped) > 20
    chosen = load_scenario("continued_war", estimate=CALIBRATION)
    assert {p for p, n in chosen.numbers.items() if n.source == CALIBRATION} == shipped


@pytest.mark.parametrize("until", ["2022-12", "2026-06"])
def test_too_little_record_is_refused(until: str) -> None:
    with pytest.raises(WargameError, match="holds 2022-10 to 2026-05"):
        calibration.calibrate(past.base(), load_record(), until)
