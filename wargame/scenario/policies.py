"""Policies of each actor, and the mechanisms that a scenario may switch off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, create_model
from pydantic import WithJsonSchema as JsonSchema

from wargame.declare.event_types import Model
from wargame.declare.quantity import Amount, Quantity
from wargame.declare.rungs import Ceiling
from wargame.mechanisms import switches
from wargame.mechanisms.codes import Posture

_purchases = Amount("money rate", "billion USD/month", 0.0, 100.0)


def _read_purchases(data: object) -> Any:
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


class Attacker(Model):
    """Policies of the leadership."""

    posture: Literal[Posture, "choose"] = "choose"
    """What it does with its missiles: fixed, or chosen each month by its own payoffs."""
    spillover: Ceiling = "incursions"
    """How far it may go against third states."""
    surge_production: bool = False
    """Whether lines work at surge from the start."""


class Defender(Model):
    """Policies of the air command."""

    protect: Literal["balanced", "cities", "energy", "industry"] = "balanced"
    """What the defences are spread to protect."""
    ration: bool = True
    """Whether fewer shots are fired per target when magazines run low."""
    long_range: Literal["balanced", "lines", "depots", "energy"] = "balanced"
    """What its own long-range weapons strike."""


class Suppliers(Model):
    """Policies of governments that give and buy."""

    purchases: Purchases = "as_pledged"
    """Total purchases: as pledged by each, or a rate such as "1 billion USD/month"."""
    orders: Purchases = "as_pledged"
    """Total orders from suppliers' own lines: as each has so far, or a rate."""
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

    attacker: Attacker = Attacker()
    """The leadership."""
    defender: Defender = Defender()
    """The air command."""
    suppliers: Suppliers = Suppliers()
    """Governments that give and buy."""
    powers: Powers = Powers()
    """The strategic powers."""
    talks: Talks = Talks()
    """Talks and ceasefires."""


def _switches() -> dict[str, Any]:
    """Every switch that a room declares, as a field of `Mechanisms`."""
    declared = [item for room in switches().values() for item in room.items()]
    return {name: (bool, Field(True, description=text)) for name, text in declared}


if TYPE_CHECKING:

    class Mechanisms(Model):
        """Parts of the model that can be switched off; a bool for each switch of a room."""

else:
    Mechanisms = create_model(
        "Mechanisms",
        __base__=Model,
        __doc__="Parts of the model that can be switched off, to see what they do.",
        **_switches(),
    )
