"""Fields of supply and politics: suppliers, allies, talks, signals, the race, estimates."""

from __future__ import annotations

from wargame.evidence.declare import Field, factor, rate, share, spending, time, weapons, yearly

SUPPLIER = {
    "purchases": spending("money pledged to the NATO purchase list (recent rate)", "Supplier"),
    "orders": spending("money for new European air-defence orders for Ukraine", "Supplier"),
    "fulfilment": share("share of pledged money that is paid", "Supplier"),
    "will": share("political will to give at the start", "Supplier"),
    "fatigue": yearly("yearly loss of will when nothing happens", "Supplier"),
    "stock_pac3_mse": weapons("PAC-3 MSE held", "Supplier", True),
    "stock_gem_t": weapons("GEM-T held", "Supplier", True),
    "stock_aster30": weapons("Aster 30 held", "Supplier", True),
    "stock_irist": weapons("IRIS-T held", "Supplier", True),
    "stock_amraam": weapons("AMRAAM for ground launch held", "Supplier", True),
    "floor": share("share of own stock that is never given", "Supplier"),
}

ALLY = {
    "magazine": weapons("interceptors able to stop missiles held at the start", "AlliedState"),
    "growth": yearly("yearly growth of that magazine", "AlliedState"),
    "need": weapons("interceptors needed for a month of limited strikes", "AlliedState"),
    "cover": share("share of likely targets inside defended areas", "AlliedState"),
    "hit_chance": share("chance that one engagement stops a weapon", "AlliedState"),
    "value": share("coercive value of striking it, for Moscow", "AlliedState"),
    "credibility": share("chance Moscow gives to a reply by its allies", "AlliedState"),
    "capability": share("weight of that reply, if it comes", "AlliedState"),
}

TALKS = {
    "start_hazard": Field("share rate", 0.0, 1.0, "chance that talks gain momentum", "Talks"),
    "fail_hazard": Field("share rate", 0.0, 1.0, "chance that moving talks fail", "Talks"),
    "agree_hazard": Field("share rate", 0.0, 1.0, "chance moving talks end in a halt", "Talks"),
    "collapse_hazard": Field("share rate", 0.0, 1.0, "chance that a halt collapses", "Talks"),
    "truce_collapse_hazard": Field(
        "share rate", 0.0, 1.0, "chance that an energy truce collapses", "Talks"
    ),
    "violation": share("launches that go on during a halt, of the ordinary rate", "Talks"),
    "failed_memory": time("time that failed talks are answered with strikes", "Talks", 730.0),
    "aid_after_halt": share("cut in donors' will per year of a halt", "Talks"),
    "relief_after_halt": share("share of sanctions tightness lifted by a halt", "Talks"),
    "halt_delay": time("time by which the Russian halt follows the agreed date", "Talks", 365.0),
}

AID = {
    "strike_response": share("will gained per hundred leakers on cities in a month", "Supplier"),
    "incident_response": share("will gained by an incident at home", "Supplier"),
    "pin_down": share("gifts withheld while an incident at home is remembered", "Supplier"),
    "fear_pin_down": share("gifts withheld per unit of feared spillover", "Supplier"),
    "incursion_alarm": share("alarm at drones overhead, relative to a strike", "AlliedState"),
    "incident_memory": time("time that an incident is remembered", "Supplier", 3652.5),
    "alarm_shared": share("alarm of one state that other European suppliers share", "AlliedState"),
    "fear_stock": Field(
        "weapons", 1.0, 1e6, "Russian missiles at which fear of spillover is full", "AlliedState"
    ),
    "stock_response": share(
        "will gained a month per doubling of Russia's stock as believed", "Supplier"
    ),
    "will_return": Field("share rate", 0.0, 1.0, "pull of will back to where it began", "Supplier"),
    "gift_rate": Field(
        "share rate", 0.0, 1.0, "share of spare stock given at full will", "Supplier"
    ),
    "purchase_patriot": share("share of purchase money spent on PAC-3 MSE and GEM-T", "Supplier"),
    "purchase_amraam": share("share of purchase money spent on AMRAAM", "Supplier"),
    "from_stock": share("share of purchases filled from American stocks", "Supplier"),
    "stock_refill": share("share of line output that replaces American stock sold", "Supplier"),
    "stock_release": rate("most Patriot interceptors released from those stocks", "Supplier"),
    "stock_delay": time("time from payment to delivery out of stock", "Supplier", 3652.5),
    "support_cap": factor("most support relative to that at the start", "Supplier", 10.0),
    "burden_sharing": share("share of money that one cuts and others take over", "Supplier"),
    "expansion": share("part of lasting orders beyond spare output that is built for", "Line"),
    "expansion_delay": time("time in which lines are built for such orders", "Line", 3652.5),
    "expansion_limit": factor("most that is built, relative to the published goal", "Line", 10.0),
    "order_aster": share("share of European order money spent on Aster 30", "Supplier"),
    "war_share": share("share of free line output that Ukraine's orders may take", "Line"),
    "escalation_caution": share("will lost per rung of feared escalation", "Supplier"),
}

