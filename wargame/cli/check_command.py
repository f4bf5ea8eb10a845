"""`check` and `schema`: is a scenario sound, and what may it hold?"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from wargame.cli.options import echo_json


def check(
    scenarios: Annotated[list[str], typer.Argument(help="Files, or names of shipped ones.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write the findings as JSON.")] = False,
) -> None:
    """Check scenarios and designs of sweeps: problems at file:line:column, stage by stage."""
    from wargame.api.checking_files import check as check_one
    from wargame.cli import printable

    findings = [check_one(name) for name in scenarios]
    if as_json:
        echo_json([finding.as_data() for finding in findings])
    else:
        for finding in findings:
            typer.echo(printable(finding.text), err=not finding.ok)
    if not all(finding.ok for finding in findings):
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
