"""What `run` and `compare` share: simulate a scenario, and write the command that does it again."""

from __future__ import annotations

import shlex
import sys
from typing import Any

from wargame.cli.progress import progress


def ready() -> None:
    """Compile the rules where this has not been done yet, and say so."""
    import wargame.model.war  # noqa: F401  # declares every rule
    from wargame.rules.compiled import Rule, compile_all, is_cached

    if is_cached():
        return
    total = len(Rule.registry)
    print(
        f"First run after an install: compiling {total} rules, under a minute, once.",
        file=sys.stderr,
    )
    with progress("compiling rules", total) as told:
        compile_all(lambda name: told(1) if told else None)


def simulated(scenario: Any, command: str, quiet: bool) -> Any:
    """All runs of `scenario` as a labelled Dataset with provenance."""
    from wargame.model.batch import simulate
    from wargame.results import dataset

    ready()
    with progress(
        f"{scenario.name}: {scenario.runs:,} runs", scenario.runs * scenario.days, quiet
    ) as told:
        record = simulate(scenario, progress=told)
    return dataset(record, command)


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
