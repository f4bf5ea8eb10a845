"""analysis.html: all parts that a sweep can tell, or one attribution, as one page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from wargame.report import page_file
from wargame.report.analysis import (
    discovery_section,
    policies_section,
    sensitivity_section,
    tipping_section,
)
from wargame.report.analysis import naming as named
from wargame.report.analysis.naming import Naming
from wargame.report.analysis.section import Section
from wargame.report.phrases import note

if TYPE_CHECKING:
    import xarray

    from wargame.report.figures.canvas import Sourced
    from wargame.study.analysis.attribution import Attribution
    from wargame.study.analysis.full_analysis import Findings

    Facts = dict[str, str]


def sections(findings: Findings, ds: xarray.Dataset, horizon: int, data: Sourced) -> list[Section]:
    """Every part of `findings` (Findings of a study) that was asked for, about sweep `ds`."""
    naming = Naming(ds)
    why = Section("attribution", "Why policies differ", findings.skipped)
    every = [
        sensitivity_section.section(findings, naming, data),
        discovery_section.section(findings, naming, data),
        discovery_section.leading(findings, naming, data),
        tipping_section.section(findings, naming, horizon, data),
        policies_section.section(findings, naming, data),
        policies_section.attribution(
            findings.attribution, naming, findings.between, why, "levers", data
        ),
    ]
    return [one for one in every if one.lead or one.missing]


def shown(ds: xarray.Dataset, facts: Facts) -> Sourced:
    """What figures need to know of their data: provenance, and how many runs."""
    runs = int(ds.attrs["rows"]) - int(ds.attrs["rows_failed"]) - int(ds.attrs["rows_missing"])
    return SimpleNamespace(attrs=facts, sizes={"run": runs})


def write(
    directory: Path, parts: Sequence[Section], findings: Findings, ds: xarray.Dataset, facts: Facts
) -> None:
    """Write analysis.html and figures/ into `directory`.

    `parts` are its sections, `findings` the Findings, `ds` the sweep they are of, `facts` its
    provenance with the command that makes the page again.
    """
    data, sizes = shown(ds, facts), ds.sizes
    chosen = " (chosen here: the worse quarter of all runs)" if findings.chosen else ""
    policies = f"{sizes['policy']:,} polic{'y' if sizes['policy'] == 1 else 'ies'}"
    about: dict[str, object] = {
        "label": "Analysis of a sweep · strategic missile stockpiling",
        "question": facts.get("question", ""),
        "asked": f"{named.test(findings.predicate)}{chosen}",
        "meta": f"{data.sizes['run']:,} runs: {policies} × {sizes['point']:,} points × "
        f"{sizes['replicate']:,} replicates; design {ds.attrs['design_kind'].replace('_', ' ')}; "
        f"wargame {ds.attrs['version']}",
        "warnings": warnings(ds),
    }
    _write(directory, parts, about, data)


def warnings(ds: xarray.Dataset) -> list[str]:
    """What a reader must know of the sweep before its intervals."""
    result = []
    for key, why in (("rows_failed", "failed and are left out"),
                     ("rows_missing", "are not there yet: the sweep is not finished")):  # fmt: skip
        if int(ds.attrs[key]):
            result.append(f"{int(ds.attrs[key]):,} of {int(ds.attrs['rows']):,} runs {why}.")
    run = ds["run"].values
    if len(run) > 1 and (run == run[0]).all():
        replicates = len(run[0])
        luck = "luck is in no interval" if replicates == 1 else note("shared_luck")
        result.append(
            f"All points share the luck of their replicate ({replicates:,} in all): {luck}."
        )
    return result


def write_attribution(
    directory: Path, every: Sequence[Attribution], ends: tuple[str, str], facts: Facts
) -> Section:
    """Write analysis.html of why two scenarios differ -> its section."""
    first = every[0]
    data = SimpleNamespace(attrs=facts, sizes={"run": first.n})
    text = Section("attribution", "What each input adds")
    inputs = "inputs in which the two differ"
    policies_section.attribution(every, Naming(None), ends, text, inputs, data)
    about: dict[str, object] = {
        "label": "Attribution · strategic missile stockpiling",
        "question": f"Why do {ends[0]} and {ends[1]} differ?",
        "asked": "",
        "meta": f"{first.n:,} runs of each of {first.mixes:,} mixes with the same luck; "
        f"wargame {facts['version']}",
        "warnings": [],
    }
    _write(directory, [text], about, data)
    return text


def _write(
    directory: Path, parts: Sequence[Section], about: dict[str, object], data: Sourced
) -> None:
    number = count(1)
    for part in parts:
        saved = page_file.pictures(part.charts, data.attrs, directory)
        part.pictures = [{**one, "number": next(number)} for one in saved]
    page_file.write(directory, "analysis", data, about | {"parts": parts})
