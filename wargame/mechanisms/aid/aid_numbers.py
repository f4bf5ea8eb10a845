"""Governments: pledges, stocks, will, and how they decide."""

from wargame.declare.fields import (
    Field,
    factor,
    rate,
    share,
    spending,
    table,
    time,
    weapons,
    yearly,
)

NUMBERS = {
    "suppliers": {
        "purchases": spending("money pledged for interceptors made abroad (recent rate)"),
        "orders": spending("money for new orders at own makers"),
        "fulfilment": share("share of pledged money that is paid"),
        "will": share("political will to give at the start"),
        "fatigue": yearly("yearly loss of will when nothing happens"),
        "stock": table("interceptors", weapons("held at the start", optional=True)),
        "floor": share("share of own stock that is never given"),
    },
    "baskets": {
        "share": share("share of its money; one without takes what others leave", optional=True),
    },
    "talks": {
        "aid_after_halt": share("cut in donors' will per year of a halt"),
    },
    "aid": {
        "strike_response": share("will gained per hundred leakers on cities in a month"),
        "incident_response": share("will gained by an incident at home"),
        "pin_down": share("gifts withheld while an incident at home is remembered"),
        "fear_pin_down": share("gifts withheld per unit of feared spillover"),
        "incident_memory": time("time that an incident is remembered", high=3652.5),
        "stock_response": share(
            "will gained a month per doubling of the attacker's stock as believed"
        ),
        "will_return": Field("share rate", 0.0, 1.0, "pull of will back to where it began"),
        "gift_rate": Field("share rate", 0.0, 1.0, "share of spare stock given at full will"),
        "from_stock": share("share of purchases filled from the seller's stocks"),
        "stock_refill": share(
            "share of line output that replaces what the seller sold of its stock"
        ),
        "stock_release": rate("most interceptors released from those stocks"),
        "stock_delay": time("time from payment to delivery out of stock", high=3652.5),
        "support_cap": factor("most support relative to that at the start", high=10.0),
        "burden_sharing": share("share of money that one cuts and others take over"),
        "escalation_caution": share("will lost per rung of feared escalation"),
    },
}
