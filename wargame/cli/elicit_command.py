"""`wargame elicit`: ask a panel of experts for the numbers that no source gives."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.options import AsOf, Evidence, Force, Runs, ScenarioName

app = typer.Typer(help="A panel of experts: forms, rounds, pooled figures.", no_args_is_help=True)
Forms = Annotated[list[Path], typer.Argument(help="Filled-in forms, one an expert.")]
Out = Annotated[Path, typer.Option(help="File to write.")]


class Weights(StrEnum):
    """How answers are weighted."""

    EQUAL = "equal"
    PERFORMANCE = "performance"


@app.callback()
def elicit() -> None:
    """A panel of experts after the IDEA protocol: answer alone, see the others, answer again."""


@app.command("form")
def form_(
    scenario: ScenarioName,
    out: Out,
    name: Annotated[str, typer.Option(help="Name of the panel, of a-z, 0-9 and _.")] = "panel",
    number: Annotated[
        list[str] | None, typer.Option(help="Path of a number to ask about (default: --top).")
    ] = None,
    top: Annotated[int, typer.Option(help="How many judgements to ask about.", min=1)] = 10,
    seeds: Annotated[
        int, typer.Option(help="How many facts with known values to ask as well.", min=0)
    ] = 10,
    runs: Runs = 300,
    as_of: AsOf = None,
    evidence: Evidence = None,
    force: Force = False,
) -> None:
    """Write a blank form about the judgements that move a scenario's answer most."""
    from wargame.api import panel_forms
    from wargame.api.progress import Terminal
    from wargame.api.scenarios import load

    refuse(out, force)
    given = load(scenario, as_of=as_of, evidence=evidence or ())
    text = panel_forms.form(given, name, number or (), top, seeds, runs or 300, Terminal(False))
    write(out, text)


@app.command()
def check(files: Forms) -> None:
    """Read forms and say how much of them is answered."""
    from wargame.api import eliciting

    for one in eliciting.answers(files):
        asked = len(one.form.judgements), len(one.form.seeds)
        answered = len(one.judgements), len(one.seeds)
        typer.echo(
            f"{one.file}: {one.expert}, round {one.form.round}: {answered[0]} of {asked[0]} "
            f"numbers answered, {answered[1]} of {asked[1]} facts"
        )


@app.command("feedback")
def feedback_(files: Forms, out: Out, force: Force = False) -> None:
    """Write the form of the next round: what all said stands above each number, without names."""
    from wargame.api import eliciting, panel_forms

    refuse(out, force)
    write(out, panel_forms.feedback(eliciting.answers(files)))


@app.command()
def pool(
    files: Forms,
    out: Annotated[
        Path | None, typer.Option(help="File to write (default: panels/<name>.yaml).")
    ] = None,
    weights: Annotated[
        Weights, typer.Option(help="equal, or by performance on facts with known values.")
    ] = Weights.EQUAL,
    seeds: Annotated[
        list[Path] | None,
        typer.Option(help="Forms of the first round, whose facts weigh by performance."),
    ] = None,
    force: Force = False,
) -> None:
    """Pool answers into evidence, which `run --estimate panel:NAME` takes."""
    from wargame.api import eliciting
    from wargame.cli.terminal import printable
    from wargame.scenario import panels

    if out is not None:
        refuse(out, force)
    panel = eliciting.pooled(files, weights.value, seeds or ())
    place = out or Path(panels.FOLDER) / f"{panel.name}.yaml"
    refuse(place, force)
    panel.save(place)
    for line in panel.words():
        typer.echo(printable(line))
    name = place if out else panel.name
    typer.echo(f"Written: {place} (evidence; `wargame run SCENARIO --estimate panel:{name}`)")


def refuse(out: Path, force: bool) -> None:
    """Raise WargameError where `out` is there and may not be replaced."""
    from wargame.declare.errors import WargameError

    if out.exists() and not (force and out.is_file()):
        raise WargameError(f"{out}: exists; choose another place, or use --force to replace it")


def write(out: Path, text: str) -> None:
    """Write a form, whole or not at all."""
    from wargame.results.files import write_whole

    write_whole(out, text.encode())
    typer.echo(f"Written: {out}")
