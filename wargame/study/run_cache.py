"""Runs of several variants of a scenario, kept in a directory as they finish.

The same command goes on where it stopped: a variant that is there is not run again. A directory
that belongs to other inputs, or to another version of the model, is refused with the difference
named.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing, contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from wargame.declare.errors import WargameError
from wargame.results.files import write_whole
from wargame.results.provenance import code_hash, installed
from wargame.study import run_files

PLAN = "plan.json"
RUNS = "runs"


def plan(variants: dict[str, Any]) -> dict[str, str]:
    """What decides the outcomes of `variants` (key -> Scenario), as words."""
    first = next(iter(variants.values()))
    facts = {name: str(getattr(first, name)) for name in ("start", "months", "runs", "seed")}
    facts |= model_facts(first.catalogue)
    return facts | {f"scenario ({key})": str(one.hash) for key, one in variants.items()}


def model_facts(catalogue: Any) -> dict[str, str]:
    """What decides the outcomes of a run, beside its scenario."""
    facts = {"version": installed("wargame"), "code": code_hash()}
    facts |= {name: installed(name) for name in ("numpy", "numba")}
    return facts | {"evidence": str(catalogue.hash)}


def open_home(home: Path, facts: dict[str, str], force: bool = False) -> None:
    """Make `home` ready for runs that follow the plan `facts`.

    Raises WargameError if it holds anything else, or runs of another plan; with `force` those
    are removed.
    """
    try:
        if home.exists() and (not home.is_dir() or any(home.iterdir())):
            if not (home / PLAN).is_file():
                raise WargameError(f"{home}: holds something else; choose another place")
            if force:
                shutil.rmtree(home)
            else:
                _compare(home, facts)
                return
        (home / RUNS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WargameError(f"{home}: cannot be written ({error.strerror or error})") from error
    write_whole(home / PLAN, (json.dumps(facts, indent=2) + "\n").encode())


def _compare(home: Path, facts: dict[str, str]) -> None:
    """Raise WargameError that names every difference between the plan in `home` and `facts`."""
    try:
        there = json.loads((home / PLAN).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WargameError(f"{home / PLAN}: cannot be read: {error}") from error
    text = apart(there, facts, effect="scenario (")
    if text:
        raise WargameError(
            f"{home}: holds runs of something else ({text}); choose another place, or "
            "use force to begin anew"
        )


def apart(there: dict[str, Any], here: dict[str, str], effect: str) -> str:
    """What differs between two plans, in words; '' if nothing does.

    Seed or horizon change the hash of every scenario: facts that begin with `effect` are told only
    where nothing else is.
    """
    names = dict.fromkeys([*here, *there])
    result = [name for name in names if there.get(name) != here.get(name)]
    result = [name for name in result if not name.startswith(effect)] or result
    text = "; ".join(
        f"{name}: {_short(there.get(name))} there, {_short(here.get(name))} here"
        for name in result[:4]
    )
    return text + (f"; and {len(result) - 4} more" if len(result) > 4 else "")


def _short(word: Any) -> str:
    return "nothing" if word is None else str(word)[:12]


def missing(home: Path, variants: Iterable[str]) -> list[str]:
    """Keys of the variants that are not finished in `home`."""
    return [key for key in variants if not file_of(home, key).is_file()]


def finish(
    home: Path, variants: dict[str, Any], told: Callable[[str], None], workers: int | None = None
) -> None:
    """Run every variant that is missing in `home`; `told` hears the key of each as it is done.

    Uses `workers` processes (as many as processors, unless told), each of which writes what it
    has finished by itself, so that an interruption loses only what is under way.
    """
    jobs = [(file_of(home, key), variants[key]) for key in missing(home, variants)]
    with crew(len(jobs), workers) as each, closing(each(_run, jobs)) as done:
        for file in done:
            told(file.stem)


Each = Callable[[Callable[[Any], Any], Iterable[Any]], Generator[Any]]


@contextmanager
def crew(jobs: int, workers: int | None = None) -> Iterator[Each]:
    """Processes to share out work among: `each(work, jobs)` gives results as they are done.

    `workers` of them (as many as processors, unless told), never more than there are `jobs`; with
    one the work is done here. Whatever leaves early, what is under way is finished and no more.
    """
    count = min(workers or os.cpu_count() or 1, jobs)
    if count <= 1:
        yield lambda work, todo: (work(job) for job in todo)
        return
    # Spawned, not forked: the parent may have threads, and it is the same on every system.
    with ProcessPoolExecutor(count, get_context("spawn"), _leave_interrupts) as pool:
        try:
            yield partial(_shared, pool)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _shared(
    pool: ProcessPoolExecutor, work: Callable[[Any], Any], jobs: Iterable[Any]
) -> Generator[Any]:
    futures = [pool.submit(work, job) for job in jobs]
    try:
        for future in as_completed(futures):
            yield future.result()
    except BaseException:
        pool.shutdown(cancel_futures=True)  # what is under way is finished and kept
        raise


def _leave_interrupts() -> None:
    """Let the parent answer Ctrl-C; what is under way is finished and kept."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run(job: tuple[Path, Any]) -> Path:
    run_files.simulate(*job)
    return job[0]


def outcomes(home: Path, variants: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Variant -> outcome -> values (runs,), NaN for never; every variant must be finished.

    Raises WargameError if a file is damaged or belongs to another scenario.
    """
    return {key: run_files.read(file_of(home, key), one)[0] for key, one in variants.items()}


def file_of(home: Path, key: str) -> Path:
    """Where the outcomes of a variant are."""
    return home / RUNS / f"{key}.npz"
