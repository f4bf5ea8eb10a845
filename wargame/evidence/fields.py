"""What numbers there are: every section of the catalogue and every field an entry may hold.

This table is the one schema. It validates the YAML catalogue, checks overrides in scenarios,
names who reads each number (`explain`), and generates docs/parameters.md. A field that the
model does not read, or a number read that is not declared here, fails a test.
"""

from __future__ import annotations

from typing import NamedTuple


class Field(NamedTuple):
    """One number an entry holds: dimension, bounds in its internal unit, meaning, reader."""

    dimension: str
    low: float
    high: float
    meaning: str
    reader: str
    optional: bool = False  # absent means zero: the entry has none of this
    whole: bool = False  # drawn and read as a whole number


class Text(NamedTuple):
    """One word an entry holds, from a closed list where `choices` is not empty."""

    meaning: str
    choices: tuple[str, ...] = ()
    optional: bool = False


class Section(NamedTuple):
    """One section of the catalogue. `entries` empty: any name that matches NAME is an agent."""

    meaning: str
    fields: dict[str, Field]
    texts: dict[str, Text]
    entries: tuple[str, ...] = ()


CLASSES = ("ballistic", "cruise", "supersonic", "air_tactical", "one_way_drone")
COMMANDS = (
    "missile_brigades",
    "long_range_aviation",
    "fleet",
    "drone_force",
    "strategic_forces",
)
POSTURES = ("fire_as_made", "hoard", "winter_campaign", "coerce", "surge", "spill_over")
# Old interceptors fired at the ground: thousands, and inaccurate. They fly and are counted as
# launches, but are left out where a stock of missiles is meant.
GROUND_FIRE = ("s300_ground",)
BALLISTIC_DEFENCE = ("pac3_mse", "gem_t", "aster30")
BIG = 1e9


def _share(meaning: str, reader: str, optional: bool = False) -> Field:
    return Field("share", 0.0, 1.0, meaning, reader, optional)


def _factor(meaning: str, reader: str, high: float = 100.0) -> Field:
    return Field("factor", 0.0, high, meaning, reader)


def _count(meaning: str, reader: str, optional: bool = False, high: float = 1e6) -> Field:
    return Field("count", 0.0, high, meaning, reader, optional, whole=True)


def _weapons(meaning: str, reader: str, optional: bool = False) -> Field:
    return Field("weapons", 0.0, 1e7, meaning, reader, optional, whole=True)


def _rate(meaning: str, reader: str, optional: bool = False) -> Field:
    return Field("weapon rate", 0.0, 1e5, meaning, reader, optional)


def _time(meaning: str, reader: str, high: float = 36525.0) -> Field:
    return Field("time", 0.0, high, meaning, reader)


def _yearly(meaning: str, reader: str, low: float = 0.0) -> Field:
    return Field("share rate", low, 1.0, meaning, reader)


def _money(meaning: str, reader: str) -> Field:
    return Field("money", 0.0, 1e12, meaning, reader)


def _spending(meaning: str, reader: str, optional: bool = False) -> Field:
    return Field("money rate", 0.0, 1e12, meaning, reader, optional)


_WEAPON = {
    "production": _rate("output of the line at usual hours when the war starts", "Factory"),
    "growth": _yearly("yearly growth of the line's capacity", "Factory"),
    "surge": _share("extra output when a surge of production is ordered", "Factory"),
    "imports": _rate("weapons bought abroad and delivered ready", "Factory", optional=True),
    "foreign_content": _share("share of output that stops when foreign inputs stop", "Factory"),
    "component_stock": _time("days of full output that foreign inputs in store cover", "Factory"),
    "stock": _weapons("held when the war starts", "Arsenal"),
    "stock_age": _time("mean age of that stock", "Arsenal"),
    "fire_share": _share("share of output fired at Ukraine when firing as made", "Command"),
    "salvo_limit": _weapons("most that carriers can fire in one night", "Command"),
    "failure": _share("share that fails after launch without being engaged", "Command"),
    "evasion": _share("cut in every hit chance against it (manoeuvre, decoys carried)", "Sector"),
    "evasion_growth": _yearly("yearly growth of that cut from upgrades", "Power"),
    "warhead": _share("damage of one hit relative to a full warhead (decoys: near none)", "Grid"),
    "unit_cost": _money("cost of one", "Recorder"),
}

