"""The scenario that a run extends, simulated with the same luck, so that a report can say what
the changes of the scenario do and not only where it ends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.declare.errors import WargameError

if TYPE_CHECKING:
    from wargame.report.against import Against

RUNS = 100  # of the base; a paired difference needs far fewer runs than a level


def against(
    name: str, scenario: Any, data: Any, sets: list[str], estimate: str, quiet: bool
) -> Against | str:
    """The base of `scenario`, its first runs paired with those of `data`; or why there is none.

    `name` is what the user called the scenario; `sets` and `estimate` hold for the base as well.
    """
    from wargame.cli.simulation import command_line, simulated
    from wargame.report.against import Against
    from wargame.scenario import load
    from wargame.study import compare as study
    from wargame.study.paired import pair

    if len(scenario.files) < 2:
        return ""
    parent = _name(scenario.files[-2])
    runs = min(RUNS, scenario.runs)
    try:
        base = load(parent, sets, estimate, runs, scenario.seed, scenario.months)
        extra = leave(scenario, base)
        if extra:
            base = load(parent, [*sets, extra], estimate, runs, scenario.seed, scenario.months)
    except WargameError as error:
        return f"{parent} could not be run as a base: {str(error).splitlines()[0]}."
    if base.start != scenario.start:
        return f"{parent} starts on another day, so that it is no base to compare with."
    given = [*sets, extra] if extra else sets
    command = command_line("compare", [parent, name], scenario, given, estimate)
    held = simulated(base, command, quiet)
    own = data.isel(run=slice(0, runs))
    comparison = study.compare([base, scenario], [held, own])
    pairs = {one.name: one for one in study.fair(comparison, comparison.pairs[0])}
    for at in study.stock_after(comparison):  # on one calendar, though only one counts from a halt
        pairs[f"stock_{at.after}_months"] = pair(f"stock_{at.after}_months", *at.values)
    told = f", with the same leave to strike other states ({extra})" if extra else ""
    return Against(base, held, own, pairs, pair, command, told)


def leave(scenario: Any, base: Any) -> str:
    """The setting that lets the base strike other states as far as `scenario` does; '' if none.

    Without it a base that forbids strikes would answer a question about them by its own rule.
    """
    from wargame.report.answer import asked
    from wargame.report.sentences import forbidden

    ruled_out = [
        name for name in asked(scenario) if forbidden(base, name) and not forbidden(scenario, name)
    ]
    allowed = scenario.policies.moscow.spillover
    return f"policies.moscow.spillover={allowed}" if ruled_out else ""


def _name(path: str) -> str:
    """The bare name of a shipped scenario, or the path of another."""
    from wargame.scenario.library import shipped

    known = shipped().get(Path(path).stem)
    return Path(path).stem if known and known.resolve() == Path(path).resolve() else path
