"""`wargame sweep`: run a design, on this machine or a cluster, begun or gone on with."""

from __future__ import annotations

import shlex
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from wargame.cli.options import Force, Json, echo_json

EVERY = 30.0  # seconds between lines of progress where nobody watches a bar


def sweep(
    design: Annotated[str, typer.Argument(help="File of a design, or the name of a shipped one.")],
    out: Annotated[
        Path | None, typer.Option(help="Where rows are kept (default: out/<name>.sweep).")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(help="Processes (default: one for each processor).")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Scheduler of a Dask cluster instead.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Only go on; refuse to begin a new sweep.")
    ] = False,
    chunk: Annotated[
        int | None, typer.Option(help="Rows of one job (default: about a second's work).")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check the design, say what it makes, run nothing.")
    ] = False,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Run a design: every policy under every sample of the uncertainties, kept as Parquet.

    What is finished is kept, whatever dies: the same command goes on where it stopped. A row that
    fails is recorded with its error, and the rest completes.
    """
    from wargame.declare.errors import WargameError
    from wargame.questions import design_file
    from wargame.study.sweep import running, sweep_directory
    from wargame.study.sweep.design import prepare

    for name, value, most in (("workers", workers, 1024), ("chunk", chunk, 100_000)):
        if value is not None and not 1 <= value <= most:
            raise WargameError(f"--{name} {value}: expected 1 to {most}")
    if workers and cluster:
        raise WargameError("--workers is for processes of this machine, --cluster for others")
    plan = prepare(design_file.read(design))
    place = out or Path("out") / f"{plan.sweep.name}.sweep"
    if dry_run:
        _describe(plan, chunk or plan.usual_chunk, as_json)
        return
    if resume:
        running.require(place)
    if force:
        sweep_directory.remove(place)
    done, seconds = _run(plan, place, workers, cluster, chunk, _command(design, place), as_json)
    if as_json:
        told = done._asdict() | {"directory": str(place), "seconds": round(seconds, 1)}
        echo_json(told)
    else:
        _tell(plan, done, place, seconds)


def _run(
    plan: Any,
    place: Path,
    workers: int | None,
    cluster: str | None,
    chunk: int | None,
    command: str,
    quiet: bool,
) -> tuple[Any, float]:
    """The finished sweep, and how long it took; an interruption says how to go on."""
    from wargame.api.progress import Terminal
    from wargame.api.simulation import compiled
    from wargame.study.sweep import running, worker_pools

    def crew() -> Any:
        if cluster:
            return worker_pools.cluster(cluster)
        compiled(Terminal())
        return worker_pools.processes(workers)

    start = time.monotonic()
    signal.signal(signal.SIGTERM, _interrupt)  # how a batch system says that time is up
    try:
        with _progress(plan, quiet) as told:
            done = running.run(plan, place, crew, chunk, command, told)
    except KeyboardInterrupt:
        there, rows = running.kept(place)
        print(
            f"stopped; {there:,} of {rows:,} rows are kept in {place}: the same command goes on "
            "from there",
            file=sys.stderr,
        )
        raise typer.Exit(130) from None
    return done, time.monotonic() - start


def _interrupt(*_: Any) -> None:
    raise KeyboardInterrupt


def _command(design: str, place: Path) -> str:
    return shlex.join(["wargame", "sweep", design, "--out", str(place)])


@contextmanager
def _progress(plan: Any, quiet: bool) -> Iterator[Callable[[int], None]]:
    """Rows done, rate and time left: a bar on a terminal, else a line from time to time."""
    if quiet:
        yield lambda rows: None
    elif sys.stderr.isatty():
        yield from _bar(plan)
    else:
        yield _lines(plan.rows)


def _bar(plan: Any) -> Iterator[Callable[[int], None]]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    pace = Pace(plan.rows)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"{plan.sweep.name}:", total=plan.rows, rate="")

        def told(rows: int) -> None:
            pace.add(rows)
            bar.update(task, advance=rows, rate=f"{pace.rate:,.0f} runs/s" if pace.rate else "")

        yield told


def _lines(total: int) -> Callable[[int], None]:
    pace = Pace(total)
    last = time.monotonic()

    def told(rows: int) -> None:
        nonlocal last
        pace.add(rows)
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            print(pace.words(), file=sys.stderr, flush=True)

    return told


class Pace:
    """Rows done of `total`, how fast, and how long it will go on at that rate.

    What is told first was there before, and does not count for the rate.
    """

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = self.before = 0
        self.start: float | None = None

    def add(self, rows: int) -> None:
        """`rows` more are there."""
        self.done += rows
        if self.start is None:
            self.start, self.before = time.monotonic(), rows

    @property
    def rate(self) -> float:
        """Rows a second since the start; 0 while there is nothing to go by."""
        spent = time.monotonic() - (self.start or time.monotonic())
        return (self.done - self.before) / spent if spent > 0 else 0.0

    def words(self) -> str:
        """One line for a log."""
        text = f"{self.done:,} of {self.total:,} runs"
        if not self.rate:
            return text
        left = (self.total - self.done) / self.rate
        return f"{text}, {self.rate:,.0f} runs/s, {duration(left)} left"


def duration(seconds: float) -> str:
    """Seconds as words: '45 s', '12 min', '3.5 h'."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"


def _describe(plan: Any, chunk: int, as_json: bool) -> None:
    """What the design makes."""
    from wargame.study.sweep.design import resolved

    if as_json:
        told = resolved(plan) | {"rows": plan.rows, "chunk": chunk}
        echo_json(told)
        return
    sweep = plan.sweep
    typer.echo(f"{sweep.file.title}\n{sweep.file.question}")
    typer.echo(
        f"{_many(plan.rows, 'run')} of {_many(plan.scenarios[0].months, 'month')}: "
        f"{_many(len(sweep.policies), 'policy', 'policies')} x {_many(plan.points, 'point')} "
        f"({sweep.file.design.kind}) x {_many(plan.replicates, 'replicate')}, luck {sweep.luck}; "
        f"{_many(len(plan.chunks(chunk)), 'chunk')} of up to {_many(chunk, 'run')}"
    )
    typer.echo("policies: " + "; ".join(one.label for one in sweep.policies[:20]))
    for one in sweep.parameters:
        typer.echo(f"  {one.path}: {one.low:g} to {one.high:g} {one.unit} ({one.meaning})")


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def _tell(plan: Any, done: Any, place: Path, seconds: float) -> None:
    failed = f"{done.rows_failed:,} failed" if done.rows_failed else "none failed"
    typer.echo(
        f"{done.rows:,} runs in {place}, {failed}, in {duration(seconds)}; "
        f"hash of all rows {done.rows_sha256[:16]}"
    )
    if done.rows_failed:
        query = "select policy, point, run, error from runs where error is not null"
        typer.echo(f'Why they failed: wargame query {place} "{query}"')
    typer.echo(f"In Python: wargame.open({str(place)!r}). It explains and compares; no prediction.")