_CLASS = {
    "monthly_spread": _share("log spread of launches from month to month", "Leadership"),
    "daily_share": _share("share of launches outside combined strikes", "Command"),
    "raid_chance": _share("chance that a day outside combined strikes sees a raid", "Command"),
    "grid_damage": Field("power", 0.0, 1000.0, "power put out of service per hit", "Grid"),
    "decay": _yearly("yearly share of stock that becomes unfit to fire", "Arsenal"),
}

_INTERCEPTOR = {
    "production": _rate("output of all lines for all customers at the start", "Line", True),
    "production_goal": _rate("output that the lines are being built up to", "Line", True),
    "goal_delay": _time("time from the start until that goal is reached", "Line"),
    "other_customers": _share("share of output promised to other customers", "Line"),
    "lead_time": _time("time from an order to the first delivery", "Line", 3652.5),
    "committed": _rate("deliveries to Ukraine already promised at the start", "Line", True),
    "unit_cost": _money("price of one (of one sortie or burst where it has no magazine)", "Line"),
    "stock": _weapons("held by Ukraine when the war starts", "Ukraine", True),
    "shots": _count("fired at one target when not rationed", "Sector", high=20),
    "channels": _count("targets one battery engages in one raid", "Sector", high=10000),
    "batteries": _count("batteries (groups, squadrons) Ukraine has at the start", "Ukraine"),
    "pledged_batteries": _count("batteries pledged and still to come", "Ukraine", True),
    "pledge_time": Field(
        "time", 0.0, 36525.0, "time in which they come at full support", "Ukraine", True
    ),
    "readiness": _share("chance that a battery takes part in a given raid", "Sector"),
    "hit_chance_ballistic": _share("chance that one shot stops it", "Sector", True),
    "hit_chance_cruise": _share("chance that one shot stops it", "Sector", True),
    "hit_chance_supersonic": _share("chance that one shot stops it", "Sector", True),
    "hit_chance_air_tactical": _share("chance that one shot stops it", "Sector", True),
    "hit_chance_one_way_drone": _share("chance that one shot stops it", "Sector", True),
}

_SECTOR = {
    "launch_weight": _share("share of Russian launches sent there in ordinary months", "Command"),
    "cities_weight": _share("share of defences sent there to protect cities", "Ukraine"),
    "energy_weight": _share("share of defences sent there to protect energy", "Ukraine"),
    "industry_weight": _share("share of defences sent there to protect industry", "Ukraine"),
}

_COMMAND = {
    "salvo_limit": _weapons("most weapons the command can fire in one night", "Command"),
    "cycle": _time("time the command needs between two full-size raids", "Command", 365.0),
}

_UKRAINE = {
    "ration_days": _time("days of fire left below which one shot per target is fired", "Ukraine"),
    "concentration_ballistic": _factor(
        "exponent of a sector's weight in placing ballistic defence", "Ukraine", 5.0
    ),
    "concentration_other": _factor(
        "exponent of a sector's weight in placing other batteries", "Ukraine", 5.0
    ),
    "reserve": _share("share of magazines kept in the national pool", "Ukraine"),
    "adaptation": _yearly("yearly recovery of hit chances by tactics and upgrades", "Ukraine"),
    "energy_effect": _share(
        "effect on missile lines of a hit on energy, relative to one on a line", "OwnLine"
    ),
    "industry_loss": _share("cut in own output per ten leakers on industry", "OwnLine"),
    "industry_repair": Field("share rate", 0.0, 10.0, "repair of own industry", "OwnLine"),
    "battery_loss": _share("chance that a battery is hit per hundred missiles leaked", "Ukraine"),
    "battery_repair": _time("mean time for which a damaged battery is out of action", "Ukraine"),
    "battery_writeoff": _share("share of batteries hit that is destroyed", "Ukraine"),
    "target_lines": _share("share of hits on lines when strikes are balanced", "OwnLine"),
    "target_depots": _share("share of hits on depots when strikes are balanced", "OwnLine"),
    "target_focus": _share("share of hits on what is struck above all", "OwnLine"),
    "balance_cities": _share("weight of cities in a balanced defence", "Ukraine"),
    "balance_energy": _share("weight of energy in it; the rest is industry's", "Ukraine"),
    "protect_focus": _share("weight of what is to be protected; the rest is cities'", "Ukraine"),
    "store_loss": _share("share of own missiles kept lost per ten leakers on industry", "OwnLine"),
    "industry_share": _share("share of strikes aimed at industry", "Ukraine"),
    "hub_delay": _time("time from a supplier's gate to a Ukrainian magazine", "Supplier", 365.0),
    "hub_loss": _share("share lost on the way", "Supplier"),
}

