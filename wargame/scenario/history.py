"""What a theatre knows to have happened between the day of its evidence and a later start."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from pydantic import Field

from wargame.declare.event_types import Date, Model
from wargame.evidence import model_file
from wargame.evidence.theatre import Theatre
from wargame.scenario.events import AnyEvent, Event, clip

FILE = "history.yaml"


class Later(Model):
    """An event that a figure tells of which came out afterwards."""

    published: Date
    """Day on which the figure came out; its last where only the month is known."""
    event: AnyEvent
    """What happened."""


class HistoryFile(Model):
    """What `history.yaml` of a theatre may hold."""

    history: Literal[1]
    """Version of this format."""
    events: list[AnyEvent]
    """What happened, by date; a note says by which source."""
    later: list[Later] = Field(default_factory=list)
    """What was counted only afterwards."""


def events(
    theatre: Theatre,
    opens: date,
    start: date,
    entries: Callable[[str], list[str]],
    cutoff: date | None = None,
) -> tuple[Event, ...]:
    """What happened from the day `opens` and before `start`; one that ended later has no end yet.

    What was published on the day `cutoff` or later (by default the start) is left out. `entries`
    gives those of a section that the scenario has: what befell one that it removed is left out.
    Raises InputError with every problem in the file of the theatre.
    """
    path = theatre.folder / FILE
    if not path.is_file():
        return ()
    _, file = model_file.read(path, HistoryFile)
    out = [one.event for one in file.later if one.published < (cutoff or start)]
    happened = [
        event
        for event in sorted([*file.events, *out], key=lambda one: one.on)
        if opens <= event.on < start
        and all(getattr(event, name) in entries(section) for name, section in event.actors.items())
    ]
    return clip(happened, start)
