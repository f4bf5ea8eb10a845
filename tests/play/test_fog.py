"""Fog: estimates are the model's own, err as they say, and know no more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.play.small import ALL, game, indicator, shown
from wargame.model.batch import opened
from wargame.play import fog
from wargame.play.game import branch, run_until
from wargame.play.game_rules import rules
from wargame.scenario import load


def test_an_estimate_is_the_one_that_the_model_acts_on():
    with branch(game(months=4, length=6)) as war:
        west = fog.estimate(war, "kyiv", indicator("missiles")).value
        east = fog.estimate(war, "moscow", indicator("scarce")).value
        recorded = war.recorder.series["believed_stock"][0, :4]
        np.testing.assert_allclose(west[:4], recorded, rtol=1e-6)
        war.go(1)  # the next decision takes the belief that was shown before it
        np.testing.assert_allclose(west[4], war.observers.believed_stock[0])
        np.testing.assert_allclose(east[4], war.observers.believed_magazine[0])


def test_allies_share_what_the_model_estimates_and_err_apart_elsewhere():
    with branch(game(months=6)) as war:
        shared = [fog.estimate(war, s, indicator("missiles")).value for s in ALL[1:]]
        assert (shared[0] == shared[1]).all() and (shared[1] == shared[2]).all()
        apart = [fog.estimate(war, s, indicator("made")).value for s in ALL[1:]]
        assert (apart[0] != apart[1]).all()


@pytest.mark.slow
def test_bands_hold_the_truth_four_times_in_five():
    """Over many worlds, for each seat and for early and late months."""
    scenario = load("continued_war", months=8)
    with opened(replace(scenario, seed=5), range(250)) as war:
        run_until(war, war.calendar.days)
        asked = {"kyiv": "missiles", "moscow": "scarce", "washington": "made"}
        for seat, name in (asked | {"europe": "line_health"}).items():
            inside, shown = [], indicator(name)
            true = shown.history(war)
            for run in range(250):
                _, low, high = fog.estimate(war, seat, shown, run)
                inside.append((low <= true[:, run]) & (true[:, run] <= high))
            early, late = np.array(inside)[:, 0].mean(), np.array(inside)[:, -1].mean()
            assert 0.72 < early < 0.88, (seat, name, early)
            assert 0.72 < late < 0.88, (seat, name, late)


def test_without_error_the_estimate_is_the_truth():
    scenario = load("continued_war", ["mechanisms.intelligence=false"], months=3)
    with branch(replace(game(months=3), scenario=scenario)) as war:
        for seat in ALL:
            for thing in rules(war.spec).estimated(seat):
                value, low, high = fog.estimate(war, seat, thing)
                true = thing.history(war)[:, 0]
                np.testing.assert_allclose(value, true)
                np.testing.assert_allclose(low, high)


def test_every_thing_has_a_level_at_the_start_or_is_a_flow():
    with branch(game(months=2, length=4)) as war:
        things = rules(war.spec).indicators()
        for thing in things:
            points = thing.history(war)
            assert points.shape == (2 if thing.flow else 3, 1), thing.name
            assert np.isfinite(points).all(), thing.name
            assert (points >= 0).all(), thing.name
    with branch(replace(game(months=2, length=4), played=())) as war:
        levels = [t for t in rules(war.spec).indicators() if not t.flow]
        assert all(len(t.history(war)) == 1 for t in levels)
        now = war.arsenals.held[war.factories.stocked].sum(axis=0)
        assert (indicator("missiles").history(war)[0] == now).all()
        held = war.air_command.held()[war.observers.kinds].sum(axis=0)
        assert (indicator("scarce").history(war)[0] == held).all()


def test_a_seat_has_nothing_twice():
    for seat in ALL:
        own, public, estimated = shown(seat)
        assert not own & estimated and not public & (own | estimated)
