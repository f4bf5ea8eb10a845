"""Simulate a scenario, and write the command that does it again."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.api.progress import Display, Stopped

if TYPE_CHECKING:
    import xarray

    from wargame.scenario import Scenario


def compiled(display: Display) -> None:
    """Compile the rules that are new or have changed, and say so."""
    from wargame.model.compiling import compile_all, pending

    total = len(pending())
    if total == 0:
        return
    display.note(f"Compiling {total} rules, under a minute, once: they are new or have changed.")
    with display.bar("compiling rules", total) as advance:
        compile_all(lambda name: advance(1))


def simulated(scenario: Scenario, command: str, display: Display) -> xarray.Dataset:
    """All runs of `scenario` as a labelled Dataset with provenance (`wargame.results.labelled`).

    Raises Stopped, which says how much was done, if the user stops it.
    """
    from wargame.model.batch import simulate
    from wargame.results import dataset

    compiled(display)
    total, done = scenario.runs * scenario.days, 0
    with display.bar(f"{scenario.name}: {scenario.runs:,} runs", total) as advance:

        def count(days: int) -> None:
            nonlocal done
            done += days
            advance(days)

        try:
            record = simulate(scenario, progress=count)
        except KeyboardInterrupt as stop:
            raise Stopped(
                f"stopped while simulating {scenario.name}, {done / total:.0%} of "
                f"{scenario.runs:,} runs of {scenario.months} months done; nothing was written"
            ) from stop
    return dataset(record, command)


def command_line(
    verb: str,
    files: Iterable[str],
    scenario: Scenario,
    settings: Iterable[str] = (),
    estimate: str = "central",
) -> str:
    """The command that gives the same results again, every choice written out."""
    sizes = ("--runs", scenario.runs, "--seed", scenario.seed, "--months", scenario.months)
    words = ["wargame", verb, *files, *map(str, sizes)]
    for setting in settings:
        words += ["--set", setting]
    if estimate != "central":
        words += ["--estimate", estimate]
    return shlex.join(words)


def recorded(path: str | Path | None) -> Callable[[xarray.Dataset], xarray.Dataset]:
    """What adds the record of strikes at `path` to a Dataset and its command; None adds nothing.

    Raises WargameError now, before anything is simulated, if that is not a sound record.
    """
    if path is None:
        return lambda data: data
    from wargame.evidence.record import load_record
    from wargame.results.recorded import with_record

    record = load_record(Path(path))

    def add(data: xarray.Dataset) -> xarray.Dataset:
        command = f"{data.attrs['command']} --record {shlex.quote(str(path))}"
        return with_record(data, record).assign_attrs(command=command)

    return add
