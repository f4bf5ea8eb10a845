"""Outcomes as a table: median, 80 percent band and n, as reports show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from wargame.report import words
from wargame.report.headlines import headline
from wargame.report.sentences import meaning
from wargame.report.table import Column, Table, table

if TYPE_CHECKING:
    import xarray

    from wargame.scenario import Scenario

HEADS = ("outcome", Column("median", align="right"), "80% of runs", Column("n", align="right"))


def outcome_table(data: xarray.Dataset, scenario: Scenario, names: Iterable[str]) -> Table:
    """One row per outcome of `names`, no finer than its band supports."""
    rows = []
    for name in names:
        row = headline(data, scenario, name)
        rows.append((name, row["median"], row["band"], row["n"], row["label"]))
    note = "Shares of simulated runs under the assumptions of the scenario. Not a prediction."
    heads = (*HEADS, Column("meaning", ratio=1))
    return table(scenario.title, heads, rows, note)


def policy_table(data: xarray.Dataset, names: Iterable[str]) -> Table:
    """One row per outcome of `names` and policy of a sample (policy, point, replicate)."""
    rows = []
    for name in names:
        for policy, values in zip(data["policy"].values, data[name].values):
            held = values.ravel()
            valid = int((~np.isnan(held)).sum())
            median, band = words.amount(held, data[name].attrs["units"])
            share = (
                f"; in {words.of_runs(valid / len(held), len(held))}" if valid < len(held) else ""
            )
            rows.append((name, str(policy), median, band + share, f"{valid:,}", meaning(name)))
    heads = (HEADS[0], "policy", *HEADS[1:], Column("meaning", ratio=1))
    title = str(data.attrs["title"])
    return table(title, heads, rows, "Shares of runs over the ranges of the design. No prediction.")
