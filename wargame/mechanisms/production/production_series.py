"""What lines make, and the state they are in."""

from wargame.declare.outcome_types import Outcome, Series, total
from wargame.declare.running_war import at
from wargame.declare.tape import added

HEALTH = "mean health of {attacker_adjective} missile lines"

SERIES = (
    Series("made", "flow", "weapons", ("weapon",), "made or imported in the month", "lower",
           at("arsenals.month_made")),
    Series("line_health", "share", "share", (), HEALTH, "lower", at("factories.mean_health")),
)  # fmt: skip

OUTCOMES = (
    Outcome("made_missiles", "level", "missiles", "missiles made or imported over the horizon",
            "lower", total("made", "missiles")),
    Outcome("line_health_mean", "share", "share", HEALTH, "lower",
            lambda tape: added(tape.of("line_health")) / tape.months),
)  # fmt: skip
