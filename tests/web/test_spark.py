"""Small charts: what stands beside them is a scale that a reader can use."""

from __future__ import annotations

import pytest

from wargame.web.spark import paths


@pytest.mark.parametrize(
    ("history", "most", "bottom"),
    [
        ([1.0, 1234.5, None], "1,230", ""),
        ([0.0, 0.0], "", ""),
        ([], "", ""),
        ([None, None], "", ""),
        ([0.012, 0.03], "0.03", ""),
        ([-2.0, 5.0], "5", "-2"),
        ([-2.0, -1.0], "", "-2"),
    ],
)
def test_the_ends_of_the_scale_are_told_in_three_digits(
    history: list[float | None], most: str, bottom: str
) -> None:
    chart = paths(history)
    assert (chart["most"], chart["bottom"]) == (most, bottom)


def test_a_fan_and_its_band_share_the_scale() -> None:
    fan = {"low": [1.0], "median": [5.0], "high": [90.0]}
    chart = paths([4.0, 4.0], low=[2.0, 2.0], high=[8.0, 40.0], ahead=fan)
    assert chart["most"] == "90" and chart["fan"] == "" and chart["band"].startswith("M")
