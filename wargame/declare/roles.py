"""Roles: which entries of a theatre's evidence do what the model cannot know by itself.

The model knows a capital, a class of mass weapons, a seller out of its own stock. Which sector,
class and government these are, a theatre says (`theatre.yaml`). A role that may be missing is
empty in a theatre that has nobody for it, and the model then runs without.
"""

from __future__ import annotations

from pydantic import Field

from wargame.declare.event_types import Model


class Basket(Model):
    """What one kind of money buys: some kinds of interceptor, at a share of it."""

    kinds: tuple[str, ...]
    """Kinds that it buys, each by what its lines make."""
    share: str = ""
    """Number that gives the share, as a path of the evidence; without one, what others leave."""


class Baskets(Model):
    """What money is spent on."""

    purchases: tuple[Basket, ...] = ()
    """Money of all suppliers together for interceptors made abroad."""
    orders: tuple[Basket, ...] = ()
    """Orders of suppliers at their own makers."""


class Names(Model):
    """Names of agents that are no entries of the evidence; their draws are addressed by them."""

    air_command: str
    """The defender's air command."""
    observers: tuple[str, str]
    """Who looks at the attacker's stock, and who at the defender's magazines."""


class NamedRoles(Model):
    """Parts that a theatre gives to entries by their names."""

    names: Names
    """Agents of whom there is one."""
    capital: str
    """The sector of the defender's capital."""
    engagement: tuple[str, ...] = ()
    """Weapon classes in the order in which air defence engages them; others follow."""
    ballistic: str = ""
    """The class that only special interceptors stop."""
    mass: str = ""
    """The class of cheap weapons that come in masses and are thinned layer by layer."""
    signal_weapon: str = ""
    """The weapon that is fired as a signal."""
    yardstick: str = ""
    """The weapon against which what magazines can stop is measured."""
    third_state_missiles: tuple[str, ...] = ()
    """Missiles fired at third states, in the order in which they are taken."""
    third_state_drone: str = ""
    """The weapon that flies into third states in an incursion."""
    exhaustion: tuple[str, ...] = ()
    """Kinds of interceptor whose exhaustion dates are outcomes."""
    home_maker: str = ""
    """The maker (`made_by`) whose lines stand in the defender's country."""
    home_defence_line: str = ""
    """The kind whose lines the seller's own growing defence draws on."""
    seller: str = ""
    """The supplier that sells out of a counted stock of its own, and is a strategic power."""
    released: tuple[str, ...] = ()
    """Kinds that share the limit of what the seller releases in a month."""
    overseas: tuple[str, ...] = ()
    """Countries of suppliers whom an incident in a third state does not alarm."""
    attacker_power: str = ""
    """The attacker, as a strategic power."""


class Roles(NamedRoles):
    """All parts: those given by name, and those that entries say of themselves.

    Worked out for a scenario, which may have added entries and removed some.
    """

    leader: str
    """The attacker's leadership: the one entry of its section."""
    classes: tuple[str, ...]
    """Weapon classes, in the order in which tables and figures show them."""
    commands: tuple[str, ...]
    """Launch commands, in order."""
    ground_fire: tuple[str, ...]
    """Weapons that fly and are counted as launched, but are left out of stocks of missiles."""
    ballistic_defence: tuple[str, ...]
    """Kinds of interceptor that stop the ballistic class."""
    radars: tuple[tuple[str, ...], ...]
    """Groups of kinds on one radar: they share its channels, and take part together or not."""
    given: tuple[str, ...]
    """Kinds that suppliers hold and give."""
    sold: tuple[str, ...]
    """Kinds that the seller sells; all are among those given."""
    baskets: Baskets
    """What money buys."""
    own_missiles: tuple[str, ...]
    """The defender's own weapons that deter when they are held back."""
    rivals: dict[str, str]
    """Whose growth each strategic power answers."""
    treaty: tuple[str, ...]
    """Strategic powers bound by the treaty."""

    def fill(self, path: str) -> str:
        """`path` of a lever with the names of those whom it moves."""
        purchases, orders = self.baskets.purchases, self.baskets.orders
        return path.format(
            seller=self.seller,
            purchases=purchases[0].share if purchases else "",
            orders=orders[0].share if orders else "",
        )


class Places(Model):
    """Places on the map, as countries (ISO 3166 alpha-3 codes)."""

    defender: str
    """The defender's country."""
    air_command: str
    """Name of its air command, as shown to readers."""
    hub: str
    """Country through which supplies come."""
    makers: dict[str, str] = Field(default_factory=dict)
    """Country on the map of each maker of interceptors (`made_by`)."""


class Words(Model):
    """How texts of the model call the two sides and what they have."""

    attacker: str
    """The attacker."""
    attacker_adjective: str
    """What is the attacker's, as an adjective."""
    defender: str
    """The defender."""
    capital: str
    """The defender's capital."""
    leadership: str = "the leadership"
    """The attacker's leadership, which chooses its posture."""
    third_state: str = "another state"
    """A state that is no party to the war and may be struck."""
    strays: str = "strays"
    """What flies into other states without an order."""
    seller_adjective: str = ""
    """What is the seller's, as an adjective."""
    rivals_adjectives: str = ""
    """What both powers of the treaty have, as adjectives joined by 'and'."""
    short: dict[str, str] = Field(default_factory=dict)
    """Short names of entries, for texts in which the full one would be too long."""

    def texts(self) -> dict[str, str]:
        """The words that texts may hold in braces."""
        return self.model_dump(exclude={"short"})
