"""How a stock adds up, by type: opening + made - launched - lost - expired = closing.

Means over runs, because means add up exactly, which medians do not.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.report import words
from wargame.report.table import Cell, Column, Table, table
from wargame.results import select

HEADS = {
    "opening": "At the start",
    "made": "+ made or imported",
    "launched": "− launched",
    "lost": "− destroyed in store",
    "expired": "− written off with age",
    "fired_elsewhere": "− fired at others",
    "closing": "= at the end",
}
FLOWS = ("made", "launched", "lost", "expired", "fired_elsewhere")


def flows(data: Any, scenario: Any) -> dict[str, Any]:
    """What came and went, in the order of HEADS -> name: (run, weapon).

    `launched` is at Ukraine, and holds those that failed on the way. Every run adds up.
    """
    held = {name: data[name].values.sum(axis=1, dtype=float) for name in FLOWS}
    closing = data["stock"].values[:, -1].astype(float)
    return {"opening": _opening(data, scenario), **held, "closing": closing}


def _opening(data: Any, scenario: Any) -> Any:
    """Weapons held on the first morning -> (run, weapon): the drawn stock, in whole weapons."""
    paths = [str(path) for path in data["input"].values]
    runs = data.sizes["run"]
    columns = []
    for weapon in data["weapon"].values:
        path = f"weapons.{weapon}.stock"
        if path in paths:
            drawn = data["inputs"].values[:, paths.index(path)]
        else:
            number = scenario.numbers.get(path)
            drawn = np.full(runs, 0.0 if number is None else number.internal[0])
        columns.append(np.floor(drawn))
    return np.stack(columns, axis=1)


def balance_table(data: Any, scenario: Any) -> Table:
    """One row for each type and one for all missiles; means over runs, and the band of closing."""
    held = flows(data, scenario)
    missile = select.stored(data)
    order = [*np.flatnonzero(missile), *np.flatnonzero(~missile)]
    rows = [_row(str(data["weapon_name"].values[w]), held, [w]) for w in order]
    rows.insert(int(missile.sum()), _row("All missiles above", held, np.flatnonzero(missile)))
    means = (Column(head, align="right") for head in HEADS.values())
    return table("", ["Type", *means, "80% of runs, at the end"], rows)


def _row(name: str, held: dict[str, Any], chosen: Any) -> list[Cell]:
    sums = {key: values[:, chosen].sum(axis=1) for key, values in held.items()}
    cells = [words.number(float(values.mean()), 1.0) for values in sums.values()]
    _, band = words.amount(sums["closing"], "weapons")
    return [Cell(text, strong=len(chosen) > 1) for text in (name, *cells, band)]
