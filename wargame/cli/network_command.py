"""`wargame network`: draw who makes, holds, fires, defends and supplies, on the map of Europe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.options import Force, ScenarioName
from wargame.declare.errors import WargameError


def network(
    scenario: ScenarioName,
    out: Annotated[
        Path | None,
        typer.Option(
            help="File to write, .svg or .png; without it, both in the current directory."
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Draw the network of a scenario on the map of Europe."""
    from types import SimpleNamespace

    from wargame.model.network import describe
    from wargame.report import map as european_map
    from wargame.report.figures import canvas
    from wargame.results.files import write_whole
    from wargame.results.provenance import provenance
    from wargame.scenario import load

    loaded = load(scenario)
    targets = _targets(out, f"{loaded.name}_network")
    for target in targets:
        if target.exists() and not force:
            raise WargameError(f"{target}: exists; choose another --out, or --force to replace it")
    facts = provenance(loaded, f"wargame network {scenario}")
    data = SimpleNamespace(attrs=facts, sizes={"run": 0})
    chart = european_map.draw(describe(loaded), data, f"The network of “{loaded.title}”")
    for target in targets:
        write_whole(target, canvas.render(chart.figure, facts, target.suffix[1:]))
        typer.echo(str(target))


def _targets(out: Path | None, name: str) -> list[Path]:
    if out is None:
        return [Path(f"{name}.svg"), Path(f"{name}.png")]
    if out.suffix not in (".svg", ".png"):
        raise WargameError(f"{out}: the name must end in .svg or .png")
    return [out]
