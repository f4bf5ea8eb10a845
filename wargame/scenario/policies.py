"""Policies of each actor, and the mechanisms that a scenario may switch off."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, PlainSerializer
from pydantic import WithJsonSchema as JsonSchema

from wargame.declare.event_types import Model
from wargame.declare.quantity import Amount, Quantity
from wargame.declare.rungs import Ceiling
from wargame.mechanisms.codes import Posture

_purchases = Amount("money rate", "billion USD/month", 0.0, 100.0)


def _read_purchases(data: Any) -> Any:
    if data == "as_pledged" or isinstance(data, Quantity):
        return data
    try:
        return _purchases.read(data)
    except ValueError as error:
        raise ValueError(f"expected as_pledged or a quantity: {error}") from error


Purchases = Annotated[
    Any,
    BeforeValidator(_read_purchases),
    PlainSerializer(lambda data: data if isinstance(data, str) else str(data)),
    JsonSchema(
        {
            "anyOf": [
                {"const": "as_pledged"},
                {"type": "string", "pattern": "^[0-9.eE+-]+ (million |billion )?USD/[a-z]+$"},
            ]
        }
    ),
]


class Moscow(Model):
    """Policies of the Russian leadership."""

    posture: Literal[Posture, "choose"] = "choose"
    """What it does with its missiles: fixed, or chosen each month by its own payoffs."""
    spillover: Ceiling = "incursions"
    """How far it may go against other European states."""
    surge_production: bool = False
    """Whether lines work at surge from the start."""


class Ukraine(Model):
    """Policies of Ukrainian command."""

    protect: Literal["balanced", "cities", "energy", "industry"] = "balanced"
    """What the defences are spread to protect."""
    ration: bool = True
    """Whether fewer shots are fired per target when magazines run low."""
    long_range: Literal["balanced", "lines", "depots", "energy"] = "balanced"
    """What its own long-range weapons strike."""


class Suppliers(Model):
    """Policies of governments that give and buy."""

    purchases: Purchases = "as_pledged"
    """Total purchases for Ukraine: as pledged by each, or a rate such as "1 billion USD/month"."""
    keep: Literal["will", "floor"] = "will"
    """Give from own stock by political will, or always down to the floor."""


class Powers(Model):
    """Policies of the strategic powers."""

    race: Literal["respond", "hold"] = "respond"
    """Whether they answer each other's growth."""


class Talks(Model):
    """How talks come about."""

    halt: Literal["scheduled", "hazard"] = "scheduled"
    """Only by the scenario's events, or also by chance."""


class Policies(Model):
    """What each actor does."""

    moscow: Moscow = Moscow()
    """The Russian leadership."""
    ukraine: Ukraine = Ukraine()
    """Ukrainian command."""
    suppliers: Suppliers = Suppliers()
    """Governments that give and buy."""
    powers: Powers = Powers()
    """The strategic powers."""
    talks: Talks = Talks()
    """Talks and ceasefires."""


class Mechanisms(Model):
    """Parts of the model that can be switched off, to see what they do."""

    production: bool = True
    """Lines make weapons (off: none are made)."""
    components: bool = True
    """Foreign inputs limit output (off: they never run short)."""
    imports: bool = True
    """Weapons are bought abroad."""
    stock_age: bool = True
    """Stock ages and some becomes unfit."""
    launch_commands: bool = True
    """Commands are limited in what they can fire in one night."""
    leadership: bool = True
    """The leadership chooses its posture (off: it fires as made)."""
    engagement: bool = True
    """Air defence engages."""
    allocation: bool = True
    """Ukraine moves magazines between sectors and rations."""
    interceptor_supply: bool = True
    """Lines deliver interceptors."""
    european_suppliers: bool = True
    """Suppliers give, buy and order."""
    ukrainian_strike: bool = True
    """Ukraine makes and fires long-range weapons."""
    grid: bool = True
    """Strikes damage the grid and crews repair it."""
    talks: bool = True
    """Talks and halts can happen."""
    spillover: bool = True
    """Other European states can be struck."""
    signals: bool = True
    """Signals move the escalation ladder."""
    arms_race: bool = True
    """Strategic forces grow and answer each other."""
    intelligence: bool = True
    """Sides see each other through error (off: they see the truth)."""
