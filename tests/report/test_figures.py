"""Figures: all drawn, provenance inside, the same bytes again, no fonts or dates of the machine."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from PIL import Image

from tests.fake_record import fake_record
from wargame import results
from wargame.evidence.record import load_record
from wargame.report import public_record
from wargame.report.figures import canvas, draw, politics_figure, texts

pytestmark = pytest.mark.slow
FOLDER = Path(public_record.__file__).parent

NAMES = [
    "stock",
    "launches",
    "interceptors",
    "leakers",
    "raids",
    "grid",
    "spillover",
    "age",
    "posture",
    "costs",
    "intelligence",
    "race",
]


@pytest.fixture(scope="module")
def drawn():
    record = fake_record(runs=30, months=18)
    data = results.dataset(record, "wargame run x --seed 1")
    return data, record.scenario, draw(data, record.scenario)


def test_every_figure_says_what_to_notice_and_n(drawn) -> None:
    _, _, charts = drawn
    assert [chart.name for chart in charts] == NAMES
    for chart in charts:
        assert "n = " in chart.caption
        assert chart.caption not in chart.alt
        assert len(chart.alt) > 20
        assert "nan" not in chart.caption.lower().split()


def test_provenance_is_in_the_picture_and_in_the_metadata(drawn) -> None:
    data, _, charts = drawn
    svg = canvas.render(charts[0].figure, data.attrs, "svg").decode()
    assert "seed 1" in svg
    assert "wargame run x --seed 1" in svg
    assert "n = 30 runs" in svg
    assert "<dc:date>" not in svg
    png = Image.open(io.BytesIO(canvas.render(charts[0].figure, data.attrs, "png")))
    assert "wargame run x --seed 1" in png.info["Description"]
    assert png.info["Software"].startswith("wargame ")


def test_the_same_results_draw_the_same_bytes(drawn) -> None:
    data, scenario, charts = drawn
    again = draw(data, scenario)
    for one, other in zip(charts[:3], again[:3]):
        for kind in ("svg", "png"):
            first = canvas.render(one.figure, data.attrs, kind)
            assert first == canvas.render(other.figure, data.attrs, kind)


def test_figures_survive_a_short_war_without_launches() -> None:
    record = fake_record(runs=1, months=2, halt=0)
    data = results.dataset(record, "c")
    assert len(draw(data, record.scenario)) == len(NAMES)


def test_quantiles_leave_out_nan_and_keep_an_empty_month_empty() -> None:
    values = np.array([[1.0, np.nan, 2.0], [3.0, np.nan, np.nan]])
    (middle,) = canvas.quantiles(values, 0.5)
    assert middle[0] == 2.0
    assert np.isnan(middle[1])
    assert middle[2] == 2.0


def test_the_record_before_the_start_is_that_of_the_twelve_months_before() -> None:
    data = results.dataset(fake_record(runs=3), "wargame run continued_war")
    months, launched = public_record.past(data, ("cruise",))
    assert months[0] == "2025-01"
    assert months[11] == "2025-12"  # then what came after the start, as far as it is simulated
    assert months[-1] == str(data["month"].values[-1])[:7] or months[-1] == "2026-05"
    assert launched[11] == 118
    _, leaked = public_record.past(data, ("ballistic",), "leaked")
    assert leaked[11] == 61 - 14 - 3
    assert public_record.months_shown(load_record(), "2020-01", "2021-12") == []


def _texts(figure) -> list[str]:
    from matplotlib.text import Text

    return [text.get_text() for text in figure.findobj(Text)]


@pytest.mark.parametrize(("halt", "shown"), [(18, False), (9, True), (0, True)])
def test_no_posture_is_shown_as_acted_on_under_a_halt(halt: int, shown: bool) -> None:
    record = fake_record(runs=20, months=18, halt=halt)
    data = results.dataset(record, "c")
    chart = politics_figure.posture(data, record.scenario)
    assert any("acted on" in text for text in _texts(chart.figure)) == shown
    assert ("not acted on" in chart.caption or "no posture is acted on" in chart.caption) == shown
    bars = [bar for bar in chart.figure.axes[0].patches if bar.get_width() > 20]
    grey = sum(
        bar.get_height() for bar in bars if bar.get_facecolor()[:3] == to_rgb(politics_figure.HALT)
    )
    assert grey == pytest.approx(18 - halt)


def test_ages_are_shown_type_by_type(drawn) -> None:
    _, _, charts = drawn
    age = next(chart for chart in charts if chart.name == "age")
    titles = {axis.get_title(loc="left") for axis in age.figure.axes}
    assert {"Iskander-M", "Kh-101", "Oreshnik"} <= titles
    assert not titles & {"Ballistic", "Cruise", "Geran-2"}


@pytest.mark.parametrize("top", [0.02, 0.045, 0.2, 1.0])
def test_ticks_of_shares_do_not_repeat(top: float) -> None:
    from matplotlib.figure import Figure

    axis = Figure().add_subplot()
    canvas.percents(axis, 0, top)
    axis.figure.canvas.draw()
    told = [label.get_text() for label in axis.get_yticklabels()]
    assert len(told) == len(set(told)) >= 2


def test_ticks_of_large_numbers_stay_short() -> None:
    assert [canvas.tick(value) for value in (2500, 150_000, 2_500_000)] == [
        "2,500", "150 k", "2.5 m",
    ]  # fmt: skip


def test_labels_of_several_lines_do_not_meet() -> None:
    from matplotlib.figure import Figure

    axis = Figure().add_subplot()
    axis.set_ylim(0, 1)
    canvas.end_labels(
        axis, [(0.5, "one\ntwo\nthree", "k"), (0.5, "four", "k"), (0.51, "five", "k")]
    )
    heights = sorted(
        (text.get_position()[1], text.get_text().count("\n") + 1) for text in axis.texts
    )
    for (low, lines), (high, more) in pairwise(heights):
        assert high - low >= 0.075 * (lines + more) / 2 - 1e-9


def test_every_text_of_a_figure_is_used_and_has_a_head_or_is_given_one() -> None:
    code = "".join(path.read_text() for path in FOLDER.rglob("*.py"))
    for key, parts in texts._texts().items():
        assert f'"{key}"' in code or key.startswith("overlay_"), key
        assert set(parts) <= {"head", "title", "alt", "caption"}, key


def test_a_theatre_without_a_mechanism_has_no_figure_of_it() -> None:
    record = fake_record(runs=3, months=3, mechanisms={"arms_race": False, "grid": False})
    data = results.dataset(record, "c")
    names = {chart.name for chart in draw(data, record.scenario)}
    assert names == set(NAMES) - {"race", "grid"}


def test_the_record_is_not_drawn_for_classes_that_it_does_not_hold() -> None:
    data = results.dataset(fake_record(runs=3), "c")
    assert public_record.past(data, ("stones",)) == ([], [])
