"""Aid that is cut, and purchases."""

from __future__ import annotations

from math import prod
from typing import ClassVar, Literal

from wargame.declare.event_types import Change, Dated, Money, Rounds, Share
from wargame.declare.running_war import RunningWar


class AidCut(Dated):
    """A supplier cuts what it gives and pays."""

    actors: ClassVar[dict[str, str]] = {"supplier": "suppliers"}
    all_of: ClassVar[tuple[str, ...]] = ("supplier",)
    event: Literal["aid_cut"]
    supplier: str
    """Name of the supplier, or `all`."""
    share: Share
    """Share of its aid that is cut."""

    def carry_out(self, war: RunningWar, begins: bool) -> None:
        for name in war.suppliers.names:
            if self.supplier in ("all", name):
                close_edge(war, name)


class Election(Dated):
    """An election in a supplier's country; with a chance it brings a government of another mind."""

    momentary: ClassVar[bool] = True
    actors: ClassVar[dict[str, str]] = {"supplier": "suppliers"}
    event: Literal["election"]
    supplier: str
    """Name of the supplier."""
    chance: Share
    """Chance that the government changes its mind."""
    change: Change
    """What political will (0 to 1) changes by in that case, such as -0.3."""

    def carry_out(self, war: RunningWar, begins: bool) -> None:
        war.suppliers.hold_election(self.supplier, self.chance.internal, self.change.internal)


class PurchasePackage(Dated):
    """All purchases for the defender together, from this day on."""

    steers: ClassVar[bool] = True
    event: Literal["purchase_package"]
    amount: Money
    """Total money per month (or other period), such as "1 billion USD/month"."""

    def carry_out(self, war: RunningWar, begins: bool) -> None:
        set_purchases(war)


class StockDrawdown(Dated):
    """Another theatre takes interceptors out of a supplier's own stock, as far as there are any."""

    momentary: ClassVar[bool] = True
    actors: ClassVar[dict[str, str]] = {"supplier": "suppliers", "interceptor": "interceptors"}
    event: Literal["stock_drawdown"]
    supplier: str
    """Name of the supplier."""
    interceptor: str
    """Kind of interceptor."""
    rounds: Rounds
    """How many, such as "800 missiles"."""

    def carry_out(self, war: RunningWar, begins: bool) -> None:
        war.suppliers.draw_down(self.supplier, self.interceptor, self.rounds.internal)


def close_edge(war: RunningWar, supplier: str) -> None:
    """Close the edge from a supplier to the hub as far as cuts that hold and orders say."""
    cuts = [e for e in war.agenda.holding["aid_cut"] if e.supplier in ("all", supplier)]
    left = prod(1.0 - cut.share.internal for cut in cuts) * war.suppliers.leave[supplier]
    war.network.set_open(f"supplier:{supplier}", "hub", left)


def set_purchases(war: RunningWar) -> None:
    """Set purchases to the package that holds, or to the policy."""
    packages = war.agenda.holding["purchase_package"]
    war.suppliers.set_level(packages[-1].amount if packages else war.policies.suppliers.purchases)
