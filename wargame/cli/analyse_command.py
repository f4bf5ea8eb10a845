"""`wargame analyse` and `wargame leads-to`: what a finished sweep can tell."""

from __future__ import annotations

import math
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wargame.cli.options import Force, Json, echo_json

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDE = 120  # columns where the output is not a terminal
EXTRA = {"SALib": "SALib", "sklearn": "scikit-learn"}
SweepDir = Annotated[Path, typer.Argument(help="Directory of a sweep (wargame sweep --out).")]
Test = Annotated[
    str,
    typer.Option(
        metavar="PREDICATE",
        help='What is asked of every run, such as "capital_ballistic_dry < 2026-12" '
        "(default: the worse quarter of the first outcome).",
    ),
]


def analyse(
    directory: SweepDir,
    test: Test = "",
    outcome: Annotated[
        list[str] | None, typer.Option(help="Outcome to explain (again for more; default: three).")
    ] = None,
    policy: Annotated[
        str | None,
        typer.Option(
            help="Policy that sensitivity and tipping points are of (default: the first)."
        ),
    ] = None,
    along: Annotated[
        list[str] | None,
        typer.Option(metavar="PATH", help="Number to follow, or two (default: what moves most)."),
    ] = None,
    what: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PART",
            help="sensitivity, discovery, leads-to, tipping, robust, attribution (default: all).",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Where the report is written (default: out/<name>.analysis)."),
    ] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """What matters, where it happens, what tips it, which policy is robust: one report.

    What the design of the sweep cannot tell is named with its reason, and the rest is told.
    """
    require_extra()
    from wargame.results.files import refuse_used
    from wargame.study.analysis.full_analysis import PARTS, asked
    from wargame.study.analysis.full_analysis import analyse as study
    from wargame.study.sweep.opening import open_sweep

    ds, parts = open_sweep(directory), list(what or PARTS)
    asked(ds, test, outcome or (), policy, along or (), parts)  # before the place it is written to
    home = out or Path("out") / f"{ds.attrs['design_name']}.analysis"
    refuse_used(home, force)
    found = study(ds, test, outcome or (), policy, along or (), parts)
    words = ["analyse", str(directory), *(["--test", test] if test else [])]
    for option, given in (("--outcome", outcome), ("--along", along), ("--what", what)):
        for one in given or ():
            words += [option, one]
    words += ["--policy", policy] if policy else []
    told = write(home, found, ds, facts_of(ds, words), force)
    if as_json:
        echo_json(told)
    else:
        _tell(told, home)


def require_extra() -> None:
    """Raise WargameError, saying what to install, if a library of the extra is not there."""
    from importlib.util import find_spec

    from wargame.declare.errors import WargameError

    lacking = [name for module, name in EXTRA.items() if find_spec(module) is None]
    if lacking:
        raise WargameError(
            f"{' and '.join(lacking)}: not installed; `pip install 'wargame[analysis]'` adds it"
        )


def facts_of(ds: Any, words: Sequence[str]) -> dict[str, Any]:
    """Provenance of an analysis: that of the sweep, the command, and what worked it out."""
    from wargame.results.provenance import installed

    own = {name: installed(name) for name in ("SALib", "scikit-learn", "scipy", "xarray")}
    facts = {k: v for k, v in ds.attrs.items() if isinstance(v, str) and k != "design"}
    command = shlex.join(["wargame", *words])
    return facts | own | {"command": command, "made_by": facts.get("command", "")}


def write(home: Path, found: Any, ds: Any, facts: dict[str, Any], force: bool) -> dict[str, Any]:
    """Write analysis.html, figures/, analysis.json, manifest.json; all or nothing -> the JSON."""
    from wargame.report.analysis import analysis_page
    from wargame.results.files import whole_directory, write_json
    from wargame.results.manifest import write_manifest
    from wargame.study.analysis import sample

    with whole_directory(home, force) as directory:
        parts = analysis_page.write(directory, found, ds, facts, sample.horizon(ds))
        told = {
            "sections": {
                part.part: {"words": part.lead, "missing": part.missing} for part in parts
            },
            "found": plain(found),
            "provenance": facts,
        }
        write_json(directory / "analysis.json", told)
        write_manifest(directory, facts)
    return told


def plain(value: Any) -> Any:
    """Anything that an analysis gives as plain JSON; what is not a number is null, never 'inf'."""
    import dataclasses

    import numpy as np

    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {of.name: plain(getattr(value, of.name)) for of in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, np.ndarray | np.generic):
        return plain(value.tolist())
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "never" if value == math.inf else None
    return value


def _tell(told: dict[str, Any], home: Path) -> None:
    screen = console()
    for part, section in told["sections"].items():
        screen.print(_text(part.capitalize().replace("-", " "), bold=True))
        for line in section["words"]:
            screen.print(_text(f"- {line}"))
        for line in section["missing"]:
            screen.print(_text(f"- not told: {line}"))
    screen.print(
        _text("Shares of runs of a model, over the ranges of the design. Not a prediction.")
    )
    screen.print(_text(f"Report: {home / 'analysis.html'}"), soft_wrap=True)


def console() -> Any:
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDE
    return console


def _text(words: str, bold: bool = False) -> Any:
    from rich.text import Text

    return Text(words, style="bold" if bold else "")


def leads_to(
    predicate: Annotated[
        str, typer.Argument(help='What is to come about: "capital_ballistic_dry < 2026-12".')
    ],
    directory: SweepDir,
    sets: Annotated[int, typer.Option(help="Sets of inputs to show.", min=1, max=20)] = 5,
    as_json: Json = False,
) -> None:
    """Which sets of inputs lead there? Some that differ, and what tells them from the others."""
    from wargame.declare.errors import WargameError
    from wargame.study.analysis.leads_to import leads_to as study
    from wargame.study.sweep.opening import open_sweep

    if not directory.is_dir() and Path(predicate).is_dir():
        raise WargameError('expected the predicate first: wargame leads-to "OUTCOME < ..." DIR')
    ds = open_sweep(directory)
    found = study(ds, predicate, sets)
    if as_json:
        told = plain(found) | {"provenance": facts_of(ds, ["leads-to", predicate, str(directory)])}
        echo_json(told)
        return
    _tell_sets(found, ds)


def _tell_sets(found: Any, ds: Any) -> None:
    from rich.table import Table

    from wargame.report.analysis.discovery_section import leads_words
    from wargame.report.analysis.naming import Naming

    screen, naming = console(), Naming(ds)
    for line in leads_words(found, naming):
        screen.print(_text(line))
    table = Table(title="Sets that stand for all that lead there", title_justify="left")
    table.add_column("input")
    for at, way in enumerate(found.ways):
        table.add_column(f"{'ABCDEFGHIJKLMNOPQRST'[at]} ({100 * way.weight:.0f}%)")
    for path in [one.path for one in found.told]:
        cells = [naming.value(path, way.inputs[path]) for way in found.ways]
        table.add_row(*map(_text, (naming.label(path), *cells)))
    hits = [f"{way.hits:,} of {way.runs:,}" for way in found.ways]
    table.add_row(*map(_text, ("runs that lead there", *hits)))
    table.add_row(*map(_text, ("point of the sweep", *(str(way.point) for way in found.ways))))
    screen.print(table)
    screen.print(_text("Inputs by how clearly they differ from the others. Not a prediction."))
