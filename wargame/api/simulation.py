"""Simulate a scenario, and write the command that does it again."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.api.progress import Advance, Display, stopping
from wargame.declare.errors import WargameError
from wargame.kernel.garbage import seldom_collected
from wargame.scenario.library import Basis

if TYPE_CHECKING:
    import xarray

    from wargame.scenario import Scenario


def compiled(display: Display) -> None:
    """Compile the rules that are new or have changed, and say so."""
    from wargame.model.compiling import compile_all, pending

    total = len(pending())
    if total == 0:
        return
    what = "1 rule: it is" if total == 1 else f"{total} rules, under a minute, once: they are"
    display.note(f"Compiling {what} new or {'has' if total == 1 else 'have'} changed.")
    with display.bar("compiling rules", total) as advance:
        compile_all(lambda name: advance(1))


@contextmanager
def task(
    display: Display, label: str, total: int, stopped: str | Callable[[], str]
) -> Iterator[Advance]:
    """A bar, once all rules are compiled; `stopped` says what is left if the user stops it."""
    compiled(display)
    with display.bar(label, total) as advance, stopping(stopped):
        yield advance


def simulated(scenario: Scenario, line: str, display: Display) -> xarray.Dataset:
    """All runs of `scenario` as a labelled Dataset with provenance (`wargame.results.labelled`).

    Raises Stopped, which says how much was done, if the user stops it.
    """
    with seldom_collected():
        return _simulated(scenario, line, display)


def _simulated(scenario: Scenario, line: str, display: Display) -> xarray.Dataset:
    from wargame.model.side_by_side import Batch, simulate
    from wargame.results import dataset

    total, done = scenario.runs * scenario.days, 0

    def stopped() -> str:
        return (
            f"stopped while simulating {scenario.name}, {done / total:.0%} of "
            f"{scenario.runs:,} runs of {scenario.months} months done; nothing was written"
        )

    with task(display, f"{scenario.name}: {scenario.runs:,} runs", total, stopped) as advance:

        def count(days: int) -> None:
            nonlocal done
            done += days
            advance(days)

        record = simulate(Batch(scenario, range(scenario.runs)), count)
    return dataset(record, line)


def command(verb: str, *words: object, **options: object) -> str:
    """`wargame VERB WORDS --option VALUE ...`, every word quoted for a shell.

    An option that is None, False or empty is left out; True is a flag, and a list is repeated. An
    underscore at the end of its name keeps a word of Python apart (`from_`).
    """
    line = ["wargame", *verb.split(), *map(str, words)]
    for name, value in options.items():
        flag = "--" + name.rstrip("_").replace("_", "-")
        if value is True:
            line.append(flag)
        elif value is not None and value is not False and value != "":
            for one in value if isinstance(value, list | tuple) else [value]:
                line += [flag, str(one)]
    return shlex.join(line)


def command_of(
    scenario: Scenario,
    verb: str,
    files: Iterable[str],
    settings: Iterable[str] = (),
    estimate: str = "central",
    **options: object,
) -> str:
    """The command that gives the same results of `scenario` again, every choice written out."""
    usual = estimate == "central"
    return command(
        verb, *files, runs=scenario.runs, seed=scenario.seed, months=scenario.months,
        set=list(settings), estimate=None if usual else estimate, as_of=scenario.basis.as_of,
        evidence=scenario.basis.evidence, **options,
    )  # fmt: skip


def day_of(name: str, given: str | date) -> date:
    """A day that is given as YYYY-MM-DD. Raises WargameError for anything else."""
    from wargame.declare.event_types import read_date

    try:
        return read_date(given)
    except ValueError as error:
        raise WargameError(f"{name}: {error}") from None


def basis_of(as_of: str | date | None, evidence: Sequence[str | Path]) -> Basis:
    """Another first day (YYYY-MM-DD) and files of evidence, as they were given.

    Raises WargameError for what is no day.
    """
    return Basis(None if as_of is None else day_of("as_of", as_of), tuple(map(str, evidence)))


def bounded(name: str, value: int, least: int, most: int) -> int:
    """`value` if it lies within the bounds. Raises WargameError if not."""
    if not least <= value <= most:
        raise WargameError(f"{name} {value}: expected {least} to {most}")
    return value


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
        line = f"{data.attrs['command']} --record {shlex.quote(str(path))}"
        return with_record(data, record).assign_attrs(command=line)

    return add
