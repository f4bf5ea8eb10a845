"""Interceptor lines: output, order books, prices, the road."""

from wargame.declare.fields import factor, money, rate, share, time

NUMBERS = {
    "interceptors": {
        "production": rate("output of all lines for all customers at the start", optional=True),
        "production_goal": rate("output that the lines are being built up to", optional=True),
        "goal_delay": time("time from the start until that goal is reached"),
        "other_customers": share("share of output promised to other customers"),
        "lead_time": time("time from an order to the first delivery", high=3652.5),
        "committed": rate(
            "deliveries to the defender already promised at the start", optional=True
        ),
        "unit_cost": money("price of one (of one sortie or burst where it has no magazine)"),
    },
    "air_command": {
        "hub_delay": time("time from a supplier's gate to a magazine of the defender", high=365.0),
        "hub_loss": share("share lost on the way"),
    },
    "aid": {
        "elsewhere_first": share(
            "share of another theatre's demand that goes before the defender's"
        ),
        "expansion": share("part of lasting orders beyond spare output that is built for"),
        "expansion_delay": time("time in which lines are built for such orders", high=3652.5),
        "expansion_limit": factor("most that is built, relative to the published goal", high=10.0),
        "war_share": share("share of free line output that the defender's orders may take"),
    },
}
