"""Confidence: what turns a judgement lowers it; luck does not, and old figures do not count."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from wargame.declare.comparison import parse
from wargame.evidence.number import Estimate
from wargame.scenario import load
from wargame.study import certainty
from wargame.study.certainty import HIGH, LOW, MODERATE, confidences, rivals, stale
from wargame.study.estimates import conclusions

N = certainty.RUNS
NAME = "stock_growth"
KH101 = "weapons.kh101.production"


def level(**shifts: float) -> certainty.Confidence:
    """Confidence that a stock grows, by 100 +- 60 in the runs, and `shifts` more under choices."""
    base = np.random.default_rng(1).normal(100, 60, N)
    held = {"central": {NAME: base}} | {k: {NAME: base + by} for k, by in shifts.items()}
    [found] = confidences(conclusions([NAME], {NAME: parse("> 0")}, held))
    return found


def test_a_source_that_turns_it_makes_it_low_and_is_named() -> None:
    found = level(low=0, high=0, csis_2025_06=-300, rusi_2025_02=1)
    assert found.level == LOW and found.decided and found.decided.key == "csis_2025_06"
    assert set(found.sources) == {"csis_2025_06", "rusi_2025_02"}


def test_what_survives_all_is_high_and_an_end_that_turns_it_moderate() -> None:
    assert level(low=1, high=-1, csis_2025_06=2).level == HIGH
    found = level(low=-300, high=300, csis_2025_06=2)
    assert found.level == MODERATE and found.decided and found.decided.key == "low"


@pytest.mark.parametrize("seed", range(20))
def test_a_rival_that_changes_nothing_never_turns_it(seed: int) -> None:
    """Common random numbers: without an effect, outcomes are equal run by run."""
    base = np.random.default_rng(seed).normal(40, 60, N)
    held = {key: {NAME: base} for key in ("central", "low", "high", "csis_2025_06")}
    [found] = confidences(conclusions([NAME], {NAME: parse("> 0")}, held))
    assert found.level == HIGH


def test_with_too_few_runs_nothing_is_said() -> None:
    base = np.ones(certainty.LEAST - 1)
    held = {key: {NAME: base} for key in ("central", "low", "high")}
    assert confidences(conclusions([NAME], {NAME: parse("> 0")}, held)) == []


def test_old_figures_are_no_rivals() -> None:
    number = load("continued_war").numbers[KH101]
    used = replace(number, as_of="2026-01")
    figure = Estimate(1, 1, 1, number.unit, "2023", "x", "A", "")
    assert stale(figure, used)
    assert not stale(replace(figure, as_of="2025-06"), used)
    assert not stale(replace(figure, as_of=""), used)


def test_rivals_are_sources_of_other_figures_the_weightiest_first() -> None:
    scenario = load("continued_war")
    found = rivals(scenario, {})
    assert 0 < len(found) <= certainty.TRIED
    assert set(found) <= set(scenario.catalogue.bibliography)
    number = next(n for n in scenario.numbers.values() if len(n.estimates) > 2 and not n.derivation)
    heavy = rivals(scenario, {number.path: 50.0})
    sources = {e.source for e in number.estimates if not stale(e, number)} - {number.source}
    assert not sources & set(scenario.catalogue.bibliography) or heavy[0] in sources
    assert rivals(replace(scenario, overrides=dict.fromkeys(scenario.numbers, "here")), {}) == []
