"""What answers stand on, in words and tables."""

from __future__ import annotations

import pytest

from tests.model.short import shipped
from tests.study.analysis.planted import FACTS
from wargame.report import grounds as shown
from wargame.report.figures import grounds_figure
from wargame.report.figures.canvas import Source
from wargame.study.analysis.sample import Band
from wargame.study.grounds import Grounds, Mean
from wargame.study.grounds_numbers import Worth

OUTCOME = "power_met_worst_month"
NOTHING = Band(0.01, -0.02, 0.04)


def made(luck: Band, **kinds: Band) -> Grounds:
    left = 1.0 - luck.value - sum(band.value for band in kinds.values())
    return Grounds(OUTCOME, 500, 0.1, luck, kinds, Band(left, -0.1, 0.1), kinds)


PLAIN = made(Band(0.15, 0.1, 0.2), sourced=NOTHING, derived=Band(0.2, 0.15, 0.25),
             judged=Band(0.6, 0.5, 0.7))  # fmt: skip


def test_a_row_adds_up_and_says_what_is_not_told() -> None:
    [row] = shown.shares_table([PLAIN], shipped("continued_war")).rows
    texts = [cell.text for cell in row[1:]]
    assert texts == ["15%", "under 4%", "20%", "none", "60%", "5%", "500"]
    assert row[1].detail == "10 to 20%"


def test_shares_beyond_the_whole_are_scaled() -> None:
    over = made(Band(0.3, 0.2, 0.4), judged=Band(0.9, 0.8, 1.0))
    [row] = shown.shares_table([over], shipped("continued_war")).rows
    assert [cell.text for cell in row[1:-1]] == ["25%", "none", "none", "none", "75%", "0%"]


@pytest.mark.parametrize(
    ("band", "text"),
    [
        (NOTHING, "under 4%"),
        (Band(0.001, -0.001, 0.002), "under 1%"),
        (Band(0.5, 0.4, 0.61), "50% (40 to 61%)"),
        (Band(1.02, 0.97, 1.06), "100% (97 to 100%)"),
    ],
)
def test_share_in_words(band: Band, text: str) -> None:
    assert shown.share(band) == text


def test_numbers_worth_knowing_are_five_at_most_with_kind_and_range() -> None:
    scenario = shipped("continued_war")
    paths = [path for path, one in scenario.numbers.items() if not one.fixed][:7]
    worths = [Worth(path, "judged", Band(0.1, 0.05, 0.15)) for path in paths]
    found = shown.worths_table(worths, scenario)
    assert len(found.rows) == 5
    assert [row[0].detail for row in found.rows] == paths[:5]
    assert found.rows[0][3] == shown.Cell("10%", "5 to 15%")
    every = shown.sharpest_table({OUTCOME: worths, "stock_end": []}, scenario)
    assert every.rows[0][1].text.count("judged, 10%") == 5
    assert "no single number" in every.rows[1][1].text


def test_bars_fill_the_whole_and_say_n() -> None:
    over = made(Band(0.3, 0.2, 0.4), judged=Band(0.9, 0.8, 1.0))
    chart = grounds_figure.draw([("Power", PLAIN), ("Drones", over)], Source(FACTS, {"run": 7}))
    [axis] = chart.figure.axes
    for row in (0, 1):
        widths = [bar.get_width() for bar in axis.patches if round(bar.get_center()[1]) == row]
        assert sum(widths) == pytest.approx(100.0)
    assert "n = 500 runs of each ensemble" in chart.caption


def test_sentences() -> None:
    lines = shown.sentences(PLAIN, shipped("continued_war"))
    assert lines[0] == "Luck, with all numbers held: 15% (10 to 20%) of the variance."
    assert any(line.startswith("Judged numbers") and "60% (50 to 70%)" in line for line in lines)
    mean = Mean((OUTCOME,) * 10, 500, {"judged": Band(0.8, 0.7, 0.9)}, Band(0.2, 0.1, 0.3), NOTHING)
    assert "20% (10 to 30%) comes from numbers that are not judged" in shown.mean_sentence(mean)
    assert "n = 500" in shown.mean_sentence(mean)
