"""A sentence for one outcome: median, band and n; or how often it happens, and when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from wargame.declare.durations import DAYS_PER_MONTH
from wargame.declare.rungs import allows
from wargame.report import words
from wargame.report.phrases import phrase
from wargame.results import select
from wargame.scenario.outcomes import OUTCOMES, outcomes_of

if TYPE_CHECKING:
    import xarray
    from numpy.typing import NDArray

    from wargame.declare.outcome_types import Outcome
    from wargame.scenario import Scenario

_NOUN = {"leaked_ballistic": ("missiles", "ballistic missiles"), "escalation_rung": (" rungs", "")}


def forbidden(scenario: Scenario, name: str) -> str:
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


def sentence(data: xarray.Dataset, scenario: Scenario, name: str) -> str:
    """What the runs say of one outcome: median, 80 percent band, n; or a probability and dates."""
    if why := forbidden(scenario, name):
        text = happens(name, scenario).removeprefix("That ").removesuffix(",")
        return (
            f"Not allowed in this scenario ({why}): {text[0].lower()}{text[1:]}. "
            "How likely one would be, these runs cannot say."
        )
    values = select.outcome(data, name)
    valid = values[~np.isnan(values)]
    if select.never(name):
        return _when(scenario, name, values)
    if select.chance(name):
        return f"{happens(name, scenario)} is {words.probability(int(valid.sum()), len(valid))}."
    if not len(valid):
        return f"{meaning(name, scenario)}: nothing to measure in any run."
    unit = OUTCOMES[name].unit
    value, span = words.amount(values, unit)
    if OUTCOMES[name].signed and np.nanmedian(values) > 0 and value.strip("0.,%"):
        value = f"+{value}" if not value.startswith("no ") else value
    value = value.replace(*_NOUN.get(name, ("", "")))
    text = phrase(scenario.theatre, "level", name, value, clock=_clock(scenario))
    text = text or f"{meaning(name, scenario)}: {value}"
    return f"{text} in the median run ({words.span(span, unit)}; n = {len(valid):,})."


def _when(scenario: Scenario, name: str, values: NDArray[np.float64]) -> str:
    hits, n = int((~np.isnan(values)).sum()), len(values)
    text = f"{happens(name, scenario)} is {words.probability(hits, n)}"
    if not hits:
        return f"{text}."
    low, middle, high = dates(scenario, name, values)
    when = f"the median month is {middle} (80% of those runs: {low} to {high})"
    if hits < words.LEAST:
        when = f"the median month is {middle} ({words.TOO_FEW})"
    if low == high:
        when = f"it is in {middle}"
    return f"{text}; where it happens, {when}.{_after_cut(scenario, values)}"


def dates(scenario: Scenario, name: str, values: NDArray[np.float64]) -> tuple[str, str, str]:
    """The months by which one in ten, half, and nine in ten of the runs have it that ever do.

    `values` (runs,) are months from the outcome's clock; one at least is not NaN.
    """
    origin = origin_of(scenario, name)
    low, middle, high = (words.date_after(origin, month) for month in words.band(values))
    return low, middle, high


def _after_cut(scenario: Scenario, values: NDArray[np.float64]) -> str:
    """How long something lasts after aid is cut: months from the cut, in a sentence."""
    cuts = [event.on for event in scenario.events if event.event == "aid_cut"]
    if not cuts:
        return ""
    first = min(cuts)
    began = (first - scenario.start).days / DAYS_PER_MONTH
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


def origin_of(scenario: Scenario, name: str) -> date:
    """The day from which outcome `name` counts its months: the halt where it says so."""
    if OUTCOMES[name].clock == "halt":
        return select.halt_date(scenario) or scenario.start
    return scenario.start


def _clock(scenario: Scenario) -> str:
    halt = select.halt_date(scenario)
    return f"the halt ({words.full_date(halt)})" if halt else "the start"


def declared(name: str, scenario: Scenario | None) -> Outcome:
    """Outcome `name` in the words of the scenario's theatre, or of the default one."""
    return outcomes_of(scenario.theatre)[name] if scenario else OUTCOMES[name]


def meaning(name: str, scenario: Scenario | None = None) -> str:
    """The declared meaning of an outcome, as the head of a row."""
    return words.capital(declared(name, scenario).meaning)


def happens(name: str, scenario: Scenario) -> str:
    """An outcome that may or may not happen, as the subject of 'is likely'."""
    if text := phrase(scenario.theatre, "chance", name, clock=_clock(scenario)):
        return text
    one = declared(name, scenario)
    if one.kind == "time":
        return f"That at some time {one.occurs}"
    return f"That this happens ({one.meaning})"
