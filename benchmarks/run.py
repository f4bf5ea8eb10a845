"""Measure speed, memory and start-up, and write docs/performance.md.

    python benchmarks/run.py [--quick] [--out FILE]

`--quick` repeats less, runs a smaller ensemble and writes nothing unless `--out` is given. A whole
round takes two to four minutes. On a busy machine wall times say little; processor times more.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import measures  # noqa: E402
from benchmarks.page import Line, busy, page, section, table, tell  # noqa: E402

SIZES = (1, 10, 100, 1000)


def measure(quick: bool) -> list[Line]:
    """Every line of the table, in order."""
    repeats = 2 if quick else 5
    lines: list[Line] = []

    def add(line: Line) -> None:
        lines.append(line)
        print(tell(line), flush=True)

    years = {}
    for runs in SIZES[: 3 if quick else 4]:
        years[runs] = measures.compiled_years(runs, max(2, repeats - 2) if runs > 10 else repeats)
        goal = {1: 0.060, 100: 0.001, 1000: 0.001}.get(runs)
        add(Line.time(f"compiled, one year, {runs} at once: per run", years[runs], goal))
    fast, slow = measures.days_of_a_year(repeats)
    many = measures.compiled_days(max(years), repeats)
    add(Line.time("the days of a year on plain objects: per run", slow))
    for runs, days in ((1, fast), (max(years), many)):
        add(Line.time(f"the same days compiled, {runs} at once: per run", days))
        goal = 50.0 if runs == 1000 else 1.0 if runs == 1 else None
        add(Line.ratio(f"plain over compiled, {runs} at once", slow.cpu / days.cpu, goal))
    state, series = measures.state_per_run()
    add(Line.size("state per run over 36 months, series recorded included", state + series, 65536))
    add(Line.size("of it, monthly series", series))
    for name, timing in measures.startups(repeats).items():
        add(Line.time(f"`{name}` answers", timing, 0.5, wall=True))
    runs, months = (50, 12) if quick else (500, 36)
    whole = measures.whole_run(runs, months)
    goals = (None, None) if quick else (15.0, 1 << 30)
    add(Line.time(f"`run`, {runs} runs, {months} months, report", whole, goals[0], wall=True))
    add(Line.size("peak memory of that", whole.peak, goals[1]))
    first = measures.first_run()
    add(Line.time("first `run` with an empty cache", first, 60.0, wall=True))
    return lines


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer repeats, smaller ensemble")
    parser.add_argument("--out", type=Path, help="file to write (default docs/performance.md)")
    given = parser.parse_args()
    start, load = time.perf_counter(), busy()
    lines = measure(given.quick)
    print()
    print(table(lines))
    out = given.out or (None if given.quick else ROOT / "docs" / "performance.md")
    if out:
        kept = section(out.read_text(encoding="utf-8")) if out.exists() else ""
        text = page(lines, given.quick, time.perf_counter() - start, load)
        out.write_text(text + ("\n" + kept if kept else ""), encoding="utf-8")
        print(f"\nwritten: {out}")


if __name__ == "__main__":
    main()
