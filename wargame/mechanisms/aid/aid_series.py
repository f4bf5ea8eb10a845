"""Money pledged and paid, support, and what sellers hold."""

from __future__ import annotations

from typing import Any

from wargame.declare.outcome_types import outcome, series
from wargame.declare.tape import Array, Tape, ratio


@series(
    "interceptors",
    "interceptor",
    kind="stock",
    better="higher",
    meaning="held in {seller_adjective} stocks at month's end",
)
def seller_stock(war: Any) -> Array:
    return war.suppliers.seller_stock()


@series("USD", kind="flow", better="higher", meaning="money pledged for interceptors in the month")
def pledged(war: Any) -> Array:
    return war.suppliers.pledged


@series("USD", kind="flow", better="higher", meaning="money paid for interceptors in the month")
def paid(war: Any) -> Array:
    return war.suppliers.paid


@series(
    "factor",
    kind="level",
    better="higher",
    meaning="support relative to the start, weighted by money",
)
def support(war: Any) -> Array:
    """0 to `aid.politics.support_cap`: will over that of the start, less what is cut."""
    return war.suppliers.overall()


@outcome(
    "share",
    kind="level",
    better="higher",
    meaning="money paid over money pledged",
    when_empty="where none was pledged",
)
def paid_per_pledged(tape: Tape) -> Array:
    return ratio(tape.total("paid"), tape.total("pledged"))


@outcome(
    "million USD",
    kind="level",
    better="higher",
    meaning="money paid for interceptors a month, on average",
)
def paid_per_month(tape: Tape) -> Array:
    return tape.total("paid") / tape.months / 1e6
