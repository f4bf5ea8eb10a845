"""Who makes, holds, fires, defends and supplies, drawn on the theatre's map."""

from __future__ import annotations

from pathlib import Path

from wargame.api.scenarios import Scenario, scenario_of
from wargame.api.simulation import command
from wargame.declare.errors import WargameError
from wargame.model.network import describe
from wargame.report import map as network_map
from wargame.report.figures import canvas
from wargame.results.files import refuse_file, write_whole
from wargame.results.provenance import provenance

KINDS = (".svg", ".png")


def network(
    scenario: Scenario | str | Path, out: str | Path | None = None, force: bool = False
) -> list[Path]:
    """Draw the network of a scenario in the file `out`, .svg or .png (default: both, in the
    current directory) -> the files written.

    Raises WargameError for another ending, or a file that is there; `force` replaces it.
    """
    given = scenario_of(scenario)
    loaded = given.definition
    files = [Path(out)] if out is not None else [Path(f"{loaded.name}_network{k}") for k in KINDS]
    for file in files:
        if file.suffix not in KINDS:
            raise WargameError(f"{file}: the name must end in .svg or .png")
        refuse_file(file, force)
    basis = loaded.basis
    line = command("network", given.file, as_of=basis.as_of, evidence=basis.evidence)
    facts = provenance(loaded, line)
    source = canvas.Source(facts, {"run": 0})
    title = f"The network of “{loaded.title}”"
    chart = network_map.draw(describe(loaded), loaded.theatre, source, title)
    for file in files:
        write_whole(file, canvas.render(chart.figure, facts, file.suffix[1:]))
    return files
