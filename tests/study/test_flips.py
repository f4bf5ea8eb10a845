"""A planted claim: where it flips is known by construction, and the search finds it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wargame.questions import claim_file
from wargame.scenario import load
from wargame.study import claim_cases
from wargame.study import claim_study as study
from wargame.study.estimates import Share
from wargame.study.flips import search

pytestmark = pytest.mark.slow

FIXED = """
scenario: 1
title: Nothing varies
extends: continued_war
start: 2026-01-01  # the day for which stocks stand: nothing is fired before
question: What is held when the war starts?
uncertainty: none
"""
VARIES = """
scenario: 1
title: Only two stocks vary
extends: fixed.yaml
question: What is held when the war starts?
set:
  weapons.kh101.stock: {value: 300, low: 100, high: 500, unit: missiles}
  weapons.kalibr.stock: {value: 300, low: 100, high: 500, unit: missiles}
"""
CLAIM = """
version: 1
months: 1
claims:
  planted:
    claim: The stock is small.
    speaker: A test
    date: 2025-11
    source: none
    note: The stock at the start is a sum of numbers; all but two are fixed.
    asks:
      - {outcome: stock_start, in: varies.yaml, test: "< BOUND"}
"""


@pytest.fixture()
def home(tmp_path: Path) -> Path:
    (tmp_path / "fixed.yaml").write_text(FIXED)
    (tmp_path / "varies.yaml").write_text(VARIES)
    (tmp_path / "runs").mkdir()
    return tmp_path


def planted(home: Path, above: float) -> Any:
    """The search for a claim that the stock is less than `above` over its central value."""
    from wargame.model.batch import simulate

    fixed = load(home / "fixed.yaml", runs=1, months=1)
    held = simulate(fixed).outcomes["stock_start"][0]
    held += 600 - sum(fixed.numbers[f"weapons.{w}.stock"].value for w in ("kh101", "kalibr"))
    (home / "claims.yaml").write_text(CLAIM.replace("BOUND", str(int(held + above))))
    (question,) = claim_file.read(home / "claims.yaml")
    case = claim_cases.Case(question, "central", question.scenarios(runs=60))
    return case, search(case, home, 30)


def test_one_number_flips_it_near_the_known_value(home: Path) -> None:
    """The other stock is drawn with its middle at 300, so the claim turns near 300 + 120."""
    _, found = planted(home, 120)
    assert [lever.word for lever in found.levers] == ["high", "high"]
    assert len(found.flips) == 2
    for flip in found.flips:
        (lever,) = flip.levers
        assert lever.at(flip.way) == pytest.approx(420, abs=40)
        assert flip.share.value <= 0.5 < flip.before.value


def test_with_one_pinned_the_value_is_exact(home: Path) -> None:
    """With both pinned nothing is left to chance: the stock is known to the missile."""
    case, found = planted(home, 250)
    (flip,) = found.flips
    assert {lever.path for lever in flip.levers} == {"weapons.kh101.stock", "weapons.kalibr.stock"}
    over = sum(lever.at(flip.way) - lever.central for lever in flip.levers)
    assert 250 <= over <= 250 + 2 * 200 / 16
    assert (flip.share.value, flip.before.value) == (0.0, 1.0)
    pinned = case.pinned({lever.path: lever.at(flip.way) for lever in flip.levers})
    assert np.ptp(pinned.margins(home)) == 0


def test_what_no_end_turns_is_said_not_to_flip(home: Path) -> None:
    _, found = planted(home, 450)
    assert found.flips == () and found.alone == ()
    assert found.together is not None and found.together.value == 1.0


def shares(*values: float, n: int = 50) -> tuple[Share, ...]:
    from wargame.results.intervals import wilson

    return tuple(Share(str(at), n, v, *wilson(v * n, n)) for at, v in enumerate(values))


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ((0.9, 0.9, 0.8), study.ROBUST),
        ((0.1, 0.1, 0.2), study.ROBUST),
        ((0.9, 0.52, 0.8), study.LEANS),
        ((0.9, 0.52, 0.1), study.HANGS),
        ((0.52, 0.9, 0.1), study.OPEN),
    ],
)
def test_verdicts(values: tuple[float, ...], verdict: str) -> None:
    held: Any = None
    assert study.Answer(held, 0, 0, 0, shares(*values), held, ()).verdict == verdict


def test_runs_that_are_the_same_are_told_apart() -> None:
    assert study.apart(np.array([2.0, 0.0, 0.0, -1.0, np.inf])) == (0.4, 0.4, 0.2)
    assert study.apart(np.array([])) is None