_STRIKE_WEAPON = {
    "production": _rate("Ukraine's output at the start", "OwnLine"),
    "production_goal": _rate("output that the line is being built up to", "OwnLine"),
    "goal_delay": _time("time until that goal is reached", "OwnLine"),
    "stock": _weapons("held when the war starts", "OwnLine"),
    "held_back": _share("share of output kept as a deterrent, not fired", "OwnLine"),
    "reach": _share("share that arrives at its target", "OwnLine"),
    "line_damage": _time("days of one line's output lost per hit", "Factory", 365.0),
    "depot_damage": _weapons("missiles destroyed in store per hit on a depot", "Arsenal"),
    "unit_cost": _money("cost of one", "Recorder"),
}

_SUPPLIER = {
    "purchases": _spending("money pledged to the NATO purchase list (recent rate)", "Supplier"),
    "orders": _spending("money for new European air-defence orders for Ukraine", "Supplier"),
    "fulfilment": _share("share of pledged money that is paid", "Supplier"),
    "will": _share("political will to give at the start", "Supplier"),
    "fatigue": _yearly("yearly loss of will when nothing happens", "Supplier"),
    "stock_pac3_mse": _weapons("PAC-3 MSE held", "Supplier", True),
    "stock_gem_t": _weapons("GEM-T held", "Supplier", True),
    "stock_aster30": _weapons("Aster 30 held", "Supplier", True),
    "stock_irist": _weapons("IRIS-T held", "Supplier", True),
    "stock_amraam": _weapons("AMRAAM for ground launch held", "Supplier", True),
    "floor": _share("share of own stock that is never given", "Supplier"),
}

_ALLY = {
    "magazine": _weapons("interceptors able to stop missiles held at the start", "AlliedState"),
    "growth": _yearly("yearly growth of that magazine", "AlliedState"),
    "need": _weapons("interceptors needed for a month of limited strikes", "AlliedState"),
    "cover": _share("share of likely targets inside defended areas", "AlliedState"),
    "hit_chance": _share("chance that one engagement stops a weapon", "AlliedState"),
    "value": _share("coercive value of striking it, for Moscow", "AlliedState"),
    "credibility": _share("chance Moscow gives to a reply by its allies", "AlliedState"),
    "capability": _share("weight of that reply, if it comes", "AlliedState"),
}

_GRID = {
    "capacity": Field("power", 0.0, 1e5, "generation available when the war starts", "Grid"),
    "protected": Field("power", 0.0, 1e5, "generation that strikes cannot take away", "Grid"),
    "imports": Field("power", 0.0, 1e5, "most that can be imported", "Grid"),
    "demand_winter": Field("power", 0.0, 1e5, "demand on a mid-January evening peak", "Grid"),
    "demand_summer": Field("power", 0.0, 1e5, "demand on a mid-July evening peak", "Grid"),
    "damaged": Field("power", 0.0, 1e5, "repairable generation out of service at start", "Grid"),
    "repair": Field("power rate", 0.0, 1e4, "most that is repaired when enough is broken", "Grid"),
    "repair_share": Field("share rate", 0.0, 10.0, "share of what is broken repaired", "Grid"),
    "energy_share": _share("share of strikes aimed at energy in ordinary months", "Grid"),
}

