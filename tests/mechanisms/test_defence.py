"""Engagement against closed forms; magazines shared out to the last round."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.named_rules import call
from wargame.kernel.draws import digest
from wargame.mechanisms.defence.defence_rules import defend, kill_chance

RUNS = 20_000
BALLISTIC, CRUISE, DRONE = 0, 1, 4
ORDER = [0, 4, 1, 2, 3]


def raid(
    incoming: list[int],
    class_of: list[int],
    kill: Any,
    *,
    magazine: Any = 10_000,
    batteries: Any = 1,
    channels: Any = 1000,
    readiness: Any = 1.0,
    shots: Any = 1,
    system: Any = None,
    runs: int = RUNS,
    active: int = 1,
) -> tuple[Any, Any, Any]:
    """One raid in each run; `kill` is by kind and type.

    Returns weapons stopped (runs, types), rounds fired and rounds left (runs, kinds).
    """
    kill = np.atleast_2d(np.asarray(kill, float))
    kinds = kill.shape[0]

    def each(values: Any) -> Any:
        return np.broadcast_to(np.asarray(values), kinds)

    told = call(
        defend,
        incoming=np.tile(incoming, (runs, 1))[:, None],
        key=[digest(str(t)) for t in range(len(incoming))],
        edges=np.searchsorted(class_of, np.arange(6)),
        radar=each(2 if system is None else system),
        batteries=each(batteries)[None],
        channels=each(channels),
        readiness=each(readiness),
        shots=each(shots),
        magazine=np.broadcast_to(magazine, (runs, kinds))[:, None],
        kill=kill.T,
        seed=7,
        run=np.arange(runs),
        day=3,
        order=ORDER,
        ballistic=BALLISTIC,
        mass=DRONE,
        shared=2,
        raids=np.zeros((runs, 3)),
        sector_key=[digest("kyiv")],
        active=active,
    )
    assert (told["stopped"][:, 0] == told["intercepted"]).all()
    assert (told["intercepted"] + told["leaked"] == incoming).all()
    assert (told["used"][:, 0] == told["fired"]).all()
    return told["stopped"][:, 0], told["used"][:, 0], told["magazine"][:, 0]


@pytest.mark.parametrize("weapon", [BALLISTIC, CRUISE])
@pytest.mark.parametrize(("n", "p"), [(1, 0.5), (8, 0.25), (24, 0.7), (150, 0.9)])
def test_one_salvo_against_one_layer_is_binomial(weapon: int, n: int, p: float) -> None:
    stopped, used, _ = raid([n], [weapon], [[p]])
    assert stopped.mean() == pytest.approx(n * p, abs=5 * np.sqrt(n * p * (1 - p) / RUNS))
    assert stopped.var() == pytest.approx(n * p * (1 - p), rel=0.06)
    assert (used == n).all()
    assert stopped.min() >= 0
    assert stopped.max() <= n


@pytest.mark.parametrize(("n", "p"), [(40, 0.3), (600, 0.85), (2500, 0.6)])
def test_a_mass_of_drones_against_one_layer_is_binomial(n: int, p: float) -> None:
    stopped, _, _ = raid([n], [DRONE], [[p]], channels=10_000)
    assert stopped.mean() == pytest.approx(n * p, abs=5 * np.sqrt(n * p * (1 - p) / RUNS))
    assert stopped.var() == pytest.approx(n * p * (1 - p), rel=0.06)


def test_what_one_layer_misses_the_next_engages() -> None:
    stopped, used, _ = raid([20], [CRUISE], [[0.5], [0.4]])
    share = 1 - 0.5 * 0.6
    assert stopped.mean() == pytest.approx(20 * share, abs=0.1)
    assert stopped.var() == pytest.approx(20 * share * (1 - share), rel=0.06)
    assert (used[:, 0] == 20).all()
    assert used[:, 1].mean() == pytest.approx(10, abs=0.1)


def test_an_empty_magazine_stops_nothing() -> None:
    stopped, used, _ = raid([9, 9, 90], [BALLISTIC, CRUISE, DRONE], [[0.9] * 3], magazine=0)
    assert stopped.sum() == 0
    assert used.sum() == 0


def test_no_battery_and_no_engagement_stop_nothing() -> None:
    for change in ({"batteries": 0}, {"active": 0}, {"readiness": 0.0}):
        stopped, used, left = raid([9, 9, 90], [BALLISTIC, CRUISE, DRONE], [[0.9] * 3], **change)
        assert stopped.sum() == used.sum() == 0, change
        assert (left == 10_000).all()


def test_channels_saturate() -> None:
    stopped, used, _ = raid([50], [CRUISE], [[0.8]], channels=4, batteries=3)
    assert (used == 12).all()
    assert stopped.mean() == pytest.approx(12 * 0.8, abs=0.1)


def test_a_magazine_that_holds_one_round_less_than_a_salvo_does_not_fire() -> None:
    stopped, used, left = raid([5], [BALLISTIC], [[1.0]], magazine=7, shots=2)
    assert (stopped == 3).all()
    assert (used == 6).all()
    assert (left == 1).all()


def test_batteries_on_one_radar_take_part_together_or_not_at_all() -> None:
    kill = np.full((3, 1), 1e-9)  # they fire and never hit, so every layer sees the raid
    _, used, _ = raid([4], [BALLISTIC], kill, readiness=[0.4, 0.7, 0.4], system=[0, 0, 1])
    took = used > 0
    assert took.mean(axis=0) == pytest.approx([0.4, 0.7, 0.4], abs=0.02)
    assert not (took[:, 0] & ~took[:, 1]).any()
    assert (took[:, 0] & took[:, 2]).mean() == pytest.approx(0.16, abs=0.02)


def test_kinds_on_one_radar_share_its_channels() -> None:
    _, used, _ = raid([10], [BALLISTIC], np.full((2, 1), 1e-9), channels=6, system=[0, 0])
    assert (used.sum(axis=1) == 6).all()


def test_readiness_makes_ballistic_raids_two_peaked_and_others_not() -> None:
    ballistic, _, _ = raid([10], [BALLISTIC], [[0.9]], readiness=0.4, system=0)
    none, most = (ballistic == 0).mean(), (ballistic > 5).mean()
    assert none == pytest.approx(0.6, abs=0.02)
    assert most == pytest.approx(0.4, abs=0.02)
    cruise, _, _ = raid([10], [CRUISE], [[0.9]], readiness=0.4, channels=10)
    assert (cruise == 0).mean() < 0.01


def test_types_of_one_class_are_engaged_alike() -> None:
    stopped, _, _ = raid([8, 8], [CRUISE, CRUISE], [[0.9, 0.9]], channels=6)
    assert stopped.mean(axis=0) == pytest.approx([2.7, 2.7], abs=0.05)


def test_rounds_are_conserved_and_nobody_is_stopped_twice() -> None:
    rng = np.random.default_rng(5)
    for _ in range(60):
        incoming = rng.integers(0, 40, 6).tolist()
        class_of = np.sort(rng.integers(0, 5, 6)).tolist()
        kill = rng.uniform(0, 1, (4, 6))
        before = rng.integers(0, 60, 4)
        stopped, used, left = raid(
            incoming,
            class_of,
            kill,
            magazine=before,
            batteries=rng.integers(0, 3, 4),
            channels=rng.integers(0, 12, 4),
            readiness=rng.uniform(0, 1, 4),
            shots=rng.integers(1, 4, 4),
            system=rng.integers(0, 3, 4),
            runs=50,
        )
        assert (left >= 0).all()
        assert (left + used == before).all()
        assert (stopped >= 0).all()
        assert (stopped <= np.array(incoming)).all()


def test_kill_chance_of_several_shots() -> None:
    told = call(
        kill_chance,
        hit_chance=[[0.5, 0.2, 0, 0, 0.9]],
        evasion=[0.0, 0.5, 0.0],
        class_of=[0, 1, 4],
        shots=[2],
    )
    assert told["kill"].ravel() == pytest.approx([0.75, 1 - 0.9**2, 0.99])


def test_sectors_add_up_and_raids_are_told_apart() -> None:
    """One kind that never misses; how many it can engage decides how each sector fares."""
    told = call(
        defend,
        incoming=[[4, 0, 9], [4, 2, 0], [6, 0, 0], [0, 3, 0]],
        key=[1, 2, 3],
        edges=np.searchsorted([BALLISTIC, CRUISE, DRONE], np.arange(6)),
        radar=[0],
        batteries=[[0], [2], [4], [5]],
        channels=[1],
        readiness=[1.0],
        shots=[2],
        magazine=np.full((4, 1), 100),
        kill=[[1.0], [1.0], [0.0]],
        seed=1,
        run=0,
        day=0,
        order=ORDER,
        ballistic=BALLISTIC,
        mass=DRONE,
        shared=2,
        raids=[0, 0, 0],
        sector_key=[1, 2, 3, 4],
        active=1,
    )
    assert told["stopped"].tolist() == [[0, 0, 0], [2, 0, 0], [4, 0, 0], [0, 3, 0]]
    assert told["intercepted"].tolist() == [6, 3, 0]
    assert told["leaked"].tolist() == [8, 2, 9]
    assert told["fired"].tolist() == [18]
    assert told["raids"].tolist() == [1, 1, 1]
