"""What a theatre knows to have happened between the day of its evidence and a later start."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from wargame.declare.event_types import Model
from wargame.evidence import model_file
from wargame.evidence.theatre import Theatre
from wargame.scenario.events import AnyEvent, Event, clip

FILE = "history.yaml"


class HistoryFile(Model):
    """What `history.yaml` of a theatre may hold."""

    history: Literal[1]
    """Version of this format."""
    events: list[AnyEvent]
    """What happened, by date; a note says by which source."""


def events(
    theatre: Theatre, opens: date, start: date, entries: Callable[[str], list[str]]
) -> tuple[Event, ...]:
    """What happened from the day `opens` and before `start`; one that ended later has no end yet.

    `entries` gives those of a section that the scenario has: what befell one that it removed is
    left out. Raises InputError with every problem in the file of the theatre.
    """
    path = theatre.folder / FILE
    if not path.is_file():
        return ()
    _, file = model_file.read(path, HistoryFile)
    happened = [
        event
        for event in file.events
        if opens <= event.on < start
        and all(getattr(event, name) in entries(section) for name, section in event.actors.items())
    ]
    return clip(happened, start)