_POSTURE = {
    "launch": _factor("launches relative to firing as made", "Leadership", 20.0),
    "energy": _factor("share aimed at energy relative to ordinary months", "Leadership", 10.0),
    "gap": _time("median time between combined strikes", "Command", 365.0),
    "reserve": _share("share of the starting stock that is not touched", "Command"),
    "appeal": Field("factor", -10.0, 10.0, "standing payoff before circumstances", "Leadership"),
}

_MOSCOW = {
    "sharpness": _factor("precision of the choice among postures (quantal response)", "Leadership"),
    "intensity_memory": _share("month-to-month memory of launch intensity", "Leadership"),
    "gap_spread": _share("log spread of the time between combined strikes", "Command"),
    "stock_trigger": _time("days of output saved up that start a combined strike", "Command"),
    "winter_pull": _factor("payoff of the winter campaign in the cold months", "Leadership"),
    "coerce_pull": _factor("payoff of coercion while talks move or fail", "Leadership"),
    "hoard_pull": _factor("payoff of hoarding when the defence is full", "Leadership"),
    "surge_pull": _factor("payoff of a surge when it would break the grid", "Leadership"),
    "punishment": _factor("payoff lost per hundred missiles that reach Moscow", "Leadership"),
    "expected_stop": _share("share of missiles a full defence is expected to stop", "Leadership"),
    "surge_days": _time("length of a surge as it is planned", "Leadership", 730.0),
    "hoard_target": _time("days of output held at which hoarding ends", "Leadership"),
    "focus": _share("share of a combined strike sent to one sector", "Command"),
    "capital_focus": _share("chance that a coercive strike is focused on the capital", "Command"),
    "utilisation": _share("share of capacity that usual hours use", "Factory"),
    "growth_limit": _factor("most that halls, machines and workers let lines grow", "Factory"),
    "machine_imports": _share("share of growth that rests on imported machine tools", "Factory"),
    "surge_delay": _time("time in which an ordered surge gathers pace", "Factory", 3652.5),
    "surge_hold": _time("time in which crews and machines wear out under it", "Factory", 36525.0),
    "line_repair": Field("share rate", 0.0, 10.0, "repair of damaged lines", "Factory"),
}

_TALKS = {
    "start_hazard": Field("share rate", 0.0, 1.0, "chance that talks gain momentum", "Talks"),
    "fail_hazard": Field("share rate", 0.0, 1.0, "chance that moving talks fail", "Talks"),
    "agree_hazard": Field("share rate", 0.0, 1.0, "chance moving talks end in a halt", "Talks"),
    "collapse_hazard": Field("share rate", 0.0, 1.0, "chance that a halt collapses", "Talks"),
    "truce_collapse_hazard": Field(
        "share rate", 0.0, 1.0, "chance that an energy truce collapses", "Talks"
    ),
    "violation": _share("launches that go on during a halt, of the ordinary rate", "Talks"),
    "failed_memory": _time("time that failed talks are answered with strikes", "Talks", 730.0),
    "aid_after_halt": _share("cut in donors' will per year of a halt", "Talks"),
    "relief_after_halt": _share("share of sanctions tightness lifted by a halt", "Talks"),
    "halt_delay": _time("time by which the Russian halt follows the agreed date", "Talks", 365.0),
}

_SANCTIONS = {
    "tightness": _share("share of foreign inputs cut off when the war starts", "Factory"),
    "delay": _time("time by which a step takes effect", "Factory", 3652.5),
    "adaptation": _yearly("yearly share of the effect that smuggling undoes", "Factory"),
    "rebuild": _share("inflow above need with which inputs in store are rebuilt", "Factory"),
}

