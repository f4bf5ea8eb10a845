"""The catalogue's numbers as drawn: one value per run, addressed by the number's own path."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Protocol

import numpy as np

from wargame.declare.formula import Formula
from wargame.declare.tape import Array
from wargame.kernel.arrays import by_run
from wargame.kernel.draws import digest
from wargame.kernel.elementary import draw_number

Range = tuple[float, float, float]


class Ranges(Protocol):
    """What numbers are drawn from: a scenario, as far as its numbers go."""

    @property
    def ranges(self) -> Mapping[str, Range]:
        """Value, low and high in internal units, by path."""

    @property
    def whole(self) -> Container[str]:
        """Paths of the numbers that are whole."""

    @property
    def addresses(self) -> Mapping[str, str]:
        """By path, the path by which each number is drawn."""

    @property
    def formulas(self) -> Mapping[str, Formula]:
        """By path of a number that follows from others, how it does."""

    def joint(self, run_ids: Array) -> Mapping[str, Array]:
        """Values (runs,) in internal units of numbers that are drawn jointly, by path."""

    def full(self, path: str) -> str:
        """`path` with the name of the one entry of its section, where it is left out."""


class Numbers:
    """Draws of every number, in internal units: `one(path)` is `(runs,)`.

    The path of a section that has one entry leaves its name out: `one("grid.capacity")`.

    A draw is a function of its address, so the table of all of them is let go when agents have
    taken theirs (`settle`), and what is asked for later is drawn again.

    Numbers that a nowcast knows jointly take the member of each run. `given` holds values (runs,)
    that stand in for the draws of some paths, in internal units; no
    other number's draw depends on them. Raises ValueError on a path that is not there, or values
    that are not one finite number a run.
    """

    def __init__(
        self,
        scenario: Ranges,
        run_ids: Array,
        seed: np.uint64,
        given: Mapping[str, Array] | None = None,
    ) -> None:
        """`run_ids` (runs,) and `seed` are the address of the draws."""
        self._full, self._counts = scenario.full, scenario.whole
        paths, ranges = list(scenario.ranges), list(scenario.ranges.values())
        self._value, self._low, self._high = (np.array(column)[:, None] for column in zip(*ranges))
        self._keys = np.array([digest(scenario.addresses[p]) for p in paths], np.uint64)[:, None]
        self._whole = np.array([path in self._counts for path in paths])
        self._address = (seed, run_ids[None, :])
        self._rows = {path: row for row, path in enumerate(paths)}
        own = given or {}
        given = {**scenario.joint(run_ids), **own}
        self._given = {
            self._row(path): self._one_each(path, values, len(run_ids))
            for path, values in given.items()
        }
        self._formulas = {self._rows[path]: one for path, one in scenario.formulas.items()}
        drawn = [p for p in paths if p not in scenario.formulas or p in given]
        self.varying = [p for p in drawn if p in own or self._spans(p)]
        self.read: set[str] = set()
        self._table: Array | None = None
        self._table = self._every()

    def _every(self) -> Array:
        """Values of all numbers, (rows, runs): those that follow from others once each."""
        table = self._independent(np.arange(len(self._rows)))
        waiting = dict.fromkeys(row for row in self._formulas if row not in self._given)

        def fill(row: int) -> None:
            del waiting[row]
            inputs = [self._rows[path] for path in self._formulas[row].inputs]
            for one in inputs:
                if one in waiting:
                    fill(one)
            table[row] = self._follows(row, table[inputs])

        while waiting:
            fill(next(iter(waiting)))
        return table

    def _drawn(self, rows: Array | list[int]) -> Array:
        """Values of the numbers in `rows`, (rows, runs)."""
        if self._table is not None:
            held: Array = self._table[rows]
            return held
        drawn = self._independent(rows)
        for at, row in enumerate(rows):
            if row in self._formulas and row not in self._given:
                inputs = [self._rows[path] for path in self._formulas[row].inputs]
                drawn[at] = self._follows(row, self._drawn(inputs))
        return drawn

    def _independent(self, rows: Array | list[int]) -> Array:
        """Values of the numbers in `rows`, (rows, runs), as if none followed from others."""
        low, value, high = self._low[rows], self._value[rows], self._high[rows]
        drawn: Array = draw_number(low, value, high, *self._address, self._keys[rows])
        drawn = np.where(self._whole[rows, None], np.rint(drawn), drawn)
        for at, row in enumerate(rows if self._given else ()):
            if row in self._given:
                drawn[at] = self._given[row]
        return drawn

    def _follows(self, row: int, values: Array) -> Array:
        """Values of a number that follows from others, from those (inputs, runs): (runs,), or one
        for all runs."""
        formula = self._formulas[row]
        result = formula.of(dict(zip(formula.inputs, values)))
        return np.asarray(np.rint(result) if self._whole[row] else result)

    def _row(self, path: str) -> int:
        if path not in self._rows:
            raise ValueError(f"{path}: values are given for a number that the scenario lacks")
        return self._rows[path]

    def _spans(self, path: str) -> bool:
        row = self._rows[path]
        return bool(self._high[row, 0] > self._low[row, 0])

    def settle(self) -> None:
        """Agents have taken what they need: let go of the table of all draws."""
        self._table = None

    def one(self, path: str) -> Array:
        """Values of one number, shape (runs,)."""
        path = self._full(path)
        self.read.add(path)
        return np.asarray(self._drawn([self._rows[path]])[0])

    def central(self, path: str) -> float:
        """The central value, for what must be the same in all runs (the network's lags)."""
        path = self._full(path)
        self.read.add(path)
        return float(self._value[self._rows[path], 0])

    def openness(self, path: str) -> float:
        """Variance that the range of a number leaves, over the square of its value; 0 for none."""
        row = self._rows.get(self._full(path))
        if row is None or not self._value[row, 0]:
            return 0.0
        low, value, high = (float(a[row, 0]) for a in (self._low, self._value, self._high))
        square = low * low + value * value + high * high
        return (square - low * value - low * high - value * high) / 18.0 / (value * value)

    def column(self, section: str, entries: list[str], field: str) -> Array:
        """One field of several entries, shape (entries, runs)."""
        paths = [f"{section}.{entry}.{field}" for entry in entries]
        self.read.update(paths)
        drawn: Array = by_run(self._drawn([self._rows[p] for p in paths]))
        return drawn

    def inputs(self) -> dict[str, Array]:
        """Every number that varies between runs, with its values in internal units."""
        drawn = self._drawn([self._rows[path] for path in self.varying])
        return dict(zip(self.varying, drawn))

    def _one_each(self, path: str, values: Array, runs: int) -> Array:
        """`values` as one finite number for each of `runs`, whole where the number is whole."""
        result = np.array(values, float)
        if result.shape != (runs,) or not np.isfinite(result).all():
            raise ValueError(f"{path}: expected {runs} finite values, one a run")
        return np.rint(result) if path in self._counts else result
