"""The report: one self-contained HTML file, its figures, and a PDF of it if asked for."""

from __future__ import annotations

import gc
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from wargame.report import (
    answer,
    assumptions,
    balance,
    headlines,
    influence,
    page_file,
    public_record,
    winters,
    words,
)
from wargame.report.against import Against
from wargame.report.figures import draw
from wargame.report.influence import Influence
from wargame.report.sentences import forbidden
from wargame.report.table import Cell, Table, table
from wargame.results import select
from wargame.scenario.outcomes import OUTCOMES

TABLE = 10


def write(
    directory: Path,
    data: Any,
    scenario: Any,
    network: dict[str, Any] | None = None,
    pdf: bool = False,
    base: Against | str = "",
) -> list[answer.Judgement]:
    """Write report.html and figures/*.svg, *.png into `directory` -> the answers in words.

    `network` is the description that `wargame.report.map.draw` takes; `base` is what the scenario
    extends, run by run, or why there is none. Raises WargameError if a
    PDF is wanted and cannot be made, OSError if the files cannot be written.
    """
    with _no_collection():
        charts = draw(data, scenario)
        if network is not None:
            from wargame.report import map as network_map

            title = f"The network of “{scenario.title}”"
            charts.append(network_map.draw(network, scenario.theatre, data, title))
        pictures = page_file.pictures(charts, data.attrs, directory)
    result = influence.influences(data, answer.asked(scenario))
    held = base if isinstance(base, Against) else None
    answers = answer.judgements(data, scenario, result, held)
    values = page_file.common(data) | {"pictures": pictures}
    values |= context(data, scenario, result, answers) | paired(data, base, answers)
    page_file.write(directory, "report", data, values)
    if pdf:
        values |= {"pictures": [page_file.printed(one, directory / "figures") for one in pictures]}
        page_file.write_pdf(page_file.page("report.html.j2", values), directory / "report.pdf")
    return answers


@contextmanager
def _no_collection() -> Iterator[None]:
    """Draw without Python's search for cycles: figures make many objects, and it costs a fifth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def context(
    data: Any,
    scenario: Any,
    found: list[Influence],
    told: list[answer.Judgement],
) -> dict[str, Any]:
    """Everything the brief shows, in words."""
    top, others = influence.top_assumptions(found, TABLE)
    return {
        "data": data,
        "scenario": scenario,
        "period": _period(data),
        "judgements": [(one.sentence, one.paired, driven(one, scenario)) for one in told],
        "kyiv": any("Kyiv" in one.sentence for one in told),
        "by_source": by_source(str(data.attrs["command"]), scenario),
        "headlines": headlines.headline_table(data, scenario),
        "balance": balance.balance_table(data, scenario),
        "influences": _influence_table(top, scenario),
        "noise": influence.noise_words(found, data.sizes["run"]),
        "others": others,
        "changes": _change_table(scenario),
        "events": assumptions.events(scenario),
        "policies": assumptions.policies(scenario),
        "off": [name.replace("_", " ") for name, on in _mechanisms(scenario) if not on],
        "sources": assumptions.cited(scenario),
        "record_credit": public_record.credit(data),
    }


def by_source(command: str, scenario: Any) -> str:
    """The command that tests whether the answer survives other sources, from that of the run."""
    words_of = shlex.split(command)
    if words_of[1:2] != ["run"]:
        return f"wargame estimates {scenario.name}"
    retained = [
        word
        for name, value in pairwise(words_of[3:])
        if name in ("--seed", "--months", "--set")
        for word in (name, value)
    ]
    return shlex.join(["wargame", "estimates", words_of[2], *retained])


def paired(data: Any, base: Against | str, told: list[answer.Judgement]) -> dict[str, Any]:
    """What the page says of the base, and the winters where the question is about power."""
    held = base if isinstance(base, Against) else None
    asks = any(one.outcome == "winters" for one in told)
    return {
        "base": held,
        "no_base": "" if held else str(base),
        "winters": winters.winter_table(data, held) if asks else None,
    }


def _mechanisms(scenario: Any) -> list[tuple[str, bool]]:
    held = scenario.mechanisms
    return list((held if isinstance(held, dict) else held.model_dump()).items())


def _period(data: Any) -> str:
    first, last = (str(data["month"].values[at]) for at in (0, -1))
    return f"{words.month_name(first)} to {words.month_name(last)}"


def driven(one: answer.Judgement, scenario: Any) -> str:
    """What drives an answer, in a sentence; or that nothing stands out."""
    if one.outcome not in OUTCOMES or forbidden(scenario, one.outcome):
        return ""
    if not one.drivers:
        return "No single assumption stands out from chance."
    parts = [
        f"{assumptions.short_label(d.path, scenario.texts)} (more of it, {_direction(d)}; ρ = "
        f"{words.signed(d.rho, 0.01)})"
        for d in one.drivers
    ]
    return "Goes most with " + "; ".join(parts) + "."


def _direction(one: Influence) -> str:
    if select.never(one.outcome):
        return "later or never" if one.rho > 0 else "sooner"
    return "higher" if one.rho > 0 else "lower"


def _influence_table(top: list[Influence], scenario: Any) -> Table:
    rows = []
    for one in top:
        row = assumptions.row(one.path, scenario)
        moves = OUTCOMES[one.outcome].meaning
        rho, low, high = (words.signed(x, 0.01) for x in (one.rho, one.low, one.high))
        dated = f"as of {row['as_of']}" + (f"; grade {row['grade']}" if row["grade"] else "")
        source = Cell(row["source"], dated, link=row["link"])
        label = Cell(row["label"], one.path, code=True)
        spread = Cell(rho, f"{low} to {high}")
        rows.append((label, f"{row['value']} ({row['span']})", moves, spread, source))
    heads = ("Assumption", "Value, range", "Moves with", "ρ", "Source")
    return table("ρ with its 95% interval; the range is what runs draw from.", heads, rows)


def _change_table(scenario: Any) -> Table:
    rows = []
    for row in assumptions.changed(scenario):
        label = Cell(row["label"], row["path"], code=True)
        source = Cell(row["source"], row["where"], link=row["link"])
        rows.append((label, row["before"], f"{row['value']} ({row['span']})", source))
    return table("", ("Assumption", "Catalogue", "Here", "Source, where set"), rows)