_AID = {
    "strike_response": _share("will gained per hundred leakers on cities in a month", "Supplier"),
    "incident_response": _share("will gained by an incident at home", "Supplier"),
    "pin_down": _share("gifts withheld while an incident at home is remembered", "Supplier"),
    "fear_pin_down": _share("gifts withheld per unit of feared spillover", "Supplier"),
    "incursion_alarm": _share("alarm at drones overhead, relative to a strike", "AlliedState"),
    "incident_memory": _time("time that an incident is remembered", "Supplier", 3652.5),
    "alarm_shared": _share("alarm of one state that other European suppliers share", "AlliedState"),
    "fear_stock": Field(
        "weapons", 1.0, 1e6, "Russian missiles at which fear of spillover is full", "AlliedState"
    ),
    "stock_response": _share(
        "will gained a month per doubling of Russia's stock as believed", "Supplier"
    ),
    "will_return": Field("share rate", 0.0, 1.0, "pull of will back to where it began", "Supplier"),
    "gift_rate": Field(
        "share rate", 0.0, 1.0, "share of spare stock given at full will", "Supplier"
    ),
    "purchase_patriot": _share("share of purchase money spent on PAC-3 MSE and GEM-T", "Supplier"),
    "purchase_amraam": _share("share of purchase money spent on AMRAAM", "Supplier"),
    "from_stock": _share("share of purchases filled from American stocks", "Supplier"),
    "stock_refill": _share("share of line output that replaces American stock sold", "Supplier"),
    "stock_release": _rate("most Patriot interceptors released from those stocks", "Supplier"),
    "stock_delay": _time("time from payment to delivery out of stock", "Supplier", 3652.5),
    "support_cap": _factor("most support relative to that at the start", "Supplier", 10.0),
    "burden_sharing": _share("share of money that one cuts and others take over", "Supplier"),
    "expansion": _share("part of lasting orders beyond spare output that is built for", "Line"),
    "expansion_delay": _time("time in which lines are built for such orders", "Line", 3652.5),
    "expansion_limit": _factor("most that is built, relative to the published goal", "Line", 10.0),
    "order_aster": _share("share of European order money spent on Aster 30", "Supplier"),
    "war_share": _share("share of free line output that Ukraine's orders may take", "Line"),
    "escalation_caution": _share("will lost per rung of feared escalation", "Supplier"),
}

_SPILLOVER = {
    "sharpness": _factor("precision of the choice (quantal response)", "AlliedState"),
    "restraint": _factor("standing payoff of leaving other states alone", "AlliedState", 50.0),
    "pretext": _factor("payoff that a running war adds as a pretext", "AlliedState"),
    "freed_stock": _factor("payoff per year of output held beyond the reserve", "AlliedState"),
    "reply_cost": _factor("payoff lost to the expected reply", "AlliedState", 50.0),
    "wartime_need": _factor("payoff lost because missiles are needed in Ukraine", "AlliedState"),
    "reply_growth": _factor("exponent of a strike's size in the reply to it", "AlliedState", 5.0),
    "posture_gain": _factor("gain under the posture spill over", "AlliedState", 10.0),
    "incursion_size": _weapons("drones in an incursion", "AlliedState"),
    "limited_size": _weapons("missiles in a limited strike", "AlliedState"),
    "large_size": _weapons("missiles in a large strike", "AlliedState"),
    "all_out": _factor("need against an all-out attack, of that of limited strikes", "Recorder"),
}

_SIGNALS = {
    "oreshnik_hazard": Field("share rate", 0.0, 1.0, "chance of an Oreshnik shot", "Signals"),
    "threat_hazard": Field("share rate", 0.0, 1.0, "chance of a threat to suppliers", "Signals"),
    "decay": _time("time after which the ladder falls by one rung", "Signals", 3652.5),
    "misread": _share("chance that noise is read as a rung", "Signals"),
    "busy_month": Field(
        "weapons", 1.0, 1e6, "deep strikes in a month at which that chance is whole", "Signals"
    ),
    "strike_rung": _share("chance that a month of deep strikes climbs a rung", "Signals"),
}

_POWER = {
    "warheads": Field("weapons", 0.0, 1e5, "deployed strategic warheads", "Power"),
    "upload": Field("weapons", 0.0, 1e5, "deployed warheads reachable by upload", "Power"),
    "defence": Field("weapons", 0.0, 1e5, "strategic interceptors", "Power"),
    "defence_growth": _yearly("yearly growth of strategic interceptors", "Power"),
    "penetration": _share("share of warheads that defeats a defence shot", "Power"),
    "response": _factor("warheads sought per warhead that a rival's growth denies", "Power", 10.0),
    "quality": _share("part of the response made in penetration, not number", "Power"),
    "build": _yearly("fastest yearly growth of warheads", "Power"),
}

