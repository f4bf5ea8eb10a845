"""The scenario that a run extends, simulated with common random numbers, so that a report can say
what the changes of the scenario do and not only where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.api.progress import Display
from wargame.api.scenarios import Scenario, load
from wargame.api.simulation import command_line, simulated
from wargame.declare.errors import WargameError

if TYPE_CHECKING:
    import xarray

    from wargame.report.against import Against
    from wargame.scenario import Scenario as Definition

RUNS = 100  # of the base; a paired difference needs far fewer runs than a level


def against(scenario: Scenario, data: xarray.Dataset, display: Display) -> Against | str:
    """The base of `scenario`, its first runs paired with those of `data`; or why there is none.

    The base is what the file extends, or the file itself where a program changed it. Settings,
    estimate, seed and horizon of `scenario` hold for the base as well.
    """
    from wargame.report.against import Against
    from wargame.study import compare as study
    from wargame.study.differences import input_differences
    from wargame.study.paired import pair

    parent = base_of(scenario)
    if not parent:
        return ""
    own = scenario.definition
    try:
        base, extra = _loaded(parent, scenario)
    except WargameError as error:
        return f"{parent} could not be run as a base: {str(error).splitlines()[0]}."
    if base.start != own.start:
        return f"{parent} starts on another day, so that it is no base to compare with."
    if not input_differences([base, own]):
        return ""
    command = _command(parent, scenario, extra)
    held, first = simulated(base, command, display), data.isel(run=slice(0, base.runs))
    comparison = study.compare([base, own], [held, first])
    pairs = {one.name: one for one in study.fair(comparison, comparison.pairs[0])}
    for at in study.stock_after(comparison):  # on one calendar, though only one counts from a halt
        pairs[f"stock_{at.after}_months"] = pair(f"stock_{at.after}_months", *at.values)
    words = f", with the same leave to strike other states ({extra})" if extra else ""
    return Against(base, held, first, pairs, pair, command, words)


def base_of(scenario: Scenario) -> str:
    """The file or name of the base of `scenario`; '' if it has none."""
    if scenario.changes:
        return scenario.path
    files = scenario.definition.files
    return _name(files[-2]) if len(files) > 1 else ""


def _loaded(parent: str, scenario: Scenario) -> tuple[Definition, str]:
    """The base, and the setting that it was given besides ('' for none)."""
    own = scenario.definition

    def base(settings: Sequence[str]) -> Definition:
        runs, estimate = min(RUNS, own.runs), scenario.estimate
        return load(
            parent, runs=runs, seed=own.seed, months=own.months, settings=settings,
            estimate=estimate,
        ).definition  # fmt: skip

    result = base(scenario.settings)
    extra = leave(own, result)
    return (base([*scenario.settings, extra]), extra) if extra else (result, "")


def _command(parent: str, scenario: Scenario, extra: str) -> str:
    """The command that compares both in full."""
    settings = [*scenario.settings, extra] if extra else scenario.settings
    files = [parent, scenario.file]
    return command_line("compare", files, scenario.definition, settings, scenario.estimate)


def leave(scenario: Definition, base: Definition) -> str:
    """The setting that lets the base strike other states as far as `scenario` does; '' if none.

    Without it a base that forbids strikes would answer a question about them by its own rule.
    """
    from wargame.report.answer import asked
    from wargame.report.sentences import forbidden

    ruled_out = [
        name for name in asked(scenario) if forbidden(base, name) and not forbidden(scenario, name)
    ]
    allowed = scenario.policies.attacker.spillover
    return f"policies.attacker.spillover={allowed}" if ruled_out else ""


def _name(path: str) -> str:
    """The bare name of a shipped scenario, or the path of another."""
    from wargame.scenario.library import shipped

    valid = shipped().get(Path(path).stem)
    return Path(path).stem if valid and valid.resolve() == Path(path).resolve() else path
