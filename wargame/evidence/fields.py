"""What numbers there are: every section of the catalogue and every field an entry may hold.

What kinds of entry there are stands here; which numbers each holds is declared by the rooms that
read them (`wargame/mechanisms/*/*_numbers.py`). Together they are the one schema: it validates
the YAML catalogue, checks overrides in scenarios, names who reads each number (`explain`), and
generates docs/parameters.md. A number that no room reads, or that is read and not declared,
fails a test.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wargame.declare.fields import Field, Section, Text
from wargame.mechanisms import collect
from wargame.mechanisms.codes import POSTURES

_NAME = Text("name shown to readers")
_PLACE = Text("country on the map, ISO 3166 alpha-3 code")

_KINDS: dict[str, Section] = {
    "weapons": Section(
        "The attacker's weapon types and their production lines",
        {},
        {
            "name": _NAME,
            "class": Text("weapon class of the public record", refers="classes"),
            "command": Text("launch command that fires it", refers="commands"),
            "made_in": _PLACE,
            "held_as": Text("what is left out of stocks of missiles", ("ground_fire",), True),
        },
    ),
    "classes": Section("Weapon classes of the public record", {}, {"name": _NAME}),
    "interceptors": Section(
        "Kinds of air defence, in the order in which they engage",
        {},
        {
            "name": _NAME,
            "magazine": Text("counted rounds, or capacity alone", ("counted", "unlimited")),
            "made_by": Text("whose lines: a maker of the theatre, or none"),
            "defence": Text("what it is kept and placed for", ("ballistic",), True),
            "radar": Text("the radar that it shares with other kinds", (), True),
            "basket": Text("what buys it", (), True, refers="baskets"),
        },
    ),
    "sectors": Section("Defended sectors: groups of regions, no sites", {}, {"name": _NAME}),
    "commands": Section("The attacker's launch commands", {}, {"name": _NAME}),
    "air_command": Section("The defender's air command", {}, {}, sole=True),
    "baskets": Section(
        "What suppliers' money buys",
        {},
        {"name": _NAME, "money": Text("which money buys it", ("purchases", "orders"))},
    ),
    "strike_weapons": Section(
        "The defender's own long-range weapons",
        {},
        {"name": _NAME, "type": Text("missiles deter, drones do not", ("missile", "drone"))},
    ),
    "suppliers": Section("Governments that give and buy", {}, {"name": _NAME, "country": _PLACE}),
    "allies": Section(
        "Third states that could be struck",
        {},
        {
            "name": _NAME,
            "country": _PLACE,
            "supplier": Text(
                "the supplier whose gifts an incident there pins down",
                optional=True,
                refers="suppliers",
            ),
        },
    ),
    "grid": Section("The defender's power grid", {}, {}, sole=True, switch="grid"),
    "postures": Section(
        "What the leadership may do with its missiles",
        {},
        {"name": _NAME},
        POSTURES,
    ),
    "leadership": Section("The attacker's leadership and general staff", {}, {}, sole=True),
    "talks": Section("Talks, truces, ceasefires", {}, {}, ("process",), switch="talks"),
    "sanctions": Section("Sanctions on components", {}, {}, ("components",), switch="components"),
    "aid": Section("How suppliers decide", {}, {}, ("politics",), switch="aid"),
    "spillover": Section("Strikes on third states", {}, {}, ("choice",), switch="spillover"),
    "signals": Section("Signals and the escalation ladder", {}, {}, ("ladder",), switch="signals"),
    "powers": Section(
        "Strategic powers",
        {},
        {
            "name": _NAME,
            "country": _PLACE,
            "rival": Text("whose growth it answers", (), True, refers="powers"),
            "treaty": Text("whether the treaty binds it", ("bound",), True),
        },
    ),
    "race": Section("The strategic arms race", {}, {}, ("strategic",), switch="arms_race"),
    "intelligence": Section("What each side knows", {}, {}, ("estimates",), switch="intelligence"),
}


def _with_numbers() -> dict[str, Section]:
    """Each kind of entry with the numbers that rooms declare for it.

    Raises TypeError where two rooms declare the same number, or one for a kind that is not there.
    """
    numbers: dict[str, dict[str, Field]] = {name: {} for name in _KINDS}
    for module in collect("numbers"):
        room = module.__name__.split(".")[-2]
        for section, fields in module.NUMBERS.items():
            for name, field in fields.items():
                if section not in numbers:
                    what = f"there is no section {section} in {__name__}._KINDS; add it there"
                    raise TypeError(f"room {room}: {section}.{name}: {what}")
                if name in numbers[section]:
                    raise TypeError(f"room {room}: {section}.{name}: another room declares it too")
                if field.over and not field.optional:  # an entry that is added has none at first
                    raise TypeError(f"room {room}: the table {section}.{name} must be optional")
                numbers[section][name] = field._replace(room=room)
    return {name: kind._replace(fields=numbers[name]) for name, kind in _KINDS.items()}


def readers(section: str, name: str) -> list[str]:
    """The rooms that read a number: the one that declares it first, then those that also do."""
    others = [
        module.__name__.split(".")[-2]
        for module in collect("numbers")
        if f"{section}.{name}" in getattr(module, "READS", ())
    ]
    return [SECTIONS[section].fields[name].room, *others]


def numbers_of(section: str, entries: Callable[[str], Sequence[str]]) -> list[tuple[str, Field]]:
    """Every number that an entry of `section` holds, as (what follows its name in the path, field).

    `entries` has the names in a section: a table has a number for each entry of the one it is over.
    """
    return [
        (f"{name}.{key}" if key else name, field)
        for name, field in SECTIONS[section].fields.items()
        for key in (entries(field.over) if field.over else ("",))
    ]


SECTIONS = _with_numbers()


def field_of(path: str) -> Field | None:
    """The declared field that `path` (section.entry.field, or .field.key of a table) names."""
    parts = path.split(".")
    if len(parts) not in (3, 4) or parts[0] not in SECTIONS:
        return None
    field = SECTIONS[parts[0]].fields.get(parts[2])
    return field if field and bool(field.over) == (len(parts) == 4) else None


__all__ = [
    "POSTURES",
    "SECTIONS",
    "Field",
    "Section",
    "Text",
    "field_of",
    "readers",
]
