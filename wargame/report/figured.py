"""Outcomes as plain numbers for a program: band, share of runs, interval, n."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.report import words
from wargame.report.sentences import forbidden
from wargame.results import select
from wargame.results.intervals import wilson
from wargame.scenario.outcomes import OUTCOMES

if TYPE_CHECKING:
    import xarray

    from wargame.report.answer import Judgement
    from wargame.scenario import Scenario


def outcome(data: xarray.Dataset, name: str) -> dict[str, Any]:
    """One outcome in its declared unit; null where there is nothing to measure.

    `n` runs, `measured` of them with a value; p10, median, p90 and mean of those. For what may or
    may not happen `happens` is the share of runs in which it does, with its 90 percent interval
    `low`, `high`.
    """
    values = select.outcome(data, name)
    valid = values[~np.isnan(values)]
    figures = [*words.band(values), float(valid.mean()) if valid.size else np.nan]
    row: dict[str, Any] = {"unit": OUTCOMES[name].unit, "n": len(values), "measured": len(valid)}
    row |= zip(("p10", "median", "p90", "mean"), (None if np.isnan(x) else x for x in figures))
    if select.never(name):
        row |= share(len(valid), len(values))
    elif select.chance(name):
        row |= share(int(valid.sum()), len(valid))
    return row


def answers(
    judgements: Iterable[Judgement], scenario: Scenario, data: xarray.Dataset
) -> list[dict[str, Any]]:
    """Answers for a program: numbers in the declared units, and the same in words."""
    rows = []
    for one in judgements:
        row: dict[str, Any] = {"outcome": one.outcome}
        if one.outcome in OUTCOMES:
            row |= outcome(data, one.outcome) | {"allowed": not forbidden(scenario, one.outcome)}
        row |= {"confidence": one.level or None, "why": one.confidence}
        rows.append(row | {"paired": one.numbers, "words": f"{one.sentence} {one.paired}".strip()})
    return rows


def share(hits: int, n: int) -> dict[str, float | None]:
    """A probability: runs in which it happens, share, and its 90 percent Wilson interval."""
    low, high = wilson(hits, n)
    return {"hits": hits, "happens": hits / n if n else None, "low": low, "high": high}
