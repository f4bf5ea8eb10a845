"""All parts in one call: what is chosen where nobody says, and why a part cannot be told."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tests.study.analysis.planted import sweep, uniform
from wargame.declare.errors import WargameError
from wargame.study.analysis.full_analysis import PARTS, analyse, worse

POLICIES = {f"{aid} {post}": {"aid": aid, "posture": post} for aid in "xy" for post in "uv"}


def rule(x, levers, noise):
    """More of `a`, aid y and posture v let more through; dry where much gets through."""
    leaked = 100 + 100 * x[["a"]].to_numpy() + 30 * (levers["aid"] == "y") + 5 * noise
    leaked = leaked + 10 * (levers["posture"] == "v")
    return {"leaked_missiles": leaked, "capital_ballistic_dry": np.where(leaked > 180, 3.0, np.nan)}


@pytest.mark.slow
def test_everything_is_told_of_crossed_levers() -> None:
    found = analyse(sweep(uniform(120, "ab"), rule, policies=POLICIES, replicates=2))
    assert found.skipped == {} and found.chosen and found.policy == "x u"
    assert found.outcomes == ("leaked_missiles", "capital_ballistic_dry")
    assert found.predicate.text.startswith("leaked_missiles > ")
    assert found.between == ("x u", "y v")
    share = {part.name: part.share.value for part in found.attribution[0].parts if part.share}
    assert share == pytest.approx({"aid": 30.0, "posture": 10.0})
    assert found.plane is not None and found.leads_to is not None and found.discovery is not None
    assert found.responses[0].path == "a"
    assert [one.standings[0].policy for one in found.robust] == ["x u"] * 2


def test_what_a_design_cannot_tell_is_named_and_the_rest_is_told() -> None:
    levels = np.linspace(0, 1, 5)
    rows = [(0.5, 0.5)] + [(v, 0.5) for v in levels] + [(0.5, v) for v in levels]
    ds = sweep(pd.DataFrame(rows, columns=["a", "b"]), rule, "one_at_a_time", 20,
               {"x u": POLICIES["x u"]}, "shared")  # fmt: skip
    found = analyse(ds, "leaked_missiles > 150")
    assert set(found.skipped) == {"sensitivity", "discovery", "robust", "attribution"}
    assert "one number at a time" in found.skipped["sensitivity"][0]
    assert found.responses[0].flips[0].value.value == pytest.approx(0.5, abs=0.05)
    assert found.plane is None and found.leads_to is not None


def test_the_worse_quarter_is_on_the_worse_side() -> None:
    ds = sweep(uniform(400, "ab"), rule, policies=POLICIES)
    leaked = ds["leaked_missiles"].values
    one = worse(ds, "leaked_missiles").conditions[0]
    assert one.test.sign == ">" and one.test.met(leaked).mean() == pytest.approx(0.25, abs=0.02)
    # Dry in a quarter or more: sooner than it ever is where it never comes.
    assert worse(ds, "capital_ballistic_dry").text in (
        "capital_ballistic_dry < 3.00", "capital_ballistic_dry < 24.0"
    )  # fmt: skip


def test_parts_are_told_alone_and_unknown_words_have_a_hint() -> None:
    ds = sweep(uniform(120, "ab"), rule, policies=POLICIES)
    found = analyse(ds, what=["tipping"], along=["b"])
    assert not found.sensitivity and [one.path for one in found.responses] == ["b"]
    with pytest.raises(WargameError, match="did you mean 'tipping'"):
        analyse(ds, what=["tiping"])
    with pytest.raises(WargameError, match="does not vary c"):
        analyse(ds, along=["c"])
    assert len(PARTS) == 6


def test_a_test_of_what_is_never_there_leaves_the_rest_told() -> None:
    def empty(x, levers, noise):
        return rule(x, levers, noise) | {"stock_12_months": np.nan * noise}

    ds = sweep(uniform(120, "ab"), empty, policies=POLICIES, replicates=2)
    found = analyse(ds, "stock_12_months > 100", ["leaked_missiles"])
    for part in ("discovery", "leads-to", "tipping"):
        assert "cannot be told of any run" in found.skipped[part][0]
    assert found.sensitivity and not found.responses and found.plane is None


def test_what_never_happens_is_not_made_a_question_of_tipping_or_robust() -> None:
    """Nothing is lost in any run: the worse quarter has no worse than the rest."""

    def none(x, levers, noise):
        return rule(x, levers, noise) | {"leaked_missiles": 0 * noise}

    ds = sweep(uniform(60, "ab"), none, policies=POLICIES, replicates=2)
    found = analyse(ds, outcomes=["leaked_missiles"])
    for part in ("tipping", "robust"):
        assert "never happens in this sweep" in found.skipped[part][0]
    assert not found.responses and not found.robust


def test_an_outcome_that_has_no_better_side_is_said_to_have_none() -> None:
    def aged(x, levers, noise):
        return {"stock_age_end": x[["a"]].to_numpy() + noise, "leaked_missiles": noise}

    ds = sweep(uniform(60, "ab"), aged, policies=POLICIES, replicates=2)
    found = analyse(ds, outcomes=["stock_age_end"], what=["robust"])
    assert "stock_age_end: neither more nor less of it is better" in found.skipped["robust"][0]
