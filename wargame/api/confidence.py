"""Whether the judgements of a run survive other figures: a few paired runs under the rivals."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wargame.api.progress import Display
from wargame.api.scenario_value import ScenarioValue
from wargame.api.simulation import task
from wargame.report import answer, influence
from wargame.report.confidence_words import Sure
from wargame.results import select
from wargame.study import certainty
from wargame.study.estimates import CENTRAL, ENDS, conclusions

if TYPE_CHECKING:
    import xarray


def of_run(given: ScenarioValue, data: xarray.Dataset, display: Display) -> Sure:
    """Confidence in each outcome that a run is asked about, with its conclusion.

    The first certainty.RUNS runs stand for the figures in use. Empty where there are fewer than
    certainty.LEAST, or other figures than the central ones are in use.
    """
    from wargame.model.side_by_side import Batch, fight_each

    n = min(certainty.RUNS, int(data.sizes["run"]))
    if n < certainty.LEAST or given.estimate != CENTRAL:
        return {}
    scenario = given.definition
    names = answer.asked(scenario)
    keys = [*ENDS, *certainty.rivals(scenario, _weights(data, names))]
    held = {CENTRAL: {name: select.outcome(data, name)[:n] for name in names}}
    stopped = "stopped while trying other figures; nothing was written"
    label = f"confidence: {len(keys)} times {n:,} runs"
    with task(display, label, len(keys) * n * scenario.days, stopped) as advance:
        rivals = [replace(given, estimate=key).definition for key in keys]
        records = fight_each([Batch(rival, range(n)) for rival in rivals], advance)
        held |= {
            key: {name: one.outcomes[name] for name in names} for key, one in zip(keys, records)
        }
    every = {one.outcome: one for one in conclusions(names, answer.predicates(scenario), held)}
    sure = certainty.confidences(list(every.values()))
    return {one.outcome: (one, every[one.outcome]) for one in sure}


def _weights(data: xarray.Dataset, names: list[str]) -> dict[str, float]:
    """The largest rank correlation of each number with one of the answers."""
    weights: dict[str, float] = {}
    for one in influence.influences(data, names):
        weights[one.path] = max(weights.get(one.path, 0.0), abs(one.rho))
    return weights
