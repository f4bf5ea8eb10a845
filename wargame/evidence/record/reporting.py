"""How the record of a theatre was made: its credit, and what reports call each class of weapon."""

from __future__ import annotations

import re
from functools import cache, cached_property
from pathlib import Path

from pydantic import ConfigDict, Field

from wargame.declare.event_types import Date, Model
from wargame.evidence import model_file, theatre

FILE = "record.yaml"


class Letters(Model):
    """Letters of another alphabet that look the same."""

    source: str = Field(alias="from")
    """As they are written."""
    target: str = Field(alias="to")
    """As they are read, one for one."""


class Reporting(Model):
    """What `record/record.yaml` of a theatre holds."""

    model_config = ConfigDict(ignored_types=(cached_property,))
    credit: str
    """Who made the record, as figures name them."""
    table: str
    """The file of the monthly record, beside this one."""
    first: Date
    """The first day that a report can be of."""
    unknown: str
    """Class of what flew and is not known."""
    outside: str
    """Word for what flew and is not counted."""
    asked: list[str] = Field(default_factory=list)
    """Classes of which a back-test asks that forecasts be good."""
    letters: Letters
    """Letters of another alphabet that look the same."""
    spelling: list[list[str]]
    """Ways to spell a designation: pattern, and what stands instead."""
    names: dict[str, str]
    """Names of weapons by class, with commas between."""

    @property
    def recorded(self) -> tuple[str, ...]:
        """Classes of the record, in order; last what is not known."""
        return tuple(name for name in self.names if name != self.outside)

    @property
    def classes(self) -> tuple[str, ...]:
        """Classes of the evidence among them."""
        return tuple(name for name in self.recorded if name != self.unknown)

    @property
    def every(self) -> list[str]:
        """Every name."""
        return [word for row in self.names.values() for word in row.split(", ")]

    def key(self, name: str) -> str:
        """`name` without case, signs and alphabets, by its designation."""
        import unicodedata

        same = str.maketrans(self.letters.source, self.letters.target)
        text = unicodedata.normalize("NFKC", name).upper().translate(same)
        text = re.sub(r"[^A-Z0-9]", "", text)
        for pattern, instead in self.spelling:
            text = re.sub(pattern, instead, text)
        return text


@cache
def load(folder: Path | None = None) -> Reporting:
    """That of the theatre in `folder`; of the one that ships as the default if there is none.

    Raises InputError with every problem at file:line:column.
    """
    place = (folder or theatre.load().folder) / "record" / FILE
    return model_file.read(place, Reporting)[1]


def table(folder: Path | None = None) -> Path:
    """The file of the monthly record."""
    return (folder or theatre.load().folder) / "record" / load(folder).table
