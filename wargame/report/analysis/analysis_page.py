"""analysis.html: all parts that a sweep can tell, or one attribution, as one page."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

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


def sections(found: Any, ds: Any, horizon: int, data: Any) -> list[Section]:
    """Every part of `found` (Findings of a study) that was asked for, about sweep `ds`."""
    naming = Naming(ds)
    every = [
        sensitivity_section.section(found, naming, data),
        discovery_section.section(found, naming, data),
        discovery_section.leading(found, naming, data),
        tipping_section.section(found, naming, horizon, data),
        policies_section.section(found, naming, data),
        policies_section.attribution(found, naming, data),
    ]
    return [one for one in every if one.lead or one.missing]


def shown(ds: Any, facts: dict[str, Any]) -> Any:
    """What figures need to know of their data: provenance, and how many runs."""
    runs = int(ds.attrs["rows"]) - int(ds.attrs["rows_failed"]) - int(ds.attrs["rows_missing"])
    return SimpleNamespace(attrs=facts, sizes={"run": runs})


def write(
    directory: Path, parts: list[Section], found: Any, ds: Any, facts: dict[str, Any]
) -> None:
    """Write analysis.html and figures/ into `directory`.

    `parts` are its sections, `found` the Findings, `ds` the sweep they are of, `facts` its
    provenance with the command that makes the page again.
    """
    data = shown(ds, facts)
    chosen = " (chosen here: the worse quarter of all runs)" if found.chosen else ""
    about = {
        "label": "Analysis of a sweep · strategic missile stockpiling",
        "question": facts.get("question", ""),
        "asked": f"{named.test(found.predicate)}{chosen}",
        "meta": _meta(ds, data),
        "warnings": warnings(ds),
    }
    _write(directory, parts, about, facts, data)


def _meta(ds: Any, data: Any) -> str:
    sizes = ds.sizes
    one = sizes["policy"] == 1
    return (
        f"{data.sizes['run']:,} runs: {sizes['policy']:,} polic{'y' if one else 'ies'} × "
        f"{sizes['point']:,} points × {sizes['replicate']:,} replicates; design "
        f"{ds.attrs['design_kind'].replace('_', ' ')}; wargame {ds.attrs['version']}"
    )


def warnings(ds: Any) -> list[str]:
    """What a reader must know of the sweep before its intervals."""
    result = []
    for key, why in (("rows_failed", "failed and are left out"),
                     ("rows_missing", "are not there yet: the sweep is not finished")):  # fmt: skip
        if int(ds.attrs[key]):
            result.append(f"{int(ds.attrs[key]):,} of {int(ds.attrs['rows']):,} runs {why}.")
    run = ds["run"].values
    if len(run) > 1 and (run == run[0]).all():
        text = (
            "luck is in no interval"
            if len(run[0]) == 1
            else "intervals of shares, policies and flips hold luck as far as these tell, those of "
            "shares of variance and mean effects are over points alone"
        )
        result.append(
            f"All points share the luck of their replicate ({len(run[0]):,} in all): {text}."
        )
    return result


def write_attribution(
    directory: Path, found: list[Any], ends: tuple[str, str], facts: dict[str, Any]
) -> Section:
    """Write analysis.html of why two scenarios differ -> its section."""
    data = SimpleNamespace(attrs=facts, sizes={"run": found[0].n})
    text = Section("attribution", "What each input adds", "attribution", {})
    naming = Naming(None)
    for one in found:
        text.lead.append(policies_section.parts_words(one, naming, ends))
        text.charts.append(policies_section.parts_chart(one, naming, ends, data))
        text.tables.append(policies_section.parts_table(one, naming))
    text.notes.append(policies_section.parts_note(found[0], "inputs in which the two differ"))
    about = {
        "label": "Attribution · strategic missile stockpiling",
        "question": f"Why do {ends[0]} and {ends[1]} differ?",
        "asked": "",
        "meta": f"{found[0].n:,} runs of each of {found[0].mixes:,} mixes with the same luck; "
        f"wargame {facts['version']}",
        "warnings": [],
    }
    _write(directory, [text], about, facts, data)
    return text


def _write(
    directory: Path, parts: list[Section], about: dict[str, Any], facts: dict[str, Any], data: Any
) -> None:
    number = count(1)
    for part in parts:
        saved = page_file.pictures(part.charts, facts, directory)
        part.pictures = [one | {"number": next(number)} for one in saved]
    page_file.write(directory, "analysis", data, about | {"parts": parts})
