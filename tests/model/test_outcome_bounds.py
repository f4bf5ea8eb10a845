"""Series and outcomes of every shipped scenario lie within what their kind allows."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from tests.model.short import first_fast
from wargame.model.batch import Record, simulate
from wargame.scenario import load
from wargame.scenario.library import shipped
from wargame.scenario.outcomes import OUTCOMES, SERIES

CAP = "aid.politics.support_cap"


@cache
def record(scenario: str) -> Record:
    return simulate(load(scenario, runs=6))


@pytest.mark.parametrize("scenario", first_fast(shipped()))
def test_outcomes_lie_within_their_kind(scenario: str) -> None:
    for name, values in record(scenario).outcomes.items():
        one, known = OUTCOMES[name], values[~np.isnan(values)]
        assert known.size == values.size or one.when_empty, name
        if one.kind == "share":
            assert _within(known, 0, 1), name
        elif one.kind == "event":
            assert set(known) <= {0.0, 1.0}, name
        elif one.kind == "time":
            assert _within(known, 0, len(record(scenario).months)), name


@pytest.mark.parametrize("scenario", first_fast(shipped()))
def test_series_lie_within_their_kind(scenario: str) -> None:
    for name, values in record(scenario).series.items():
        if SERIES[name].kind == "share":
            assert _within(values, 0, 1), name
        elif SERIES[name].summable:
            assert (values >= 0).all(), name


@pytest.mark.parametrize("scenario", first_fast(shipped()))
def test_support_goes_from_nothing_to_its_cap(scenario: str) -> None:
    found = record(scenario)
    cap = found.inputs[CAP] if CAP in found.inputs else found.scenario.numbers[CAP].internal[0]
    support = found.series["support"]
    assert _within(support, 0, np.reshape(cap, (-1, 1)) + 1e-6)
    assert len(np.unique(support)) > 1


def _within(values: Any, low: Any, high: Any) -> bool:
    return bool(((values >= low) & (values <= high)).all())