_RACE = {
    "treaty_limit": Field("weapons", 0.0, 1e5, "deployed warheads allowed by the treaty", "Power"),
    "engagements": _factor("interceptors shot at one warhead", "Power", 20.0),
    "foresight": _time("time ahead for which a rival's defence is planned against", "Power"),
    "alarm": Field(
        "weapons", 1.0, 1e5, "warheads denied at which the effort on quality is full", "Power"
    ),
    "spillback": _share("part of better penetration that reaches theatre missiles", "Power"),
    "demand": _share("part of a power's defence growth that takes PAC-3 output", "Power"),
}

_INTELLIGENCE = {
    "error_west": _share("log error of Western estimates of Russian stock", "Observer"),
    "error_moscow": _share("log error of Moscow's estimates of Ukrainian magazines", "Observer"),
    "memory": _share("month-to-month memory of that error", "Observer"),
    "debris": _share("cut in the error when debris ages are read", "Observer"),
}

_NAME = Text("name shown to readers")
_PLACE = Text("country on the map, ISO 3166 alpha-3 code")

SECTIONS: dict[str, Section] = {
    "weapons": Section(
        "Russian weapon types and their production lines",
        _WEAPON,
        {
            "name": _NAME,
            "class": Text("weapon class of the public record", CLASSES),
            "command": Text("launch command that fires it", COMMANDS),
            "made_in": _PLACE,
        },
    ),
    "classes": Section("Weapon classes of the public record", _CLASS, {"name": _NAME}, CLASSES),
    "interceptors": Section(
        "Kinds of air defence, in the order in which they engage",
        _INTERCEPTOR,
        {
            "name": _NAME,
            "magazine": Text("counted rounds, or capacity alone", ("counted", "unlimited")),
            "made_by": Text("whose lines", ("USA", "Europe", "Ukraine", "none")),
        },
    ),
    "sectors": Section(
        "Defended sectors of Ukraine: groups of regions, no sites", _SECTOR, {"name": _NAME}
    ),
    "commands": Section("Russian launch commands", _COMMAND, {"name": _NAME}, COMMANDS),
    "ukraine": Section("Ukrainian command", _UKRAINE, {}, ("command",)),
    "strike_weapons": Section("Ukraine's own long-range weapons", _STRIKE_WEAPON, {"name": _NAME}),
    "suppliers": Section(
        "Governments that give and buy", _SUPPLIER, {"name": _NAME, "country": _PLACE}
    ),
    "allies": Section(
        "European states outside Ukraine that could be struck",
        _ALLY,
        {
            "name": _NAME,
            "country": _PLACE,
            "supplier": Text("the supplier whose gifts an incident there pins down", (), True),
        },
    ),
    "grid": Section("Ukraine's power grid", _GRID, {}, ("ukraine",)),
    "postures": Section(
        "What Moscow may do with its missiles", _POSTURE, {"name": _NAME}, POSTURES
    ),
    "moscow": Section("Russian leadership and general staff", _MOSCOW, {}, ("leadership",)),
    "talks": Section("Talks, truces, ceasefires", _TALKS, {}, ("process",)),
    "sanctions": Section("Sanctions on components", _SANCTIONS, {}, ("components",)),
    "aid": Section("How suppliers decide", _AID, {}, ("politics",)),
    "spillover": Section("Strikes on other European states", _SPILLOVER, {}, ("choice",)),
    "signals": Section("Signals and the escalation ladder", _SIGNALS, {}, ("ladder",)),
    "powers": Section(
        "Strategic powers", _POWER, {"name": _NAME, "country": _PLACE}, ("usa", "russia", "china")
    ),
    "race": Section("The strategic arms race", _RACE, {}, ("strategic",)),
    "intelligence": Section("What each side knows", _INTELLIGENCE, {}, ("estimates",)),
}
