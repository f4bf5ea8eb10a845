"""The answer in plain words: which outcomes a scenario asks about, and a sentence for each."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.report import influence, words
from wargame.report.influence import Influence
from wargame.results import select
from wargame.scenario.outcomes import OUTCOMES

# What each event or policy makes a reader ask about, most telling first.
_ASKED = {
    "ceasefire": ("stock_12_months", "stock_24_months", "break_even_month", "interceptors_end"),
    "energy_truce": ("power_met_worst_month", "blackout_days"),
    "aid_cut": ("interceptors_received", "dry_pac3_mse", "leaked_ballistic"),
    "purchase_package": ("interceptors_received", "paid_per_pledged", "dry_pac3_mse"),
    "damage_campaign": ("line_health_mean", "made_missiles", "own_missiles_end"),
    "treaty_expiry": ("race_growth", "race_stable"),
    "defence_growth": ("race_growth", "race_stable"),
    "surge_production": ("made_missiles",),
    "posture": ("launched_missiles", "power_met_worst_month", "blackout_days"),
}
_ALWAYS = (
    "stock_growth",
    "leaked_ballistic",
    "kyiv_ballistic_dry",
    "power_met_worst_month",
    "spillover",
)
MOST = 7
HEADLINES = (
    "stock_start",
    "stock_end",
    "stock_growth",
    "made_missiles",
    "launched_missiles",
    "launched_ballistic",
    "launched_drones",
    "leaked_missiles",
    "leaked_ballistic",
    "leaked_drones",
    "intercept_share_ballistic",
    "intercept_share_cruise",
    "intercept_share_drones",
    "months_of_fire",
    "interceptors_end",
    "interceptors_received",
    "kyiv_ballistic_dry",
    "dry_pac3_mse",
    "break_even_month",
    "power_met_worst_month",
    "blackout_days",
    "cost_exchange",
    "paid_per_pledged",
    "allied_ready_worst",
    "incursion",
    "spillover",
    "escalation_rung",
    "line_health_mean",
    "race_growth",
    "race_stable",
)
_SUBJECT = {
    "stock_growth": "Russia’s stock of missiles changes by {}",
    "stock_end": "Russia ends with {}",
    "stock_12_months": "Twelve months after {clock}, Russia holds {}",
    "stock_24_months": "Twenty-four months after {clock}, Russia holds {}",
    "stock_36_months": "Thirty-six months after {clock}, Russia holds {}",
    "leaked_ballistic": "{} of the ballistic type get through",
    "leaked_missiles": "{} get through",
    "launched_missiles": "Russia launches {}",
    "made_missiles": "Russia makes or imports {}",
    "interceptors_end": "Ukraine ends with {} that can stop ballistic missiles",
    "interceptors_received": "Ukraine is sent {} that can stop ballistic missiles",
    "power_met_worst_month": "In the worst month {} of power demand is met",
    "blackout_days": "Less than half of power demand is met on {}",
    "paid_per_pledged": "{} of pledged money is paid",
    "line_health_mean": "Russian missile lines work at a mean health of {}",
    "own_missiles_end": "Ukraine ends with {} held back as a deterrent",
    "race_growth": "Russian and American deployed warheads together change by {}",
}
_CHANGES = ("stock_growth", "race_growth")
_HAPPENS = {
    "kyiv_ballistic_dry": "That Kyiv at some time cannot fire at a ballistic missile",
    "break_even_month": "That the ballistic missiles Russia has added come to exceed what "
    "Ukraine’s magazines can stop",
    "dry_pac3_mse": "That Ukraine’s PAC-3 MSE run dry at some time",
    "spillover": "A missile strike on another European state",
    "incursion": "A drone incursion into another European state",
    "race_stable": "That the strategic arms race stays slow",
}


_COMPARE = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}
_IN_WORDS = {"<": "below", "<=": "at most", ">": "above", ">=": "at least"}


@dataclass(frozen=True)
class Judgement:
    """One answer: an outcome, the sentence about it, and what drives it."""

    outcome: str
    sentence: str
    drivers: tuple[Influence, ...]


def asked(scenario: Any) -> list[str]:
    """The outcomes that answer the scenario's question, most telling first, at most MOST."""
    own = list(predicates(scenario))
    if own:  # the scenario knows best; what every reader asks follows
        return list(dict.fromkeys([*own, *_ALWAYS]))[: max(MOST, len(own))]
    kinds = [event.event for event in scenario.events]
    found = [name for kind in kinds for name in _ASKED.get(kind, ())]
    moscow = getattr(scenario.policies, "moscow", None)
    if getattr(moscow, "spillover", "never") in ("limited", "large"):
        found = ["spillover", "incursion", *found]
    if getattr(moscow, "posture", "choose") in ("surge", "winter_campaign", "hoard"):
        found = [*found, *_ASKED["posture"]]
    return list(dict.fromkeys([*found, *_ALWAYS]))[:MOST]


def predicates(scenario: Any) -> dict[str, str]:
    """The outcomes that the scenario itself names, each with its comparison ('' for none)."""
    named: dict[str, str] = {}
    for item in getattr(scenario, "answer", ()) or ():
        named[item.outcome] = item.test
    return named


