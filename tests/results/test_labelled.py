"""Labels: dims, units, meanings, and provenance; a wrong shape is refused."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from tests.fake_record import fake_record
from wargame import results
from wargame.results import select
from wargame.scenario.outcomes import OUTCOMES, SERIES


def test_every_declared_series_is_there_with_its_unit() -> None:
    data = results.dataset(fake_record(runs=3, months=4), "c")
    for name, declared in SERIES.items():
        assert data[name].dims == ("run", "month", *declared.dims)
        assert data[name].attrs["units"] == declared.unit
        assert data[name].attrs["meaning"] == declared.meaning
        assert data[name].dtype == np.float32
    assert list(data["outcome"].values) == list(OUTCOMES)
    assert data["inputs"].dims == ("run", "input")
    assert {"version", "commit", "seed", "scenario_hash", "evidence_hash", "command"} <= set(
        data.attrs
    )


def test_a_wrong_shape_is_refused() -> None:
    record = fake_record(runs=3, months=4)
    series = record.series | {"stock": record.series["stock"][:, :2]}
    with pytest.raises(ValueError, match="stock"):
        results.dataset(dataclasses.replace(record, series=series), "c")


def test_no_varying_input_is_fine() -> None:
    record = dataclasses.replace(fake_record(runs=3, months=4), inputs={})
    assert results.dataset(record, "c").sizes["input"] == 0


def test_a_mean_is_weighted_and_empty_where_nothing_is() -> None:
    ages = np.array([[4.0, 8.0, np.nan], [4.0, 8.0, 1.0]])
    weights = np.array([[30, 10, 5], [0, 0, 0]])
    age = select.weighted_mean(ages, weights)
    assert age[0] == pytest.approx(5.0)
    assert np.isnan(age[1])
