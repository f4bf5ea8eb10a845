"""Measure speed, memory and start-up, and write docs/performance.md.

    python benchmarks/run.py [--quick] [--out FILE]

`--quick` repeats less, runs a smaller ensemble and writes nothing unless `--out` is given. A whole
round takes two to four minutes. On a busy machine wall times say little; processor times more.
"""

from __future__ import annotations

import argparse
import platform
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import measures
from benchmarks.page import Line, PrintedLines, command, versions

SIZES = (1, 10, 100, 1000)
LIBRARIES = ("wargame", "mesa", "numba", "numpy", "networkx", "xarray", "duckdb", "matplotlib")


def measure(given: argparse.Namespace) -> tuple[list[Line], dict[str, str]]:
    """Every line of the table, in order."""
    quick, lines = given.quick, PrintedLines()
    repeats = 2 if quick else 5
    years = {}
    for runs in SIZES[: 3 if quick else 4]:
        years[runs] = measures.compiled_years(runs, max(2, repeats - 2) if runs > 10 else repeats)
        goal = {1: 0.060, 100: 0.001, 1000: 0.001}.get(runs)
        lines.append(Line.time(f"compiled, one year, {runs} at once: per run", years[runs], goal))
    fast, slow = measures.days_of_a_year(repeats)
    many = measures.compiled_days(max(years), repeats)
    lines.append(Line.time("the days of a year on plain objects: per run", slow))
    for runs, days in ((1, fast), (max(years), many)):
        lines.append(Line.time(f"the same days compiled, {runs} at once: per run", days))
        goal = 50.0 if runs == 1000 else 1.0 if runs == 1 else None
        lines.append(Line.ratio(f"plain over compiled, {runs} at once", slow.cpu / days.cpu, goal))
    state, series = measures.state_per_run()
    what = "state per run over 36 months, series recorded included"
    lines.append(Line.size(what, state + series, 65536))
    lines.append(Line.size("of it, monthly series", series))
    for name, timing in measures.startups(repeats).items():
        lines.append(Line.time(f"`{name}` answers", timing, 0.5, wall=True))
    runs, months = (50, 12) if quick else (500, 36)
    whole = measures.whole_run(runs, months)
    goals = (None, None) if quick else (15.0, 1 << 30)
    what = f"`run`, {runs} runs, {months} months, report"
    lines.append(Line.time(what, whole, goals[0], wall=True))
    lines.append(Line.size("peak memory of that", whole.peak, goals[1]))
    first = measures.first_run()
    lines.append(Line.time("first `run` with an empty cache", first, 60.0, wall=True))
    return lines, {"versions": f"{platform.python_version()}; {versions(*LIBRARIES)}"}


if __name__ == "__main__":
    command(__doc__, "performance", measure)
