"""A sweep whose jobs tell their own processor time, so that what the machinery adds can be taken
from one and the same run, whatever the speed of the machine was.

    python -m benchmarks.counted DESIGN OUT WORKERS

Prints the seconds of processor time that the model took in all workers together, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from wargame.questions import design_file
from wargame.study.sweep import chunk, running, worker_pools
from wargame.study.sweep.chunk import Rows
from wargame.study.sweep.design import Job, prepare

PLACE = "WARGAME_COUNTED"  # workers inherit it


def fight(job: Job) -> Rows:
    """As a worker of a sweep does it, and a line with the time it took."""
    start = time.process_time()
    rows = chunk.fight(job)
    with (Path(os.environ[PLACE]) / str(os.getpid())).open("a", encoding="ascii") as file:
        file.write(f"{time.process_time() - start}\n")
    return rows


def main() -> None:
    """Sweep, count, print."""
    design, out, workers = sys.argv[1:]
    place = Path(f"{out}.counted")
    place.mkdir()
    os.environ[PLACE] = str(place)
    plan = prepare(design_file.read(design))
    # Workers import what they run by its name, which is another in the script that was started.
    from benchmarks.counted import fight as work

    running.run(plan, Path(out), lambda: worker_pools.processes(int(workers)), work=work)
    times = [float(line) for file in place.iterdir() for line in file.read_text().split()]
    print(json.dumps({"jobs": sum(times)}))


if __name__ == "__main__":
    main()
