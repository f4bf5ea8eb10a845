"""How a number is declared: types of the table of fields, and short ways to write them."""

from __future__ import annotations

from typing import NamedTuple


class Field(NamedTuple):
    """One number an entry holds: dimension, bounds in its internal unit, meaning.

    With `over` it is a table: one number for each entry of that section, such as a chance of a hit
    for each class of weapon.
    """

    dimension: str
    low: float
    high: float
    meaning: str
    optional: bool = False  # absent means zero: the entry has none of this
    whole: bool = False  # drawn and read as a whole number
    over: str = ""  # the section for each of whose entries there is one
    room: str = ""  # the mechanism that declares it, and reads it
    opening: bool = False  # says how things stood on the first day that is simulated


def opening(field: Field) -> Field:
    """`field` as one that says how things stood on the first day that is simulated."""
    return field._replace(opening=True)


def table(over: str, field: Field) -> Field:
    """One `field` for each entry of the section `over`."""
    return field._replace(over=over)


class Text(NamedTuple):
    """One word an entry holds, from a closed list where `choices` is not empty.

    `refers`: it is the name of an entry of that section.
    """

    meaning: str
    choices: tuple[str, ...] = ()
    optional: bool = False
    refers: str = ""


class Section(NamedTuple):
    """One kind of entry. `entries` empty: any name that matches NAME is an entry.

    `sole`: there is exactly one, under the theatre's own name for it; the model asks for it by the
    kind alone, such as `grid.capacity`. `switch`: the mechanism that is off in a theatre without
    this section.
    """

    meaning: str
    fields: dict[str, Field]
    texts: dict[str, Text]
    entries: tuple[str, ...] = ()
    sole: bool = False
    switch: str = ""

    @property
    def open(self) -> bool:
        """Whether a scenario may add entries and remove them."""
        return not self.entries and not self.sole


def share(meaning: str, optional: bool = False) -> Field:
    """A share, 0 to 1."""
    return Field("share", 0.0, 1.0, meaning, optional)


def factor(meaning: str, high: float = 100.0) -> Field:
    """A plain number, 0 to `high`."""
    return Field("factor", 0.0, high, meaning)


def count(meaning: str, optional: bool = False, high: float = 1e6) -> Field:
    """A whole number of things."""
    return Field("count", 0.0, high, meaning, optional, whole=True)


def weapons(meaning: str, optional: bool = False) -> Field:
    """A whole number of weapons."""
    return Field("weapons", 0.0, 1e7, meaning, optional, whole=True)


def rate(meaning: str, optional: bool = False) -> Field:
    """Weapons in a time."""
    return Field("weapon rate", 0.0, 1e5, meaning, optional)


def time(meaning: str, high: float = 36525.0) -> Field:
    """A time, up to `high` days."""
    return Field("time", 0.0, high, meaning)


def yearly(meaning: str, low: float = 0.0) -> Field:
    """A share in a time."""
    return Field("share rate", low, 1.0, meaning)


def money(meaning: str) -> Field:
    """A sum of money."""
    return Field("money", 0.0, 1e12, meaning)


def spending(meaning: str, optional: bool = False) -> Field:
    """Money in a time."""
    return Field("money rate", 0.0, 1e12, meaning, optional)
