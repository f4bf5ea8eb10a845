"""What a notebook shows of a scenario, a run and a comparison: a few lines of HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from wargame.report import answer, assumptions, influence, words
from wargame.report.table import Table, table

if TYPE_CHECKING:
    import xarray

    from wargame.scenario import Scenario

SHOWN = 12  # changes, events or rows; the rest is counted


def scenario_html(scenario: Scenario) -> str:
    """Question, horizon, and what differs from the catalogue."""
    changed = [
        (row["label"], row["before"], f"{row['value']} ({row['span']})")
        for row in assumptions.changed(scenario)
    ]
    events = [
        (row["on"], row["event"], row["details"]) for row in assumptions.events(scenario.events)
    ]
    off = [(name.replace("_", " "),) for name, on in scenario.mechanisms.items() if not on]
    tables = [
        table("Changed numbers", ("number", "catalogue", "here"), changed),
        table("Events", ("day", "event", "details"), events),
        table("Policies that are not the usual ones", ("policy", "here"), _policies(scenario)),
        table("Mechanisms switched off", ("mechanism",), off),
    ]
    months = f"{scenario.months} months from {words.full_date(scenario.start)}"
    line = f"{months}; {scenario.runs:,} runs, seed {scenario.seed}; hash {scenario.hash[:12]}"
    return _page(scenario.title, [scenario.question], line, tables)


def _policies(scenario: Scenario) -> list[tuple[str, str]]:
    """Each policy that is not the default, and what it is."""
    usual = replace(scenario, policies=type(scenario.policies)())
    pairs = zip(assumptions.policies(scenario), assumptions.policies(usual))
    return [own for own, default in pairs if own != default]


def run_html(data: xarray.Dataset, scenario: Scenario) -> str:
    """The answers to the question of `scenario`, and their outcomes as a table."""
    from wargame.report.headlines import outcome_table

    result = influence.influences(data, answer.asked(scenario))
    text = answer.judgements(data, scenario, result) if data.sizes.get("month") else []
    names = [name for name in answer.asked(scenario) if name in data["outcome"].values]
    shown = replace(outcome_table(data, scenario, names), title="", note="")
    line = f"{data.sizes['run']:,} runs, seed {data.attrs['seed']}. Not a prediction."
    lines = [scenario.question, *(one.sentence for one in text)]
    return _page(scenario.title, lines, line, [shown])


def sweep_html(data: xarray.Dataset, facts: Mapping[str, str], summary: Table) -> str:
    """Title and question of a sweep, and its outcomes by policy."""
    sizes = " x ".join(f"{data.sizes[dim]} {dim}" for dim in ("policy", "point", "replicate"))
    return _page(facts["title"], [facts["question"]], f"{sizes}. Not a prediction.", [summary])


def result_html(title: str, lines: Sequence[str], tables: Sequence[Table]) -> str:
    """A result in words and tables."""
    return _page(title, lines, "Runs of a model. Not a prediction.", tables)


def _page(title: str, lines: Sequence[str], line: str, tables: Sequence[Table]) -> str:
    from wargame.report.page_file import page

    shown = [(one.first(SHOWN), max(0, len(one) - SHOWN)) for one in tables if len(one)]
    return page("snippet.html.j2", {"title": title, "lines": lines, "line": line, "tables": shown})
