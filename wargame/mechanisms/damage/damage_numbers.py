"""Leakers: what a hit does and where strikes are aimed."""

from wargame.declare.fields import Field, share

NUMBERS = {
    "weapons": {
        "warhead": share("damage of one hit relative to a full warhead (decoys: near none)"),
    },
    "classes": {
        "grid_damage": Field("power", 0.0, 1000.0, "power put out of service per hit"),
    },
    "air_command": {
        "industry_share": share("share of strikes aimed at industry"),
    },
}
