"""The queue: answers that grow, asked once for all, in the way of nobody, and after a death."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wargame.web import answer_cache
from wargame.web.answer_queue import AnswerQueue
from wargame.web.answers import Answer, answer
from wargame.web.explore import neighbours
from wargame.web.parts import simulate_part
from wargame.web.state import RUNS, State, controls_of, from_text, key_of, text_of

pytestmark = pytest.mark.slow

SHORT = State(months=12)


@pytest.fixture(autouse=True)
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A cache folder of the test's own."""
    monkeypatch.setenv("WARGAME_ANSWERS", str(tmp_path))
    answer_cache.folder.cache_clear()
    yield
    answer_cache.folder.cache_clear()


async def whole(queue: AnswerQueue, state: State) -> list[Answer]:
    """Every answer to `state`, the last one whole."""
    return [one async for one in queue.ask(state)]


def on_a_desk(work: Any) -> Any:
    """Run `work(queue)` with two workers."""

    async def main() -> Any:
        queue = AnswerQueue(2)
        try:
            return await work(queue)
        finally:
            queue.stop()

    # In a thread of its own: Playwright keeps a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(main())).result()


def test_answers_grow_to_the_very_same_and_are_simulated_once() -> None:
    async def work(queue: AnswerQueue) -> None:
        states = [SHORT, SHORT, SHORT.moved("cut", "100"), SHORT]
        found = await asyncio.gather(*[whole(queue, state) for state in states])
        for answers in found:
            counts = [one.n for one in answers]
            assert counts == sorted(set(counts)) and counts[-1] == RUNS
        assert found[0][0].n < RUNS
        assert found[0][-1] is found[1][-1] is found[3][-1]
        again = await whole(queue, SHORT)
        assert [one.n for one in again] == [RUNS]
        queue._answers.clear()
        from_disk = await whole(queue, SHORT)
        assert from_disk[0].shown == again[0].shown
        text = text_of(SHORT)
        plain = answer(simulate_part(text, None, 12, 0, RUNS), from_text(text, None, 12))
        assert plain.shown == again[0].shown
        assert np.array_equal(plain.outcomes, again[0].outcomes, equal_nan=True)

    on_a_desk(work)


def test_nobody_waits_for_another_and_what_nobody_wants_is_left() -> None:
    async def work(queue: AnswerQueue) -> None:
        await whole(queue, SHORT)
        long = [State(months=36).moved("isk", stop) for stop in ("10", "20", "30")]
        others = [asyncio.create_task(whole(queue, state)) for state in long]
        await asyncio.sleep(0.05)
        began = time.perf_counter()
        await whole(queue, SHORT)  # known: at once, whoever computes
        slept = time.perf_counter()
        await asyncio.sleep(0.01)
        assert slept - began < 0.1 and time.perf_counter() - slept < 0.2
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for _ in range(200):
            if not queue._open:
                break
            await asyncio.sleep(0.1)
        assert not queue._open
        assert queue.cached("0" * 64) is None

    on_a_desk(work)


def test_who_comes_back_to_what_was_given_up_has_an_answer() -> None:
    async def work(queue: AnswerQueue) -> None:
        await queue.front.start()
        busy = [asyncio.create_task(queue.front.run(time.sleep, 1.0)) for _ in range(2)]
        await asyncio.sleep(0.1)
        first = asyncio.create_task(whole(queue, SHORT))
        await asyncio.sleep(0.1)
        first.cancel()  # the lever is moved on
        await asyncio.sleep(1.2)
        again = asyncio.create_task(whole(queue, SHORT))  # and back
        assert (await asyncio.wait_for(again, 60))[-1].n == RUNS
        await asyncio.gather(*busy)

    on_a_desk(work)


@pytest.mark.parametrize("pause", [0.0, 0.01, 0.05])
def test_a_reader_may_hesitate(pause: float) -> None:
    """Moves a lever, moves it back, and again: some answer is always on its way."""

    async def work(queue: AnswerQueue) -> None:
        await queue.front.start()
        for _ in range(12):
            task = asyncio.create_task(whole(queue, SHORT))
            await asyncio.sleep(pause)
            task.cancel()
            await asyncio.sleep(pause)
        assert (await asyncio.wait_for(whole(queue, SHORT), 60))[-1].n == RUNS

    on_a_desk(work)


def test_a_worker_that_dies_is_replaced() -> None:
    async def work(queue: AnswerQueue) -> None:
        victim = await queue.front.run(os.getpid)
        asking = asyncio.create_task(whole(queue, SHORT.moved("isk", "50")))
        await asyncio.sleep(0.3)
        os.kill(victim, signal.SIGKILL)
        assert (await asking)[-1].n == RUNS

    on_a_desk(work)


def test_stops_are_simulated_ahead_and_then_known_at_once() -> None:
    async def work(queue: AnswerQueue) -> None:
        states = neighbours(SHORT, "hit")[:3]
        await queue.prefetch(states, lambda: True)
        for state in states:
            assert [one.n for one in await whole(queue, state)] == [RUNS]
        others = neighbours(SHORT, "isk")[:2]
        await queue.prefetch(others, lambda: False)
        assert [queue.cached(key_of(one)) for one in others] == [None, None]

    on_a_desk(work)


def test_neighbours_are_one_move_away_and_those_of_the_control_in_hand_first() -> None:
    state = State(months=24).moved("isk", "40").moved("halt", "no")
    found = neighbours(state, "hit")
    controls = {one.key: one for one in controls_of(state.scenario)}
    assert len(found) == len(set(found)) and state not in found
    first = len(controls["hit"].stops)
    assert all(dict(one.chosen).get("hit") for one in found[: first - 1])
    for one in found:
        before, after = dict(state.chosen), dict(one.chosen)
        assert sum(before.get(k) != after.get(k) for k in controls) == 1
    assert len(found) == sum(len(one.stops) for one in controls.values()) - 2 + 2
