"""The power grid: capacity, demand, repair."""

from wargame.declare.fields import Field, share

NUMBERS = {
    "grid": {
        "capacity": Field("power", 0.0, 1e5, "generation available when the war starts"),
        "protected": Field("power", 0.0, 1e5, "generation that strikes cannot take away"),
        "imports": Field("power", 0.0, 1e5, "most that can be imported"),
        "demand_winter": Field("power", 0.0, 1e5, "demand on a mid-January evening peak"),
        "demand_summer": Field("power", 0.0, 1e5, "demand on a mid-July evening peak"),
        "damaged": Field("power", 0.0, 1e5, "repairable generation out of service at start"),
        "repair": Field("power rate", 0.0, 1e4, "most that is repaired when enough is broken"),
        "repair_share": Field("share rate", 0.0, 10.0, "share of what is broken repaired"),
        "energy_share": share("share of strikes aimed at energy in ordinary months"),
    },
}
