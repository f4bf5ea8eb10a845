"""How an event is declared: what every dated event holds, and quantities it may have."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from calendar import monthrange
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, ClassVar, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer
from pydantic import WithJsonSchema as JsonSchema

from wargame.declare.quantity import Amount, Quantity
from wargame.declare.running_war import RunningWar

T = TypeVar("T")


def read_date(data: object) -> date:
    """A date from YYYY-MM-DD; raises ValueError with a message for the user."""
    if isinstance(data, date):
        return data
    if isinstance(data, str) and (match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", data)):
        try:
            return date.fromisoformat(data)
        except ValueError as error:
            year, month = int(match[1]), int(match[2])
            whole = year > 0 and 1 <= month <= 12
            last = monthrange(year, month)[1] if whole else 0
            hint = f"; that month has {last} days — did you mean {data[:8]}{last}?" if last else ""
            raise ValueError(f"'{data}' is not a date of the calendar{hint}") from error
    better = _date_meant(str(data)) if isinstance(data, str) else None
    hint = f" — did you mean {better}?" if better else ""
    raise ValueError(f"expected a date as YYYY-MM-DD, found '{data}'{hint}")


_WRITTEN = (
    "%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y",
    "%B %d %Y", "%b %d, %Y", "%b %d %Y", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S", "%Y-%m", "%B %Y", "%b %Y",
)  # fmt: skip


def _date_meant(text: str) -> date | None:
    """The date that people write in another way, where there is only one that it can be."""
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", " ".join(text.split()))
    for form in _WRITTEN:
        with suppress(ValueError):
            return datetime.strptime(plain, form).date()
    return None


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
Rounds = Annotated[Quantity, Amount("weapons", "missiles", 0.0, 100_000.0)]
Rate = Annotated[Quantity, Amount("weapon rate", "missiles/month", 0.0, 100_000.0)]


class Model(BaseModel):
    """Base of everything read from a scenario file: unknown keys refused, nothing changed."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True
    )


class Dated(Model, ABC):
    """What every event holds.

    `momentary`: it is over at once and has no `until`; `remains`: what it did holds on after it,
    so that it counts for a war that starts later; `steers`: it goes before a policy while it holds,
    and carrying it out once more changes nothing. `actors`: fields that name an entry of the
    evidence, with its section; `all_of`: those of them that may be `all`.
    """

    momentary: ClassVar[bool] = False
    remains: ClassVar[bool] = False
    steers: ClassVar[bool] = False
    actors: ClassVar[dict[str, str]] = {}
    all_of: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:  # each kind declares it as the only word that it may be
        event: str
    on: Date
    """Day on which it happens or begins."""
    until: Date | None = None
    """First day on which it no longer holds; without it, it lasts to the end."""
    note: str = ""
    """Why it is assumed."""

    @classmethod
    def kind(cls) -> str:
        """The word by which files call this kind of event."""
        return str(get_args(cls.model_fields["event"].annotation)[0])

    @abstractmethod
    def carry_out(self, war: RunningWar, begins: bool) -> None:
        """What happens on the morning on which it begins or ends, in every run of `war`.

        `war.agenda.holding` has the events of its kind that now hold, this one if it begins.
        """


def latest(war: RunningWar, kind: str, field: str, default: T, **of: str) -> T:
    """A field of the event of a kind that began last of those that hold, in its internal unit.

    of: what else must be so of the event, such as its actor.
    """
    holding = [
        event
        for event in war.agenda.holding[kind]
        if all(getattr(event, name) == word for name, word in of.items())
    ]
    value = getattr(holding[-1], field) if holding else None
    result: T = default if value is None else getattr(value, "internal", value)
    return result
