"""How high the escalation ladder is climbed."""

from wargame.declare.outcome_types import Outcome, Series
from wargame.declare.running_war import at

SERIES = (
    Series("escalation_rung", "level", "rungs", (), "rung of the escalation ladder", "lower",
           at("ladder.rung")),
)  # fmt: skip

OUTCOMES = (
    Outcome("escalation_rung", "level", "rungs",
            "highest rung of the escalation ladder (0 calm to 6 war with other states)", "lower",
            lambda tape: tape.of("escalation_rung").max(axis=1)),
)  # fmt: skip
