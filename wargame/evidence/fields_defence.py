"""Fields of the defence of Ukraine: interceptors, sectors, command, own weapons, grid."""

from __future__ import annotations

from wargame.evidence.declare import Field, count, factor, money, rate, share, time, weapons, yearly

INTERCEPTOR = {
    "production": rate("output of all lines for all customers at the start", "Line", True),
    "production_goal": rate("output that the lines are being built up to", "Line", True),
    "goal_delay": time("time from the start until that goal is reached", "Line"),
    "other_customers": share("share of output promised to other customers", "Line"),
    "lead_time": time("time from an order to the first delivery", "Line", 3652.5),
    "committed": rate("deliveries to Ukraine already promised at the start", "Line", True),
    "unit_cost": money("price of one (of one sortie or burst where it has no magazine)", "Line"),
    "stock": weapons("held by Ukraine when the war starts", "Ukraine", True),
    "shots": count("fired at one target when not rationed", "Sector", high=20),
    "channels": count("targets one battery engages in one raid", "Sector", high=10000),
    "batteries": count("batteries (groups, squadrons) Ukraine has at the start", "Ukraine"),
    "pledged_batteries": count("batteries pledged and still to come", "Ukraine", True),
    "pledge_time": Field(
        "time", 0.0, 36525.0, "time in which they come at full support", "Ukraine", True
    ),
    "readiness": share("chance that a battery takes part in a given raid", "Sector"),
    "hit_chance_ballistic": share("chance that one shot stops it", "Sector", True),
    "hit_chance_cruise": share("chance that one shot stops it", "Sector", True),
    "hit_chance_supersonic": share("chance that one shot stops it", "Sector", True),
    "hit_chance_air_tactical": share("chance that one shot stops it", "Sector", True),
    "hit_chance_one_way_drone": share("chance that one shot stops it", "Sector", True),
}

SECTOR = {
    "launch_weight": share("share of Russian launches sent there in ordinary months", "Command"),
    "cities_weight": share("share of defences sent there to protect cities", "Ukraine"),
    "energy_weight": share("share of defences sent there to protect energy", "Ukraine"),
    "industry_weight": share("share of defences sent there to protect industry", "Ukraine"),
}

UKRAINE = {
    "ration_days": time("days of fire left below which one shot per target is fired", "Ukraine"),
    "concentration_ballistic": factor(
        "exponent of a sector's weight in placing ballistic defence", "Ukraine", 5.0
    ),
    "concentration_other": factor(
        "exponent of a sector's weight in placing other batteries", "Ukraine", 5.0
    ),
    "reserve": share("share of magazines kept in the national pool", "Ukraine"),
    "adaptation": yearly("yearly recovery of hit chances by tactics and upgrades", "Ukraine"),
    "energy_effect": share(
        "effect on missile lines of a hit on energy, relative to one on a line", "OwnLine"
    ),
    "industry_loss": share("cut in own output per ten leakers on industry", "OwnLine"),
    "industry_repair": Field("share rate", 0.0, 10.0, "repair of own industry", "OwnLine"),
    "battery_loss": share("chance that a battery is hit per hundred missiles leaked", "Ukraine"),
    "battery_repair": time("mean time for which a damaged battery is out of action", "Ukraine"),
    "battery_writeoff": share("share of batteries hit that is destroyed", "Ukraine"),
    "target_lines": share("share of hits on lines when strikes are balanced", "OwnLine"),
    "target_depots": share("share of hits on depots when strikes are balanced", "OwnLine"),
    "target_focus": share("share of hits on what is struck above all", "OwnLine"),
    "balance_cities": share("weight of cities in a balanced defence", "Ukraine"),
    "balance_energy": share("weight of energy in it; the rest is industry's", "Ukraine"),
    "protect_focus": share("weight of what is to be protected; the rest is cities'", "Ukraine"),
    "store_loss": share("share of own missiles kept lost per ten leakers on industry", "OwnLine"),
    "industry_share": share("share of strikes aimed at industry", "Ukraine"),
    "hub_delay": time("time from a supplier's gate to a Ukrainian magazine", "Supplier", 365.0),
    "hub_loss": share("share lost on the way", "Supplier"),
}

STRIKE_WEAPON = {
    "production": rate("Ukraine's output at the start", "OwnLine"),
    "production_goal": rate("output that the line is being built up to", "OwnLine"),
    "goal_delay": time("time until that goal is reached", "OwnLine"),
    "stock": weapons("held when the war starts", "OwnLine"),
    "held_back": share("share of output kept as a deterrent, not fired", "OwnLine"),
    "reach": share("share that arrives at its target", "OwnLine"),
    "line_damage": time("days of one line's output lost per hit", "Factory", 365.0),
    "depot_damage": weapons("missiles destroyed in store per hit on a depot", "Arsenal"),
    "unit_cost": money("cost of one", "Recorder"),
}

GRID = {
    "capacity": Field("power", 0.0, 1e5, "generation available when the war starts", "Grid"),
    "protected": Field("power", 0.0, 1e5, "generation that strikes cannot take away", "Grid"),
    "imports": Field("power", 0.0, 1e5, "most that can be imported", "Grid"),
    "demand_winter": Field("power", 0.0, 1e5, "demand on a mid-January evening peak", "Grid"),
    "demand_summer": Field("power", 0.0, 1e5, "demand on a mid-July evening peak", "Grid"),
    "damaged": Field("power", 0.0, 1e5, "repairable generation out of service at start", "Grid"),
    "repair": Field("power rate", 0.0, 1e4, "most that is repaired when enough is broken", "Grid"),
    "repair_share": Field("share rate", 0.0, 10.0, "share of what is broken repaired", "Grid"),
    "energy_share": share("share of strikes aimed at energy in ordinary months", "Grid"),
}
