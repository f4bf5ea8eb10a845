"""What attack and defence cost."""

from __future__ import annotations

from wargame.declare.outcome_types import Outcome, Series, quotient, total
from wargame.declare.running_war import RunningWar
from wargame.declare.tape import Array, added, ratio

NONE = "where none was fired"


def _attack(war: RunningWar) -> Array:
    return added((war.arsenals.month_launched * war.recorder.unit_cost).T)


def _defence(war: RunningWar) -> Array:
    return added((war.air_command.month_fired * war.lines.unit_cost).T)


SERIES = (
    Series("attack_cost", "flow", "USD", (), "cost of weapons {attacker} launched", "neither",
           _attack),
    Series("defence_cost", "flow", "USD", (), "cost of interceptors {defender} fired", "lower",
           _defence),
)  # fmt: skip

OUTCOMES = (
    Outcome("cost_exchange", "level", "factor", "USD of attack launched per USD of defence fired",
            "higher", quotient(total("attack_cost"), total("defence_cost")), when_empty=NONE),
    Outcome("stopped_per_million", "level", "weapons",
            "weapons stopped per million USD of defence", "higher",
            lambda tape: ratio(tape.total("intercepted"), tape.total("defence_cost") / 1e6),
            when_empty=NONE),
)  # fmt: skip
