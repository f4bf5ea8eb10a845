"""The answer in plain words: which outcomes a scenario asks about, and a sentence for each."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wargame.declare.comparison import Comparison
from wargame.declare.durations import DAYS_PER_MONTH
from wargame.declare.rungs import MISSILES, allows
from wargame.questions.predicate import comparable
from wargame.report import against, influence, winters, words
from wargame.report.against import Against, Numbers
from wargame.report.headlines import DRY, named
from wargame.report.influence import Influence
from wargame.report.sentences import forbidden, origin_of, sentence
from wargame.results import select
from wargame.scenario.outcomes import OUTCOMES

if TYPE_CHECKING:
    import xarray

    from wargame.scenario import Scenario

# What each event or policy makes a reader ask about, most telling first.
_ASKED = {
    "ceasefire": ("stock_12_months", "stock_24_months", "break_even_month", "interceptors_end"),
    "energy_truce": ("power_met_worst_month", "blackout_days"),
    "aid_cut": ("interceptors_received", DRY, "leaked_ballistic"),
    "purchase_package": ("interceptors_received", "paid_per_pledged", DRY),
    "damage_campaign": ("line_health_mean", "made_missiles", "own_missiles_end"),
    "treaty_expiry": ("race_growth", "race_stable"),
    "defence_growth": ("race_growth", "race_stable"),
    "surge_production": ("made_missiles",),
    "posture": ("launched_missiles", "power_met_worst_month", "blackout_days"),
}
_ALWAYS = ("stock_growth", "leaked_ballistic", "capital_ballistic_dry", "power_met_worst_month",
           "spillover")  # fmt: skip
MOST = 7
SLACK = 0.1  # months: twelve calendar months are 11.99 mean ones
POWER = ("power_met_worst_month", "power_met_mean", "blackout_days")
_IN_WORDS = {"<": "below", "<=": "at most", ">": "above", ">=": "at least", "==": "exactly"}


@dataclass(frozen=True)
class Judgement:
    """One answer: an outcome (or `winters`), the sentence about it, what drives it, and how it
    differs from the base that the scenario extends ('' where there is none)."""

    outcome: str
    sentence: str
    drivers: tuple[Influence, ...]
    paired: str = ""
    numbers: Numbers | None = None  # of the paired difference, for a program
    confidence: str = ""  # in words, with its reason; `level` is low, moderate or high
    level: str = ""


def asked(scenario: Scenario) -> list[str]:
    """The outcomes that answer the scenario's question, most telling first, at most MOST.

    What the scenario itself names stays, even if its policy rules it out; what is added does not.
    """
    own = list(predicates(scenario))
    always = [name for name in _ALWAYS if not forbidden(scenario, name)]
    if own:  # the scenario knows best; what every reader asks follows
        return list(dict.fromkeys([*own, *always]))[: max(MOST, len(own))]
    kinds = [event.event for event in scenario.events]
    result = named((name for kind in kinds for name in _ASKED.get(kind, ())), scenario)
    attacker = getattr(scenario.policies, "attacker", None)
    if allows(getattr(attacker, "spillover", "never"), MISSILES):
        result = ["spillover", "incursion", *result]
    if getattr(attacker, "posture", "choose") in ("surge", "winter_campaign", "hoard"):
        result = [*result, *_ASKED["posture"]]
    return list(dict.fromkeys([*result, *always]))[:MOST]


def predicates(scenario: Scenario) -> dict[str, Comparison | None]:
    """The outcomes that the scenario itself names, each with its comparison if it has one."""
    return {item.outcome: item.test for item in getattr(scenario, "answer", ()) or ()}


def judgements(
    data: xarray.Dataset,
    scenario: Scenario,
    every: list[Influence],
    base: Against | None = None,
) -> list[Judgement]:
    """A sentence for each outcome asked about, with what drives it and how the base differs.

    Where the question is about power, the winters are compared after its last outcome.
    """
    tests = predicates(scenario)
    text = [_judged(data, scenario, name, tests, every, base) for name in asked(scenario)]
    power = [at for at, one in enumerate(text) if one.outcome in tests and one.outcome in POWER]
    season = winters.sentence(data, base) if power else ""
    if season:
        text.insert(power[-1] + 1, Judgement("winters", season, ()))
    return text


def _judged(
    data: xarray.Dataset,
    scenario: Scenario,
    name: str,
    tests: Mapping[str, Comparison | None],
    every: list[Influence],
    base: Against | None,
) -> Judgement:
    text = sentence(data, scenario, name)
    if not forbidden(scenario, name):
        text += tested(data, name, tests.get(name), reach(scenario, name))
    paired, numbers = "", None
    if base is not None and name in base.pairs:
        paired = against.sentence(base.pairs[name], base, scenario)
        numbers = against.numbers(base.pairs[name], base) if paired else None
    return Judgement(name, text, tuple(influence.drivers(every, name)), paired, numbers)


def reach(scenario: Scenario, name: str) -> float:
    """Months that are simulated from the day from which outcome `name` counts."""
    return (scenario.end - origin_of(scenario, name)).days / DAYS_PER_MONTH


def tested(
    data: xarray.Dataset, name: str, test: Comparison | None, months: float = math.inf
) -> str:
    """How likely a comparison such as '< 12' holds, in a sentence; '' where there is none.

    What did not happen in the `months` that are simulated may still happen within a longer time.
    """
    if test is None or select.chance(name):
        return ""
    values = comparable(name, select.outcome(data, name))
    if select.never(name) and test.bound > months + SLACK and np.isinf(values).any():
        return (
            f" Whether it happens within {words.bound(test.bound, OUTCOMES[name].unit)} is open: "
            f"only {words.plural(math.floor(months + SLACK), 'month')} "
            f"{'is' if math.floor(months + SLACK) == 1 else 'are'} simulated."
        )
    values = values[~np.isnan(values)]
    hits = int(test.met(values).sum())
    shown = words.bound(test.bound, OUTCOMES[name].unit)
    chance = words.probability(hits, len(values))
    if select.never(name):
        text = {-1: "happens within", 1: "takes longer than", 0: "takes exactly"}[test.way]
        return f" That it {text} {shown} is {chance}."
    return f" That it is {_IN_WORDS[test.sign]} {shown} is {chance}."
