"""How often the capital is under alert."""

from wargame.declare.outcome_types import Outcome, Series
from wargame.declare.running_war import at

SERIES = (
    Series("alert_days", "flow", "days", (), "days on which missiles came at {capital}", "lower",
           at("alerts.alert_days"), cumulative=True),
)  # fmt: skip

OUTCOMES = (
    Outcome("alert_share", "share", "share", "share of days on which missiles came at {capital}",
            "lower", lambda tape: tape.total("alert_days") / sum(tape.month_days)),
)  # fmt: skip
