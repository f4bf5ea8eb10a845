"""The directory of a sweep: begun, or gone on with if it is the same sweep."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from wargame.declare.errors import WargameError
from wargame.results.files import whole_file, write_whole
from wargame.results.manifest import RESOLVED, resolved_text
from wargame.results.parquet import write_parquet
from wargame.results.provenance import installed, provenance
from wargame.study.run_cache import apart, model_facts
from wargame.study.sweep import layout
from wargame.study.sweep.design import Plan, fingerprint, resolved

LOCK = ".lock"
BY_PATH = {"parameters": "low high value unit levels", "levers": "given unit"}
NEITHER = "neither --as-of nor --evidence"
FOLLOW = ("policy (", "points")  # facts that change with others


def facts(plan: Plan, chunk: int) -> dict[str, str]:
    """What decides the rows of `plan` and how they are cut, as words: the plan in the manifest."""
    policies = zip(plan.sweep.policies, plan.scenarios)
    return {
        **_words(resolved(plan)),
        "points": fingerprint(plan.sample),
        "rows": str(plan.rows),
        "chunk": str(chunk),
        **model_facts(plan.scenarios[0].catalogue),
        **{f"policy ({one.label})": scenario.hash for one, scenario in policies},
    }


def _words(design: Mapping[str, Any]) -> dict[str, str]:
    """A resolved design key by key, and path by path, in words."""
    text: dict[str, str] = {}
    for key, value in design.items():
        if key in BY_PATH:
            for one in value:
                parts = (one.get(name) for name in BY_PATH[key].split())
                text[one["path"]] = " ".join(_plain(part) for part in parts if part not in ("", []))
        elif key in ("sizes", "constants"):
            text |= {name: _plain(one) for name, one in value.items()}
        elif key == "outcomes":
            text |= {f"outcome {name}": "kept" for name in value}
        # Title and question decide no row, and the others follow from what stands here; what a
        # basis does stands in `start` and `evidence`.
        elif key not in ("title", "question", "problem", "policies", "basis"):
            text[key] = _plain(value)
    return text


def _plain(value: object) -> str:
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value)


def mark(plan_facts: dict[str, str]) -> str:
    """The plan in one word, which every shard carries."""
    return hashlib.sha256(json.dumps(plan_facts, sort_keys=True).encode()).hexdigest()


def chunk_of(directory: Path) -> int | None:
    """The chunk that the sweep in `directory` was begun with; None if there is no sweep."""
    if not (directory / layout.MANIFEST).is_file():
        return None
    return int(layout.manifest(directory)["plan"]["chunk"])


def begin(directory: Path, plan: Plan, chunk: int, command: str) -> str:
    """Make `directory` ready for `plan` -> the mark of its shards.

    Raises WargameError if it holds another sweep (every difference named) or anything else, or if
    it cannot be written.
    """
    own = facts(plan, chunk)
    try:
        used = directory.exists() and (not directory.is_dir() or any(_others(directory)))
        if used:
            _compare(directory, own, plan.sweep.basis.words)
            return mark(own)
        directory.mkdir(parents=True, exist_ok=True)
        sample = pd.DataFrame(plan.sample, columns=[one.path for one in plan.sweep.parameters])
        sample.insert(0, "point", range(plan.points))
        units = {one.path: one.unit for one in plan.sweep.parameters}
        with whole_file(directory / layout.POINTS) as draft:
            write_parquet(draft, sample, units, {"sweep": mark(own)})
        write_whole(directory / RESOLVED, resolved_text(plan.scenarios[0]).encode())
    except OSError as error:
        raise WargameError(f"{directory}: cannot be written ({error.strerror or error})") from error
    held = {"plan": own, "provenance": _provenance(plan, command), "design": resolved(plan)}
    text = json.dumps(held, indent=2, ensure_ascii=False, allow_nan=False)
    write_whole(directory / layout.MANIFEST, (text + "\n").encode())
    return mark(own)


def _others(directory: Path) -> Iterator[Path]:
    """What stands in `directory` beside what a sweep leaves that stopped before its manifest."""
    drafts = tuple(f".{name}." for name in (layout.POINTS, RESOLVED, layout.MANIFEST))
    early = (LOCK, layout.POINTS, RESOLVED)
    for path in directory.iterdir():
        if path.name not in early and not path.name.startswith(drafts):
            yield path


def _provenance(plan: Plan, command: str) -> dict[str, str]:
    file, scenario = plan.sweep.file, plan.scenarios[0]
    text = {"title": file.title, "question": file.question, "scenario": plan.sweep.name}
    design = hashlib.sha256(json.dumps(resolved(plan), sort_keys=True).encode()).hexdigest()
    text |= {"runs": str(plan.rows), "scenario_hash": design}
    libraries = {name: installed(name) for name in ("scipy", "SALib")}
    return provenance(scenario, command) | text | libraries


def _compare(directory: Path, own: dict[str, str], basis: str) -> None:
    """Raise WargameError that names what differs between the plan in `directory` and `own`; and the
    `basis` of both, where that is another."""
    if not directory.is_dir():
        raise WargameError(f"{directory}: is a file, not a directory; choose another place")
    held = layout.manifest(directory)
    if text := apart(held["plan"], own, FOLLOW):
        begun = held["design"].get("basis", "")
        if begun != basis:
            text += f"; begun with {begun or NEITHER}, gone on with {basis or NEITHER}"
        raise WargameError(
            f"{directory}: holds another sweep ({text}); choose another, or use force to begin anew"
        )


def remove(directory: Path) -> None:
    """Remove the sweep in `directory` and nothing else that might stand there.

    Raises WargameError if `directory` holds no sweep.
    """
    if not directory.exists() or not any(_others(directory)):
        return
    layout.manifest(directory)
    try:
        shutil.rmtree(directory / layout.SHARDS, ignore_errors=True)
        for name in (layout.DESIGN, layout.FINISHED, layout.POINTS, RESOLVED, layout.MANIFEST):
            (directory / name).unlink(missing_ok=True)
    except OSError as error:
        raise WargameError(f"{directory}: cannot be removed ({error.strerror or error})") from error


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Hold `directory` for this process; the lock goes with it, however it ends.

    Raises WargameError if another process holds it, or it cannot be written.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(directory / LOCK)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise WargameError(f"{directory}: another process is at work on this sweep") from error
    except OSError as error:
        raise WargameError(f"{directory}: cannot be written ({error.strerror or error})") from error
    try:
        yield
    finally:
        lock.release()