def judgements(data: Any, scenario: Any, found: list[Influence]) -> list[Judgement]:
    """A sentence for each outcome asked about, with what drives it."""
    tests = predicates(scenario)
    return [
        Judgement(
            name,
            sentence(data, scenario, name) + tested(data, name, tests.get(name, "")),
            tuple(influence.drivers(found, name)),
        )
        for name in asked(scenario)
    ]


def tested(data: Any, name: str, test: str) -> str:
    """How likely a comparison such as '< 12' holds, in a sentence; '' where there is none.

    An event that never happens is later than any month.
    """
    if not test or select.chance(name):
        return ""
    values = select.outcome(data, name)
    sign = test.rstrip("0123456789.+- ")
    bound = float(test[len(sign) :])
    if select.never(name):
        values = np.where(np.isnan(values), np.inf, values)
    else:
        values = values[~np.isnan(values)]
    hits = int(_COMPARE[sign.strip()](values, bound).sum())
    unit = OUTCOMES[name].unit
    shown = f"{100 * bound:g}%" if unit == "share" else f"{bound:,g} {unit}"
    chance = words.probability(hits, len(values))
    if select.never(name):
        text = "happens within" if sign.strip().startswith("<") else "takes longer than"
        return f" That it {text} {shown} is {chance}."
    return f" That it is {_IN_WORDS[sign.strip()]} {shown} is {chance}."


def sentence(data: Any, scenario: Any, name: str) -> str:
    """What the runs say of one outcome: median, 80 percent band, n; or a probability and dates."""
    values = select.outcome(data, name)
    if select.never(name):
        return _when(data, scenario, name, values)
    if select.chance(name):
        kept = values[~np.isnan(values)]
        return f"{_happens(name)} is {words.probability(int(kept.sum()), len(kept))}."
    value, span = words.amount(values, OUTCOMES[name].unit)
    known = int((~np.isnan(values)).sum())
    if known == 0:
        return f"{_meaning(name)}: nothing to measure in any run."
    if name in _CHANGES and np.nanmedian(values) > 0:
        value = f"+{value}"
    template = _SUBJECT.get(name, _meaning(name) + ": {}")
    text = template.format(value, clock=_clock(scenario))
    unit = "%" if OUTCOMES[name].unit == "share" else ""
    return f"{text} in the median run (80% of runs: {span}{unit}; n = {known:,})."


def _when(data: Any, scenario: Any, name: str, values: Any) -> str:
    hits, n = int((~np.isnan(values)).sum()), len(values)
    text = f"{_happens(name)} is {words.probability(hits, n)}"
    if not hits:
        return f"{text}."
    origin = origin_of(data, scenario, name)
    low, middle, high = (words.date_after(origin, month) for month in words.band(values))
    if low == high:
        return f"{text}; where it happens, it is in {middle}."
    dates = f"half of the time it has by {middle} (80% of those runs: {low} to {high})"
    return f"{text}; where it happens, {dates}."


def origin_of(data: Any, scenario: Any, name: str) -> Any:
    """The day from which outcome `name` counts its months: the halt where it says so."""
    if "from halt" in OUTCOMES[name].meaning:
        return select.halt_date(scenario) or select.start(data)
    return select.start(data)


def _clock(scenario: Any) -> str:
    halt = select.halt_date(scenario)
    return f"the halt ({words.full_date(halt)})" if halt else "the start"


def _meaning(name: str) -> str:
    text = OUTCOMES[name].meaning
    return text[0].upper() + text[1:]


def _happens(name: str) -> str:
    if name in _HAPPENS:
        return _HAPPENS[name]
    what = OUTCOMES[name].meaning.split("; empty")[0].replace("months until ", "")
    return f"That this happens ({what})"


def headline_rows(data: Any, scenario: Any) -> list[dict[str, str]]:
    """The table of headline outcomes: label, median, 80 percent band, n."""
    return [headline(data, scenario, name) for name in HEADLINES]


def headline(data: Any, scenario: Any, name: str) -> dict[str, str]:
    """One row of the table; for what may never happen, how often it does and when."""
    values = select.outcome(data, name)
    n = len(values)
    known = int((~np.isnan(values)).sum())
    row = {"name": name, "label": _meaning(name).split("; empty")[0], "n": f"{n:,}"}
    if select.never(name):
        dated = tuple(
            words.date_after(origin_of(data, scenario, name), m)
            for m in words.band(values)
            if not math.isnan(m)
        )
        row["label"] = (
            row["label"]
            .replace("Months until", "Month in which")
            .replace("Months from", "Month, counted from")
        )
        share = f"happens in {words.percent(known / n, n)}"
        if not known:
            return row | {"median": "does not happen", "band": share}
        return row | {"median": dated[1], "band": f"{dated[0]} to {dated[2]}; {share}"}
    if select.chance(name):
        hits = int(np.nansum(values))
        low, high = words.wilson(hits, known)
        return row | {
            "median": f"{words.percent(hits / known, known)} of runs",
            "band": f"{round(100 * low)} to {round(100 * high)}% (90% interval)",
            "n": f"{known:,}",
        }
    value, span = words.amount(values, OUTCOMES[name].unit)
    unit = "%" if OUTCOMES[name].unit == "share" and known else ""
    return row | {"median": value, "band": span + unit, "n": f"{known:,}"}
