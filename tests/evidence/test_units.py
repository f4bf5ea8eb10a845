"""Units: a closed list whose conversions agree with each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.declare.durations import DAYS_PER_MONTH
from wargame.declare.quantity import Quantity, parse
from wargame.declare.units import UNITS, to_internal, units_of


@pytest.mark.parametrize(
    ("value", "unit", "internal"),
    [
        (365.25, "missiles/year", 1.0),
        (DAYS_PER_MONTH, "missiles/month", 1.0),
        (7, "drones/week", 1.0),
        (2, "weeks", 14.0),
        (1, "billion USD", 1e9),
        (3, "GW", 3000.0),
        (50, "percent", 0.5),
        (12, "percent/year", 0.12 / 365.25),
    ],
)
def test_to_internal(value: float, unit: str, internal: float) -> None:
    assert to_internal(value, unit) == pytest.approx(internal)


def test_unknown_unit() -> None:
    with pytest.raises(KeyError):
        to_internal(1.0, "furlongs")


def test_every_unit_has_a_dimension_with_it() -> None:
    for name, unit in UNITS.items():
        assert name in units_of(unit.dimension)


@given(st.sampled_from(sorted(UNITS)), st.floats(-1e9, 1e9))
def test_round_trip_through_text(unit: str, value: float) -> None:
    quantity = Quantity(value, unit)
    assert parse(str(quantity), UNITS[unit].dimension) == quantity


@given(st.sampled_from(sorted(UNITS)), st.floats(0, 1e9), st.data())
def test_round_trip_through_another_unit(unit: str, value: float, data: st.DataObject) -> None:
    other = data.draw(st.sampled_from(units_of(UNITS[unit].dimension)))
    there = Quantity(value, unit).to(other)
    assert there.to(unit).value == pytest.approx(value)
    assert there.internal == pytest.approx(to_internal(value, unit))
