"""A sentence for one outcome: median, band and n; or how often it happens, and when."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.declare.durations import DAYS_PER_MONTH
from wargame.declare.rungs import allows
from wargame.report import words
from wargame.results import select
from wargame.scenario.outcomes import OUTCOMES

_SUBJECT = {
    "stock_growth": "Russia’s stock of missiles changes by {}",
    "stock_end": "Russia ends with {}",
    "stock_12_months": "Twelve months after {clock}, Russia holds {}",
    "stock_24_months": "Twenty-four months after {clock}, Russia holds {}",
    "stock_36_months": "Thirty-six months after {clock}, Russia holds {}",
    "leaked_ballistic": "{} get through",
    "leaked_missiles": "{} get through",
    "launched_missiles": "Russia launches {}",
    "made_missiles": "Russia makes or imports {}",
    "intercept_share_ballistic": "{} of ballistic missiles are stopped",
    "interceptors_end": "Ukraine ends with {} that can stop ballistic missiles",
    "interceptors_received": "Ukraine is sent {} that can stop ballistic missiles",
    "batteries_end": "Ukraine ends with {} in action that stop ballistic missiles",
    "delivered_per_promised": "{} of the ballistic interceptors that fall due arrive",
    "capital_dry_share": "On {} of days Kyiv cannot fire at a ballistic missile",
    "power_met_mean": "Over the whole time {} of power demand is met",
    "power_met_worst_month": "In the worst month {} of power demand is met",
    "blackout_days": "There are {} on which less than half of power demand is met",
    "stopped_per_million": "A million USD of defence stops {}",
    "paid_per_month": "Allies pay {} a month for interceptors, purchases and orders together,",
    "paid_per_pledged": "{} of pledged money is paid",
    "allied_ready_worst": "The emptiest allied magazine falls to {} of its need",
    "escalation_rung": "The escalation ladder reaches rung {} of 6",
    "line_health_mean": "Russian missile lines work at a mean health of {}",
    "own_missiles_end": "Ukraine ends with {} held back as a deterrent",
    "race_growth": "Russian and American deployed warheads together change by {}",
}
_NOUN = {"leaked_ballistic": ("missiles", "ballistic missiles"), "escalation_rung": (" rungs", "")}
_HAPPENS = {
    "capital_ballistic_dry": "That Kyiv at some time cannot fire at a ballistic missile",
    "break_even_month": "That the ballistic missiles Russia has added come to exceed what "
    "Ukraine’s magazines can stop",
    "spillover": "A missile strike on another European state",
    "spillover_month": "That another European state is struck by missiles",
    "incursion": "A drone incursion into another European state, ordered as pressure and beyond "
    "the strays of 2025,",
    "spillover_after_halt": "A missile strike on another European state after {clock}",
    "spillover_month_after_halt": "That another European state is struck by missiles after {clock}",
    "incursion_after_halt": "A drone incursion into another European state after {clock}, ordered "
    "as pressure and beyond the strays of 2025,",
    "spillover_last_year": "A missile strike on another European state in the last twelve months",
    "race_stable": "That the strategic arms race stays slow (under one percent in the last year)",
}


def forbidden(scenario: Any, name: str) -> str:
    """Why outcome `name` cannot happen in `scenario`, in words; '' where it can.

    What the rules of a scenario rule out is not judged: it would be a chance of zero by decree.
    """
    needed = OUTCOMES[name].needs
    if not needed:
        return ""
    if not dict(scenario.mechanisms).get("spillover", True):
        return "the mechanism spillover is switched off"
    allowed = getattr(getattr(scenario.policies, "attacker", None), "spillover", "large")
    return "" if allows(allowed, needed) else f"policies.attacker.spillover: {allowed}"


def sentence(data: Any, scenario: Any, name: str) -> str:
    """What the runs say of one outcome: median, 80 percent band, n; or a probability and dates."""
    if why := forbidden(scenario, name):
        text = happens(name, scenario).removeprefix("That ").removesuffix(",")
        return (
            f"Not allowed in this scenario ({why}): {text[0].lower()}{text[1:]}. "
            "How likely one would be, these runs cannot say."
        )
    values = select.outcome(data, name)
    if select.never(name):
        return _when(data, scenario, name, values)
    if select.chance(name):
        kept = values[~np.isnan(values)]
        return f"{happens(name, scenario)} is {words.probability(int(kept.sum()), len(kept))}."
    known = int((~np.isnan(values)).sum())
    if known == 0:
        return f"{meaning(name)}: nothing to measure in any run."
    unit = OUTCOMES[name].unit
    value, span = words.amount(values, unit)
    if OUTCOMES[name].signed and np.nanmedian(values) > 0 and value.strip("0.,%"):
        value = f"+{value}" if not value.startswith("no ") else value
    value = value.replace(*_NOUN.get(name, ("", "")))
    text = _SUBJECT.get(name, meaning(name) + ": {}").format(value, clock=_clock(scenario))
    text = text[0].upper() + text[1:]
    return f"{text} in the median run ({words.span(span, unit)}; n = {known:,})."


def _when(data: Any, scenario: Any, name: str, values: Any) -> str:
    hits, n = int((~np.isnan(values)).sum()), len(values)
    text = f"{happens(name, scenario)} is {words.probability(hits, n)}"
    if not hits:
        return f"{text}."
    origin = origin_of(data, scenario, name)
    low, middle, high = (words.date_after(origin, month) for month in words.band(values))
    if low == high:
        return f"{text}; where it happens, it is in {middle}.{_after_cut(data, scenario, values)}"
    dates = f"half of the time it has by {middle} (80% of those runs: {low} to {high})"
    return f"{text}; where it happens, {dates}.{_after_cut(data, scenario, values)}"


def _after_cut(data: Any, scenario: Any, values: Any) -> str:
    """How long something lasts after aid is cut: months from the cut, in a sentence."""
    cuts = [event.on for event in scenario.events if event.event == "aid_cut"]
    if not cuts:
        return ""
    first = min(cuts)
    began = (first - select.start(data)).days / DAYS_PER_MONTH
    later = values[~np.isnan(values) & (values >= began)] - began
    if not later.size:
        return ""
    value, span = words.amount(later, "months")
    before = int((values < began).sum())
    earlier = f"; in {before:,} it had before" if before else ""
    return (
        f" From the cut of aid on {words.full_date(first)} it takes {value} in the median run "
        f"({words.span(span, 'months')}; n = {later.size:,}{earlier})."
    )


def origin_of(data: Any, scenario: Any, name: str) -> Any:
    """The day from which outcome `name` counts its months: the halt where it says so."""
    if OUTCOMES[name].clock == "halt":
        return select.halt_date(scenario) or select.start(data)
    return select.start(data)


def _clock(scenario: Any) -> str:
    halt = select.halt_date(scenario)
    return f"the halt ({words.full_date(halt)})" if halt else "the start"


def meaning(name: str) -> str:
    """The declared meaning of an outcome, as the head of a row."""
    text = OUTCOMES[name].meaning
    return text[0].upper() + text[1:]


def happens(name: str, scenario: Any) -> str:
    """An outcome that may or may not happen, as the subject of 'is likely'."""
    if name in _HAPPENS:
        return _HAPPENS[name].format(clock=_clock(scenario))
    declared = OUTCOMES[name]
    if declared.kind == "time":
        return f"That at some time {declared.occurs}"
    return f"That this happens ({declared.meaning})"
