"""Launch commands: carriers, habits, focus, failures."""

from wargame.declare.fields import share, time, weapons

NUMBERS = {
    "weapons": {
        "fire_share": share("share of output fired at the defender when firing as made"),
        "salvo_limit": weapons("most that carriers can fire in one night"),
        "failure": share("share that fails after launch without being engaged"),
    },
    "classes": {
        "daily_share": share("share of launches outside combined strikes"),
        "raid_chance": share("chance that a day outside combined strikes sees a raid"),
    },
    "commands": {
        "salvo_limit": weapons("most weapons the command can fire in one night"),
        "cycle": time("time the command needs between two full-size raids", high=365.0),
    },
    "leadership": {
        "gap_spread": share("log spread of the time between combined strikes"),
        "stock_trigger": time("days of output saved up that start a combined strike"),
        "hoard_spending": time("time in which what was saved up is fired, but for a third"),
        "focus": share("share of a combined strike sent to one sector"),
        "capital_focus": share("chance that a coercive strike is focused on the capital"),
    },
    "sectors": {
        "launch_weight": share("share of the attacker's launches sent there in ordinary months"),
    },
}
