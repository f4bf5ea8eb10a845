"""What there is: scenarios, designs, outcomes, numbers, events, mechanisms, units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.declare.errors import WargameError
from wargame.evidence import catalogue, strict_yaml
from wargame.evidence import theatre as theatres
from wargame.report.table import Table, table
from wargame.scenario.library import START

if TYPE_CHECKING:
    from wargame.evidence.catalogue import Catalogue
    from wargame.evidence.theatre import Theatre

Row = dict[str, str]
BETTER = {"higher": "higher is better", "lower": "lower is better", "neither": ""}


def rows(
    what: str, theatre: str | Path | None = None, evidence: Sequence[str | Path] = ()
) -> list[Row]:
    """Rows of `what` (a key of KINDS or EVIDENCE), each with a `name` first; outcomes and numbers
    are those of `theatre` (a shipped one, or a folder), with files of `evidence` beside it."""
    where = theatres.load(theatre or theatres.DEFAULT)
    if what in KINDS:
        if evidence:
            raise WargameError(f"--evidence: {what} are not evidence; list numbers or sources")
        return KINDS[what](where)
    own = [strict_yaml.load(Path(file)) for file in evidence]
    return EVIDENCE[what](catalogue.load(where.evidence, own))


def scenarios() -> Table:
    """The shipped scenarios and the question of each.

    >>> import wargame as wg
    >>> "continued_war" in wg.scenarios().column("name")
    True
    """
    return _table("Scenarios", rows("scenarios"))


def outcomes(theatre: str | Path | None = None) -> Table:
    """Every outcome of a `theatre` with its kind, unit and meaning.

    >>> import wargame as wg
    >>> wg.outcomes().to_dataframe().set_index("name").loc["launched_missiles", "unit"]
    'missiles'
    """
    return _table("Outcomes", rows("outcomes", theatre))


def numbers(theatre: str | Path | None = None) -> Table:
    """Every number of the catalogue of a `theatre` with its value, range and source.

    >>> import wargame as wg
    >>> "weapons.decoy.production" in wg.numbers().column("name")
    True
    """
    return _table("Numbers", rows("numbers", theatre))


def _table(title: str, result: list[Row]) -> Table:
    return table(title, list(result[0]), [row.values() for row in result])


def _questions(files: Mapping[str, Path]) -> list[Row]:
    """Each file with the question that it asks."""
    data = {name: strict_yaml.load(path).data for name, path in files.items()}
    return [{"name": name, "question": str(one.get("question", ""))} for name, one in data.items()]


def _scenarios(theatre: Theatre) -> list[Row]:
    from wargame.scenario.library import shipped

    return _questions(shipped())


def _sweeps(theatre: Theatre) -> list[Row]:
    from wargame.questions.question_library import shipped

    return _questions(shipped("sweep"))


def _outcomes(theatre: Theatre) -> list[Row]:
    from wargame.scenario.outcomes import outcomes_of

    return [
        {"name": name, "kind": one.kind, "unit": one.unit, "meaning": one.description,
         "better": BETTER[one.better]}
        for name, one in outcomes_of(theatre).items()
    ]  # fmt: skip


def _numbers(whole: Catalogue) -> list[Row]:
    from wargame.report.explanation import span

    result = whole.showing(date.fromisoformat(START))
    every = [*result.numbers.values(), *result.facts.values()]
    return [{"name": n.path, "value": span(n), "source": n.source} for n in every if not n.absent]


def _sources(result: Catalogue) -> list[Row]:
    """Every publication, and how many figures are taken from it."""
    every = [*result.numbers.values(), *result.facts.values()]
    used = Counter(one.source for number in every for one in (number, *number.estimates))
    return [
        {"name": key, "date": one.date, "publisher": one.publisher, "title": one.title,
         "figures": f"{used[key]} figure{'s' * (used[key] != 1)}", "url": one.url}
        for key, one in result.bibliography.items()
    ]  # fmt: skip


def _events(theatre: Theatre) -> list[Row]:
    from wargame.declare.event_types import Dated
    from wargame.scenario.events import KINDS as EVENTS

    result = []
    for name, kind in EVENTS.items():
        own = [k for k in kind.model_fields if k not in Dated.model_fields and k != "event"]
        keys = f"keys: {', '.join(own)}" if own else ""
        result.append({"name": name, "meaning": (kind.__doc__ or "").strip(), "keys": keys})
    return result


def _mechanisms(theatre: Theatre) -> list[Row]:
    from wargame.scenario.policies import Mechanisms

    fields = Mechanisms.model_fields.items()
    return [{"name": name, "meaning": field.description or ""} for name, field in fields]


def _units(theatre: Theatre) -> list[Row]:
    from wargame.declare.units import UNITS

    return [{"name": name, "dimension": unit.dimension} for name, unit in UNITS.items()]


KINDS: dict[str, Callable[[Theatre], list[Row]]] = {
    "scenarios": _scenarios,
    "sweeps": _sweeps,
    "outcomes": _outcomes,
    "events": _events,
    "mechanisms": _mechanisms,
    "units": _units,
}
EVIDENCE: dict[str, Callable[[Catalogue], list[Row]]] = {
    "numbers": _numbers,
    "sources": _sources,
}
