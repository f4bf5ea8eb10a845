"""What numbers there are: every section of the catalogue and every field an entry may hold.

The tables of `fields_attack.py`, `fields_defence.py` and `fields_politics.py` come together here
as the one schema. It validates the YAML catalogue, checks overrides in scenarios, names who reads
each number (`explain`), and generates docs/parameters.md. A field that the model does not read, or
a number read that is not declared here, fails a test.
"""

from __future__ import annotations

from wargame.evidence import fields_attack as attack
from wargame.evidence import fields_defence as defence
from wargame.evidence import fields_politics as politics
from wargame.evidence.declare import Field, Section, Text

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

_NAME = Text("name shown to readers")
_PLACE = Text("country on the map, ISO 3166 alpha-3 code")

SECTIONS: dict[str, Section] = {
    "weapons": Section(
        "Russian weapon types and their production lines",
        attack.WEAPON,
        {
            "name": _NAME,
            "class": Text("weapon class of the public record", CLASSES),
            "command": Text("launch command that fires it", COMMANDS),
            "made_in": _PLACE,
        },
    ),
    "classes": Section(
        "Weapon classes of the public record", attack.CLASS, {"name": _NAME}, CLASSES
    ),
    "interceptors": Section(
        "Kinds of air defence, in the order in which they engage",
        defence.INTERCEPTOR,
        {
            "name": _NAME,
            "magazine": Text("counted rounds, or capacity alone", ("counted", "unlimited")),
            "made_by": Text("whose lines", ("USA", "Europe", "Ukraine", "none")),
        },
    ),
    "sectors": Section(
        "Defended sectors of Ukraine: groups of regions, no sites", defence.SECTOR, {"name": _NAME}
    ),
    "commands": Section("Russian launch commands", attack.COMMAND, {"name": _NAME}, COMMANDS),
    "ukraine": Section("Ukrainian command", defence.UKRAINE, {}, ("command",)),
    "strike_weapons": Section(
        "Ukraine's own long-range weapons", defence.STRIKE_WEAPON, {"name": _NAME}
    ),
    "suppliers": Section(
        "Governments that give and buy", politics.SUPPLIER, {"name": _NAME, "country": _PLACE}
    ),
    "allies": Section(
        "European states outside Ukraine that could be struck",
        politics.ALLY,
        {
            "name": _NAME,
            "country": _PLACE,
            "supplier": Text("the supplier whose gifts an incident there pins down", (), True),
        },
    ),
    "grid": Section("Ukraine's power grid", defence.GRID, {}, ("ukraine",)),
    "postures": Section(
        "What Moscow may do with its missiles", attack.POSTURE, {"name": _NAME}, POSTURES
    ),
    "moscow": Section("Russian leadership and general staff", attack.MOSCOW, {}, ("leadership",)),
    "talks": Section("Talks, truces, ceasefires", politics.TALKS, {}, ("process",)),
    "sanctions": Section("Sanctions on components", attack.SANCTIONS, {}, ("components",)),
    "aid": Section("How suppliers decide", politics.AID, {}, ("politics",)),
    "spillover": Section("Strikes on other European states", politics.SPILLOVER, {}, ("choice",)),
    "signals": Section("Signals and the escalation ladder", politics.SIGNALS, {}, ("ladder",)),
    "powers": Section(
        "Strategic powers",
        politics.POWER,
        {"name": _NAME, "country": _PLACE},
        ("usa", "russia", "china"),
    ),
    "race": Section("The strategic arms race", politics.RACE, {}, ("strategic",)),
    "intelligence": Section("What each side knows", politics.INTELLIGENCE, {}, ("estimates",)),
}

__all__ = [
    "BALLISTIC_DEFENCE",
    "CLASSES",
    "COMMANDS",
    "GROUND_FIRE",
    "POSTURES",
    "SECTIONS",
    "Field",
    "Section",
    "Text",
]
