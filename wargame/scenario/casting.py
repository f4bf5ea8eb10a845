"""Casting: which entries of a scenario play which part, and what is wrong with that.

A part that its theatre gives to an entry which the scenario removed falls vacant, where the model
runs without it; a part that is needed, or is given to an entry that never was, is a problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wargame.declare.errors import Place, did_you_mean
from wargame.declare.roles import Basket, Baskets, Roles
from wargame.evidence.theatre import Theatre
from wargame.scenario.settings import Numbers

SECTION_OF = {  # of the entries that play the parts given by name
    "capital": "sectors",
    "engagement": "classes",
    "ballistic": "classes",
    "mass": "classes",
    "signal_weapon": "weapons",
    "yardstick": "weapons",
    "third_state_missiles": "weapons",
    "third_state_drone": "weapons",
    "exhaustion": "interceptors",
    "home_defence_line": "interceptors",
    "released": "interceptors",
    "seller": "suppliers",
    "attacker_power": "powers",
}
NEEDED = ("capital",)
Fault = tuple[Place | None, str]  # where, and what is wrong; None for the scenario as a whole


class Casting:
    """Works out the roles of one scenario; `faults` are what is wrong with them."""

    def __init__(self, theatre: Theatre, numbers: Numbers) -> None:
        self.theatre, self.numbers = theatre, numbers
        self.faults: list[Fault] = []

    def roles(self) -> Roles:
        """All roles; meaningless if there are faults."""
        named = self.theatre.roles.model_dump()
        for role, section in SECTION_OF.items():
            given = named[role]
            if isinstance(given, tuple):
                named[role] = tuple(x for x in given if self._plays(role, section, x))
            elif given and not self._plays(role, section, given):
                named[role] = ""
        classes = self.entries("classes")
        others = (one for one in classes if one not in named["engagement"])
        named["engagement"] = (*dict.fromkeys(named["engagement"]), *others)
        given = tuple(k for k in self.entries("interceptors") if self._held(k))
        seller = named["seller"]
        sold = tuple(k for k in given if seller and self._holds(seller, k))
        named["released"] = tuple(k for k in named["released"] if k in sold)
        self._check_makers()
        return Roles(
            **named,
            leader=next(iter(self.entries("leadership"))),
            classes=classes,
            commands=self.entries("commands"),
            ground_fire=self.saying("weapons", "held_as", "ground_fire"),
            ballistic_defence=self.saying("interceptors", "defence", "ballistic"),
            radars=self._radars(),
            given=given,
            sold=sold,
            baskets=Baskets(purchases=self._baskets("purchases"), orders=self._baskets("orders")),
            own_missiles=self.saying("strike_weapons", "type", "missile"),
            rivals={x: y for x in self.entries("powers") if (y := self.text("powers", x, "rival"))},
            treaty=self.saying("powers", "treaty", "bound"),
        )

    def entries(self, section: str) -> tuple[str, ...]:
        """Names of the entries of `section`, in order."""
        return tuple(self.numbers.entries(section))

    def text(self, section: str, entry: str, field: str) -> str:
        """A text of an entry, '' if it has none."""
        return self.numbers.texts.get(f"{section}.{entry}.{field}", "")

    def saying(self, section: str, field: str, word: str) -> tuple[str, ...]:
        """Entries of `section` whose text `field` is `word`."""
        return tuple(x for x in self.entries(section) if self.text(section, x, field) == word)

    def _plays(self, role: str, section: str, entry: str) -> bool:
        """Whether `entry` is there to play `role`; notes it where that is a fault."""
        if entry in self.entries(section):
            return True
        gone = self.numbers.names.gone(f"{section}.{entry}")
        if gone is None:
            what = "which is not there" + did_you_mean(entry, self.entries(section))
        elif role in NEEDED:
            what = "which is removed here"
        else:
            return False
        part = f"the role '{role}' of the theatre {self.theatre.name}"
        self.faults.append((gone, f"{part} is played by {section}.{entry}, {what}"))
        return False

    def _holds(self, supplier: str, kind: str) -> bool:
        return not self.numbers.numbers[f"suppliers.{supplier}.stock.{kind}"].absent

    def _held(self, kind: str) -> bool:
        """Whether any supplier holds a stock of `kind`."""
        return any(self._holds(supplier, kind) for supplier in self.entries("suppliers"))

    def _radars(self) -> tuple[tuple[str, ...], ...]:
        groups: dict[str, list[str]] = {}
        for kind in self.entries("interceptors"):
            if radar := self.text("interceptors", kind, "radar"):
                groups.setdefault(radar, []).append(kind)
        return tuple(tuple(group) for group in groups.values())

    def _baskets(self, money: str) -> tuple[Basket, ...]:
        """What `money` is spent on, last what takes the rest; one without kinds buys nothing."""
        return tuple(sorted(self._full_baskets(money), key=lambda one: not one.share))

    def _full_baskets(self, money: str) -> Iterator[Basket]:
        rest = ""
        for name in self.saying("baskets", "money", money):
            path = f"baskets.{name}.share"
            kinds = self.saying("interceptors", "basket", name)
            share = "" if self.numbers.numbers[path].absent else path
            if not share and rest:
                what = f"baskets.{rest} and baskets.{name} both take the rest of {money}"
                self.faults.append((None, what))
            rest = rest if share else name
            if kinds:
                yield Basket(kinds=kinds, share=share)

    def _check_makers(self) -> None:
        makers: dict[str, Any] = self.theatre.places.makers
        for kind in self.entries("interceptors"):
            maker = self.text("interceptors", kind, "made_by")
            if maker not in ("none", *makers):
                what = f"interceptors.{kind}.made_by: the theatre has no maker '{maker}'"
                self.faults.append((None, what + did_you_mean(maker, [*makers, "none"])))
