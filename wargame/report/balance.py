"""How a stock adds up, by type: opening + made - launched - lost - expired = closing.

Means over runs, because means add up exactly, which medians do not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from wargame.report import words
from wargame.report.table import Cell, Column, Table, table
from wargame.results import select

if TYPE_CHECKING:
    import xarray
    from numpy.typing import NDArray

    Flows = Mapping[str, NDArray[np.float64]]

HEADS = {
    "opening": "At the start",
    "made": "+ made or imported",
    "launched": "− launched",
    "lost": "− destroyed in store",
    "expired": "− written off with age",
    "fired_elsewhere": "− fired at others",
    "closing": "= at the end",
}
FLOWS = tuple(HEADS)[1:-1]


def flows(data: xarray.Dataset) -> Flows:
    """What came and went, in the order of HEADS -> name: (run, weapon).

    `launched` is at the defender, and holds those that failed on the way. The opening stock is that
    of the first morning: what is held when the first month is over, with its flows taken back.
    """
    sums = {name: data[name].values.sum(axis=1, dtype=float) for name in FLOWS}
    first = {name: data[name].values[:, 0].astype(float) for name in ("stock", *FLOWS)}
    gone = sum(first[name] for name in FLOWS if name != "made")
    opening = first["stock"] - first["made"] + gone
    closing = data["stock"].values[:, -1].astype(float)
    return {"opening": opening, **sums, "closing": closing}


def balance_table(data: xarray.Dataset) -> Table:
    """One row for each type and one for all missiles; means over runs, and the band of closing."""
    every = flows(data)
    missile = select.stored(data)
    names = data["weapon_name"].values
    order = [*np.flatnonzero(missile), *np.flatnonzero(~missile)]
    rows = [_row(str(names[weapon]), every, [weapon]) for weapon in order]
    rows.insert(int(missile.sum()), _row("All missiles above", every, np.flatnonzero(missile)))
    means = (Column(head, align="right") for head in HEADS.values())
    return table("", ["Type", *means, "80% of runs, at the end"], rows)


def _row(name: str, every: Flows, weapons: Sequence[int] | NDArray[np.intp]) -> list[Cell]:
    sums = {key: values[:, weapons].sum(axis=1) for key, values in every.items()}
    cells = [words.number(float(values.mean()), 1.0) for values in sums.values()]
    _, band = words.amount(sums["closing"], "weapons")
    return [Cell(text, strong=len(weapons) > 1) for text in (name, *cells, band)]
