"""A start in mid-month: page, figures, tables and mean outcomes say which months are parts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from wargame.declare.tape import Tape
from wargame.mechanisms.aid.aid_series import OUTCOMES
from wargame.model.batch import simulate
from wargame.model.war_tape import tape
from wargame.report import page_file, scenario_page
from wargame.report.figures import attack_figure, draw, overlay_figure, time_axis
from wargame.results.labelled import label
from wargame.results.month_days import parts
from wargame.results.parquet import monthly, read_parquet
from wargame.results.stored_series import write_series
from wargame.scenario import Scenario, load


def starting(tmp_path: Path, day: int) -> Scenario:
    """The shipped war, begun on a `day` of the month in which its scenario starts."""
    shipped = load("continued_war")
    begins = shipped.start.replace(day=1) + timedelta(days=day - 1)
    file = tmp_path / "mid.yaml"
    file.write_text(
        f"scenario: 1\nextends: continued_war\ntitle: t\nquestion: q\nstart: {begins}\n", "utf-8"
    )
    return load(file, runs=3, months=1)


@pytest.mark.parametrize("day", [1, 15, pytest.param(31, marks=pytest.mark.slow)])
def test_parts_are_shown_as_such_everywhere(tmp_path: Path, day: int) -> None:
    scenario = starting(tmp_path, day)
    data = label(simulate(scenario), "wargame run mid")
    named = [part.month for part in parts(data)]
    assert len(named) == (0 if day == 1 else 2)

    _, shown = scenario_page.context(data, scenario, "")
    text = page_file.page("report.html.j2", page_file.common(data) | shown | {
        "pictures": [], "grounds": ""})  # fmt: skip
    assert ("Not whole months" in text) == bool(named)
    assert (f" of {31 if day > 1 else 0} days)" in str(shown["parts"])) == bool(named)

    charts = [*draw(data, scenario), *overlay_figure.draw(["a"], [data], [scenario])]
    for chart in charts:
        assert ("not whole" in chart.caption) == bool(named), chart.name

    table = monthly(data)
    write_series(tmp_path, data)
    series, _ = read_parquet(tmp_path / "series.parquet")
    for frame in (table, series):
        assert frame.groupby("month")["days"].first().sum() == scenario.days


def test_each_dated_axis_shades_them(tmp_path: Path) -> None:
    scenario = starting(tmp_path, 15)
    data = label(simulate(scenario), "wargame run mid")
    chart = attack_figure.launches(data, scenario)
    assert chart is not None
    for axis in chart.figure.axes:
        assert len([patch for patch in axis.patches if patch.get_zorder() == 0]) == 2
    with time_axis.shading([]):
        pass
    assert not time_axis._PARTS.get()  # what follows is not shaded


def test_means_by_the_month_count_parts_as_parts() -> None:
    paid = {"paid": np.array([[17e6, 31e6, 14e6]])}
    whole = Tape(1, [31, 31, 31], paid)
    cut = Tape(1, [17, 31, 14], paid, parts=[17 / 31, 1, 14 / 31])
    [mean] = [one for one in OUTCOMES if one.name == "paid_per_month"]
    assert mean.compute(whole)[0] == pytest.approx(62 / 3)
    assert mean.compute(cut)[0] == pytest.approx(31)


def test_the_war_knows_its_parts(tmp_path: Path) -> None:
    from wargame.model.batch import opened

    for day in (1, 15):
        with opened(starting(tmp_path, day), range(1)) as war:
            assert tape(war).length == pytest.approx(1)
            assert len(tape(war).parts) == (1 if day == 1 else 2)
