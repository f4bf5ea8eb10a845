"""What outcomes of a scenario stand on, for any scenario that is given."""

from __future__ import annotations

from pathlib import Path

from wargame.api.explaining import HEADLINES as ALL
from wargame.api.grounding import MOST, RUNS, Grounds, shared_out
from wargame.api.progress import Shown, display_of
from wargame.api.scenarios import Scenario, scenario_of
from wargame.api.simulation import bounded
from wargame.declare.errors import WargameError
from wargame.report.sentences import forbidden
from wargame.scenario.outcomes import hint, outcomes_of
from wargame.study import grounds as study


def grounds(
    scenario: Scenario | str | Path,
    outcome: str = ALL,
    runs: int = RUNS,
    progress: Shown = True,
) -> Grounds:
    """Share out the variance of `outcome` (`headlines`: of each of these) of a scenario.

    Seven ensembles or so of `runs` runs are simulated. Raises WargameError for an outcome there is
    not, or too few runs.

    >>> import wargame as wg
    >>> found = wg.grounds(wg.load("continued_war", months=2), "launched_missiles", runs=100)
    >>> [column.name for column in found.tables()[0].columns][:3]
    ['Outcome', 'Luck', 'Sourced']
    """
    bounded("runs", runs, study.LEAST, MOST)
    given = scenario_of(scenario).with_(runs=runs)
    definition = given.definition
    valid = outcomes_of(definition.theatre)
    if outcome not in (ALL, *valid):
        raise WargameError(f"there is no outcome '{outcome}'{hint(outcome, [ALL, *valid])}")
    if outcome != ALL and (why := forbidden(definition, outcome)):
        raise WargameError(f"{outcome}: not allowed in {definition.name} ({why})")
    return shared_out(given, outcome, runs, display_of(progress))
