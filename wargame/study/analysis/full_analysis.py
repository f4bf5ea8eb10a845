"""Everything that a finished sweep can tell, part by part, and why a part cannot be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from wargame.declare.errors import WargameError, did_you_mean
from wargame.questions.predicate import Predicate, parse
from wargame.results import select
from wargame.scenario.outcomes import OUTCOMES
from wargame.study.analysis import sample, tipping
from wargame.study.analysis.attribution import Attribution
from wargame.study.analysis.bins import column
from wargame.study.analysis.discovery import Discovery, discover
from wargame.study.analysis.leads_to import LeadsTo, leads_to
from wargame.study.analysis.plane import Plane, plane
from wargame.study.analysis.robust import Robust, robust
from wargame.study.analysis.sample import Band
from wargame.study.analysis.scenario_mixes import across_levers
from wargame.study.analysis.sensitivity import Sensitivity, sensitivity
from wargame.study.analysis.tipping import Response

if TYPE_CHECKING:
    import xarray

PARTS = ("sensitivity", "discovery", "leads-to", "tipping", "robust", "attribution")
SHOWN = 3  # outcomes, where nobody asks for others
ALONG = 3  # numbers followed, where nobody asks for others
QUARTER = 0.25


@dataclass
class Findings:
    """What was found: a part that cannot be told is empty, and `skipped` says why.

    `chosen` is True where the predicate is not the user's: the worse quarter of runs.
    """

    outcomes: tuple[str, ...]
    predicate: Predicate
    chosen: bool
    policy: str
    sensitivity: list[Sensitivity] = field(default_factory=list)
    discovery: Discovery | None = None
    leads_to: LeadsTo | None = None
    responses: list[Response] = field(default_factory=list)
    plane: Plane | None = None
    break_even: dict[str, list[tuple[float, Band, int]]] = field(
        default_factory=dict
    )  # path -> see tipping.break_even
    robust: list[Robust] = field(default_factory=list)
    attribution: list[Attribution] = field(default_factory=list)
    between: tuple[str, str] = ("", "")  # the policies that attribution is of
    skipped: dict[str, list[str]] = field(default_factory=dict)


def analyse(
    ds: xarray.Dataset,
    test: str = "",
    outcomes: Sequence[str] = (),
    policy: str | None = None,
    along: Sequence[str] = (),
    what: Sequence[str] = PARTS,
) -> Findings:
    """All of `what` (see PARTS) about sweep `ds`.

    `test` is the predicate (by default that the first outcome is in the worse quarter of runs),
    `outcomes` those that are explained, `along` one or two numbers that responses follow; `policy`
    is the one that sensitivity and tipping points are of. Raises WargameError for what the sweep
    does not know; what its design cannot tell is noted in `skipped`.
    """
    result = asked(ds, test, outcomes, policy, along, what)
    never = result.chosen and np.nansum(sample.holds(ds, result.predicate)) == 0
    for part in dict.fromkeys(what):
        if never and part in ("tipping", "robust"):
            why = f"'{result.predicate.text}' never happens in this sweep; ask with another test"
            result.skipped[part] = [why]
        else:
            _find(part, ds, result, along)
    return result


def _find(part: str, ds: xarray.Dataset, findings: Findings, along: Sequence[str]) -> None:
    """Put what `part` tells into `findings`; of several outcomes each is tried."""
    if part == "tipping":
        _tipping(ds, findings, along)
        return
    for name in findings.outcomes if part in ("sensitivity", "robust") else ("",):
        with _noting(findings, part):
            match part:
                case "sensitivity":
                    findings.sensitivity.append(sensitivity(ds, name, findings.policy))
                case "discovery":
                    findings.discovery = discover(ds, findings.predicate)
                case "leads-to":
                    findings.leads_to = leads_to(ds, findings.predicate)
                case "robust":
                    findings.robust.append(robust(ds, name, findings.predicate))
                case "attribution":
                    _attribution(ds, findings)


def asked(
    ds: xarray.Dataset,
    test: str = "",
    outcomes: Sequence[str] = (),
    policy: str | None = None,
    along: Sequence[str] = (),
    what: Sequence[str] = PARTS,
) -> Findings:
    """What `analyse` is asked, with nothing found yet. Raises WargameError for what the sweep does
    not know."""
    for part in what:
        if part not in PARTS:
            raise WargameError(f"there is no part {part!r}: expected {', '.join(PARTS)}" +
                               did_you_mean(part, PARTS))  # fmt: skip
    if len(along) > 2:
        raise WargameError("along: one number or two")
    for path in along:
        column(ds, path)
    names = _outcomes(ds, outcomes, test)
    predicate = parse(test, sample.start(ds)) if test else worse(ds, names[0])
    for name in predicate.outcomes:
        sample.require(ds, name)
    return Findings(names, predicate, not test, sample.policy(ds, policy)[0])


def _outcomes(ds: xarray.Dataset, wanted: Sequence[str], test: str) -> tuple[str, ...]:
    """Those that are wanted; else those of the predicate and the first of the sweep."""
    for name in wanted:
        sample.require(ds, name)
    if wanted:
        return tuple(dict.fromkeys(wanted))
    held = sample.outcomes(ds)
    if not held:
        raise WargameError("the sweep holds no outcomes")
    asked = parse(test, sample.start(ds)).outcomes if test else ()
    return tuple(dict.fromkeys([*asked, *held]))[: max(SHOWN, len(asked))]


def worse(ds: xarray.Dataset, name: str) -> Predicate:
    """That outcome `name` is in the worse quarter of all runs (the upper where none is worse)."""
    values = sample.values(ds, name, np.inf if select.never(name) else None)
    values = values[~np.isnan(values)]
    if not len(values):
        raise WargameError(f"{name} has no value in any run")
    low = OUTCOMES[name].better == "higher"
    level = float(np.quantile(values, QUARTER if low else 1 - QUARTER, method="inverted_cdf"))
    if not np.isfinite(level):
        level = float(sample.horizon(ds))
    return parse(f"{name} {'<' if low else '>'} {_short(level)}", sample.start(ds))


def _short(value: float) -> str:
    """A number to three digits, as it would be written."""
    digits = 2 - int(np.floor(np.log10(abs(value)))) if value else 0
    return f"{round(value, digits):.{max(0, digits)}f}"


@contextmanager
def _noting(findings: Findings, part: str) -> Iterator[None]:
    """Do it, or note why it cannot be done, once."""
    try:
        yield
    except WargameError as error:
        reasons = findings.skipped.setdefault(part, [])
        if str(error) not in reasons:
            reasons.append(str(error))


def _tipping(ds: xarray.Dataset, findings: Findings, along: Sequence[str]) -> None:
    with _noting(findings, "tipping"):
        own = [tipping.response(ds, findings.predicate, path, findings.policy) for path in along]
        findings.responses = own or tipping.responses(
            ds, findings.predicate, ALONG, findings.policy
        )
        if not findings.responses:
            raise WargameError("too few points to follow any number")
        for one in findings.responses:
            if months := tipping.break_even(ds, one.path, findings.policy):
                findings.break_even[one.path] = months
    with _noting(findings, "tipping"):
        paths = along if len(along) == 2 else [one.path for one in findings.responses[:2]]
        if len(paths) == 2 and sample.kind(ds) != "one_at_a_time":
            findings.plane = plane(ds, findings.predicate, paths[0], paths[1], findings.policy)


def _attribution(ds: xarray.Dataset, findings: Findings) -> None:
    """Between the first policy and that which differs most from it in the first outcome."""
    if sample.levers(ds).shape[1] < 2:
        raise WargameError("fewer than two levers: there is nothing to share out")
    values = sample.values(ds, findings.outcomes[0])
    whole = values[:, ~np.isnan(values).any(axis=(0, 2))]
    if not whole.size:
        raise WargameError("no future has all runs of every policy")
    means = whole.mean(axis=(1, 2))
    labels = sample.policies(ds)
    findings.between = (labels[0], labels[int(np.abs(means - means[0]).argmax())])
    if findings.between[0] == findings.between[1]:
        raise WargameError("no policy differs from the first")
    wanted: list[str | Predicate] = [*findings.outcomes, findings.predicate]
    for what in wanted:
        findings.attribution.append(across_levers(ds, what, *findings.between))
