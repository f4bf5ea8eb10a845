"""How a number is declared: types of the table of fields, and short ways to write them."""

from __future__ import annotations

from typing import NamedTuple, Protocol


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


class Short(Protocol):
    """A short way to write fields of one dimension; bounds are those of the dimension or given."""

    def __call__(
        self, meaning: str, *, low: float = ..., high: float = ..., optional: bool = ...
    ) -> Field: ...


def _short(dimension: str, least: float, most: float, whole: bool = False) -> Short:
    def field(
        meaning: str, *, low: float = least, high: float = most, optional: bool = False
    ) -> Field:
        return Field(dimension, low, high, meaning, optional, whole)

    return field


share = _short("share", 0.0, 1.0)
factor = _short("factor", 0.0, 100.0)  # a plain number
count = _short("count", 0.0, 1e6, whole=True)
weapons = _short("weapons", 0.0, 1e7, whole=True)
rate = _short("weapon rate", 0.0, 1e5)
time = _short("time", 0.0, 36525.0)
yearly = _short("share rate", 0.0, 1.0)
money = _short("money", 0.0, 1e12)
spending = _short("money rate", 0.0, 1e12)
