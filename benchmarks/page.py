"""The page that benchmarks write: one table, the machine, and what was or was not reached."""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from benchmarks.measures import ROOT, Timing

# Headings of sections that commands of their own measure.
ALONE = ("A report against an earlier state", "One run against an earlier state", "Sweeps")


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


def verdicts(lines: list[Line]) -> str:
    """Which goals were missed, in a sentence."""
    missed = [line.what for line in lines if line.met is False]
    return f"Missed: {'; '.join(missed)}." if missed else "Every goal was met."


def filled(template: str, lines: list[Line], **fields: str) -> str:
    """The text `texts/TEMPLATE.md` with a table of `lines`, what was missed, machine and date."""
    text = (Path(__file__).parent / "texts" / f"{template}.md").read_text(encoding="utf-8")
    date = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return text.format(
        table=table(lines), verdicts=verdicts(lines), machine=machine(), date=date, **fields
    )


def versions(*libraries: str) -> str:
    """Names and versions of libraries."""
    return ", ".join(f"{name} {version(name)}" for name in libraries)


def sections(text: str) -> dict[str, str]:
    """A page by heading: under "" the first part, then sections that are measured alone."""
    parts, current = {"": ""}, ""
    for line in text.splitlines(keepends=True):
        if line.removeprefix("## ").strip() in ALONE:
            current = line.removeprefix("## ").strip()
        parts[current] = parts.get(current, "") + line
    return parts


def put(page: Path, heading: str, text: str) -> None:
    """Write one part of a page, as `sections` has them, and leave the others as they are."""
    parts = sections(page.read_text(encoding="utf-8")) if page.exists() else {}
    parts = {"": "", **parts, heading: text}
    whole = "\n".join(part.rstrip() + "\n" for part in parts.values() if part)
    page.write_text(whole, encoding="utf-8")


def command(
    doc: str,
    template: str,
    measure: Callable[[argparse.Namespace], tuple[list[Line], dict[str, str]]],
    parser: argparse.ArgumentParser | None = None,
    heading: str = "",
    page: str = "performance.md",
) -> None:
    """A command that measures, prints, and writes a part of a page in docs/.

    `measure` gives lines and other fields of the template; `doc` says how it is called.
    """
    parser = parser or argparse.ArgumentParser()
    parser.description = doc.splitlines()[0]
    parser.add_argument("--quick", action="store_true", help="smaller, and nothing is written")
    parser.add_argument("--out", type=Path, help=f"page to write in (default docs/{page})")
    given = parser.parse_args()
    begun, load = time.perf_counter(), busy()
    lines, fields = measure(given)
    took = f"the whole measurement took {time.perf_counter() - begun:.0f} s"
    text = filled(template, lines, load=load, took=took, **fields)
    print(f"\n{text}")
    out = given.out or (None if given.quick else ROOT / "docs" / page)
    if out:
        put(out, heading, text)
        print(f"written: {out}")


class PrintedLines(list[Line]):
    """Lines of a table, each printed as it comes."""

    def append(self, line: Line) -> None:
        """Add a line and print it."""
        super().append(line)
        parts = [line.wall, line.cpu and f"{line.cpu} processor", verdict(line)]
        print(f"{line.what}: {', '.join(part for part in parts if part)}", flush=True)
