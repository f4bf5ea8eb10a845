"""The PettingZoo environment: PettingZoo's own tests, fog, and the same bits as a room."""

from __future__ import annotations

import numpy as np
import pytest
from pettingzoo.test import parallel_api_test, parallel_seed_test

from tests.play.small import room
from wargame.play.adviser import advise
from wargame.play.env import parallel_env
from wargame.play.game import branch, fingerprint
from wargame.play.refused import Refused

pytestmark = pytest.mark.slow


def test_the_api_is_that_of_pettingzoo():
    parallel_api_test(parallel_env(turns=4), num_cycles=12)


def test_seeds_are_those_of_pettingzoo():
    parallel_seed_test(lambda: parallel_env(turns=4))


def own_rule(env):
    return {seat: np.zeros(env.action_space(seat).shape, int) for seat in env.agents}


def test_the_same_seed_and_actions_give_the_same_bits_and_another_seed_others():
    def steps(seed):
        env = parallel_env(turns=3)
        env.reset(seed=seed)
        spaces = [env.action_space(seat) for seat in env.agents]
        for space in spaces:
            space.seed(5)
        while env.agents:
            seen, rewards, *_ = env.step({s: env.action_space(s).sample() for s in env.agents})
        with branch(env.game()) as war:
            return fingerprint(war), rewards, {s: v.tobytes() for s, v in seen.items()}

    assert steps(1) == steps(1)
    assert steps(1)[0] != steps(2)[0]


def test_an_environment_plays_as_a_room_does(tmp_path):
    env = parallel_env(turns=4, seats={"moscow": "machine", "kyiv": "machine"})
    env.reset(seed=3)
    seats = {"moscow": "machine", "kyiv": "machine", "europe": "model", "washington": "model"}
    found = room(tmp_path, seats=seats, seed=env.game().seed)
    while env.agents:
        assert env.possible_agents == ["europe", "washington"]
        env.step(own_rule(env))
        found.advance()
    with branch(env.game()) as war:
        assert fingerprint(war) == found.log.prints[-1]


def test_observations_are_named_and_hold_what_the_seat_may_see():
    env = parallel_env(turns=2)
    env.reset(seed=1)
    seen, rewards, ends, cuts, _ = env.step(own_rule(env))
    for seat in env.possible_agents:
        assert seen[seat].shape == (len(env.names(seat)),) == env.observation_space(seat).shape
        assert np.isfinite(seen[seat]).all()
        assert 0.0 <= rewards[seat] <= 1.0
    assert "scarce_low" in env.names("moscow") and "scarce" not in env.names("moscow")
    assert not any(ends.values()) and not any(cuts.values())
    assert "Missiles launched" in env.render()


@pytest.mark.parametrize("scenario", ["winter_campaign", "ceasefire", "spillover", "aid_cutoff"])
def test_no_orders_whatever_break_the_books_or_the_replay(scenario):
    """Every lever at random in every turn: ledgers hold, and many runs side by side are one."""
    env = parallel_env(scenario, turns=8)
    env.reset(seed=2)
    for number, seat in enumerate(env.possible_agents):
        env.action_space(seat).seed(number)
    while env.agents:
        if len(env.game().played) == 5:
            for seat in env.possible_agents:
                advise(env.game(), seat, 10)
        env.step({seat: env.action_space(seat).sample() for seat in env.agents})
    with branch(env.game(), 3) as war:
        prints = {fingerprint(war, run) for run in range(3)}
    with branch(env.game()) as war:
        assert prints == {fingerprint(war)}


def test_actions_mean_orders():
    env = parallel_env(turns=2)
    env.reset(seed=1)
    assert set(env.orders("kyiv", [0] * 8).values()) == {None}
    assert env.orders("moscow", [2] + [0] * 12)["posture"] == "hoard"
    assert env.orders("moscow", [0, 5] + [0] * 11)["reserve"] == 1.0


def test_choices_are_refused_as_for_a_room():
    with pytest.raises(Refused, match="month or quarter"):
        parallel_env(turn="week")
