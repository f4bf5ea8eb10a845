"""The table of headline outcomes: label, median, 80 percent band, n."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from wargame.report import words
from wargame.report.sentences import forbidden, meaning, origin_of
from wargame.report.table import Column, Table, table
from wargame.results import select
from wargame.scenario.outcomes import OUTCOMES

HEADLINES = (
    "stock_start",
    "stock_end",
    "stock_growth",
    "made_missiles",
    "launched_missiles",
    "launched_ballistic",
    "launched_drones",
    "leaked_missiles",
    "leaked_ballistic",
    "leaked_drones",
    "intercept_share_ballistic",
    "intercept_share_cruise",
    "intercept_share_drones",
    "months_of_fire",
    "interceptors_end",
    "interceptors_received",
    "capital_ballistic_dry",
    "dry_pac3_mse",
    "break_even_month",
    "power_met_worst_month",
    "blackout_days",
    "cost_exchange",
    "paid_per_pledged",
    "delivered_per_promised",
    "allied_ready_worst",
    "incursion",
    "spillover",
    "escalation_rung",
    "line_health_mean",
    "race_growth",
    "race_stable",
)
# The head of a row that gives a month, by the clock of what may happen.
_HEADS = {"start": "Month in which {}", "halt": "Month, after halt (or start), in which {}"}


def headline_table(data: Any, scenario: Any) -> Table:
    """The headline outcomes, in order."""
    rows = (headline(data, scenario, name) for name in HEADLINES)
    cells = [(row["label"], row["median"], row["band"], row["n"]) for row in rows]
    n = Column("n", align="right")
    return table("", ("Outcome", Column("Median run", strong=True), "80% of runs", n), cells)


def headline(data: Any, scenario: Any, name: str) -> dict[str, str]:
    """One row of the table; for what may never happen, how often it does and when."""
    values = select.outcome(data, name)
    n = len(values)
    valid = int((~np.isnan(values)).sum())
    row = {"name": name, "label": meaning(name), "n": f"{n:,}"}
    if why := forbidden(scenario, name):
        return row | {"median": "not allowed here", "band": why}
    if select.never(name):
        return row | _dated(data, scenario, name, values)
    if select.chance(name):
        hits = int(np.nansum(values))
        band = f"{words.interval(hits, valid)} (90% interval)"
        return row | {
            "median": words.of_runs(hits / valid, valid),
            "band": band if valid >= words.FEW else "too few for an interval",
            "n": f"{valid:,}",
        }
    unit = OUTCOMES[name].unit
    value, span = words.amount(values, unit)
    sign = "%" if unit == "share" and valid else ""
    if unit == "rungs":  # a place on a ladder, not a number of things
        value = "rung " + value.split()[0].replace("no", "0")
    return row | {"median": value, "band": span + sign, "n": f"{valid:,}"}


def _dated(data: Any, scenario: Any, name: str, values: Any) -> dict[str, str]:
    label = _HEADS[OUTCOMES[name].clock].format(OUTCOMES[name].occurs)
    n, valid = len(values), int((~np.isnan(values)).sum())
    share = f"happens in {words.of_runs(valid / n, n)}"
    if not valid:
        return {"label": label, "median": "does not happen", "band": share}
    low, middle, high = (
        words.date_after(origin_of(data, scenario, name), month)
        for month in words.band(values)
        if not math.isnan(month)
    )
    dates = "that month" if low == high else f"{low} to {high}"
    return {"label": label, "median": middle, "band": f"{dates}; {share}"}
