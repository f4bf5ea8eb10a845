"""Golden outcomes of every shipped scenario; `python -m tests.golden` writes them anew.

A change of these numbers is a change of behaviour: it goes into CHANGELOG.md under *Regression*
or *Migration*. Made on Linux x86-64; the mathematics library of another platform may round a
last bit differently, and one bit can move a whole missile.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from wargame.model.batch import simulate
from wargame.scenario import load
from wargame.scenario.library import shipped

FOLDER = Path(__file__).parent
SCENARIOS = sorted(shipped().values())
RUNS, MONTHS = 12, 14


def outcomes(path: Path) -> dict[str, Any]:
    """Runs in which each outcome has a value, its mean and its extremes."""
    record = simulate(load(path, runs=RUNS, months=MONTHS))
    found: dict[str, Any] = {}
    for name, values in record.outcomes.items():
        kept = values[~np.isnan(values)]
        told = (
            [float(f"{x:.9g}") for x in (kept.mean(), kept.min(), kept.max())] if kept.size else []
        )
        found[name] = {"runs": int(kept.size), "mean, least, most": told}
    return found


def refresh() -> None:
    """Write every golden file."""
    for path in SCENARIOS:
        text = json.dumps(outcomes(path), indent=1)
        (FOLDER / f"{path.stem}.json").write_text(text + "\n", encoding="utf-8")
        print(path.stem)
