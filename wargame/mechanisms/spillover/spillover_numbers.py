"""Third states: magazines, need, and what weighs in a strike on them."""

from wargame.declare.fields import Field, factor, share, weapons, yearly

NUMBERS = {
    "allies": {
        "magazine": weapons("interceptors able to stop missiles held at the start"),
        "growth": yearly("yearly growth of that magazine"),
        "need": weapons("interceptors needed for a month of limited strikes"),
        "cover": share("share of likely targets inside defended areas"),
        "hit_chance": share("chance that one engagement stops a weapon"),
        "value": share("coercive value of striking it, for the leadership"),
        "credibility": share("chance the leadership gives to a reply by its allies"),
        "capability": share("weight of that reply, if it comes"),
    },
    "aid": {
        "incursion_alarm": share("alarm at drones overhead, relative to a strike"),
        "alarm_shared": share("alarm of one state that other suppliers near by share"),
        "fear_stock": Field(
            "weapons", 1.0, 1e6, "the attacker's missiles at which fear of spillover is full"
        ),
    },
    "spillover": {
        "sharpness": factor("precision of the choice (quantal response)"),
        "restraint": factor("standing payoff of leaving other states alone", high=50.0),
        "pretext": factor("payoff that a running war adds as a pretext"),
        "freed_stock": factor("payoff per year of output held beyond the reserve"),
        "reply_cost": factor("payoff lost to the expected reply", high=50.0),
        "wartime_need": factor("payoff lost because missiles are needed in the war"),
        "reply_growth": factor("exponent of a strike's size in the reply to it", high=5.0),
        "posture_gain": factor("gain under the posture spill over", high=10.0),
        "incursion_size": weapons("drones in an incursion"),
        "limited_size": weapons("missiles in a limited strike"),
        "large_size": weapons("missiles in a large strike"),
        "all_out": factor("need against an all-out attack, of that of limited strikes"),
    },
}
READS = ("leadership.punishment",)  # numbers of other rooms
