"""The catalogue's numbers as drawn: one value per run, addressed by the number's own path."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.evidence.fields import SECTIONS
from wargame.rules.draws import digest
from wargame.rules.strategic import draw_number
from wargame.scenario import Scenario


class Numbers:
    """Draws of every number, in internal units: `one(path)` is `(runs,)`."""

    def __init__(self, scenario: Scenario, run_ids: Any, seed: Any) -> None:
        paths = list(scenario.numbers)
        ranges = [scenario.numbers[p].internal for p in paths]
        value, low, high = (np.array(column)[:, None] for column in zip(*ranges))
        keys = np.array([digest(p) for p in paths], np.uint64)[:, None]
        drawn = draw_number(low, value, high, seed, run_ids[None, :], keys)
        for row, path in enumerate(paths):
            section, _, field = path.split(".")
            if SECTIONS[section].fields[field].whole:
                drawn[row] = np.rint(drawn[row])
        self._rows = {path: row for row, path in enumerate(paths)}
        self._drawn = drawn
        self._by_run = np.ascontiguousarray(drawn.T)
        self._central = dict(zip(paths, value[:, 0]))
        self.varying = [p for p, (_, lo, hi) in zip(paths, ranges) if hi > lo]
        self.read: set[str] = set()

    def one(self, path: str) -> Any:
        """Values of one number, shape (runs,)."""
        self.read.add(path)
        return self._drawn[self._rows[path]]

    def central(self, path: str) -> float:
        """The central value, for what must be the same in all runs (the network's lags)."""
        self.read.add(path)
        return float(self._central[path])

    def column(self, section: str, entries: list[str], field: str) -> Any:
        """One field of several entries, shape (entries, runs)."""
        paths = [f"{section}.{entry}.{field}" for entry in entries]
        self.read.update(paths)
        return np.take(self._by_run, [self._rows[p] for p in paths], axis=1).T

    def inputs(self) -> dict[str, Any]:
        """Every number that varies between runs, with its values in internal units."""
        return {path: self._drawn[self._rows[path]].copy() for path in self.varying}
