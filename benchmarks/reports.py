"""Hold `wargame run` of this state against an earlier one, side by side, and write the section.

    git worktree add --detach /tmp/before 36ee137
    python benchmarks/reports.py /tmp/before [--quick] [--out FILE]

Each command is a fresh process; all take their turns, round by round, so that they are of the same
minutes. `--quick` is one round, and writes nothing unless `--out` is given.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.measures import ROOT, Timing, child, median
from benchmarks.page import Line, PrintedLines, command

ROUNDS = 3
CPU, WALL = 15.0, 10.0  # seconds that a report with all its parts should take
BEFORE, ALONE, NOW, QUICK = (
    "`run`, 500 runs, 36 months, before", "now, one processor", "now, all processors",
    "now, without confidence and grounds",
)  # fmt: skip


def report(tree: Path, options: Sequence[str] = (), processors: int | None = None) -> Timing:
    """One report by the package of a tree, in a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["run.py", "run", "scenarios/continued_war.yaml", *options]
        return child([*words, "--out", f"{folder}/out"], tree=tree, processors=processors)


def measure(given: argparse.Namespace) -> tuple[list[Line], dict[str, str]]:
    """Medians of each command, and of both states the ratio of processor times."""
    old = given.tree.resolve()
    kinds = {
        BEFORE: lambda: report(old),
        ALONE: lambda: report(ROOT, processors=1),
        NOW: lambda: report(ROOT),
        QUICK: lambda: report(ROOT, ["--no-confidence", "--no-grounds"]),
    }
    rounds = 1 if given.quick else ROUNDS
    for tree in (old, ROOT):
        report(tree, ["--runs", "100", "--months", "1"])  # rules compiled, files in memory
    times: dict[str, list[Timing]] = {kind: [] for kind in kinds}
    for _ in range(rounds):
        for kind, act in kinds.items():
            times[kind].append(act())
    middle = {kind: median(of) for kind, of in times.items()}
    lines = PrintedLines()
    for kind, timing in middle.items():
        lines.append(Line.time(kind, timing, CPU if kind in (ALONE, NOW) else None))
    lines.append(Line.time(f"{NOW}: waited for", middle[NOW], WALL, wall=True))
    for kind in (ALONE, NOW, QUICK):
        ratio = middle[kind].cpu / middle[BEFORE].cpu
        lines.append(Line(f"{kind}, over before", "", f"{ratio:.2f} times", "", None))
    head = ["git", "-C", str(old), "rev-parse", "--short", "HEAD"]
    state = subprocess.run(head, capture_output=True, text=True).stdout.strip()
    return lines, {"state": state or old.name, "rounds": str(rounds)}


if __name__ == "__main__":
    tree = argparse.ArgumentParser()
    tree.add_argument("tree", type=Path, help="a checkout of the earlier state")
    command(__doc__, "reports", measure, tree, heading="A report against an earlier state")
