"""Hold years of this state against those of an earlier one, side by side, and write the section.

    git worktree add --detach /tmp/before 92db75e
    python benchmarks/against.py /tmp/before [--quick] [--out FILE]

Each tree simulates in a process of its own; one year here, one there, in turn, so that both are of
the same minute. `--quick` writes nothing unless `--out` is given.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.measures import ROOT
from benchmarks.page import Line, PrintedLines, command, seconds

TURNS = {1: 21, 100: 15, 500: 15}  # how often each state takes its turn, by runs at once
PAIRS = 3  # of processes: where code and data lie in memory differs between them
GOAL = 1.05
YEARS = """
import sys, time
from pathlib import Path
from wargame.model.batch import simulate
from wargame.scenario import load
war = load(Path("scenarios/continued_war.yaml"), months=12)
simulate(war, runs=1)
for line in sys.stdin:
    began = time.process_time()
    simulate(war, runs=int(line))
    print(time.process_time() - began, flush=True)
"""


class Years:
    """A process that simulates years with the package of one tree."""

    def __init__(self, tree: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", YEARS],
            cwd=tree,
            env=os.environ | {"PYTHONPATH": str(tree)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def year(self, runs: int) -> float:
        """Processor time of one year, in seconds."""
        assert self.process.stdin and self.process.stdout
        print(runs, file=self.process.stdin, flush=True)
        return float(self.process.stdout.readline())


def measure(given: argparse.Namespace) -> tuple[list[Line], dict[str, str]]:
    """Medians of both states by number of runs, and of the ratios of neighbouring turns."""
    lines = PrintedLines()
    for runs, turns in TURNS.items():
        before, now, ratios = [], [], []
        for _ in range(1 if given.quick else PAIRS):
            old, new = Years(given.tree.resolve()), Years(ROOT)
            for turn in range(turns + 1):
                first, second = (old, new) if turn % 2 else (new, old)
                times = {first: first.year(runs), second: second.year(runs)}
                if turn:  # the first is not counted
                    before.append(times[old])
                    now.append(times[new])
                    ratios.append(times[new] / times[old])
            for years in (old, new):
                years.process.communicate()
        for what, times_ in (("before", before), ("now", now)):
            middle = seconds(statistics.median(times_))
            lines.append(Line(f"a year of {runs} at once, {what}", "", middle, "", None))
        ratio = statistics.median(ratios)
        aim = f"at most {GOAL} times"
        lines.append(Line(f"now over before, {runs}", "", f"{ratio:.3f} times", aim, ratio <= GOAL))
    commit = ["git", "-C", str(given.tree), "rev-parse", "--short", "HEAD"]
    state = subprocess.run(commit, capture_output=True, text=True).stdout.strip()
    turns = ", ".join(f"{PAIRS} x {turns}" for turns in TURNS.values())
    return lines, {"state": state or given.tree.name, "turns": turns}


if __name__ == "__main__":
    tree = argparse.ArgumentParser()
    tree.add_argument("tree", type=Path, help="a checkout of the earlier state")
    command(__doc__, "against", measure, tree, heading="One run against an earlier state")
