"""Dated events: what a scenario may make happen, and the checks that need actors and dates.

Each kind of event is declared by the room that it acts on (`wargame/mechanisms/*/*_events.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Union

from pydantic import Field

from wargame.declare.errors import Place, Problems, did_you_mean
from wargame.declare.event_types import Dated
from wargame.mechanisms import collect


def _kinds() -> dict[str, type[Dated]]:
    """Every kind of event by its name."""
    declared = [
        value
        for module in collect("events")
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Dated) and value is not Dated
    ]
    return {one.kind(): one for one in sorted(declared, key=lambda one: one.kind())}


KINDS = _kinds()
if TYPE_CHECKING:
    Event = Dated
    AnyEvent = Dated
else:
    Event = Union[tuple(KINDS.values())]  # noqa: UP007  # made of what rooms declare
    AnyEvent = Annotated[Event, Field(discriminator="event")]


class Placed(NamedTuple):
    """An event, where each of its keys was written, and the start that its file was written for.

    `end` is the day after the last for which that file was written, where it lies beyond the war's.
    """

    event: Event
    place: Any  # (key: str) -> Place
    key: str
    start: date
    end: date = date.min


def check(
    events: Sequence[Placed],
    end: date,
    actors: dict[str, list[str]],
    problems: Problems,
) -> None:
    """Note what is wrong with dates and actors.

    `end` is the day after the last day of the war; `actors` holds the entries of each section.
    """
    for placed in events:
        event, last = placed.event, max(end, placed.end)
        if not placed.start <= event.on < last:
            message = f"{event.on} is outside the horizon ({placed.start} to before {last})"
            problems.add(placed.place("on"), f"{placed.key}.on", message)
        _check_until(placed, last, problems)
        for name, section in event.actors.items():
            actor = getattr(event, name)
            valid = [*actors[section], "all"] if name in event.all_of else actors[section]
            if actor not in valid:
                message = f"there is no {name} '{actor}'{did_you_mean(actor, valid)}"
                problems.add(placed.place(name), f"{placed.key}.{name}", message)


def _check_until(placed: Placed, end: date, problems: Problems) -> None:
    event = placed.event
    if event.until is None:
        return
    where, key = placed.place("until"), f"{placed.key}.until"
    if event.momentary:
        problems.add(where, key, f"'{event.event}' is over at once: it has no 'until'")
    elif event.until <= event.on:
        problems.add(where, key, f"{event.until} is not after 'on' ({event.on})")
    elif event.until > end:
        problems.add(where, key, f"{event.until} is after the end of the horizon ({end})")


def check_order(events: Sequence[Placed], problems: Problems) -> None:
    """Note each event of one file that is written after a later one."""
    latest: Placed | None = None
    for placed in events:
        if latest and placed.event.on < latest.event.on:
            message = f"dates out of order: {placed.event.on} is written after {latest.event.on}"
            problems.add(placed.place("on"), f"{placed.key}.on", message)
        else:
            latest = placed


def in_force(event: Event, start: date) -> Event | None:
    """`event` as it counts for a war that begins on `start`: from that day on, if it began before.

    None for one that was over by then.
    """
    if event.on >= start:
        return event
    over = event.until is not None and event.until <= start
    if over or (event.momentary and not event.remains):
        return None
    return event.model_copy(update={"on": start})


def clip(events: Sequence[Event], end: date) -> tuple[Event, ...]:
    """The events that begin before `end`, by date; those that last beyond it have no `until`."""
    retained = [event for event in events if event.on < end]
    cut = [
        event.model_copy(update={"until": None}) if event.until and event.until >= end else event
        for event in retained
    ]
    return tuple(sorted(cut, key=lambda event: event.on))


__all__ = [
    "KINDS",
    "AnyEvent",
    "Event",
    "Place",
    "Placed",
    "check",
    "check_order",
    "clip",
    "in_force",
]
