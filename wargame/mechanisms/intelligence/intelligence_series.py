"""What one side believes of the other."""

from __future__ import annotations

from typing import Any

from wargame.declare.outcome_types import series
from wargame.declare.tape import Array


@series(
    "missiles",
    kind="stock",
    better="neither",
    meaning="Western estimate of {attacker_adjective} missiles",
)
def believed_stock(war: Any) -> Array:
    return war.observers.believed_stock
