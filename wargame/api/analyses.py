"""Analyses of results: of a sweep, of a run, or of a Dataset in the shape of `Results.sample`.

Of a run, each run is a point and what it drew are its inputs.
"""

from __future__ import annotations

import xarray

from wargame.api.scenarios import Results
from wargame.questions.predicate import Predicate
from wargame.study import analysis as study
from wargame.study.analysis import scenario_mixes
from wargame.study.analysis.attribution import Attribution
from wargame.study.analysis.discovery import Discovery
from wargame.study.analysis.leads_to import LeadsTo
from wargame.study.analysis.plane import Plane
from wargame.study.analysis.robust import Robust
from wargame.study.analysis.sensitivity import Sensitivity
from wargame.study.analysis.tipping import Response


def sample_of(results: Results | xarray.Dataset) -> xarray.Dataset:
    """Outcomes (policy, point, replicate) of results, or the Dataset itself."""
    return results.sample() if isinstance(results, Results) else results


def sensitivity(
    results: Results | xarray.Dataset, outcome: str, policy: str | None = None
) -> Sensitivity:
    """What `outcome` hangs on under `policy` (default: the first), the strongest first."""
    return study.sensitivity.sensitivity(sample_of(results), outcome, policy)


def discover(
    results: Results | xarray.Dataset, predicate: Predicate | str, seed: int = 1
) -> Discovery:
    """Where among the inputs `predicate` holds: boxes by peeling, and the leaves of a tree."""
    return study.discovery.discover(sample_of(results), predicate, seed)


def leads_to(
    results: Results | xarray.Dataset, predicate: Predicate | str, sets: int = 5
) -> LeadsTo:
    """Sets of inputs, unlike each other, under which `predicate` holds."""
    return study.leads_to.leads_to(sample_of(results), predicate, sets)


def response(
    results: Results | xarray.Dataset,
    predicate: Predicate | str,
    path: str,
    policy: str | None = None,
) -> Response:
    """The share of runs in which `predicate` holds along the number at `path`."""
    return study.tipping.response(sample_of(results), predicate, path, policy)


def plane(
    results: Results | xarray.Dataset,
    predicate: Predicate | str,
    path: str,
    other: str,
    policy: str | None = None,
) -> Plane:
    """The share of runs in which `predicate` holds over two numbers."""
    return study.plane.plane(sample_of(results), predicate, path, other, policy)


def robust(results: Results | xarray.Dataset, outcome: str, predicate: Predicate | str) -> Robust:
    """How far each policy is from the best, in the worst futures and over all."""
    return study.robust.robust(sample_of(results), outcome, predicate)


def across_levers(
    results: Results | xarray.Dataset,
    what: str | Predicate,
    a: str,
    b: str,
    method: str = "shapley",
) -> Attribution:
    """What policy `b` does more than `a`, shared out among their levers."""
    return scenario_mixes.across_levers(sample_of(results), what, a, b, method)
