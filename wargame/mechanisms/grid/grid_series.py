"""How much of the demand for power is met."""

from wargame.declare.outcome_types import Mark, Outcome, Series, daily_mean, marked, per_day
from wargame.declare.running_war import at

MEAN = "mean share of power demand met"

SERIES = (
    Series("power_met", "share", "share", (), MEAN, "higher", per_day("grid.power")),
    Series("power_met_worst", "share", "share", (), "share of demand met on the worst day",
           "higher", at("grid.power_worst")),
    Mark("dark_days", (), at("grid.blackout_days")),
)  # fmt: skip

OUTCOMES = (
    Outcome("power_met_mean", "share", "share", MEAN, "higher", daily_mean("power_met")),
    Outcome("power_met_worst_month", "share", "share", "share of demand met in the worst month",
            "higher", lambda tape: tape.of("power_met").min(axis=1)),
    Outcome("blackout_days", "level", "days", "days on which under half of demand was met",
            "lower", marked("dark_days")),
)  # fmt: skip
