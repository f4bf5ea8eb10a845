"""One number, several dated estimates: which conclusions survive a change of source?

The scenario is run with the central figures, with every number at its low or high end, and with
the figures of each source that gives another estimate of a number it uses; the same luck in the
same run. A conclusion is either about an event, and survives while its word for a probability
moves by one step at most; or about a level, and survives while the median stays in the band that
holds 80% of runs under the central figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from wargame.declare import comparison
from wargame.declare.comparison import Comparison
from wargame.evidence.catalogue import Catalogue
from wargame.questions.predicate import comparable
from wargame.results import select
from wargame.results.intervals import (
    LIKELIHOOD,
    likelihood,
    mean_interval,
    median_interval,
    wilson,
)
from wargame.scenario import Scenario
from wargame.scenario.outcomes import OUTCOMES
from wargame.study.arrays import Floats, Outcomes

CENTRAL, ENDS = "central", ("low", "high")
SURVIVES, UNCLEAR, CHANGES = "survives", "unclear", "changes"
EVEN = 0.5
GROWS = comparison.parse("> 0")


@dataclass(frozen=True)
class Choice:
    """One choice of figures: its key for `--estimate`, the scenario, and the paths it changes."""

    key: str
    scenario: Scenario
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Share:
    """Share of `n` runs in which a claim holds, with its 90% Wilson interval."""

    key: str
    n: int
    value: float
    low: float
    high: float

    @property
    def side(self) -> int:
        """1 if the claim holds in most runs, -1 if not in most, 0 if it cannot be told."""
        return int(self.low > EVEN) - int(self.high < EVEN) if self.n else 0


@dataclass(frozen=True)
class Reading(Share):
    """One conclusion under one choice of figures, over `n` runs in which it can be measured.

    Event: `value` is the share of runs, `low` to `high` its 90% Wilson interval. Level: the median,
    and the 10th and 90th percentile. `apart` and its 90% interval are the mean paired difference
    from the central figures (of shares, for an event). The verdict holds `sure_low` to `sure_high`
    against the range in which the conclusion survives: the 90% interval of the share, from the runs
    alone or by way of the central share, whichever is narrower; or that of the median.
    """

    sure_low: float
    sure_high: float
    apart: float
    apart_low: float
    apart_high: float
    verdict: str


@dataclass(frozen=True)
class Conclusion:
    """One conclusion under every choice, the central one first.

    `test` is the comparison the scenario asks about; an event without one is that the outcome
    happens, or that it grows. `keeps` is the range in which it survives: of the share
    of runs, or of the median.
    """

    outcome: str
    unit: str
    test: Comparison | None
    event: bool
    keeps: tuple[float, float]
    readings: tuple[Reading, ...]

    @property
    def by_source(self) -> str:
        """The worst verdict over all published sources: changes, unclear or survives."""
        return _worst(one.verdict for one in self.readings if one.key not in ENDS)

    @property
    def at_ends(self) -> str:
        """The worse verdict of every number low, and every number high."""
        return _worst(one.verdict for one in self.readings if one.key in ENDS)

    def under(self, verdict: str) -> list[Reading]:
        """Readings with `verdict`, sources before ends, the furthest from the central one first."""
        result = [one for one in self.readings if one.verdict == verdict]
        return sorted(result, key=lambda one: (one.key in ENDS, -abs(one.apart)))


def _worst(verdicts: Iterable[str]) -> str:
    return max(verdicts, key=(SURVIVES, UNCLEAR, CHANGES).index, default=SURVIVES)


def choices(load: Callable[[str], Scenario]) -> list[Choice]:
    """Central, low, high, and every source whose figures differ for a number of the scenario.

    `load` gives the scenario for a value of `--estimate`. A source is left out where the scenario
    itself sets the numbers it speaks of. Where a source has several figures for one number, its
    newest counts.
    """
    central = load(CENTRAL)
    result = [Choice(CENTRAL, central, ())]
    for key in keys(central.catalogue):
        scenario = load(key)
        if paths := changed(scenario, central):
            result.append(Choice(key, scenario, paths))
    return result


def keys(catalogue: Catalogue) -> list[str]:
    """Every choice of figures but the central one: low, high, and each source of an estimate.

    An earlier judgement of our own, kept for earlier starts, is no rival.
    """
    numbers = catalogue.numbers.values()
    sources = {one.source for number in numbers for one in number.estimates}
    return [*ENDS, *sorted(sources & set(catalogue.bibliography))]


def changed(scenario: Scenario, central: Scenario) -> tuple[str, ...]:
    """Paths of the numbers that differ between two choices of figures."""
    return tuple(
        path for path, number in scenario.numbers.items()
        if number is not central.numbers[path]
        and number.internal != central.numbers[path].internal
    )  # fmt: skip


def conclusions(
    names: list[str], tests: Mapping[str, Comparison | None], by_choice: Mapping[str, Outcomes]
) -> list[Conclusion]:
    """Each outcome of `names` under every choice of `by_choice`.

    `by_choice` is choice -> outcome -> values (runs,), the same runs in each; `tests` are the
    comparisons that the scenario asks about. An outcome that no run can measure is left out.
    """
    result = [
        conclude(name, tests.get(name), {key: values[name] for key, values in by_choice.items()})
        for name in names
    ]
    return [one for one in result if one.readings[0].n]


def conclude(name: str, test: Comparison | None, by_choice: Mapping[str, Floats]) -> Conclusion:
    """One outcome under every choice; `by_choice[CENTRAL]` and the others have shape (runs,)."""
    test = None if select.chance(name) else test
    declared = OUTCOMES[name]
    event = test is not None or declared.kind in ("time", "event") or declared.signed
    values = {key: happens(name, test, of) if event else of for key, of in by_choice.items()}
    base = _reading(CENTRAL, values[CENTRAL], values[CENTRAL], event, None)
    keeps = near_words(base.value) if event and base.n else (base.low, base.high)
    others = [
        _reading(key, of, values[CENTRAL], event, keeps)
        for key, of in values.items()
        if key != CENTRAL
    ]
    return Conclusion(name, declared.unit, test, event, keeps, (base, *others))


def happens(name: str, test: Comparison | None, values: Floats) -> Floats:
    """Whether the event comes true, 1.0 or 0.0 by run; NaN where it cannot be told.

    With a test the comparison holds; without one it happens at all, or is above 0.
    """
    if test is None and select.never(name):
        return (~np.isnan(values)).astype(float)
    return np.asarray((test or GROWS).holds(comparable(name, values)))


def _reading(
    key: str, values: Floats, central: Floats, event: bool, keeps: tuple[float, float] | None
) -> Reading:
    there = ~np.isnan(values)
    finite, n = values[there], int(there.sum())
    if not n:  # nothing can be said
        return Reading(key, 0, *(float("nan"),) * 8, UNCLEAR)
    apart = mean_interval((values - central)[there & ~np.isnan(central)])
    if event:
        value, (low, high) = float(finite.mean()), wilson(finite.sum(), n)
        # With the same luck the difference is often far surer than the share itself; near zero and
        # one it is the other way round. The narrower interval is taken.
        base = float(np.nanmean(central))
        paired = (max(0.0, base + apart[1]), min(1.0, base + apart[2]))
        sure = min(paired, (low, high), key=lambda bounds: bounds[1] - bounds[0])
    else:
        low, value, high = (float(x) for x in np.quantile(finite, [0.1, 0.5, 0.9]))
        sure = median_interval(finite)
    return Reading(key, n, value, low, high, *sure, *apart, _verdict(sure, keeps))


def _verdict(sure: tuple[float, float], keeps: tuple[float, float] | None) -> str:
    """Whether an interval lies in the range in which a conclusion survives, outside, or across."""
    if keeps is None:
        return SURVIVES
    if sure[1] < keeps[0] or sure[0] > keeps[1]:
        return CHANGES
    return SURVIVES if keeps[0] <= sure[0] and sure[1] <= keeps[1] else UNCLEAR


def near_words(share: float) -> tuple[float, float]:
    """Shares whose word for a probability is that of `share`, or the next on either side."""
    bounds = (0.0, *(bound for bound, _ in LIKELIHOOD))
    word = likelihood(share)
    # Differences of shares carry rounding errors; a bound that is met exactly is met.
    return bounds[max(0, word - 1)] - 1e-9, bounds[min(len(bounds) - 1, word + 2)] + 1e-9


def share(key: str, holds: Floats) -> Share:
    """The share of runs in which a claim holds; `holds` (runs,) is 1, 0, or NaN for cannot tell."""
    defined = holds[~np.isnan(holds)]
    n = len(defined)
    if not n:
        return Share(key, 0, float("nan"), 0.0, 1.0)
    return Share(key, n, float(defined.mean()), *wilson(float(defined.sum()), n))
