"""One run told day by day in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.api.progress import Shown, display_of
from wargame.api.scenarios import Scenario, scenario_of
from wargame.api.simulation import compiled
from wargame.declare.errors import WargameError
from wargame.report.diary_text import entries

if TYPE_CHECKING:
    from wargame.report.diary_text import Entry


def diary(
    scenario: Scenario | str | Path,
    run: int = 0,
    start: str | date | None = None,
    days: int | None = None,
    notable: bool = False,
    progress: Shown = True,
) -> Iterator[Entry]:
    """The days of run number `run` on which something happened, each with its sentences.

    The number of a run is an address of its draws: run 17 is the same run alone and in a batch.
    `start` is the first day told (YYYY-MM-DD), `days` how many; `notable` keeps turning points
    only. Raises WargameError for a day outside the horizon.

    >>> import wargame as wg
    >>> entry = next(wg.diary("continued_war", run=3))
    >>> entry.day.isoformat()
    '2026-07-01'
    """
    if run < 0:
        raise WargameError(f"run {run}: expected 0 or more")
    definition = scenario_of(scenario).definition
    first = _day(start, definition.start, definition.days)
    compiled(display_of(progress))
    return entries(definition, run, first, days, notable)


def _day(given: str | date | None, start: date, days: int) -> int:
    """Number of the day that is told first."""
    if given is None:
        return 0
    try:
        day = given if isinstance(given, date) else date.fromisoformat(given)
    except ValueError as error:
        raise WargameError(f"{given}: expected a date as YYYY-MM-DD") from error
    if not 0 <= (day - start).days < days:
        raise WargameError(f"{given}: outside the horizon of this scenario")
    return (day - start).days
