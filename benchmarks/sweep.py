"""Measure sweeps and write their section of docs/performance.md.

    python benchmarks/sweep.py [--quick] [--rows N] [--out FILE]

What the machinery adds to the model's own time, what a second worker brings, and a sweep of 100,000
runs of 24 months with its memory over time. A whole round takes some ten minutes and wants a quiet
machine with two cores. `--quick` is smaller and writes nothing unless `--out` is given.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.measures import ROOT, Timing, median
from benchmarks.page import Line, PrintedLines, bytes_, command

MONTHS, REPLICATES = 24, 5
CHUNKS = (4, 12)  # the difference between two sweeps leaves out what starting costs
ROUNDS = 3  # a host that is slow for a while is slow for one round: the median one counts
OVERHEAD, SPEED_UP, WALL, MEMORY = 0.10, 1.8, 600.0, 2 << 30
DESIGN = (Path(__file__).parent / "texts" / "sweep.yaml").read_text(encoding="utf-8")


class Swept(NamedTuple):
    """One sweep in processes of its own: times of all of them, and memory of all of them, by time.

    `memory` is the sum of resident sets in bytes, taken every second; pages that processes share
    are counted once for each, so it is never too small.
    """

    timing: Timing
    memory: list[int]
    output: dict[str, Any]


SWEEP = ("run.py", "sweep", "{design}", "--out", "{out}", "--json", "--workers", "{workers}")
COUNTED = ("-m", "benchmarks.counted", "{design}", "{out}", "{workers}")


def swept(folder: Path, rows: int, workers: int, words: tuple[str, ...] = SWEEP) -> Swept:
    """A design with `rows` runs, by the command `words`."""
    design = folder / f"{rows}.yaml"
    points = max(1, rows // REPLICATES)
    design.write_text(DESIGN.format(months=MONTHS, points=points, replicates=REPLICATES))
    out = tempfile.mkdtemp(dir=folder)  # of its own: a sweep that is there would be gone on with
    given = {"design": design, "out": out, "workers": workers}
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *(word.format(**given) for word in words)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    memory: list[int] = []
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, memory, done))
    watcher.start()
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    done.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"the sweep failed with {process.returncode}")
    timing = Timing(wall, used.ru_utime + used.ru_stime, max(memory, default=0))
    return Swept(timing, memory, json.loads(output))


def _watch(root: int, memory: list[int], done: threading.Event) -> None:
    """Every second the resident memory of `root` and all that it started."""
    first = psutil.Process(root)
    while not done.wait(1.0):
        total = 0
        with suppress(psutil.NoSuchProcess):
            for process in (first, *first.children(recursive=True)):
                with suppress(psutil.NoSuchProcess):
                    total += process.memory_info().rss
        memory.append(total)


class Pace(NamedTuple):
    """Of one run: time of the whole sweep, and processor time of the jobs within it."""

    timing: Timing
    jobs: float

    @property
    def added(self) -> float:
        """What the sweep adds to its jobs, as a share of them, in processor time."""
        return self.timing.cpu / self.jobs - 1.0


def pace(folder: Path, few: int, many: int, workers: int) -> Pace:
    """The difference of a sweep of `many` rows and one of `few`, by run."""
    short, long = (swept(folder, rows, workers, COUNTED) for rows in (few, many))
    cost = Timing(long.timing.wall - short.timing.wall, long.timing.cpu - short.timing.cpu)
    jobs = long.output["jobs"] - short.output["jobs"]
    return Pace(cost.over(many - few), jobs / (many - few))


def usual_chunk(folder: Path) -> int:
    """Rows of a job, unless output."""
    from wargame.questions import design_file
    from wargame.study.sweep.design import prepare

    design = folder / "usual.yaml"
    design.write_text(DESIGN.format(months=MONTHS, points=400, replicates=REPLICATES))
    return prepare(design_file.read(design)).usual_chunk


def measure(given: argparse.Namespace) -> tuple[list[Line], dict[str, str]]:
    """Every line of the table, and the memory of the large sweep over time."""
    quick, lines = given.quick, PrintedLines()
    size_of_large = given.rows or (3000 if quick else 100_000)
    few, many = (4, 8) if quick else CHUNKS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = usual_chunk(folder)
        rounds = [
            [pace(folder, few * size, many * size, workers) for workers in (1, 2, 1)]
            for _ in range(1 if quick else ROUNDS)
        ]
        large = swept(folder, size_of_large, 2)
    alone = [one for before, _, after in rounds for one in (before, after)]
    jobs = statistics.median(one.jobs for one in alone)
    what = f"the model within it, {size} runs of {MONTHS} months at once: per run"
    lines.append(Line.time(what, Timing(jobs, jobs)))
    what = "a sweep with 1 worker: per run"
    lines.append(Line.time(what, median([one.timing for one in alone])))
    what = "a sweep with 2 workers: per run"
    lines.append(Line.time(what, median([two.timing for _, two, _ in rounds])))
    share = statistics.median(one.added for one in alone)
    aim = f"under {OVERHEAD:.0%}"
    what = "what the sweep adds to the model"
    lines.append(Line(what, f"{share:.1%}", "", aim, share < OVERHEAD))
    times = statistics.median(
        (before.timing.wall + after.timing.wall) / 2 / two.timing.wall
        for before, two, after in rounds
    )
    aim = f"at least {SPEED_UP} times"
    lines.append(Line("two workers over one", f"{times:.2f} times", "", aim, times >= SPEED_UP))
    what = f"{size_of_large:,} runs of {MONTHS} months, 2 workers, from start to hash"
    lines.append(Line.time(what, large.timing, None if quick else WALL, wall=True))
    what = "most memory of all its processes together"
    lines.append(Line.size(what, large.timing.peak, MEMORY))
    quarter = max(1, len(large.memory) // 4)
    early, late = large.memory[quarter : 2 * quarter], large.memory[-quarter:]
    for what, part in (("of it, median in the second quarter", early), ("in the last", late)):
        if part:
            lines.append(Line.size(what, int(statistics.median(part))))
    every = max(1, len(large.memory) // 12)
    return lines, {
        "every": str(every),
        "memory": ", ".join(bytes_(amount) for amount in large.memory[::every]),
        "few": str(few),
        "many": str(many),
        "rounds": str(len(rounds)),
    }


if __name__ == "__main__":
    rows = argparse.ArgumentParser()
    rows.add_argument("--rows", type=int, help="runs of the large sweep (100,000; quick: 3,000)")
    command(__doc__, "sweeps", measure, rows, heading="Sweeps")
