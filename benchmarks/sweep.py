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
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.measures import Timing  # noqa: E402
from benchmarks.page import Line, busy, bytes_, machine, section, table, tell  # noqa: E402

MONTHS, REPLICATES = 24, 5
CHUNKS = (4, 12)  # the difference between two sweeps leaves out what starting costs
ROUNDS = 3  # a host that is slow for a while is slow for one round: the median one counts
OVERHEAD, SPEED_UP, WALL, MEMORY = 0.10, 1.8, 600.0, 2 << 30
DESIGN = """sweep: 1
title: A sweep to be measured
question: How long does it take?
months: {months}
design: {{kind: lhs, points: {points}}}
replicates: {replicates}
uncertainties:
  weapons.iskander_m.production: catalogue
  weapons.kh101.fire_share: catalogue
  weapons.geran.growth: catalogue
  interceptors.pac3_mse.hit_chance.ballistic: catalogue
  air_command.ukraine.hub_delay: catalogue
  grid.ukraine.repair: catalogue
"""


class Swept(NamedTuple):
    """One sweep in processes of its own: times of all of them, and memory of all of them, by time.

    `memory` is the sum of resident sets in bytes, taken every second; pages that processes share
    are counted once for each, so it is never too small.
    """

    timing: Timing
    memory: list[int]
    told: dict[str, Any]


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
    told = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    done.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"the sweep failed with {process.returncode}")
    timing = Timing(wall, used.ru_utime + used.ru_stime, max(memory, default=0))
    return Swept(timing, memory, json.loads(told))


def _watch(root: int, memory: list[int], done: threading.Event) -> None:
    """Every second the resident memory of `root` and all that it started."""
    page = os.sysconf("SC_PAGE_SIZE")
    while not done.wait(1.0):
        held = _processes()
        family, grown = {root}, 0
        while grown != len(family):
            grown = len(family)
            family |= {pid for pid, (parent, _) in held.items() if parent in family}
        memory.append(sum(held[pid][1] * page for pid in family if pid in held))


def _processes() -> dict[int, tuple[int, int]]:
    """Every process: its parent, and its resident pages."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            found[int(folder.name)] = (int(words[1]), int(words[21]))
    return found


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
    jobs = long.told["jobs"] - short.told["jobs"]
    return Pace(cost.over(many - few), jobs / (many - few))


def usual_chunk(folder: Path) -> int:
    """Rows of a job, unless told."""
    from wargame.questions import design_file
    from wargame.study.sweep.design import prepare

    design = folder / "usual.yaml"
    design.write_text(DESIGN.format(months=MONTHS, points=400, replicates=REPLICATES))
    return prepare(design_file.read(design)).usual_chunk


def _median(times: list[Timing]) -> Timing:
    """The median wall and processor time."""
    return Timing(statistics.median(t.wall for t in times), statistics.median(t.cpu for t in times))


def measure(quick: bool, rows: int) -> tuple[list[Line], list[int]]:
    """Every line of the table, and the memory of the large sweep second by second."""
    lines: list[Line] = []

    def add(line: Line) -> None:
        lines.append(line)
        print(tell(line), flush=True)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, many = (4, 8) if quick else CHUNKS
        size = usual_chunk(folder)
        rounds = [
            [pace(folder, few * size, many * size, workers) for workers in (1, 2, 1)]
            for _ in range(1 if quick else ROUNDS)
        ]
        alone = [one for before, _, after in rounds for one in (before, after)]
        jobs = statistics.median(one.jobs for one in alone)
        add(Line.time(f"the model within it, {size} runs of {MONTHS} months at once: per run",
                      Timing(jobs, jobs)))  # fmt: skip
        add(Line.time("a sweep with 1 worker: per run", _median([one.timing for one in alone])))
        add(Line.time("a sweep with 2 workers: per run", _median([r[1].timing for r in rounds])))
        share = statistics.median(one.added for one in alone)
        add(_line("what the sweep adds to the model", f"{share:.1%}", f"under {OVERHEAD:.0%}",
                  share < OVERHEAD))  # fmt: skip
        times = statistics.median(
            (before.timing.wall + after.timing.wall) / 2 / two.timing.wall
            for before, two, after in rounds
        )
        add(_line("two workers over one", f"{times:.2f} times", f"at least {SPEED_UP} times",
                  times >= SPEED_UP))  # fmt: skip
        large = swept(folder, rows, 2)
        what = f"{rows:,} runs of {MONTHS} months, 2 workers, from start to hash"
        add(Line.time(what, large.timing, None if quick else WALL, wall=True))
        add(Line.size("most memory of all its processes together", large.timing.peak, MEMORY))
        quarter = max(1, len(large.memory) // 4)
        early, late = large.memory[quarter : 2 * quarter], large.memory[-quarter:]
        if early and late:
            add(Line.size("of it, median in the second quarter", int(statistics.median(early))))
            add(Line.size("and in the last quarter", int(statistics.median(late))))
    return lines, large.memory


def _line(what: str, value: str, aim: str, met: bool) -> Line:
    return Line(what, value, "", aim, met)


TEXT = """## Sweeps

