"""Where pages ask for answers: from memory, from disk, or simulated, a few runs first.

An answer grows: the first FIRST runs on every processor are shown at once with their number, the
rest as it comes. The same runs in any order and any split are the same to the bit.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator

from wargame.web import answer_cache
from wargame.web.answers import Answer, answer
from wargame.web.parts import Part, join, simulate_part
from wargame.web.state import RUNS, State, from_text, key_of, text_of
from wargame.web.uploads import uploaded
from wargame.web.workers import WorkerPool

FIRST, THEN = 20, 80  # runs of one task: fewer, larger ones are sooner over
REMEMBERED = 600  # answers, of some 100 kB each
SETTLED = 0.3  # seconds
AHEAD_MOST = 400  # stops that one page may have simulated in advance


class Question:
    """A state being simulated: the parts that are there, in order, and who waits for it."""

    def __init__(self, state: State) -> None:
        self.state, self.key = state, key_of(state)
        self.text, self.upload = text_of(state), uploaded(state.scenario)
        self.scenario = from_text(self.text, self.upload, state.months)
        self.given = (self.text, self.upload, state.months)
        self.parts: list[Part] = []
        self.waiting = 0
        self.failed: BaseException | None = None
        self.news = asyncio.Condition()

    @property
    def runs(self) -> int:
        """Runs that are there."""
        return sum(part.runs for part in self.parts)

    def so_far(self) -> Answer:
        """What the runs that are there say."""
        return answer(join(self.parts), self.scenario)


class AnswerQueue:
    """Answers states. One queue serves the whole server."""

    def __init__(self, processors: int | None = None) -> None:
        count = processors or os.cpu_count() or 1
        self.front, self.back = WorkerPool(count), WorkerPool(count, nice=19)
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._open: dict[str, Question] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Start the workers: those in front first, so that the first page has its answer soon."""
        self._start_task(self._start())

    async def _start(self) -> None:
        await self.front.start()
        await self.back.start()
        await asyncio.to_thread(answer_cache.prune)

    def stop(self) -> None:
        """End the workers."""
        for task in self._tasks:
            task.cancel()
        self.front.stop()
        self.back.stop()

    def cached(self, key: str) -> Answer | None:
        """The whole answer of that key, if it is there already."""
        result = self._answers.get(key)
        if result is None and (result := answer_cache.read(key)) is not None:
            self._remember(key, result)
        elif result is not None:
            self._answers.move_to_end(key)
        return result

    def _remember(self, key: str, answer: Answer) -> None:
        self._answers[key] = answer
        while len(self._answers) > REMEMBERED:
            self._answers.popitem(last=False)

    async def ask(self, state: State) -> AsyncIterator[Answer]:
        """Answers that grow to RUNS runs; at once the whole one where it is known.

        Leave the iteration, and what nobody else waits for is given up.
        """
        key = key_of(state)
        result = self.cached(key)
        if result is not None:
            yield result
            return
        question = self._open.get(key)
        if question is None:
            question = self._open[key] = Question(state)
            self._start_task(self._work(question, self.front, _plan(self.front.count)))
        question.waiting += 1
        try:
            shown = 0
            while shown < RUNS:
                async with question.news:
                    await question.news.wait_for(
                        lambda: question.failed or question.runs > shown  # noqa: B023
                    )
                if question.failed:
                    raise question.failed
                result = self._answers.get(key) or question.so_far()
                shown = result.n
                yield result
        finally:
            question.waiting -= 1

    def _start_task(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _work(
        self, question: Question, pool: WorkerPool, plan: list[tuple[int, int]]
    ) -> None:
        """Simulate the runs of `plan` (first, runs), as many tasks at a time as workers."""

        def wanted() -> bool:
            return question.waiting > 0

        try:
            for start in range(0, len(plan), pool.count):
                chunks = plan[start : start + pool.count]
                parts: dict[tuple[int, int], Part] = {}
                while len(parts) < len(chunks):
                    left = [chunk for chunk in chunks if chunk not in parts]
                    tasks = [
                        pool.run_if(wanted, simulate_part, *question.given, *chunk)
                        for chunk in left
                    ]
                    made = zip(left, await asyncio.gather(*tasks))
                    parts |= {chunk: part for chunk, part in made if part is not None}
                    if len(parts) < len(chunks) and not wanted():
                        return  # somebody may have come back to it in the meantime
                question.parts += [parts[chunk] for chunk in chunks]
                if question.runs >= RUNS:
                    self._keep(question)
                async with question.news:
                    question.news.notify_all()
        except Exception as error:
            question.failed = error
            async with question.news:
                question.news.notify_all()
        finally:
            self._open.pop(question.key, None)

    def _keep(self, question: Question) -> None:
        result = question.so_far()
        self._remember(question.key, result)
        answer_cache.write(question.key, result)

    async def prefetch(self, states: list[State], wanted: Callable[[], bool]) -> None:
        """Simulate `states` in the background, in their order, while `wanted`.

        It begins after a moment, so that it takes nothing from the answer that is being drawn.
        """
        await asyncio.sleep(SETTLED)
        left = iter(states[:AHEAD_MOST])
        await asyncio.gather(*[self._prefetch(left, wanted) for _ in range(self.back.count)])

    async def _prefetch(self, left: Iterator[State], wanted: Callable[[], bool]) -> None:
        for state in left:
            if not wanted():
                return
            key = key_of(state)
            if key in self._open or key in self._answers or answer_cache.path_of(key).is_file():
                await asyncio.sleep(0)  # a long list of what is there must not hold others up
                continue
            # Shielded: what a worker has begun is kept, though the reader has gone elsewhere.
            await asyncio.shield(self._start_task(self._prepare(Question(state), wanted)))

    async def _prepare(self, question: Question, wanted: Callable[[], bool]) -> None:
        try:
            part = await self.back.run_if(wanted, simulate_part, *question.given, 0, RUNS)
        except Exception as error:
            print(f"a state could not be simulated ahead: {error}", file=sys.stderr)
            return  # whoever asks for it in front is told
        if part is not None:
            question.parts = [part]
            self._keep(question)


def _plan(workers: int) -> list[tuple[int, int]]:
    """Tasks (first run, runs): small ones first, so that something is shown soon."""
    plan: list[tuple[int, int]] = []
    first = 0
    while first < RUNS:
        size = FIRST if len(plan) < workers else THEN
        plan.append((first, min(size, RUNS - first)))
        first += size
    return plan
