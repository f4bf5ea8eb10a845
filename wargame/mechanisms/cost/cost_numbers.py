"""Prices of what is launched."""

from wargame.declare.fields import money

NUMBERS = {
    "weapons": {
        "unit_cost": money("cost of one"),
    },
    "strike_weapons": {
        "unit_cost": money("cost of one"),
    },
}
READS = ("interceptors.unit_cost",)  # numbers of other rooms
