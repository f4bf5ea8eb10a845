"""Air defence: batteries, channels, hit chances, rationing, places."""

from wargame.declare.fields import Field, count, factor, opening, share, table, time, weapons

NUMBERS = {
    "interceptors": {
        "stock": opening(weapons("held by the defender when the war starts", optional=True)),
        "shots": count(
            "fired at one target when not rationed; left out, one", high=20, optional=True
        ),
        "channels": count("targets one battery engages in one raid", high=10000),
        "batteries": opening(count("batteries (groups, squadrons) the defender has at the start")),
        "pledged_batteries": count("batteries pledged and still to come", optional=True),
        "pledge_time": Field(
            "time", 0.0, 36525.0, "time in which they come at full support", optional=True
        ),
        "readiness": share("chance that a battery takes part in a given raid"),
        "hit_chance": table("classes", share("chance that one shot stops it", optional=True)),
    },
    "classes": {
        "stop_odds": factor("factor on the odds of a stop (1 where left out)", optional=True),
        "stop_spread": factor(
            "standard deviation of a month's log odds of a stop beyond chance",
            high=3.0,
            optional=True,
        ),
        "stop_memory": share("how far it holds into the next month", optional=True),
    },
    "sectors": {
        "cities_weight": share("share of defences sent there to protect cities"),
        "energy_weight": share("share of defences sent there to protect energy"),
        "industry_weight": share("share of defences sent there to protect industry"),
    },
    "air_command": {
        "ration_days": time("days of fire left below which one shot per target is fired"),
        "concentration_ballistic": factor(
            "exponent of a sector's weight in placing ballistic defence", high=5.0
        ),
        "concentration_other": factor(
            "exponent of a sector's weight in placing other batteries", high=5.0
        ),
        "reserve": share("share of magazines kept in the national pool"),
        "battery_loss": share("chance that a battery is hit per hundred missiles leaked"),
        "battery_repair": time("mean time for which a damaged battery is out of action"),
        "battery_writeoff": share("share of batteries hit that is destroyed"),
        "balance_cities": share("weight of cities in a balanced defence"),
        "balance_energy": share("weight of energy in it; the rest is industry's"),
        "protect_focus": share("weight of what is to be protected; the rest is cities'"),
    },
}
READS = ("sectors.launch_weight",)  # numbers of other rooms
