"""`check` and `schema`: is a scenario sound, and what may it hold?"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from wargame.cli.options import echo_json


def check(
    scenarios: Annotated[list[str], typer.Argument(help="Files, or names of shipped ones.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write the findings as JSON.")] = False,
) -> None:
    """Check scenarios and designs of sweeps: problems at file:line:column, stage by stage."""
    findings = [_check_one(name) for name in scenarios]
    if as_json:
        echo_json(findings)
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
    sweep = "sweep"
    lesson = "lesson"


def schema(
    of: Annotated[Kind, typer.Argument(help="Of which files.")] = Kind.scenario,
) -> None:
    """Write the JSON Schema of files of scenarios, claims, checks, sweeps or lessons."""
    from wargame.questions import question_library
    from wargame.scenario.schema import json_schema

    echo_json(json_schema() if of is Kind.scenario else question_library.json_schema(of.value))


def _check_one(name: str) -> dict[str, Any]:
    from wargame.cli import printable
    from wargame.declare.errors import InputError, WargameError
    from wargame.scenario import load

    try:
        if _is_design(name):
            return _check_design(name)
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


def _is_design(name: str) -> bool:
    """Whether `name` is a file that says it is a design of a sweep."""
    from pathlib import Path

    from wargame.evidence import strict_yaml

    try:
        there = Path(name).is_file()
    except (OSError, ValueError):  # no name of a file at all; loading it says so
        return False
    return there and "sweep" in strict_yaml.load(name).data


def _check_design(name: str) -> dict[str, Any]:
    from wargame.questions import design_file

    found = design_file.read(name)
    policies, numbers = len(found.policies), len(found.parameters)
    text = (
        f"{name}: a sound design of kind {found.file.design.kind}; {policies} "
        f"polic{'y' if policies == 1 else 'ies'}, {numbers} uncertaint"
        f"{'y' if numbers == 1 else 'ies'}, {found.file.replicates} replicates; "
        "`wargame sweep --dry-run` says how many runs"
    )
    return {"scenario": name, "ok": True, "text": text, "problems": []}
