"""The defender's long-range weapons and its industry."""

from wargame.declare.fields import Field, opening, rate, share, time, weapons

NUMBERS = {
    "air_command": {
        "energy_effect": share(
            "effect on missile lines of a hit on energy, relative to one on a line"
        ),
        "industry_loss": share("cut in own output per ten leakers on industry"),
        "industry_repair": Field("share rate", 0.0, 10.0, "repair of own industry"),
        "target_lines": share("share of hits on lines when strikes are balanced"),
        "target_depots": share("share of hits on depots when strikes are balanced"),
        "target_focus": share("share of hits on what is struck above all"),
        "store_loss": share("share of own missiles kept lost per ten leakers on industry"),
    },
    "strike_weapons": {
        "production": rate("the defender's output at the start"),
        "production_goal": rate("output that the line is being built up to"),
        "goal_delay": time("time until that goal is reached"),
        "stock": opening(weapons("held when the war starts")),
        "held_back": share("share of output kept as a deterrent, not fired"),
        "reach": share("share that arrives at its target"),
        "line_damage": time("days of one line's output lost per hit", high=365.0),
        "depot_damage": Field(
            "weapons", 0.0, 1e7, "missiles destroyed in store per hit on a depot, on average"
        ),
    },
}
