"""Fields of the attack side: weapons, commands, Moscow, sanctions."""

from __future__ import annotations

from wargame.evidence.declare import Field, factor, money, rate, share, time, weapons, yearly

WEAPON = {
    "production": rate("output of the line at usual hours when the war starts", "Factory"),
    "growth": yearly("yearly growth of the line's capacity", "Factory"),
    "surge": share("extra output when a surge of production is ordered", "Factory"),
    "imports": rate("weapons bought abroad and delivered ready", "Factory", optional=True),
    "foreign_content": share("share of output that stops when foreign inputs stop", "Factory"),
    "component_stock": time("days of full output that foreign inputs in store cover", "Factory"),
    "stock": weapons("held when the war starts", "Arsenal"),
    "stock_age": time("mean age of that stock", "Arsenal"),
    "fire_share": share("share of output fired at Ukraine when firing as made", "Command"),
    "salvo_limit": weapons("most that carriers can fire in one night", "Command"),
    "failure": share("share that fails after launch without being engaged", "Command"),
    "evasion": share("cut in every hit chance against it (manoeuvre, decoys carried)", "Sector"),
    "evasion_growth": yearly("yearly growth of that cut from upgrades", "Power"),
    "warhead": share("damage of one hit relative to a full warhead (decoys: near none)", "Grid"),
    "unit_cost": money("cost of one", "Recorder"),
}

CLASS = {
    "monthly_spread": share("log spread of launches from month to month", "Leadership"),
    "daily_share": share("share of launches outside combined strikes", "Command"),
    "raid_chance": share("chance that a day outside combined strikes sees a raid", "Command"),
    "grid_damage": Field("power", 0.0, 1000.0, "power put out of service per hit", "Grid"),
    "decay": yearly("yearly share of stock that becomes unfit to fire", "Arsenal"),
}

COMMAND = {
    "salvo_limit": weapons("most weapons the command can fire in one night", "Command"),
    "cycle": time("time the command needs between two full-size raids", "Command", 365.0),
}

POSTURE = {
    "launch": factor("launches relative to firing as made", "Leadership", 20.0),
    "energy": factor("share aimed at energy relative to ordinary months", "Leadership", 10.0),
    "gap": time("median time between combined strikes", "Command", 365.0),
    "reserve": share("share of the starting stock that is not touched", "Command"),
    "appeal": Field("factor", -10.0, 10.0, "standing payoff before circumstances", "Leadership"),
}

MOSCOW = {
    "sharpness": factor("precision of the choice among postures (quantal response)", "Leadership"),
    "intensity_memory": share("month-to-month memory of launch intensity", "Leadership"),
    "gap_spread": share("log spread of the time between combined strikes", "Command"),
    "stock_trigger": time("days of output saved up that start a combined strike", "Command"),
    "winter_pull": factor("payoff of the winter campaign in the cold months", "Leadership"),
    "coerce_pull": factor("payoff of coercion while talks move or fail", "Leadership"),
    "hoard_pull": factor("payoff of hoarding when the defence is full", "Leadership"),
    "surge_pull": factor("payoff of a surge when it would break the grid", "Leadership"),
    "punishment": factor("payoff lost per hundred missiles that reach Moscow", "Leadership"),
    "expected_stop": share("share of missiles a full defence is expected to stop", "Leadership"),
    "surge_days": time("length of a surge as it is planned", "Leadership", 730.0),
    "hoard_target": time("days of output held at which hoarding ends", "Leadership"),
    "focus": share("share of a combined strike sent to one sector", "Command"),
    "capital_focus": share("chance that a coercive strike is focused on the capital", "Command"),
    "utilisation": share("share of capacity that usual hours use", "Factory"),
    "growth_limit": factor("most that halls, machines and workers let lines grow", "Factory"),
    "machine_imports": share("share of growth that rests on imported machine tools", "Factory"),
    "surge_delay": time("time in which an ordered surge gathers pace", "Factory", 3652.5),
    "surge_hold": time("time in which crews and machines wear out under it", "Factory", 36525.0),
    "line_repair": Field("share rate", 0.0, 10.0, "repair of damaged lines", "Factory"),
}

SANCTIONS = {
    "tightness": share("share of foreign inputs cut off when the war starts", "Factory"),
    "delay": time("time by which a step takes effect", "Factory", 3652.5),
    "adaptation": yearly("yearly share of the effect that smuggling undoes", "Factory"),
    "rebuild": share("inflow above need with which inputs in store are rebuilt", "Factory"),
}
