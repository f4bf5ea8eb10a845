"""What is known from too little: no band is written or drawn as if it were known."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from wargame.declare.comparison import parse
from wargame.report import answer, headlines, sentences, words
from wargame.report.figures import canvas
from wargame.report.lesson_words import measured
from wargame.results import select
from wargame.scenario import load

SCENARIO = load("continued_war", months=1)
DRY, STOCK, SHARE = "capital_ballistic_dry", "stock_end", "power_met_worst_month"


@pytest.fixture
def outcome(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Stands for a Dataset, whose outcomes are all what `values` holds."""
    held = SimpleNamespace(values=np.empty(0))
    monkeypatch.setattr(select, "outcome", lambda data, name: held.values)
    return held


@given(st.lists(st.floats(0, 1e5), min_size=1, max_size=words.LEAST - 1), st.booleans())
def test_no_words_of_few_runs_hold_a_band(values: list[float], never: bool) -> None:
    runs = np.array([*values, *[math.nan] * 50] if never else values)
    for name in (STOCK, SHARE, DRY):
        line = headlines.headline(name, runs, SCENARIO)
        assert words.TOO_FEW in line.band and "%" not in line.band.split("happens")[0]
    if not never:
        assert measured(STOCK, runs)[1] == words.TOO_FEW


@pytest.mark.parametrize("n", [1, 2, words.LEAST - 1, words.LEAST, 30])
@pytest.mark.parametrize("name", [STOCK, SHARE, DRY])
def test_sentences_say_n_and_no_band_of_few(outcome: SimpleNamespace, name: str, n: int) -> None:
    outcome.values = np.linspace(0.1, 0.9, n)
    if name == DRY:
        outcome.values = np.linspace(0.1, 20, n)
    text = sentences.sentence(outcome, SCENARIO, name)
    assert (words.TOO_FEW in text) == (n < words.LEAST and (name, n) != (DRY, 1))
    assert ("80% of" in text) == (n >= words.LEAST)
    assert f"n = {n}" in text or f"of {n} run" in text


@pytest.mark.parametrize("name", [STOCK, SHARE, DRY])
def test_all_never_and_all_equal_are_said_as_they_are(outcome: SimpleNamespace, name: str) -> None:
    outcome.values = np.full(40, math.nan)
    text = sentences.sentence(outcome, SCENARIO, name)
    assert "80% of" not in text and "nan" not in text
    outcome.values = np.ones(40)
    assert "nan" not in sentences.sentence(outcome, SCENARIO, name)
    assert headlines.headline(STOCK, outcome.values, SCENARIO).band == "1"


@pytest.mark.parametrize("n", [1, 2, words.LEAST - 1, words.LEAST])
def test_fans_of_few_runs_are_lines(n: int) -> None:
    axis = Figure().subplots()
    middle = canvas.fan(axis, np.arange(3.0), np.arange(3.0 * n).reshape(n, 3), "red")
    assert len(middle) == 3
    assert len(axis.collections) == (0 if n < words.LEAST else len(canvas.BANDS))
    assert len(axis.lines) == (n + 1 if n < words.LEAST else 1)


@pytest.mark.parametrize("months", [1, 3, 12, 36])
@pytest.mark.parametrize("sign", ["<", "<=", ">", ">="])
def test_what_lies_beyond_the_end_is_not_judged(
    outcome: SimpleNamespace, months: int, sign: str
) -> None:
    scenario = load("continued_war", months=months)
    far = answer.reach(scenario, DRY)
    assert abs(far - months) < answer.SLACK
    outcome.values = np.array([0.5, *[math.nan] * 30])
    text = answer.tested(outcome, DRY, parse(f"{sign} 12"), far)
    assert ("is open: only" in text) == (months < 12)
    assert ("only 1 month is simulated" in text) == (months == 1)
    outcome.values = np.full(31, 0.5)  # it happened in each of them: nothing is left open
    assert "is open" not in answer.tested(outcome, DRY, parse(f"{sign} 12"), far)
