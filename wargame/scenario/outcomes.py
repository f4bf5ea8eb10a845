"""Every series and outcome of the rooms in one table, with the words of the theatre.

A room declares and computes its own (`wargame/mechanisms/*/*_series.py`). `SERIES` are recorded
by run and calendar month; outcomes are one value per run, worked out from what was recorded. Which
there are depends on the theatre: `outcomes_of` has those of one, `OUTCOMES` of the default.
"Better" is seen from the defender and its allies. On the scenario floor, so that scenarios and
claims can name outcomes without a model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from types import ModuleType
from typing import TypeVar

from wargame.declare.errors import did_you_mean
from wargame.declare.outcome_types import Better, Family, Mark, Outcome, Series
from wargame.evidence import catalogue
from wargame.evidence.theatre import Theatre, load
from wargame.mechanisms import collect

__all__ = ["MARKS", "OUTCOMES", "SERIES", "Better", "Outcome", "Series", "hint", "of_family",
           "outcomes_of"]  # fmt: skip

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


def _by_name(what: Iterable[Named]) -> dict[str, Named]:
    """What is declared, by name. Raises TypeError where two rooms declare the same."""
    result: dict[str, Named] = {}
    for one in what:
        if one.name in result:
            raise TypeError(f"two rooms declare {type(one).__name__.lower()} {one.name}")
        result[one.name] = one
    return result


def of_family(name: str) -> Outcome | None:
    """The outcome `name` of a family, whether the default theatre has its entry or not."""
    for family in (one for one in _declared() if isinstance(one, Family)):
        if name.startswith(f"{family.name}_"):
            entry = name.removeprefix(f"{family.name}_")
            (member,) = family.outcomes({entry: entry.replace("_", " ")})
            return member.worded(load().words.texts())
    return None


class Outcomes(dict[str, Outcome]):
    """Outcomes by name. One of a family that this theatre does not have is given on asking, so
    that who holds only a name can ask for its unit."""

    def __missing__(self, name: str) -> Outcome:
        if member := of_family(name):
            return member
        raise KeyError(name)


def outcomes_of(theatre: Theatre) -> Mapping[str, Outcome]:
    """Every outcome of a war in `theatre` by name, in its words."""
    short = theatre.words.short
    entries = ((kind, short.get(kind, kind)) for kind in theatre.roles.exhaustion)
    return _outcomes(tuple(theatre.words.texts().items()), tuple(entries))


@cache
def _outcomes(texts: tuple[tuple[str, str], ...], entries: tuple[tuple[str, str], ...]) -> Outcomes:
    """Outcomes in the words `texts`, those of families for `entries` (name, name as shown)."""
    words = dict(texts)
    every: list[Outcome] = []
    for one in _declared():
        members = one.outcomes(dict(entries)) if isinstance(one, Family) else [one]
        every += [member.worded(words) for member in members if isinstance(member, Outcome)]
    return Outcomes(_by_name(every))


SERIES = _by_name(
    one.worded(load().words.texts()) for one in _declared() if isinstance(one, Series)
)
OUTCOMES = outcomes_of(load())  # of the default theatre
MARKS = _by_name(one for one in _declared() if isinstance(one, Mark))


def hint(name: str, choices: Iterable[str]) -> str:
    """How one of `choices` is called now that is asked for as `name`, or the nearest; '' if none."""
    choices = list(choices)
    now = catalogue.load().addresses.moved(f"outcomes.{name}").partition(".")[2]
    return f" — it is called '{now}' now" if now in choices else did_you_mean(name, choices)
