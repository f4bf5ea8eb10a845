"""What is said of filed forecasts: good and bad alike, and nothing from after the start."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.study.test_forecast_scores import near
from wargame.evidence import theatre
from wargame.evidence.record import load_record
from wargame.report import forecast_words as said
from wargame.scenario import Scenario, load
from wargame.study import forecast_scores
from wargame.study.forecast_scores import Row, hold


def row(**changes: object) -> Row:
    one = Row("launched", "cruise", 24, 12, 6, 5.0, "last month", 4.0, -0.25, -0.5, 0.1, {}, 0.2)
    return one._replace(**changes)  # type: ignore[arg-type]


def test_a_good_forecast_is_called_good() -> None:
    text = said.of_forecast(hold(near(), load_record()))
    assert text.startswith("Of the 60 months and classes")
    assert "(July 2025 to December 2025), 60 (100%) fell in the 80% band" in text
    assert "bands were too wide" in text and " for 10 of 10 classes" in text


def test_a_bad_one_is_called_bad() -> None:
    held = hold(near(5.0), load_record())
    text = said.of_forecast(held)
    assert "bands were too narrow" in text
    assert "for 1 of 10 classes, launched and stopped (supersonic stopped)" in text  # 5 times none
    lines = said.summary([held], "2026-05")
    assert any(line.startswith("Furthest behind: ") and "% too high" in line for line in lines)
    assert any("With 6 months in each row none of this is certain" in line for line in lines)


@pytest.mark.parametrize(
    "changes, verdict",
    [
        ({}, "worse, but not surely"),
        ({"high": -0.1}, "worse"),
        ({"skill": 0.2}, "better, but not surely"),
        ({"skill": 0.2, "low": 0.1, "high": 0.3}, "better"),
        ({"skill": 0.0, "low": 0.0, "high": 0.0}, "no better, but not surely"),
        ({"apart": 5}, "worse; n = 5, few"),
        ({"skill": np.nan}, "nothing to compare with"),
    ],
)
def test_verdicts(changes: dict[str, object], verdict: str) -> None:
    assert said.verdict(row(**changes)) == verdict


@pytest.mark.parametrize(
    "hits, word", [(6, "too narrow"), (7, "about right"), (9, "about right"), (10, "too wide")]
)
def test_bands(hits: int, word: str) -> None:
    assert said.bands(hits, 10) == word


def scenario(start: date) -> Scenario:
    return replace(load("continued_war", runs=2, months=1), start=start)


def test_a_report_says_how_such_statements_did() -> None:
    text = said.before(scenario(date(2026, 7, 1)), load_record())
    held = [hold(one.filed, load_record()) for one in _shipped()]
    hits, n = forecast_scores.share_inside(held)
    assert f"Of the {n} months and classes" in text and f"{hits} ({100 * hits / n:.0f}%)" in text
    assert "1 January 2026" in text and "1 July 2026" not in text


def test_a_report_of_an_earlier_start_knows_no_later_month() -> None:
    record = load_record()
    assert "No filed forecast" in said.before(scenario(date(2026, 1, 1)), record)
    spring = said.before(scenario(date(2026, 3, 1)), record)
    assert "(January 2026 to February 2026)" in spring


def test_a_theatre_without_forecasts_says_nothing() -> None:
    other = replace(scenario(date(2026, 7, 1)), theatre=theatre.load("minimal"))
    assert said.before(other, load_record()) == ""


def _shipped() -> list[forecast_scores.Held]:
    from wargame.study import forecast_file

    folder = scenario(date(2026, 7, 1)).theatre.folder
    return [hold(one, load_record()) for one in forecast_file.shipped(folder)]
