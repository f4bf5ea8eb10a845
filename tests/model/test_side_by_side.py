"""Batches of runs in threads: the same bits as one after the other; a fault ends them all."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from tests.model.short import differing, distinct, short
from wargame.kernel.rule import interpreted
from wargame.model import side_by_side
from wargame.model.batch import CHUNK, simulate
from wargame.model.side_by_side import Batch, fight_each, parts
from wargame.scenario import load


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_the_number_of_workers_changes_no_bit(
    workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(side_by_side, "LEAST", 3)
    scenario = load("continued_war", months=2)  # with its lead-up
    heard: list[int] = []
    found = side_by_side.simulate(Batch(scenario, range(11)), heard.append, workers)
    alone = simulate(scenario, runs=11)
    assert distinct(alone) and differing(alone, found) == set()
    assert found.runs.tolist() == list(range(11)) and sum(heard) == 11 * scenario.days
    assert all(np.array_equal(alone.inputs[p], found.inputs[p]) for p in alone.inputs)


def test_batches_of_several_scenarios_come_in_their_order() -> None:
    wars = [short("continued_war", 2), short("energy_truce", 2), short("continued_war", 1)]
    found = fight_each([Batch(war, [5, 3]) for war in wars], workers=2)
    for war, record in zip(wars, found):
        assert record.runs.tolist() == [5, 3]
        assert differing(record, fight_each([Batch(war, [5, 3])])[0]) == set()


def test_runs_that_are_given_their_own_draws_are_themselves() -> None:
    scenario = short(months=2)
    alone = simulate(scenario, runs=4)
    given = fight_each([Batch(scenario, range(4), alone.inputs)])[0]
    assert differing(alone, given) == set()


@pytest.mark.parametrize(("runs", "workers", "sizes"), [
    (60, 2, [60]), (500, 2, [250, 250]), (500, 1, [500]), (1400, 2, [350] * 4),
    (250, 4, [125, 125]), (CHUNK + 1, 1, [250, 251]), (1, 8, [1]),
])  # fmt: skip
def test_parts_are_even_and_worth_a_thread(runs: int, workers: int, sizes: list[int]) -> None:
    found = parts(Batch(short(), range(runs), {"x": np.arange(runs)}), workers)
    assert [len(part.run_ids) for part in found] == sizes
    assert np.concatenate([part.run_ids for part in found]).tolist() == list(range(runs))
    assert all(np.array_equal(part.given["x"], part.run_ids) for part in found if part.given)


def test_a_fault_in_one_batch_ends_the_others() -> None:
    good, bad = short(months=36), short(months=1)
    before = threading.active_count()
    heard: list[int] = []
    with pytest.raises(ValueError, match="nothing such"):
        fight_each(
            [Batch(good, range(3)), Batch(bad, range(2), {"nothing such": np.zeros(2)})],
            heard.append, workers=2,
        )  # fmt: skip
    assert threading.active_count() == before
    assert sum(heard) < 3 * good.days


@pytest.mark.slow
def test_uncompiled_rules_take_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "ThreadPoolExecutor", None)
    with interpreted():
        found = fight_each([Batch(short(months=1), [run]) for run in (0, 1)], workers=2)
    assert [record.runs.tolist() for record in found] == [[0], [1]]


def test_a_busy_machine_is_asked_for_one_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side.os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    for busy, expected in ((0.0, 2), (3.9, 2), (4.0, 1), (9.0, 1)):
        monkeypatch.setattr(
            side_by_side.os, "getloadavg", lambda busy=busy: (busy, 0, 0), raising=False
        )
        assert side_by_side.processors() == expected
