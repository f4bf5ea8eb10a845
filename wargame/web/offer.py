"""What the page to explore offers in one theatre, read from `explorer.yaml` of its folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from wargame.declare.errors import Problems
from wargame.declare.event_types import Model
from wargame.evidence import model_file
from wargame.evidence.theatre import Theatre
from wargame.scenario.outcomes import OUTCOMES, hint

FILE = "explorer.yaml"


class Choice(Model):
    """A policy that may be moved: `actor.policy`, its positions, what it is.

    `needs`: a section of the evidence without whose entries it would move nothing.
    """

    policy: str
    label: str
    stops: list[str]
    about: str
    needs: str = ""


class Chart(Model):
    """A fan: its title, and what is counted."""

    title: str
    unit: str


class Flow(Model):
    """An arrow of supply on the map, from the lines of a `maker`, `at` its place in degrees.

    bend, head, label: offsets of the curve, the arrow's head and its label, in units of the map.
    """

    maker: str
    at: list[int]
    bend: int
    head: list[int]
    label: int
    short: str
    words: str


class Map(Model):
    """The map: places of both sides in degrees; how the shapes of their countries are marked.

    `members`: states that share the shade of an allied state.
    """

    title: str
    attacker: list[int]
    defender: list[int]
    shapes: dict[str, str]
    flows: list[Flow]
    members: dict[str, list[str]] = Field(default_factory=dict)


class Offer(Model):
    """What `explorer.yaml` may hold.

    numbers: key in links -> path of a number; choices: key in links -> policy; charts by the name
    of their series; headlines and dates: outcomes in the two tables; no map: none is drawn.
    """

    explorer: Literal[1]
    numbers: dict[str, str]
    choices: dict[str, Choice]
    charts: dict[str, Chart]
    headlines: list[str]
    dates: list[str]
    map: Map | None = None

    @property
    def rows(self) -> list[str]:
        """Outcomes of both tables, in order."""
        return [*self.headlines, *self.dates]


def offer(theatre: Theatre) -> Offer:
    """What is offered in `theatre`; what any theatre can have, where it says nothing.

    Raises InputError with every problem at file:line:column.
    """
    path = theatre.folder / FILE
    return _read(path if path.is_file() else Path(__file__).parent / FILE)


@cache
def _read(path: Path) -> Offer:
    doc, result = model_file.read(path, Offer)
    problems = Problems()
    for name in result.rows:
        if name not in OUTCOMES:
            what = f"there is no outcome '{name}'{hint(name, OUTCOMES)}"
            problems.add(doc.place(("headlines",)), "headlines", what)
    problems.stop()
    return result
