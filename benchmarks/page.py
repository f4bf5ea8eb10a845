"""The page that benchmarks write: one table, the machine, and what was or was not reached."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from benchmarks.measures import Timing

LIBRARIES = ("wargame", "mesa", "numba", "numpy", "networkx", "xarray", "duckdb", "matplotlib")


class Line(NamedTuple):
    """One line of the table; `met` is None where there is no goal."""

    what: str
    wall: str
    cpu: str
    goal: str
    met: bool | None

    @classmethod
    def time(cls, what: str, timing: Timing, goal: float | None = None, wall: bool = False) -> Line:
        """Two times; the goal is held against processor time, or against wall time."""
        judged = timing.wall if wall else timing.cpu
        aim = "" if goal is None else f"under {seconds(goal)} {'wall' if wall else 'processor'}"
        met = None if goal is None else judged <= goal
        return cls(what, seconds(timing.wall), seconds(timing.cpu), aim, met)

    @classmethod
    def ratio(cls, what: str, value: float, goal: float | None) -> Line:
        """How many times faster, by processor time."""
        aim = "" if goal is None else f"at least {goal:.0f} times"
        return cls(what, "", f"{value:.3g} times", aim, None if goal is None else value >= goal)

    @classmethod
    def size(cls, what: str, amount: int, goal: int | None = None) -> Line:
        """Bytes."""
        aim = "" if goal is None else f"at most {bytes_(goal)}"
        return cls(what, bytes_(amount), "", aim, None if goal is None else amount <= goal)


def seconds(value: float) -> str:
    """A time in words that fit its size."""
    return f"{value * 1000:.3g} ms" if value < 1 else f"{value:.3g} s"


def bytes_(amount: int) -> str:
    """A size in words that fit it."""
    return f"{amount / 1024:.1f} KiB" if amount < 1 << 20 else f"{amount / (1 << 20):.0f} MiB"


def verdict(line: Line) -> str:
    """Met, missed, or nothing."""
    return "" if line.met is None else "met" if line.met else "**missed**"


def tell(line: Line) -> str:
    """One line while measuring."""
    parts = [
        part for part in (line.wall, line.cpu and f"{line.cpu} processor", verdict(line)) if part
    ]
    return f"{line.what}: {', '.join(parts)}"


def table(lines: list[Line]) -> str:
    """The table in Markdown."""
    head = [
        "| what | wall time, or size | processor time | goal | |",
        "|---|---:|---:|---|---|",
    ]
    rows = [f"| {x.what} | {x.wall} | {x.cpu} | {x.goal} | {verdict(x)} |" for x in lines]
    return "\n".join(head + rows)


def busy() -> str:
    """How busy the machine is, to be asked before measuring."""
    if not hasattr(os, "getloadavg"):
        return "load not known"
    return f"load {os.getloadavg()[0]:.1f} before measuring"


def machine() -> str:
    """What it ran on."""
    model = platform.processor() or platform.machine()
    facts = Path("/proc/cpuinfo")
    if facts.exists():
        names = [s for s in facts.read_text().splitlines() if s.startswith("model name")]
        model = names[0].split(":", 1)[1].strip() if names else model
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.release()}"


def page(lines: list[Line], quick: bool, took: float, load: str) -> str:
    """The whole page."""
    missed = [line.what for line in lines if line.met is False]
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    outcome = (
        "Every goal was met."
        if not missed
        else "Missed: " + "; ".join(missed) + ". The other goals were met."
    )
    return TEXT.format(
        command="python benchmarks/run.py" + (" --quick" if quick else ""),
        date=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        machine=machine(),
        python=platform.python_version(),
        versions=versions,
        took=took,
        load=load,
        table=table(lines),
        outcome=outcome,
    )


def section(text: str) -> str:
    """The section about sweeps at the end of a page, which is measured by itself; '' if none."""
    _, head, rest = text.partition("\n## Sweeps\n")
    return f"{head}{rest}"[1:] if head else ""


TEXT = """# Performance

Written by the command below; do not edit. It measures everything again and replaces this page up
to the section about sweeps. What a browser sees of it, and forty users at once, is in
[performance-browser.md](performance-browser.md).

```
{command}
```

- Date: {date}; the whole measurement took {took:.0f} s.
- Machine: {machine}; {load}.
- Python {python}; {versions}.

{table}

{outcome}

## What is compared

Times are medians of repeats after one call that is not counted. Processor time counts this process
(or the command and its children); on a busy machine it is steadier than wall time. Ratios are of
processor time.

**Compiled** is the model that ships: `wargame.model.batch.simulate`, all kinds of agents, all
mechanisms on, in its usual chunks, one core. Reading the scenario is not counted;
drawing its numbers, raising the agents and recording all monthly series is.

**Plain objects** is `benchmarks/plain_day`: what comes every day, from production to the books,
with one Python object per agent and one run at a time. What is decided between the days is that of
the compiled war and is not counted on either side. It agrees with the compiled days run by run
(`tests/benchmarks/test_plain_day.py`). Its random draws are the compiled ones, which favours it.

**State** counts each array of a war of 36 months once, as the difference between wars of 128 and
64 runs. The peak of `run` counts the largest process.

**First run** is `run` with 2 runs and 1 month and an empty cache, so that nearly all of it is
compiling the rules. The cache of `WARGAME_CACHE_DIR` was a fresh directory.
"""
