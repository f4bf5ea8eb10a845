"""Outcomes of scenarios, each stored in a file of its own as it finishes, whole or not at all.

Studies make many variants of a scenario. The same command goes on where it stopped: a variant that
is there is not run again. A directory that belongs to other inputs, or to another version of the
model, is refused with the difference named.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar
from zipfile import BadZipFile

import numpy as np

from wargame.declare.errors import WargameError
from wargame.evidence.catalogue import Catalogue
from wargame.results.files import whole_file, write_whole
from wargame.results.provenance import code_hash, installed
from wargame.scenario import Scenario
from wargame.scenario.outcomes import outcomes_of
from wargame.study.arrays import Floats, Outcomes
from wargame.study.sweep.worker_pools import serve

if TYPE_CHECKING:
    from wargame.model.batch import Record

PLAN = "plan.json"
RUNS = "runs"
Variants = Mapping[str, Scenario]
# What is stored of a Record beside its outcomes.
Reduce: TypeAlias = "Callable[[Record], dict[str, Floats]]"
Job: TypeAlias = "tuple[Path, Scenario, Reduce | None]"
T = TypeVar("T")
R = TypeVar("R")


def plan(variants: Variants) -> dict[str, str]:
    """What decides the outcomes of `variants` (key -> Scenario), as words."""
    first = next(iter(variants.values()))
    facts = {name: str(getattr(first, name)) for name in ("start", "months", "runs", "seed")}
    facts |= model_facts(first.catalogue)
    return facts | {f"scenario ({key})": str(one.hash) for key, one in variants.items()}


def model_facts(catalogue: Catalogue) -> dict[str, str]:
    """What decides the outcomes of a run, beside its scenario."""
    facts = {"version": installed("wargame"), "code": code_hash()}
    facts |= {name: installed(name) for name in ("numpy", "numba")}
    return facts | {"evidence": str(catalogue.hash)}


def open_directory(directory: Path, facts: dict[str, str], force: bool = False) -> None:
    """Make `directory` ready for runs that follow the plan `facts`.

    Raises WargameError if it holds anything else, or runs of another plan; with `force` those
    are removed.
    """
    try:
        if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
            if not (directory / PLAN).is_file():
                raise WargameError(f"{directory}: holds something else; choose another place")
            if force:
                shutil.rmtree(directory)
            else:
                _compare(directory, facts)
                return
        (directory / RUNS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WargameError(f"{directory}: cannot be written ({error.strerror or error})") from error
    write_whole(directory / PLAN, (json.dumps(facts, indent=2) + "\n").encode())


def _compare(directory: Path, facts: dict[str, str]) -> None:
    """Raise WargameError that names what differs between the plan in `directory` and `facts`."""
    try:
        there = json.loads((directory / PLAN).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WargameError(f"{directory / PLAN}: cannot be read: {error}") from error
    text = apart(there, facts, ("scenario (",))
    if text:
        raise WargameError(
            f"{directory}: holds runs of something else ({text}); choose another place, or "
            "use force to begin anew"
        )


def apart(there: Mapping[str, object], here: Mapping[str, object], effects: tuple[str, ...]) -> str:
    """What differs between two plans, in words; '' if nothing does.

    Seed or horizon change the hash of every scenario: facts that begin with one of `effects` are
    named only where nothing else is.
    """
    names = dict.fromkeys([*here, *there])
    result = [name for name in names if there.get(name) != here.get(name)]
    result = [name for name in result if not name.startswith(effects)] or result
    text = "; ".join(
        f"{name}: {_short(there.get(name))} there, {_short(here.get(name))} here"
        for name in result[:4]
    )
    return text + (f"; and {len(result) - 4} more" if len(result) > 4 else "")


def _short(word: object) -> str:
    return "nothing" if word is None else str(word)[:12]


def file_of(directory: Path, key: str) -> Path:
    """Where the outcomes of a variant are."""
    return directory / RUNS / f"{key}.npz"


def missing(directory: Path, variants: Iterable[str]) -> list[str]:
    """Keys of the variants that are not finished in `directory`."""
    return [key for key in variants if not file_of(directory, key).is_file()]


def jobs(directory: Path, variants: Variants) -> list[Job]:
    """What is to be simulated of `variants`."""
    return [(file_of(directory, k), variants[k], None) for k in missing(directory, variants)]


class Each(Protocol):
    """Shares out work: results come as they are done."""

    def __call__(self, work: Callable[[T], R], todo: Iterable[T], /) -> Iterator[R]: ...


@contextmanager
def worker_pool(jobs: int, workers: int | None = None) -> Iterator[Each]:
    """Processes to share out work among: `each(work, jobs)` gives results as they are done.

    `workers` of them (as many as processors, unless told), never more than there are `jobs`; with
    one the work is done here. Whatever leaves early, what is under way is finished and no more.
    """
    count = min(workers or os.cpu_count() or 1, jobs)
    if count <= 1:
        yield map
        return
    # Spawned, not forked: the parent may have threads, and it is the same on every system.
    with ProcessPoolExecutor(count, get_context("spawn"), serve) as pool:

        def each(work: Callable[[T], R], todo: Iterable[T], /) -> Iterator[R]:
            futures = [pool.submit(work, job) for job in todo]
            return (future.result() for future in as_completed(futures))

        try:
            yield each
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def finish(
    todo: list[Job], progress: Callable[[str], None] = lambda key: None, workers: int | None = None
) -> None:
    """Simulate `todo`; `progress` hears the key of each as it is done.

    Each worker writes what it has finished by itself, so that an interruption loses only what is
    under way. Raises WargameError if a file cannot be written.
    """
    with worker_pool(len(todo), workers) as each:
        for file in each(simulate, todo):
            progress(file.stem)


def simulate(job: Job) -> Path:
    """All runs of a job, written to its file -> the file."""
    from wargame.model import batch

    file, scenario, reduce = job
    record = batch.simulate(scenario)
    table = np.stack([np.asarray(values, float) for values in record.outcomes.values()])
    arrays: dict[str, Any] = reduce(record) if reduce else {}
    arrays |= {"scenario_hash": np.array(scenario.hash), "names": np.array(list(record.outcomes))}
    with whole_file(file) as draft, draft.open("wb") as stream:
        np.savez(stream, outcomes=table, **arrays)
    return file


def read(file: Path, scenario: Scenario, more: Iterable[str] = ()) -> tuple[Outcomes, Outcomes]:
    """Outcome -> (runs,), NaN for never; and the other arrays that are named.

    Raises WargameError if the file is damaged or belongs to another scenario.
    """
    try:
        with np.load(file) as stored:
            facts = str(stored["scenario_hash"]), list(stored["names"])
            table, other = stored["outcomes"], {name: stored[name] for name in more}
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise WargameError(f"{file}: cannot be read ({error}); delete it and go on") from error
    names = list(outcomes_of(scenario.theatre))
    if facts != (scenario.hash, names) or table.shape[1:] != (scenario.runs,):
        raise WargameError(f"{file}: does not hold the runs it should; delete it and go on")
    return dict(zip(names, table)), other


def outcomes(directory: Path, variants: Variants) -> dict[str, Outcomes]:
    """Variant -> outcome -> values (runs,), NaN for never; every variant must be finished.

    Raises WargameError if a file is damaged or belongs to another scenario.
    """
    return {key: read(file_of(directory, key), one)[0] for key, one in variants.items()}
