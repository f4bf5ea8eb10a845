"""What there is: scenarios, designs, outcomes, numbers, events, mechanisms, units."""

from __future__ import annotations

from wargame.report.table import Table, table

Row = dict[str, str]
BETTER = {"higher": "higher is better", "lower": "lower is better", "neither": ""}


def rows(what: str) -> list[Row]:
    """Rows of `what` (a key of KINDS), each with a `name` first."""
    return KINDS[what]()


def scenarios() -> Table:
    """The shipped scenarios and the question of each.

    >>> import wargame as wg
    >>> "continued_war" in wg.scenarios().column("name")
    True
    """
    return _table("Scenarios", "scenarios")


def outcomes() -> Table:
    """Every outcome with its kind, unit and meaning.

    >>> import wargame as wg
    >>> wg.outcomes().to_dataframe().set_index("name").loc["launched_missiles", "unit"]
    'missiles'
    """
    return _table("Outcomes", "outcomes")


def numbers() -> Table:
    """Every number of the catalogue with its value, range and source.

    >>> import wargame as wg
    >>> "weapons.kh101.production" in wg.numbers().column("name")
    True
    """
    return _table("Numbers", "numbers")


def _table(title: str, what: str) -> Table:
    result = rows(what)
    return table(title, list(result[0]), [row.values() for row in result])


def _scenarios() -> list[Row]:
    from wargame.evidence import strict_yaml
    from wargame.scenario.library import shipped

    data = {name: strict_yaml.load(path).data for name, path in shipped().items()}
    return [{"name": name, "question": str(d.get("question", ""))} for name, d in data.items()]


def _sweeps() -> list[Row]:
    from wargame.evidence import strict_yaml
    from wargame.questions.question_library import shipped

    data = {name: strict_yaml.load(path).data for name, path in shipped("sweep").items()}
    return [{"name": name, "question": str(d.get("question", ""))} for name, d in data.items()]


def _outcomes() -> list[Row]:
    from wargame.scenario.outcomes import OUTCOMES

    return [
        {
            "name": name,
            "kind": o.kind,
            "unit": o.unit,
            "meaning": o.description,
            "better": BETTER[o.better],
        }
        for name, o in OUTCOMES.items()
    ]


def _numbers() -> list[Row]:
    from wargame.evidence import catalogue
    from wargame.report.explanation import span

    result = catalogue.load()
    every = [*result.numbers.values(), *result.facts.values()]
    return [{"name": n.path, "value": span(n), "source": n.source} for n in every if not n.absent]


def _events() -> list[Row]:
    from wargame.declare.event_types import Dated
    from wargame.scenario.events import KINDS

    rows = []
    for name, kind in KINDS.items():
        own = [k for k in kind.model_fields if k not in Dated.model_fields and k != "event"]
        keys = f"keys: {', '.join(own)}" if own else ""
        rows.append({"name": name, "meaning": (kind.__doc__ or "").strip(), "keys": keys})
    return rows


def _mechanisms() -> list[Row]:
    from wargame.scenario.policies import Mechanisms

    fields = Mechanisms.model_fields.items()
    return [{"name": name, "meaning": field.description or ""} for name, field in fields]


def _units() -> list[Row]:
    from wargame.declare.units import UNITS

    return [{"name": name, "dimension": unit.dimension} for name, unit in UNITS.items()]


KINDS = {
    "scenarios": _scenarios,
    "sweeps": _sweeps,
    "outcomes": _outcomes,
    "numbers": _numbers,
    "events": _events,
    "mechanisms": _mechanisms,
    "units": _units,
}
