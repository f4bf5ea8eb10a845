"""How a lever is declared: something in the model that a person may set, with its limits.

A room declares its levers; a theatre says which seat of a game holds which, and how they are
called. Limits are rules of the game, not facts: wide enough for a bold choice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Literal

import numpy as np

from wargame.declare.running_war import RunningWar, at
from wargame.declare.tape import Array

Order = str | float | None  # in internal units; None: nothing is ordered
Set = Callable[[RunningWar, Any], None]
Get = Callable[[RunningWar], Any]
NOBODY = "nobody"  # nobody is struck


@dataclass(frozen=True)
class Lever:
    """One thing that can be set in a running war.

    kind: `choice` (of `options`), `number` (from low to high, in `unit`), `whole` (the same in
    whole numbers) or `switch`. set(war, value) sets it in every run, a number in internal units;
    a value of None gives it back to the model's own rule and its drawn number. get(war) is what it
    stands at now. `path` is the number of the evidence that an order stands in for, if there is
    one (`*`: of every entry). `once`: an order holds for one month only; others hold until they are
    changed or taken back.
    """

    name: str
    kind: Literal["choice", "number", "whole", "switch"]
    set: Set
    get: Get
    unit: str = ""
    low: float = 0.0
    high: float = 1.0
    options: tuple[str, ...] = ()
    path: str = ""
    once: bool = False


def sets(place: str, default: Callable[[RunningWar], object], then: str = "") -> Set:
    """Sets what stands at `place` of a war to what is ordered, or to `default` of it.

    then: what is called of the same holder afterwards, if anything.
    """
    path, _, attribute = place.rpartition(".")
    holder = attrgetter(path)

    def set_(war: RunningWar, value: Order) -> None:
        setattr(holder(war), attribute, default(war) if value is None else value)
        if then:
            getattr(holder(war), then)()

    return set_


def ordered_or_drawn(war: RunningWar, path: str, value: float | None) -> Array:
    """The ordered `value` in every run, or the number as drawn, (runs,)."""
    return war.numbers.one(path).copy() if value is None else np.full(war.runs, value)


def of_number(name: str, holder: str, path: str, unit: str = "share", high: float = 1.0) -> Lever:
    """A lever that is one drawn number; `holder` of the war has it by the last part of `path`."""
    attribute = path.rpartition(".")[2]
    place = attrgetter(holder)

    def set_(war: RunningWar, value: float | None) -> None:
        setattr(place(war), attribute, ordered_or_drawn(war, path, value))

    return Lever(name, "number", set_, at(f"{holder}.{attribute}"), unit, 0.0, high, path=path)
