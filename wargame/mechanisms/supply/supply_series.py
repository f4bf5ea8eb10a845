"""Interceptors that reach the defender, and those it was promised."""

from wargame.declare.outcome_types import Outcome, Series, quotient, total
from wargame.declare.running_war import at

_RECEIVED = total("received", "ballistic_defence")

SERIES = (
    Series("received", "flow", "interceptors", ("interceptor",), "delivered to {defender}",
           "higher", at("lines.received")),
    Series("promised", "flow", "interceptors", ("interceptor",),
           "fell due to {defender}: promised, ordered, given", "higher", at("lines.fell_due")),
)  # fmt: skip

OUTCOMES = (
    Outcome("delivered_per_promised", "level", "share",
            "ballistic interceptors delivered over those that fell due", "higher",
            quotient(_RECEIVED, total("promised", "ballistic_defence")),
            when_empty="where none fell due"),
    Outcome("interceptors_received", "level", "interceptors",
            "ballistic interceptors delivered to {defender}", "higher", _RECEIVED),
)  # fmt: skip
