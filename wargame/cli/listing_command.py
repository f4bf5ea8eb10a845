"""`list`: the shipped scenarios, and what may be named in one."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from wargame.cli.options import echo_json

Row = dict[str, str]


class What(StrEnum):
    """What `list` can list."""

    scenarios = "scenarios"
    sweeps = "sweeps"
    outcomes = "outcomes"
    numbers = "numbers"
    events = "events"
    mechanisms = "mechanisms"
    units = "units"


def list_(
    what: Annotated[What, typer.Argument(help="What to list.")] = What.scenarios,
    as_json: Annotated[bool, typer.Option("--json", help="Write it as JSON.")] = False,
) -> None:
    """List shipped scenarios or designs of sweeps, outcomes, numbers, events, mechanisms, units."""
    rows = {
        What.scenarios: _scenarios,
        What.sweeps: _sweeps,
        What.outcomes: _outcomes,
        What.numbers: _numbers,
        What.events: _events,
        What.mechanisms: _mechanisms,
        What.units: _units,
    }[what]()
    if as_json:
        echo_json(rows)
        return
    width = max((len(row["name"]) for row in rows), default=0)
    for row in rows:
        name, *rest = row.values()
        typer.echo(f"{name:<{width}}  {'; '.join(text for text in rest if text)}")


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

    better = {"higher": "higher is better", "lower": "lower is better", "neither": ""}
    return [
        {"name": name, "unit": o.unit, "meaning": o.meaning, "better": better[o.better]}
        for name, o in OUTCOMES.items()
    ]


def _numbers() -> list[Row]:
    from wargame.cli.explain_command import span
    from wargame.evidence import catalogue

    found = catalogue.load()
    every = [*found.numbers.values(), *found.facts.values()]
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
