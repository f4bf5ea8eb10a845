"""The scenario that a run extends, simulated with common random numbers, so that a report can say
what the changes of the scenario do and not only where it ends."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from wargame.api.progress import Display
from wargame.api.simulation import command_of, simulated
from wargame.declare.errors import WargameError
from wargame.report.against import Against
from wargame.report.answer import asked
from wargame.report.sentences import forbidden
from wargame.scenario import load
from wargame.study import compare as study
from wargame.study.differences import input_differences
from wargame.study.paired import pair

if TYPE_CHECKING:
    import xarray

    from wargame.scenario import Scenario

RUNS = 100  # of the base; a paired difference needs far fewer runs than a level


def against(scenario: Scenario, file: str, data: xarray.Dataset, display: Display) -> Against | str:
    """The base of `scenario`, its first runs paired with those of `data`; or why there is none.

    `file` is what commands name for `scenario`; seed and horizon hold for the base as well.
    """
    facts = data.attrs
    parent = facts.get("base", "")
    if not parent:
        return ""
    settings, estimate = shlex.split(facts["settings"]), facts["estimate"]
    try:
        base, extra = _loaded(parent, scenario, settings, estimate)
    except WargameError as error:
        return f"{parent} could not be run as a base: {str(error).splitlines()[0]}."
    if base.start != scenario.start:
        return f"{parent} starts on another day, so that it is no base to compare with."
    if not input_differences([base, scenario]):
        return ""
    both = [*settings, extra] if extra else settings
    line = command_of(_dated(scenario, parent), "compare", [parent, file], both, estimate)
    held, first = simulated(base, line, display), data.isel(run=slice(0, base.runs))
    comparison = study.compare([base, scenario], [held, first])
    pairs = {one.name: one for one in study.fair(comparison, comparison.pairs[0])}
    for at in study.stock_after(comparison):  # on one calendar, though only one counts from a halt
        pairs[f"stock_{at.after}_months"] = pair(f"stock_{at.after}_months", *at.values)
    words = f", with the same leave to strike other states ({extra})" if extra else ""
    return Against(base, held, first, pairs, pair, line, words)


def _loaded(
    parent: str, scenario: Scenario, settings: Sequence[str], estimate: str
) -> tuple[Scenario, str]:
    """The base, and the setting that it was given besides ('' for none)."""
    sizes = min(RUNS, scenario.runs), scenario.seed, scenario.months
    beside = [scenario.evidence] if scenario.evidence else []

    def same(settings: Sequence[str]) -> Scenario:
        """The base on the same first day and evidence."""
        return load(parent, settings, estimate, *sizes, as_of=scenario.start, evidence_files=beside)

    result = same(settings)
    extra = leave(scenario, result)
    return (same([*settings, extra]), extra) if extra else (result, "")


def _dated(scenario: Scenario, parent: str) -> Scenario:
    """`scenario` with its first day among its options, where `parent` has another of its own."""
    if scenario.basis.as_of or load(parent).start == scenario.start:
        return scenario
    return replace(scenario, basis=scenario.basis._replace(as_of=scenario.start))


def leave(scenario: Scenario, base: Scenario) -> str:
    """The setting that lets the base strike other states as far as `scenario` does; '' if none.

    Without it a base that forbids strikes would answer a question about them by its own rule.
    """
    ruled_out = [
        name for name in asked(scenario) if forbidden(base, name) and not forbidden(scenario, name)
    ]
    allowed = scenario.policies.attacker.spillover
    return f"policies.attacker.spillover={allowed}" if ruled_out else ""
