"""The leadership: postures, their appeal, what pulls."""

from wargame.declare.fields import Field, factor, share, time

NUMBERS = {
    "classes": {
        "monthly_spread": share("log spread of launches from month to month"),
        "intensity_memory": share("month-to-month memory of launch intensity"),
    },
    "postures": {
        "launch": factor("launches relative to firing as made", high=20.0),
        "energy": factor("share aimed at energy relative to ordinary months", high=10.0),
        "gap": time("median time between combined strikes", high=365.0),
        "reserve": share("share of the starting stock that is not touched"),
        "appeal": Field("factor", -10.0, 10.0, "standing payoff before circumstances"),
    },
    "leadership": {
        "sharpness": factor("precision of the choice among postures (quantal response)"),
        "winter_pull": factor("payoff of the winter campaign in the cold months"),
        "coerce_pull": factor("payoff of coercion while talks move or fail"),
        "hoard_pull": factor("payoff of hoarding when the defence is full"),
        "surge_pull": factor("payoff of a surge when it would break the grid"),
        "punishment": factor("payoff lost per hundred missiles that reach the attacker"),
        "expected_stop": share("share of missiles a full defence is expected to stop"),
        "surge_days": time("length of a surge as it is planned", high=730.0),
        "hoard_target": time("days of output held at which hoarding ends"),
    },
}
