"""How long a halt holds."""

from wargame.declare.outcome_types import Mark, Outcome, Series, per_day, total
from wargame.declare.running_war import at

SERIES = (
    Series("halted", "share", "share", (), "share of days on which a ceasefire held", "neither",
           per_day("talks.halt_days")),
    Mark("first_halt", (), at("talks.first_halt")),
)  # fmt: skip

OUTCOMES = (
    Outcome("halt_months", "level", "months", "time under a ceasefire", "neither",
            total("halted")),
)  # fmt: skip
