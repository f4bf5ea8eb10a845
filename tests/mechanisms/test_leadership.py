"""Choices are quantal responses; talks, halts and signals keep to their hazards."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.named_rules import call
from wargame.mechanisms.codes import (
    COERCE,
    FAILED,
    HALT,
    HOARD,
    MOVING,
    QUIET,
    SPILL_OVER,
    SURGE,
    TRUCE,
    WAR,
    WINTER,
)
from wargame.mechanisms.ladder.ladder_rules import signal
from wargame.mechanisms.leadership.leadership_rules import (
    choose_posture,
    learn_intensity,
    vary_intensity,
)
from wargame.mechanisms.talks.talks_rules import negotiate

RUNS = 20_000
ALL = np.arange(RUNS)
STILL: dict[str, Any] = {
    "appeal": [0.5, 0.2, 0.0, 0.1, -0.3, -0.5],
    "sharpness": 2.0,
    "hoarding": 1.0,
    "winter": 1.0,
    "coercion": 1.0,
    "surge": 1.0,
    "punishment": 0.0,
    "fill": 0.0,
    "stocked": 0.0,
    "talks": QUIET,
    "allowed": 1,
    "cold": 0.0,
    "breaking": 0.0,
    "through": 1.0,
    "seed": 1,
    "run": 0,
    "month": 3,
}


def chances(**given: Any) -> Any:
    return call(choose_posture, **(STILL | given))["chance"].reshape(6)


def test_strikes_to_harm_or_coerce_lose_their_pull_where_little_gets_through() -> None:
    for posture, given in ((WINTER, {"cold": 1.0}), (COERCE, {"talks": FAILED})):
        open_, half, shut = (chances(**given, through=share)[posture] for share in (1, 0.5, 0))
        assert open_ > half > shut
        assert shut == pytest.approx(chances()[posture])


def test_chances_are_a_quantal_response() -> None:
    weight = np.exp(2.0 * np.array(STILL["appeal"]))
    assert chances() == pytest.approx(weight / weight.sum())
    assert chances(sharpness=0.0) == pytest.approx(np.full(6, 1 / 6))
    assert chances(sharpness=500.0)[0] == pytest.approx(1.0)


def test_postures_come_as_often_as_their_chances() -> None:
    told = call(choose_posture, **(STILL | {"run": ALL}))
    share = np.bincount(told["posture"], minlength=6) / RUNS
    assert share == pytest.approx(chances(), abs=0.012)


def test_a_posture_that_is_not_allowed_is_not_taken() -> None:
    told = call(choose_posture, **(STILL | {"run": ALL, "allowed": 0}))
    assert (told["chance"][:, SPILL_OVER] == 0).all()
    assert (told["posture"] != SPILL_OVER).all()
    assert told["chance"].sum(axis=1) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("posture", "pull"),
    [
        (HOARD, {"fill": 0.8}),
        (WINTER, {"cold": 0.9}),
        (COERCE, {"talks": MOVING}),
        (COERCE, {"talks": FAILED}),
        (SURGE, {"breaking": 1.0, "stocked": 1.0}),
    ],
)
def test_each_posture_has_its_pull(posture: int, pull: dict[str, Any]) -> None:
    assert chances(**pull)[posture] > 1.2 * chances()[posture]


def test_punishment_deters_what_it_answers() -> None:
    deterred = chances(punishment=1.0)
    assert deterred[SURGE] < chances()[SURGE]
    assert deterred[SPILL_OVER] < chances()[SPILL_OVER]
    assert chances(fill=1.0, stocked=1.0)[HOARD] == pytest.approx(chances()[HOARD])


def test_intensity_has_mean_one_and_a_memory() -> None:
    log_level, log_variance = np.zeros(RUNS), np.zeros(RUNS)
    levels = []
    for month in range(24):
        told = call(
            vary_intensity,
            spread=0.35,
            memory=0.4,
            offset=0.0,
            log_level=log_level,
            covariance=np.zeros(RUNS),
            log_variance=log_variance,
            seed=1,
            run=ALL,
            month=month,
            agent=5,
        )
        log_level, log_variance = told["log_level"], told["log_variance"]
        levels.append(told["level"])
    assert levels[-1].mean() == pytest.approx(1.0, abs=0.02)
    assert log_level.std() == pytest.approx(0.35, rel=0.04)
    assert log_variance == pytest.approx(0.35**2)
    assert np.corrcoef(np.log(levels[-1]), np.log(levels[-2]))[0, 1] == pytest.approx(0.4, abs=0.03)


def learned(
    launched: int, expected: float, open_offset: float = 0.09, months: int = 1
) -> dict[str, Any]:
    """What is known after `months` of the same record, at a spread of 0.4."""
    found = {
        "offset": np.zeros(RUNS),
        "log_level": np.full(RUNS, 0.08),
        "offset_variance": np.full(RUNS, open_offset),
        "covariance": np.zeros(RUNS),
        "log_variance": np.full(RUNS, 0.16),
    }
    address = {"seed": 1, "run": ALL, "agent": 5}
    month_of_record = {"launched": launched, "expected": expected, "spread": 0.4}
    for month in range(months):
        told = call(learn_intensity, **month_of_record, **found, month=month, **address)
        found = {name: told[name] for name in found}
    return found


def test_a_month_of_record_moves_intensity_as_bayes_would() -> None:
    """Against the closed form of a normal prior and a normal observation of a sum."""
    found = learned(200, 100.0)
    chance = 2 / 301
    miss = np.log(200.5 / 100.5)  # 0.5 spread^2 and the mean of the log level cancel
    total = 0.09 + 0.16 + chance
    assert found["offset"].mean() == pytest.approx(0.09 / total * miss, abs=0.003)
    assert found["log_level"].mean() == pytest.approx(0.08 + 0.16 / total * miss, abs=0.003)
    assert found["offset_variance"] == pytest.approx(0.09 - 0.09**2 / total)
    assert found["covariance"] == pytest.approx(-0.09 * 0.16 / total)
    assert found["log_variance"] == pytest.approx(0.16 - 0.16**2 / total)
    assert found["offset"].std() == pytest.approx(0.09 / total * np.sqrt(chance), rel=0.05)


def test_more_launches_raise_intensity_and_a_longer_record_never_widens_it() -> None:
    means = [
        (found["offset"] + found["log_level"]).mean()
        for found in (learned(n, 100.0) for n in (0, 20, 100, 300))
    ]
    assert means == sorted(means) and means[0] < 0 < means[-1]
    left = [learned(100, 100.0, months=n)["offset_variance"][0] for n in (1, 2, 4)]
    assert left == sorted(left, reverse=True) and left[-1] > 0
    known = learned(200, 100.0, open_offset=0.0)
    assert (known["offset"] == 0).all()  # fixed output and share leave nothing to learn
    assert all(np.isfinite(values).all() for values in learned(0, 0.0).values())


TALKS: dict[str, Any] = {
    "talks": QUIET,
    "since": 4.0,
    "start": 0.1,
    "fail": 0.3,
    "agree": 0.2,
    "memory": 3.0,
    "collapse": 0.05,
    "state": WAR,
    "hazard": 1,
    "seed": 1,
    "run": ALL,
    "month": 2,
}


def month(**given: Any) -> dict[str, Any]:
    use = TALKS | given
    for name in ("talks", "since", "state"):
        use[name] = np.full(RUNS, use[name])
    return call(negotiate, **use)


def test_quiet_talks_gain_momentum_at_their_hazard() -> None:
    told = month()
    assert (told["talks"] == MOVING).mean() == pytest.approx(0.1, abs=0.01)
    assert (told["state"] == WAR).all()
    assert (told["changed"] == 0).all()


def test_moving_talks_fail_or_end_in_a_halt() -> None:
    told = month(talks=MOVING)
    halted = told["state"] == HALT
    assert halted.mean() == pytest.approx(0.2, abs=0.01)
    assert (told["changed"] == halted).all()
    assert (told["talks"] == FAILED).mean() == pytest.approx(0.8 * 0.3, abs=0.01)
    assert (month(talks=MOVING, hazard=0)["state"] == WAR).all()


def test_failure_is_answered_for_a_while() -> None:
    assert (month(talks=FAILED, since=1.0)["talks"] == FAILED).all()
    assert (month(talks=FAILED, since=2.0)["talks"] == QUIET).all()


@pytest.mark.parametrize("state", [TRUCE, HALT])
def test_a_halt_collapses_at_its_hazard(state: int) -> None:
    told = month(state=state)
    broke = told["state"] == WAR
    assert broke.mean() == pytest.approx(0.05, abs=0.006)
    assert (told["talks"][broke] == FAILED).all()
    assert (month(state=state, collapse=0.0)["state"] == state).all()


LADDER: dict[str, Any] = {
    "rung": 2.0,
    "signal": 0.0,
    "threat": 0.0,
    "decay": 0.0,
    "misread": 0.0,
    "deep": 0.0,
    "spill": 0,
    "ordered": 0,
    "seed": 1,
    "run": ALL,
    "month": 2,
}


def signals(**given: Any) -> dict[str, Any]:
    use = LADDER | given
    return call(signal, **(use | {"rung": np.full(RUNS, use["rung"])}))


def test_a_quiet_month_leaves_the_ladder() -> None:
    told = signals()
    assert (told["rung"] == 2).all()
    assert (told["seen"] == 2).all()
    assert (signals(decay=1.0)["rung"] == 1).all()
    assert (signals(decay=1.0, rung=0.0)["rung"] == 0).all()


def test_shots_and_deep_strikes_climb_and_the_top_is_the_top() -> None:
    assert (signals(rung=1.0, ordered=2)["rung"] == 2).all()
    assert (signals(rung=1.0, deep=1.0)["rung"] == 2).all()
    assert (signals(rung=1.0, deep=1.0, ordered=1)["rung"] == 3).all()
    shot = signals(rung=1.0, signal=0.25)
    assert shot["shots"].mean() == pytest.approx(0.25, abs=0.012)
    assert (shot["rung"] == 1 + shot["shots"]).all()
    assert (signals(rung=6.0, deep=1.0, ordered=1)["rung"] == 6).all()


def test_a_shot_ordered_by_the_scenario_climbs_and_is_not_fired_again() -> None:
    told = signals(ordered=2)
    assert (told["shots"] == 0).all()
    assert (told["rung"] == 3).all()
    assert (signals(ordered=2, decay=1.0)["rung"] == 3).all()


@pytest.mark.parametrize("rung", [0.0, 1.0, 2.0, 3.0])
def test_signals_and_deep_strikes_alone_end_at_three(rung: float) -> None:
    """Rungs four to six are strikes on other states."""
    told = signals(rung=rung, deep=1.0, signal=1.0, ordered=3)
    assert (told["rung"] == min(3.0, rung + 2.0)).all()
    assert (signals(rung=rung, deep=1.0, ordered=1, spill=2)["rung"] == 4).all()


@pytest.mark.parametrize("spill", [1, 2, 3])
def test_a_strike_on_others_sets_a_least_rung(spill: int) -> None:
    assert (signals(rung=0.0, spill=spill)["rung"] == 2 + spill).all()
    assert (signals(rung=6.0, spill=spill)["rung"] == 6).all()


def test_threats_move_nothing_but_may_be_misread() -> None:
    told = signals(threat=0.5, misread=0.2)
    assert (told["rung"] == 2).all()
    assert told["threats"].mean() == pytest.approx(0.5, abs=0.012)
    misread = told["seen"] == 3
    assert misread[told["threats"] == 1].mean() == pytest.approx(1 - 0.6 * 0.8, abs=0.02)
    assert misread[told["threats"] == 0].mean() == pytest.approx(0.2, abs=0.02)
