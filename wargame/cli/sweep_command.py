"""`wargame sweep`: run a design, on this machine or a cluster, begun or gone on with."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wargame.cli.options import AsOf, Evidence, Force, Json
from wargame.cli.terminal import echo_json

if TYPE_CHECKING:
    from types import FrameType

    from wargame.api.sweep_results import Sweep
    from wargame.study.sweep.design import Plan


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
    as_of: AsOf = None,
    evidence: Evidence = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Run a design: every policy under every sample of the uncertainties, kept as Parquet.

    What is finished is kept, whatever dies: the same command goes on where it stopped. A row that
    fails is recorded with its error, and the rest completes. --as-of and --evidence belong to the
    sweep: one that was begun on others is not gone on with.
    """
    from wargame.api import sweeping
    from wargame.api.progress import Terminal
    from wargame.study.sweep import running

    sweeping.check(workers, cluster, chunk)
    beside = tuple(evidence or ())
    if dry_run:
        _describe(sweeping.plan(design, as_of, beside), chunk, as_json)
        return
    if resume:
        name = sweeping.plan(design, as_of, beside).sweep.name
        running.require(out or Path("out") / f"{name}.sweep")
    display, start = Terminal(as_json, "runs"), time.monotonic()
    signal.signal(signal.SIGTERM, _interrupt)  # how a batch system says that time is up
    done = sweeping.sweep(design, out, workers, None, cluster, chunk, force, display, as_of, beside)
    seconds = time.monotonic() - start
    if as_json:
        facts = done.finished._asdict()
        echo_json(facts | {"directory": str(done.directory), "seconds": round(seconds, 1)})
    else:
        _show(done, seconds)


def _interrupt(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _describe(plan: Plan, chunk: int | None, as_json: bool) -> None:
    """What the design makes."""
    from wargame.study.sweep.design import resolved

    chunk = chunk or plan.usual_chunk
    if as_json:
        text = resolved(plan) | {"rows": plan.rows, "chunk": chunk}
        echo_json(text)
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


def _show(sweep: Sweep, seconds: float) -> None:
    from wargame.api.progress import duration

    done, place = sweep.finished, sweep.directory
    failed = f"{done.rows_failed:,} failed" if done.rows_failed else "none failed"
    typer.echo(
        f"{done.rows:,} runs in {place}, {failed}, in {duration(seconds)}; "
        f"hash of all rows {done.rows_sha256[:16]}"
    )
    if done.rows_failed:
        query = "select policy, point, run, error from runs where error is not null"
        typer.echo(f'Why they failed: wargame query {place} "{query}"')
    typer.echo(f"In Python: wargame.open({str(place)!r}). It explains and compares; no prediction.")
