"""Dated events: what a scenario may make happen, and the checks that need actors and dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic import WithJsonSchema as JsonSchema

from wargame.declare.errors import Place, Problems, did_you_mean
from wargame.scenario.quantity import Amount, Quantity

Posture = Literal["fire_as_made", "hoard", "winter_campaign", "coerce", "surge", "spill_over"]


def read_date(data: Any) -> date:
    """A date from YYYY-MM-DD; raises ValueError with a message for the user."""
    if isinstance(data, date):
        return data
    if isinstance(data, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", data):
        try:
            return date.fromisoformat(data)
        except ValueError as error:
            raise ValueError(f"'{data}' is not a date of the calendar") from error
    raise ValueError(f"expected a date as YYYY-MM-DD, found '{data}'")


Date = Annotated[
    date,
    BeforeValidator(read_date),
    PlainSerializer(date.isoformat),
    JsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
Share = Annotated[Quantity, Amount("share", "share", 0.0, 1.0, bare=True)]
Change = Annotated[Quantity, Amount("share", "share", -1.0, 1.0, bare=True)]
Factor = Annotated[Quantity, Amount("factor", "times", 0.0, 100.0, bare=True)]
Growth = Annotated[Quantity, Amount("share rate", "percent/year", -50.0, 100.0)]
Money = Annotated[Quantity, Amount("money rate", "billion USD/month", 0.0, 100.0)]
Rate = Annotated[Quantity, Amount("weapon rate", "missiles/month", 0.0, 100_000.0)]


class Model(BaseModel):
    """Base of everything read from a scenario file: unknown keys refused, nothing changed."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True
    )


class Dated(Model):
    """What every event holds."""

    on: Date
    """Day on which it happens or begins."""
    until: Date | None = None
    """First day on which it no longer holds; without it, it lasts to the end."""
    note: str = ""
    """Why it is assumed."""


class Ceasefire(Dated):
    """Launches at Ukraine stop, but for violations; production goes on."""

    event: Literal["ceasefire"]
    violation: Share | None = None
    """Launches that go on, as a share of the ordinary rate (default: talks.process.violation)."""


class EnergyTruce(Dated):
    """Nobody aims at energy; other strikes go on."""

    event: Literal["energy_truce"]


class AidCut(Dated):
    """A supplier cuts what it gives and pays."""

    event: Literal["aid_cut"]
    supplier: str
    """Name of the supplier, or `all`."""
    share: Share
    """Share of its aid that is cut."""


class PurchasePackage(Dated):
    """All purchases for Ukraine together, from this day on."""

    event: Literal["purchase_package"]
    amount: Money
    """Total money per month (or other period), such as "1 billion USD/month"."""


class BatteryDelivery(Dated):
    """Batteries of one kind reach Ukraine, beyond what is pledged in the catalogue."""

    event: Literal["battery_delivery"]
    interceptor: str
    """Kind of interceptor that they fire."""
    count: Annotated[int, Field(ge=1, le=100)] = 1
    """How many."""


class SanctionsStep(Dated):
    """Sanctions on components get tighter or looser; it acts with the catalogue's delay."""

    event: Literal["sanctions_step"]
    change: Change
    """Change of the share of foreign inputs that is cut off; negative for relief."""


class OreshnikShot(Dated):
    """Oreshnik missiles are fired as a signal."""

    event: Literal["oreshnik_shot"]
    count: Annotated[int, Field(ge=1, le=100)] = 1
    """How many."""


class TreatyExpiry(Dated):
    """The treaty limit on deployed strategic warheads ends."""

    event: Literal["treaty_expiry"]


class DamageCampaign(Dated):
    """Ukrainian long-range strikes grow (or shrink) against one kind of target."""

    event: Literal["damage_campaign"]
    factor: Factor
    """Strikes relative to the ordinary effort."""
    against: Literal["lines", "depots", "energy"]
    """Production lines, weapon depots, or energy."""


class PostureChange(Dated):
    """Moscow takes a posture, whatever the policy says."""

    event: Literal["posture"]
    posture: Posture
    """What Moscow does with its missiles."""


class TalksStep(Dated):
    """Talks gain momentum, stop, or fail."""

    event: Literal["talks"]
    momentum: Literal["none", "active", "failed"]
    """State of the talks while this holds: they neither start nor fail by chance. Failed ones are
    forgotten in time all the same (talks.process.failed_memory)."""


