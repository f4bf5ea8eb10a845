"""Every series and outcome of the rooms in one table, with the words of the theatre.

A room declares and computes its own (`wargame/mechanisms/*/*_series.py`). `SERIES` are recorded
by run and calendar month; `OUTCOMES` are one value per run, worked out from what was recorded.
"Better" is seen from the defender and its allies. On the scenario floor, so that scenarios and
claims can name outcomes without a model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from types import ModuleType
from typing import TypeVar

from wargame.declare.errors import did_you_mean
from wargame.declare.outcome_types import Better, Family, Mark, Outcome, Series
from wargame.evidence import catalogue
from wargame.evidence.theatre import Theatre, load
from wargame.mechanisms import collect

__all__ = ["MARKS", "OUTCOMES", "SERIES", "Better", "Outcome", "Series", "hint"]

Named = TypeVar("Named", Series, Outcome, Mark)
DECLARED = (Series, Mark, Outcome, Family)

# In which order tables show the rooms; the others come last.
ORDER = (
    "strike", "production", "stock", "defence", "grid", "cost", "aid", "supply", "spillover",
    "ladder", "talks", "own_strike", "race",
)  # fmt: skip


def _declared() -> Iterator[object]:
    """What the rooms' series files hold, in the order of tables."""

    def place(module: ModuleType) -> int:
        room = module.__name__.split(".")[-2]
        return ORDER.index(room) if room in ORDER else len(ORDER)

    for module in sorted(collect("series"), key=place):
        parts = vars(module).values()
        tables = chain.from_iterable(part for part in parts if isinstance(part, tuple))
        every = (one for one in (*tables, *parts) if isinstance(one, DECLARED))
        yield from dict.fromkeys(every)  # what a table lists comes in its place


def _outcomes(theatre: Theatre) -> Iterator[Outcome]:
    words = theatre.words.texts()
    entries = {kind: theatre.words.short.get(kind, kind) for kind in theatre.roles.exhaustion}
    for one in _declared():
        if isinstance(one, Outcome):
            yield one.worded(words)
        elif isinstance(one, Family):
            yield from (member.worded(words) for member in one.outcomes(entries))


def _by_name(what: Iterable[Named]) -> dict[str, Named]:
    """What is declared, by name. Raises TypeError where two rooms declare the same."""
    result: dict[str, Named] = {}
    for one in what:
        if one.name in result:
            raise TypeError(f"two rooms declare {type(one).__name__.lower()} {one.name}")
        result[one.name] = one
    return result


_THEATRE = load()
_TEXTS = _THEATRE.words.texts()
SERIES = _by_name(one.worded(_TEXTS) for one in _declared() if isinstance(one, Series))
OUTCOMES = _by_name(_outcomes(_THEATRE))
MARKS = _by_name(one for one in _declared() if isinstance(one, Mark))


def hint(name: str, choices: Iterable[str]) -> str:
    """How one of `choices` is called now that is asked for as `name`, or the nearest; '' if none."""
    choices = list(choices)
    now = catalogue.load().addresses.moved(f"outcomes.{name}").partition(".")[2]
    return f" — it is called '{now}' now" if now in choices else did_you_mean(name, choices)