SPILLOVER = {
    "sharpness": factor("precision of the choice (quantal response)", "AlliedState"),
    "restraint": factor("standing payoff of leaving other states alone", "AlliedState", 50.0),
    "pretext": factor("payoff that a running war adds as a pretext", "AlliedState"),
    "freed_stock": factor("payoff per year of output held beyond the reserve", "AlliedState"),
    "reply_cost": factor("payoff lost to the expected reply", "AlliedState", 50.0),
    "wartime_need": factor("payoff lost because missiles are needed in Ukraine", "AlliedState"),
    "reply_growth": factor("exponent of a strike's size in the reply to it", "AlliedState", 5.0),
    "posture_gain": factor("gain under the posture spill over", "AlliedState", 10.0),
    "incursion_size": weapons("drones in an incursion", "AlliedState"),
    "limited_size": weapons("missiles in a limited strike", "AlliedState"),
    "large_size": weapons("missiles in a large strike", "AlliedState"),
    "all_out": factor("need against an all-out attack, of that of limited strikes", "Recorder"),
}

SIGNALS = {
    "oreshnik_hazard": Field("share rate", 0.0, 1.0, "chance of an Oreshnik shot", "Signals"),
    "threat_hazard": Field("share rate", 0.0, 1.0, "chance of a threat to suppliers", "Signals"),
    "decay": time("time after which the ladder falls by one rung", "Signals", 3652.5),
    "misread": share("chance that noise is read as a rung", "Signals"),
    "busy_month": Field(
        "weapons", 1.0, 1e6, "deep strikes in a month at which that chance is whole", "Signals"
    ),
    "strike_rung": share("chance that a month of deep strikes climbs a rung", "Signals"),
}

POWER = {
    "warheads": Field("weapons", 0.0, 1e5, "deployed strategic warheads", "Power"),
    "upload": Field("weapons", 0.0, 1e5, "deployed warheads reachable by upload", "Power"),
    "defence": Field("weapons", 0.0, 1e5, "strategic interceptors", "Power"),
    "defence_growth": yearly("yearly growth of strategic interceptors", "Power"),
    "penetration": share("share of warheads that defeats a defence shot", "Power"),
    "response": factor("warheads sought per warhead that a rival's growth denies", "Power", 10.0),
    "quality": share("part of the response made in penetration, not number", "Power"),
    "build": yearly("fastest yearly growth of warheads", "Power"),
}

RACE = {
    "treaty_limit": Field("weapons", 0.0, 1e5, "deployed warheads allowed by the treaty", "Power"),
    "engagements": factor("interceptors shot at one warhead", "Power", 20.0),
    "foresight": time("time ahead for which a rival's defence is planned against", "Power"),
    "alarm": Field(
        "weapons", 1.0, 1e5, "warheads denied at which the effort on quality is full", "Power"
    ),
    "spillback": share("part of better penetration that reaches theatre missiles", "Power"),
    "demand": share("part of a power's defence growth that takes PAC-3 output", "Power"),
}

INTELLIGENCE = {
    "error_west": share("log error of Western estimates of Russian stock", "Observer"),
    "error_moscow": share("log error of Moscow's estimates of Ukrainian magazines", "Observer"),
    "memory": share("month-to-month memory of that error", "Observer"),
    "debris": share("cut in the error when debris ages are read", "Observer"),
}
