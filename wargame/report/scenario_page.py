"""The report: one self-contained HTML file, its figures, and a PDF of it if asked for."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from itertools import chain, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from wargame.kernel.garbage import seldom_collected
from wargame.report import (
    answer,
    assumptions,
    balance,
    forecast_words,
    grounds,
    headlines,
    influence,
    opening_words,
    page_file,
    public_record,
    winters,
    words,
)
from wargame.report.against import Against
from wargame.report.answer import Judgement
from wargame.report.confidence_words import LEFT_OUT, MEANING, Sure, with_confidence
from wargame.report.figures import draw, grounds_figure
from wargame.report.influence import Influence
from wargame.report.phrases import phrase
from wargame.report.sentences import declared, forbidden
from wargame.report.table import Cell, Table, table
from wargame.results import select
from wargame.results.month_days import last_day, parts
from wargame.results.recorded import record_of
from wargame.scenario.outcomes import OUTCOMES
from wargame.scenario.own_figures import cautions

if TYPE_CHECKING:
    import xarray

    from wargame.report.map import Description
    from wargame.scenario import Scenario

TABLE = 10


class Studied(NamedTuple):
    """What more runs say of the answers: what they stand on, or why that is not told; confidence
    in each; `not_sure`: that was left out, as asked."""

    ground: grounds.Section | str = ""
    sure: Sure = MappingProxyType({})
    not_sure: bool = False


SHARED = ("--seed", "--months", "--set", "--as-of", "--evidence")  # options of run and estimates


def write(
    directory: Path,
    data: xarray.Dataset,
    scenario: Scenario,
    network: Description | None = None,
    pdf: bool = False,
    base: Against | str = "",
    studied: Callable[[], Studied] = Studied,
) -> list[Judgement]:
    """Write report.html and figures/*.svg, *.png into `directory` -> the answers in words.

    `network` is the description that `wargame.report.map.draw` takes; `base` is what the scenario
    extends, run by run, or why there is none; `studied` is asked once the figures are drawn.
    Raises WargameError if a PDF is wanted and cannot be made, OSError if the files cannot be
    written.
    """
    with seldom_collected():
        charts = draw(data, scenario)
        if network is not None:
            from wargame.report import map as network_map

            title = f"The network of “{scenario.title}”"
            charts.append(network_map.draw(network, scenario.theatre, data, title))
        pictures = page_file.pictures(charts, data.attrs, directory)
    values = page_file.common(data) | {"pictures": pictures}
    studies = studied()
    answers, shown = context(data, scenario, base, studies)
    values |= (
        shown | {"grounds": studies.ground} | _grounds_picture(studies.ground, data, directory)
    )
    page_file.write(directory, "report", data, values)
    if pdf:
        values |= {"pictures": [page_file.printed(one, directory / "figures") for one in pictures]}
        page_file.write_pdf(page_file.page("report.html.j2", values), directory / "report.pdf")
    return answers


def context(
    data: xarray.Dataset, scenario: Scenario, base: Against | str, studied: Studied | None = None
) -> tuple[list[Judgement], dict[str, object]]:
    """The answers, and everything the brief shows, in words."""
    sure, left_out = (studied.sure, studied.not_sure) if studied else ({}, False)
    pairs = influence.influences(data, answer.asked(scenario))
    other = base if isinstance(base, Against) else None
    answers = answer.judgements(data, scenario, pairs, other)
    for at, one in enumerate(answers):
        if one.outcome in sure:
            answers[at] = with_confidence(one, *sure[one.outcome], scenario)
    top, others = influence.top_assumptions(pairs, TABLE)
    return answers, {
        "scenario": scenario,
        "period": _period(data),
        "parts": " and ".join(words.of_days(*part) for part in parts(data)),
        "cautions": cautions(scenario),
        "judgements": [
            (one.sentence, one.paired, driven(one, scenario), one.confidence) for one in answers
        ],
        "confidence": MEANING if sure else LEFT_OUT if left_out else "",
        "capital": _capital(answers, scenario),
        "by_source": by_source(str(data.attrs["command"]), scenario),
        "base": other,
        "no_base": "" if other else str(base),
        "winters": _winters(answers, data, other),
        "ground": " and ".join(_ground_fire(data)),
        "headlines": headlines.headline_table(data, scenario),
        "balance": balance.balance_table(data),
        "influences": _influence_table(top, scenario),
        "noise": influence.noise_words(pairs, data.sizes["run"]),
        "others": others,
        "changes": _change_table(scenario),
        "diff": evidence_diff(str(data.attrs["command"]), scenario),
        "opening": opening_words.opening(scenario),
        "history": assumptions.events(scenario.history),
        "events": assumptions.events(scenario.events),
        "policies": assumptions.policies(scenario),
        "off": [name.replace("_", " ") for name, on in dict(scenario.mechanisms).items() if not on],
        "sources": assumptions.cited(scenario),
        "record_credit": public_record.credit(data),
        "before": forecast_words.before(scenario, record_of(data)),
    }


def _ground_fire(data: xarray.Dataset) -> list[str]:
    """Names of weapons that are kept for firing at the ground."""
    return [str(name) for name in data["weapon_name"].values[data["weapon_group"] == "ground_fire"]]


def _capital(answers: Sequence[Judgement], scenario: Scenario) -> str:
    """What is meant by the capital, where an answer speaks of it."""
    named = any(scenario.theatre.words.capital in one.sentence for one in answers)
    return phrase(scenario.theatre, "page", "capital") if named else ""


def _winters(
    answers: Sequence[Judgement], data: xarray.Dataset, base: Against | None
) -> Table | None:
    """The winters, where the question is about power."""
    asked = any(one.outcome == "winters" for one in answers)
    return winters.winter_table(data, base) if asked else None


def by_source(command: str, scenario: Scenario) -> str:
    """The command that tests whether the answer survives other sources, from that of the run."""
    given = shlex.split(command)
    if given[1:2] != ["run"]:
        return f"wargame estimates {scenario.name}"
    pairs = [pair for pair in pairwise(given[3:]) if pair[0] in SHARED]
    return shlex.join(["wargame", "estimates", given[2], *chain.from_iterable(pairs)])


def evidence_diff(line: str, scenario: Scenario) -> str:
    """The command that shows what evidence given with `line` moves; '' where there is none."""
    given = shlex.split(line)
    if given[1:2] != ["run"] or not scenario.basis.evidence:
        return ""
    pairs = [pair for pair in pairwise(given[3:]) if pair[0] in ("--months", "--as-of")]
    sides = ["shipped", scenario.basis.evidence[0], "--scenario", given[2]]
    return shlex.join(["wargame", "evidence", "diff", *sides, *chain.from_iterable(pairs)])


def _grounds_picture(
    ground: grounds.Section | str, data: xarray.Dataset, directory: Path
) -> dict[str, object]:
    """The picture of what the answers stand on, saved in `directory`, where it is told."""
    if isinstance(ground, str) or not ground.by_outcome:
        return {}
    chart = grounds_figure.draw(ground.by_outcome, data)
    [picture] = page_file.pictures([chart], data.attrs, directory)
    return {"grounds_picture": picture}


def _period(data: xarray.Dataset) -> str:
    if parts(data):
        return f"{words.full_date(select.start(data))} to {words.full_date(last_day(data))}"
    first, last = (words.month_name(str(data["month"].values[at])) for at in (0, -1))
    return first if first == last else f"{first} to {last}"


def driven(one: Judgement, scenario: Scenario) -> str:
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
    return "Moves most with " + "; ".join(parts) + "."


def _direction(one: Influence) -> str:
    if select.never(one.outcome):
        return "later or never" if one.rho > 0 else "sooner"
    return "higher" if one.rho > 0 else "lower"


def _influence_table(top: list[Influence], scenario: Scenario) -> Table:
    rows = []
    for one in top:
        row = assumptions.row(one.path, scenario)
        moves = declared(one.outcome, scenario).meaning
        rho, low, high = (words.signed(x, 0.01) for x in (one.rho, one.low, one.high))
        dated = f"as of {row['as_of']}" + (f"; grade {row['grade']}" if row["grade"] else "")
        source = Cell(row["source"], dated, link=row["link"])
        label = Cell(row["label"], one.path, code=True)
        spread = Cell(rho, f"{low} to {high}")
        rows.append((label, f"{row['value']} ({row['span']})", moves, spread, source))
    heads = ("Assumption", "Value, range", "Moves with", "ρ", "Source")
    return table("ρ with its 95% interval; the range is what runs draw from.", heads, rows)


def _change_table(scenario: Scenario) -> Table:
    rows = []
    for row in assumptions.changed(scenario):
        label = Cell(row["label"], row["path"], code=True)
        source = Cell(row["source"], row["where"], link=row["link"])
        rows.append((label, row["before"], f"{row['value']} ({row['span']})", source))
    return table("", ("Assumption", "Catalogue", "Here", "Source, where set"), rows)
