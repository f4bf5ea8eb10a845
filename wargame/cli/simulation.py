"""What `run` and `compare` share: simulate a scenario, and write the command that does it again."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from wargame.cli.progress import progress


def ready() -> None:
    """Compile the rules where this has not been done yet, and say so."""
    from wargame.kernel.rule import compile_all, pending
    from wargame.model.schedule import DAY
    from wargame.model.war import War  # noqa: F401  # declares every rule

    total = len(pending([DAY]))
    if total == 0:
        return
    print(
        f"Compiling {total} rules, under a minute, once: they are new or have changed.",
        file=sys.stderr,
    )
    with progress("compiling rules", total) as advance:
        compile_all([DAY], lambda name: advance(1) if advance else None)


def simulated(scenario: Any, command: str, quiet: bool) -> Any:
    """All runs of `scenario` as a labelled Dataset with provenance."""
    from wargame.model.batch import simulate
    from wargame.results import dataset

    ready()
    total, done = scenario.runs * scenario.days, 0
    with progress(f"{scenario.name}: {scenario.runs:,} runs", total, quiet) as told:

        def count(days: int) -> None:
            nonlocal done
            done += days
            if told:
                told(days)

        try:
            record = simulate(scenario, progress=count)
        except KeyboardInterrupt as stop:
            raise KeyboardInterrupt(
                f"simulating {scenario.name}, {done / total:.0%} of {scenario.runs:,} runs of "
                f"{scenario.months} months done"
            ) from stop
    return dataset(record, command)


@contextmanager
def stoppable(what: str) -> Iterator[None]:
    """Say what was being done, if the user stops it."""
    try:
        yield
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(what) from stop


def command_line(verb: str, files: list[str], scenario: Any, sets: list[str], estimate: str) -> str:
    """The command that gives the same results again, every choice written out."""
    words = [
        "wargame",
        verb,
        *files,
        "--runs",
        scenario.runs,
        "--seed",
        scenario.seed,
        "--months",
        scenario.months,
    ]
    for setting in sets:
        words += ["--set", setting]
    if estimate != "central":
        words += ["--estimate", estimate]
    return shlex.join(str(word) for word in words)