class DefenceGrowth(Dated):
    """A power's strategic missile defence grows at a new pace."""

    event: Literal["defence_growth"]
    power: str
    """Name of the power."""
    growth: Growth
    """Yearly growth of its interceptors, such as "15 percent/year"."""


class SurgeProduction(Dated):
    """Moscow orders a surge of missile production."""

    event: Literal["surge_production"]
    share: Share = Quantity(1.0, "share")
    """Share of each line's surge that is ordered; 0 ends one."""


class ImportStep(Dated):
    """Russia buys a weapon abroad at a new rate."""

    event: Literal["import_step"]
    weapon: str
    """Name of the weapon."""
    rate: Rate
    """Deliveries, such as "10 missiles/month"."""


class Incident(Dated):
    """Something falls on, or flies over, another European state."""

    event: Literal["incident"]
    ally: str
    """Name of the allied state."""


Event = (
    Ceasefire
    | EnergyTruce
    | AidCut
    | PurchasePackage
    | BatteryDelivery
    | SanctionsStep
    | OreshnikShot
    | TreatyExpiry
    | DamageCampaign
    | PostureChange
    | TalksStep
    | DefenceGrowth
    | SurgeProduction
    | ImportStep
    | Incident
)
AnyEvent = Annotated[Event, Field(discriminator="event")]

KINDS: dict[str, type[Dated]] = {
    kind.model_fields["event"].annotation.__args__[0]: kind for kind in Event.__args__
}
MOMENTARY = ("oreshnik_shot", "treaty_expiry", "incident", "battery_delivery")
_ACTORS = {
    "supplier": "suppliers",
    "power": "powers",
    "weapon": "weapons",
    "interceptor": "interceptors",
    "ally": "allies",
}


class Placed(NamedTuple):
    """An event and where each of its keys was written."""

    event: Event
    place: Any  # (key: str) -> Place
    key: str


def check(
    found: Sequence[Placed],
    start: date,
    end: date,
    actors: dict[str, list[str]],
    problems: Problems,
) -> None:
    """Note what is wrong with dates and actors.

    `start` is the first day of the war and `end` the day after its last; `actors` holds the
    entries of each section.
    """
    for placed in found:
        event = placed.event
        if not start <= event.on < end:
            message = f"{event.on} is outside the horizon ({start} to before {end})"
            problems.add(placed.place("on"), f"{placed.key}.on", message)
        _check_until(placed, end, problems)
        for name, section in _ACTORS.items():
            actor = getattr(event, name, None)
            known = [*actors[section], "all"] if name == "supplier" else actors[section]
            if actor is not None and actor not in known:
                message = f"there is no {name} '{actor}'{did_you_mean(actor, known)}"
                problems.add(placed.place(name), f"{placed.key}.{name}", message)


def _check_until(placed: Placed, end: date, problems: Problems) -> None:
    event = placed.event
    if event.until is None:
        return
    where, key = placed.place("until"), f"{placed.key}.until"
    if event.event in MOMENTARY:
        problems.add(where, key, f"'{event.event}' is over at once: it has no 'until'")
    elif event.until <= event.on:
        problems.add(where, key, f"{event.until} is not after 'on' ({event.on})")
    elif event.until > end:
        problems.add(where, key, f"{event.until} is after the end of the horizon ({end})")


def check_order(found: Sequence[Placed], problems: Problems) -> None:
    """Note each event of one file that is written after a later one."""
    latest: Placed | None = None
    for placed in found:
        if latest and placed.event.on < latest.event.on:
            message = f"dates out of order: {placed.event.on} is written after {latest.event.on}"
            problems.add(placed.place("on"), f"{placed.key}.on", message)
        else:
            latest = placed


def clip(events: Sequence[Event], end: date) -> tuple[Event, ...]:
    """The events that begin before `end`, by date; those that last beyond it have no `until`."""
    kept = [event for event in events if event.on < end]
    cut = [
        event.model_copy(update={"until": None}) if event.until and event.until >= end else event
        for event in kept
    ]
    return tuple(sorted(cut, key=lambda event: event.on))


__all__ = ["KINDS", "AnyEvent", "Event", "Place", "Placed", "check", "check_order", "clip"]