Written by `{command}`; `benchmarks/run.py` leaves it as it is.

- Date: {date}; the whole measurement took {took:.0f} s.
- Machine: {machine}; {load}.

{table}

{outcome}

Memory of driver and workers together, every {every} s: {memory}.

**A sweep** is everything that `wargame sweep` does, in processes of its own: driver, workers,
pipes, Parquet files, hashes. **The model within it** is the processor time that the jobs of that
very sweep took, told by the workers (`benchmarks/counted.py`), so that both are of the same minute
of a host whose speed varies. Per run is the difference between a sweep of {few} and one of {many}
chunks: starting up is left out. Times and ratios are medians of {rounds} rounds; in each, one
worker is measured before and after two, for the host may change its speed in between; more than
twice the speed would be such a change. What the sweep adds is judged by processor time with one
worker, what a second worker brings by wall time. Memory is the sum of resident sets of all
processes. Mesa 3.3 keeps every model it made alive; the war takes its agents out when it is over,
and a test holds it to that (`tests/study/sweep/test_memory.py`).
"""


def written(lines: list[Line], memory: list[int], took: float, load: str, quick: bool) -> str:
    """The section."""
    from datetime import UTC, datetime

    every = max(1, len(memory) // 12)
    missed = [line.what for line in lines if line.met is False]
    few, many = (4, 8) if quick else CHUNKS
    return TEXT.format(
        command="python benchmarks/sweep.py" + (" --quick" if quick else ""),
        date=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        took=took,
        machine=machine(),
        load=load,
        table=table(lines),
        outcome="Missed: " + "; ".join(missed) + "." if missed else "Every goal was met.",
        every=every,
        memory=", ".join(bytes_(amount) for amount in memory[::every]),
        few=few,
        many=many,
        rounds=1 if quick else ROUNDS,
    )


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="smaller, and nothing is written")
    parser.add_argument("--rows", type=int, help="runs of the large sweep (100,000; quick: 3,000)")
    parser.add_argument("--out", type=Path, help="page to write in (default docs/performance.md)")
    given = parser.parse_args()
    start, load = time.perf_counter(), busy()
    lines, memory = measure(given.quick, given.rows or (3000 if given.quick else 100_000))
    print()
    print(table(lines))
    out = given.out or (None if given.quick else ROOT / "docs" / "performance.md")
    if out:
        text = written(lines, memory, time.perf_counter() - start, load, given.quick)
        whole = out.read_text(encoding="utf-8") if out.exists() else ""
        out.write_text(whole.removesuffix(section(whole)) + text, encoding="utf-8")
        print(f"\nwritten: {out}")


if __name__ == "__main__":
    main()
