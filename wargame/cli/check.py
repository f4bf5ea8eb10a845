"""`check` and `schema`: is a scenario sound, and what may it hold?"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated, Any

import typer


def check(
    scenarios: Annotated[list[str], typer.Argument(help="Files, or names of shipped ones.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write the findings as JSON.")] = False,
) -> None:
    """Check scenarios and show every problem at file:line:column; nothing is written."""
    findings = [_check_one(name) for name in scenarios]
    if as_json:
        typer.echo(json.dumps(findings, indent=2))
    else:
        for finding in findings:
            typer.echo(finding["text"], err=not finding["ok"])
    if not all(finding["ok"] for finding in findings):
        raise typer.Exit(2)


class Kind(StrEnum):
    """What there is a schema of."""

    scenario = "scenario"
    claims = "claims"
    checks = "checks"
    lesson = "lesson"


def schema(
    of: Annotated[Kind, typer.Argument(help="Of which files.")] = Kind.scenario,
) -> None:
    """Write the JSON Schema of files of scenarios, claims, checks or lessons, for editors."""
    from importlib import import_module

    where = {Kind.scenario: "schema", Kind.lesson: "lesson_file"}.get(of, of.value)
    found = import_module(f"wargame.scenario.{where}").json_schema()
    typer.echo(json.dumps(found, indent=2, ensure_ascii=False))


def _check_one(name: str) -> dict[str, Any]:
    from wargame.cli import printable
    from wargame.evidence.errors import InputError, WargameError
    from wargame.scenario import load

    try:
        scenario = load(name)
    except InputError as error:
        problems = [
            {**p.place._asdict(), "key": p.key, "message": p.message} for p in error.problems
        ]
        text = printable(str(error))
        return {"scenario": name, "ok": False, "text": text, "problems": problems}
    except WargameError as error:
        return {"scenario": name, "ok": False, "text": printable(str(error)), "problems": []}
    changes = len(scenario.overrides)
    text = (
        f"{name}: sound; {scenario.months} months from {scenario.start}, {scenario.runs} runs, "
        f"{changes} number{'' if changes == 1 else 's'} changed, {len(scenario.events)} "
        f"event{'' if len(scenario.events) == 1 else 's'}, hash {scenario.hash[:12]}"
    )
    return {"scenario": name, "ok": True, "text": text, "hash": scenario.hash, "problems": []}
