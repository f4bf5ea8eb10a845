"""Tables of outcomes, as reports and notebooks show them: label, median, 80 percent band, n."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from wargame.report import words
from wargame.report.sentences import dates, declared, forbidden, meaning
from wargame.report.table import Column, Table, table
from wargame.results import select
from wargame.scenario.outcomes import OUTCOMES

if TYPE_CHECKING:
    import xarray
    from numpy.typing import NDArray

    from wargame.scenario import Scenario

DRY = "dry"  # stands for the date on which the kind that the theatre names first runs out
HEADLINES = (
    "stock_start", "stock_end", "stock_growth", "made_missiles", "launched_missiles",
    "launched_ballistic", "launched_drones", "leaked_missiles", "leaked_ballistic",
    "leaked_drones", "intercept_share_ballistic", "intercept_share_cruise",
    "intercept_share_drones", "months_of_fire", "interceptors_end", "interceptors_received",
    "capital_ballistic_dry", DRY, "break_even_month", "power_met_worst_month", "blackout_days",
    "cost_exchange", "paid_per_pledged", "delivered_per_promised", "allied_ready_worst",
    "incursion", "spillover", "escalation_rung", "line_health_mean", "race_growth", "race_stable",
)  # fmt: skip
# The ten of the front page, whose ground is told as well.
FRONT = (
    "launched_missiles", "made_missiles", "stock_growth", "intercept_share_ballistic",
    "intercept_share_cruise", "intercept_share_drones", "capital_ballistic_dry",
    "capital_dry_share", "power_met_worst_month", "cost_exchange",
)  # fmt: skip
# The head of a row that gives a month, by the clock of what may happen.
_HEADS = {"start": "Month in which {}", "halt": "Month, after halt (or start), in which {}"}
N = Column("n", align="right")
MEDIAN = Column("median", align="right")
MEANING = Column("meaning", ratio=1)


def named(names: Iterable[str], scenario: Scenario) -> list[str]:
    """Outcomes of `names`, with that of the theatre in the place of DRY, if it has one."""
    dry = [f"dry_{kind}" for kind in scenario.theatre.roles.exhaustion[:1]]
    return [one for name in names for one in (dry if name == DRY else [name])]


class Headline(NamedTuple):
    """One outcome in words; for what may never happen, how often it does and when."""

    name: str
    label: str
    median: str
    band: str
    n: str


def headline(name: str, values: NDArray[np.float64], scenario: Scenario) -> Headline:
    """Outcome `name` of `scenario`, from its `values` (runs,)."""
    n, valid = len(values), int((~np.isnan(values)).sum())
    label = meaning(name, scenario)
    if why := forbidden(scenario, name):
        return Headline(name, label, "not allowed here", why, f"{n:,}")
    if select.never(name):
        return _dated(name, values, scenario)
    if select.chance(name):
        hits = int(np.nansum(values))
        band = "too few for an interval"
        if valid >= words.FEW:
            band = f"{words.interval(hits, valid)} (90% interval)"
        return Headline(name, label, words.of_runs(hits / valid, valid), band, f"{valid:,}")
    unit = OUTCOMES[name].unit
    value, span = words.amount(values, unit)
    if unit == "rungs":  # a place on a ladder, not a number of things
        value = "rung " + value.split()[0].replace("no", "0")
    return Headline(name, label, value, words.marked(span, unit), f"{valid:,}")


def _dated(name: str, values: NDArray[np.float64], scenario: Scenario) -> Headline:
    one = declared(name, scenario)
    label = _HEADS[one.clock].format(one.occurs)
    n, valid = len(values), int((~np.isnan(values)).sum())
    share = f"happens in {words.of_runs(valid / n, n)}"
    if not valid:
        return Headline(name, label, "does not happen", share, f"{n:,}")
    low, middle, high = dates(scenario, name, values)
    span = "that month" if low == high else f"{low} to {high}"
    span = words.TOO_FEW if valid < words.LEAST else span
    return Headline(name, label, middle, f"{span}; {share}", f"{n:,}")


def _headlines(data: xarray.Dataset, scenario: Scenario, names: Iterable[str]) -> list[Headline]:
    return [headline(name, select.outcome(data, name), scenario) for name in names]


def headline_table(data: xarray.Dataset, scenario: Scenario) -> Table:
    """The headline outcomes of a report, in order."""
    rows = [row[1:] for row in _headlines(data, scenario, named(HEADLINES, scenario))]
    return table("", ("Outcome", Column("Median run", strong=True), "80% of runs", N), rows)


def outcome_table(data: xarray.Dataset, scenario: Scenario, names: Iterable[str]) -> Table:
    """One row per outcome of `names`, no finer than its band supports."""
    rows = [(one.name, *one[2:], one.label) for one in _headlines(data, scenario, names)]
    note = "Shares of simulated runs under the assumptions of the scenario. Not a prediction."
    return table(scenario.title, ("outcome", MEDIAN, "80% of runs", N, MEANING), rows, note)


def policy_table(data: xarray.Dataset, names: Iterable[str]) -> Table:
    """One row per outcome of `names` and policy of a sample (policy, point, replicate)."""
    rows = []
    for name in names:
        for policy, values in zip(data["policy"].values, data[name].values):
            runs = values.ravel()
            n, valid = len(runs), int((~np.isnan(runs)).sum())
            median, band = words.amount(runs, data[name].attrs["units"])
            band += f"; in {words.of_runs(valid / n, n)}" if valid < n else ""
            rows.append((name, str(policy), median, band, f"{valid:,}", meaning(name)))
    heads = ("outcome", "policy", MEDIAN, "80% of runs", N, MEANING)
    note = "Shares of runs over the ranges of the design. No prediction."
    return table(str(data.attrs["title"]), heads, rows, note)
