"""What one side believes of the other."""

from wargame.declare.outcome_types import Series
from wargame.declare.running_war import at

SERIES = (
    Series("believed_stock", "stock", "missiles", (),
           "Western estimate of {attacker_adjective} missiles", "neither",
           at("observers.believed_stock")),
)  # fmt: skip
