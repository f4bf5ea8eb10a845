"""What is measured, and how: medians of repeats, wall time and processor time side by side."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from wargame.model.war import War

Lived = TypeVar("Lived", bound="War")
ROOT = Path(__file__).resolve().parent.parent
SCENARIO = ROOT / "scenarios" / "continued_war.yaml"
YEAR = 12  # months


class Timing(NamedTuple):
    """Seconds: median wall time and median processor time; peak memory in bytes (0: not taken)."""

    wall: float
    cpu: float
    peak: int = 0

    def over(self, number: float) -> Timing:
        """The same, shared out over `number` of something."""
        return Timing(self.wall / number, self.cpu / number, self.peak)


def median(times: Sequence[Timing]) -> Timing:
    """Median wall and processor time, and the most memory."""
    return Timing(
        statistics.median(t.wall for t in times),
        statistics.median(t.cpu for t in times),
        max(t.peak for t in times),
    )


def timed(act: Callable[[], object], repeats: int) -> Timing:
    """Median over repeats in this process, after one unmeasured call."""
    act()
    times = []
    for _ in range(repeats):
        wall, cpu = time.perf_counter(), time.process_time()
        act()
        times.append(Timing(time.perf_counter() - wall, time.process_time() - cpu))
    return median(times)


def child(
    arguments: list[str],
    cache: str | None = None,
    tree: Path = ROOT,
    processors: int | None = None,
) -> Timing:
    """One command in a fresh process: times, and the peak memory of it and its children.

    It has the package of `tree`, and the first `processors` of those that there are (Linux).
    """
    environment = dict(os.environ) | {"PYTHONPATH": str(tree)}
    confine = (lambda: os.sched_setaffinity(0, range(processors))) if processors else None
    if cache:
        environment["WARGAME_CACHE_DIR"] = cache
    start = time.perf_counter()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=tree,
            env=environment,
            preexec_fn=confine,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            raise SystemExit(f"{' '.join(arguments)} failed:\n{errors.read().decode()}")
    peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Timing(wall, used.ru_utime + used.ru_stime, peak)


def children(arguments: list[str], repeats: int) -> Timing:
    """Median over fresh processes, after one unmeasured."""
    child(arguments)
    return median([child(arguments) for _ in range(repeats)])


def compiled_years(runs: int, repeats: int) -> Timing:
    """One year of `runs` runs in the compiled War, raising of agents included: per run."""
    from wargame.model.batch import simulate
    from wargame.scenario import load

    scenario = load(SCENARIO, months=YEAR)
    return timed(lambda: simulate(scenario, runs=runs), repeats).over(runs)


def days_of_a_year(repeats: int) -> tuple[Timing, Timing]:
    """The days of one year of one run, compiled and on plain objects: what is decided between them
    is the same and not counted. Processor time alone is taken."""
    from benchmarks.plain_day import TwinnedWar

    wars = [lived(TwinnedWar, 1) for _ in range(repeats + 1)][1:]
    fast = median([Timing(war.compiled, war.compiled) for war in wars])
    return fast, median([Timing(war.plain, war.plain) for war in wars])


def compiled_days(runs: int, repeats: int) -> Timing:
    """The days of one year of `runs` runs, compiled and without what is decided: per run."""
    from wargame.model.war import War

    class Timed(War):
        spent = 0.0

        def live(self, days: int) -> None:
            began = time.process_time()
            super().live(days)
            self.spent += time.process_time() - began

    wars = [lived(Timed, runs) for _ in range(repeats + 1)][1:]
    return median([Timing(war.spent, war.spent) for war in wars]).over(runs)


def lived(kind: type[Lived], runs: int) -> Lived:
    """A year of a war, closed at its end."""
    from wargame.scenario import load

    war = kind(load(SCENARIO, months=YEAR), range(runs))
    while war.day < war.calendar.days:
        war.go()
    war.close()
    return war


def state_per_run() -> tuple[int, int]:
    """Bytes per run of the War's arrays over 36 months: all but the monthly series, and those."""
    import numpy as np

    from wargame.model.batch import opened
    from wargame.scenario import load

    scenario = load(SCENARIO)
    arrays = [tracemalloc.DomainFilter(True, np.lib.tracemalloc_domain)]
    sizes = []
    for runs in (64, 128):
        tracemalloc.start()
        with opened(scenario, range(runs)) as war:
            war.step()
            traces = tracemalloc.take_snapshot().filter_traces(arrays).traces
            tracemalloc.stop()
            series = sum(array.nbytes for array in war.recorder.series.values())
            sizes.append((sum(trace.size for trace in traces) - series, series))
    (small, few), (large, many) = sizes
    return (large - small) // 64, (many - few) // 64


def startups(repeats: int) -> dict[str, Timing]:
    """The commands that must answer at once."""
    commands = {
        "--help": ["--help"],
        "check": ["check", str(SCENARIO)],
        "schema": ["schema"],
        "explain": ["explain", "weapons.kh101.production"],
    }
    return {name: children(["run.py", *given], repeats) for name, given in commands.items()}


def whole_run(runs: int, months: int, cache: str | None = None) -> Timing:
    """`run` with its report, in a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        sizes = ["--runs", str(runs), "--months", str(months)]
        out = ["--out", str(Path(folder) / "out")]
        return child(["run.py", "run", str(SCENARIO), *sizes, *out], cache)


def first_run() -> Timing:
    """The first run after an install: an empty cache, so every rule is compiled."""
    with tempfile.TemporaryDirectory() as cache:
        return whole_run(2, 1, cache)
