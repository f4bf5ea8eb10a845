"""Aid that is cut, and purchases."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any, ClassVar, Literal

from wargame.declare.event_types import Dated, Money, Share


class AidCut(Dated):
    """A supplier cuts what it gives and pays."""

    actors: ClassVar[dict[str, str]] = {"supplier": "suppliers"}
    all_of: ClassVar[tuple[str, ...]] = ("supplier",)
    event: Literal["aid_cut"]
    supplier: str
    """Name of the supplier, or `all`."""
    share: Share
    """Share of its aid that is cut."""

    @classmethod
    def carry_out(cls, war: Any, event: Any, begins: bool, holding: Sequence[Any]) -> None:
        """See `Dated`."""
        for name in war.suppliers.names:
            if event.supplier in ("all", name):
                cuts = [e.share.internal for e in holding if e.supplier in ("all", name)]
                left = prod(1.0 - cut for cut in cuts) * war.suppliers.leave[name]
                war.network.set_open(f"supplier:{name}", "hub", left)


class PurchasePackage(Dated):
    """All purchases for the defender together, from this day on."""

    event: Literal["purchase_package"]
    amount: Money
    """Total money per month (or other period), such as "1 billion USD/month"."""

    @classmethod
    def carry_out(cls, war: Any, event: Any, begins: bool, holding: Sequence[Any]) -> None:
        """See `Dated`."""
        war.suppliers.set_level(holding[-1].amount if holding else war.policies.suppliers.purchases)
