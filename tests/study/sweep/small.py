"""Small designs on the real model, and an executor without processes."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import yaml

from wargame.questions import design_file
from wargame.study.sweep.design import Plan, prepare
from wargame.study.sweep.running import Finished, run
from wargame.study.sweep.worker_pools import WorkerPool

KH101 = "weapons.kh101.production"
GERAN = "weapons.geran.production"
DESIGN: dict[str, Any] = {
    "sweep": 1,
    "title": "A small sweep",
    "question": "What moves the stock in a month?",
    "months": 1,
    "design": {"kind": "lhs", "points": 5},
    "replicates": 2,
    "outcomes": ["stock_growth", "leaked_missiles", "capital_ballistic_dry"],
    "levers": {"policies.attacker.posture": ["hoard", "fire_as_made"]},
    "uncertainties": {KH101: {"low": 20, "high": 140}, GERAN: "catalogue"},
}


def written(folder: Path, **changes: Any) -> Path:
    """A design with `changes` (None takes a key away) as a file in `folder`."""
    data = {key: value for key, value in (DESIGN | changes).items() if value is not None}
    file = folder / "small.yaml"
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return file


def planned(folder: Path, **changes: Any) -> Plan:
    """The same, read and sampled."""
    return prepare(design_file.read(written(folder, **changes)))


class Here(Executor):
    """Does the work at once, in this process."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The finished future of `fn`."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def here() -> WorkerPool:
    """A crew without processes."""
    return WorkerPool(Here(), lambda: 2)


def swept(plan: Plan, out: Path, chunk: int = 4, **given: Any) -> Finished:
    """`plan` run in this process."""
    return run(plan, out, here, chunk, **given)
