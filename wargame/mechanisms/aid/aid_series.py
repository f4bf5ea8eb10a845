"""Money pledged and paid, support, and what sellers hold."""

from wargame.declare.outcome_types import Outcome, Series, quotient, total
from wargame.declare.running_war import at

SERIES = (
    Series("seller_stock", "stock", "interceptors", ("interceptor",),
           "held in {seller_adjective} stocks at month's end", "higher",
           at("suppliers.seller_stock")),
    Series("pledged", "flow", "USD", (), "money pledged for interceptors in the month", "higher",
           at("suppliers.pledged")),
    Series("paid", "flow", "USD", (), "money paid for interceptors in the month", "higher",
           at("suppliers.paid")),
    # 0 to `aid.politics.support_cap`: will over that of the start, less what is cut.
    Series("support", "level", "factor", (), "support relative to the start, weighted by money",
           "higher", at("suppliers.overall")),
)  # fmt: skip

OUTCOMES = (
    Outcome("paid_per_pledged", "level", "share", "money paid over money pledged", "higher",
            quotient(total("paid"), total("pledged")), when_empty="where none was pledged"),
    Outcome("paid_per_month", "level", "million USD",
            "money paid for interceptors a month, on average", "higher",
            lambda tape: tape.total("paid") / tape.length / 1e6),
)  # fmt: skip
