"""How good forecasts were, against the plainest ones that the same past allows.

Scores are those of the forecast as a distribution: continuous ranked probability score (CRPS;
Matheson and Winkler, Management Science 22, 1976), by the library `scoringrules`; skill is one
less its ratio to that of a baseline; coverage of central bands; probability integral transform
(PIT) with ties halved; bias.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from wargame.evidence.record import Record, reporting
from wargame.scenario import Scenario
from wargame.study import as_of
from wargame.study.arrays import Floats
from wargame.study.backtest import HORIZON, WHAT, Forecast
from wargame.study.skill import interval
from wargame.study.skill import skill as best_skill

BASELINES = ("last 12 months", "last 6 months", "last month")
BANDS = (0.5, 0.8, 0.9)
NEAR = (1, 2, 3)  # months ahead of which something is asked
COVER = (0.7, 0.9)  # of the 80 percent band


@dataclass(frozen=True)
class Scores:
    """Scores of all origins: `crps` (what, origins, HORIZON, classes), `baselines` with a first
    axis over BASELINES; `low`, `high` of each band (BANDS, what, origins, HORIZON, classes);
    `middle`, `mean`, `pit` and the record `seen` like `crps`. NaN in `crps`, `baselines`, `pit` and
    `seen` where a month has not come.
    """

    origins: list[str]
    classes: tuple[str, ...]
    crps: Floats
    baselines: Floats
    low: Floats
    high: Floats
    middle: Floats
    mean: Floats
    pit: Floats
    seen: Floats


@dataclass(frozen=True)
class Skill:
    """Skill against the best baseline, its 90% interval, which baseline, and `n` cases."""

    value: float
    low: float
    high: float
    best: str
    n: int


def crps(values: Floats, seen: Floats) -> Floats:
    """CRPS of samples `values` (..., samples) against `seen` (...): the exact one of the sample."""
    import scoringrules

    return np.asarray(scoringrules.crps_ensemble(seen, values, estimator="qd"))


def pit(values: Floats, seen: Floats) -> Floats:
    """Share of samples (..., samples) below `seen`, ties halved."""
    at = np.asarray(seen)[..., None]
    return np.asarray((values < at).mean(axis=-1) + 0.5 * (values == at).mean(axis=-1))


def score(forecasts: list[Forecast], record: Record) -> Scores:
    """Hold forecasts against the months that followed, and against baselines of the same past."""
    parts = [_one(forecast, record) for forecast in forecasts]
    result = {
        name: np.stack([part[name] for part in parts], axis=-3)  # origins before (HORIZON, classes)
        for name in parts[0]
    }
    origins = [f"{one.origin:%Y-%m}" for one in forecasts]
    return Scores(origins, forecasts[0].classes, **result)


def _one(forecast: Forecast, record: Record) -> dict[str, Floats]:
    origin = f"{forecast.origin:%Y-%m}"
    months = record.months
    at = months.index(origin)
    came = as_of.counts(record, months[at : at + HORIZON], forecast.classes)
    seen = np.full((len(WHAT), HORIZON, len(forecast.classes)), np.nan)
    seen[:, : came.shape[1]] = came
    past = as_of.counts(record, months[max(0, at - 12) : at], forecast.classes)
    runs = np.moveaxis(forecast.values, 1, -1)
    edges = [(1 - level) / 2 for level in BANDS]
    last = np.moveaxis(past, 1, -1)[:, None]  # (what, 1, classes, months)
    spread = np.broadcast_to(last, (*seen.shape, last.shape[-1]))
    return {
        "crps": _where_seen(crps, runs, seen),
        "baselines": np.stack([_where_seen(crps, spread[..., -n:], seen) for n in (12, 6, 1)]),
        "low": np.quantile(runs, edges, axis=-1),
        "high": np.quantile(runs, [1 - edge for edge in edges], axis=-1),
        "middle": np.median(runs, axis=-1),
        "mean": runs.mean(axis=-1),
        "pit": _where_seen(pit, runs, seen),
        "seen": seen,
    }


def _where_seen(measure: Callable[[Floats, Floats], Floats], values: Floats, seen: Floats) -> Any:
    """The measure of samples against what came; NaN where nothing has come yet."""
    there = np.isfinite(seen)
    return np.where(there, measure(values, np.where(there, seen, 0.0)), np.nan)


def skill(scores: Scores, what: int, ahead: tuple[int, ...], c: int, every: int) -> Skill:
    """Skill for class number `c` over the horizons `ahead`, against the best baseline.

    The interval is that of a circular block bootstrap over origins (Politis and Romano 1992), in
    blocks that outlast the overlap of forecasts `every` months apart; the best baseline is chosen
    anew in each resample, so that the choice is part of it.
    """
    rows = [h - 1 for h in ahead]
    cases = np.isfinite(scores.seen[what][:, rows, c])
    due = cases.any(axis=1)  # origins of which a month has come
    own = np.nanmean(scores.crps[what][due][:, rows, c], axis=1)
    others = np.nanmean(scores.baselines[:, what][:, due][:, :, rows, c], axis=2)
    n = len(own)
    block = min(n, max(1, -(-max(ahead) // every)))
    low, high = interval(own, others, block, [what, c, *ahead])
    mean = others.mean(axis=1)
    value = float(best_skill(own.mean(), mean))
    return Skill(value, low, high, BASELINES[int(mean.argmin())], int(cases.sum()))


def coverage(scores: Scores, what: int, ahead: tuple[int, ...], c: int) -> list[float]:
    """Share of cases inside each of BANDS."""
    rows = [h - 1 for h in ahead]
    seen = scores.seen[what][:, rows, c]
    there = np.isfinite(seen)
    return [
        float(((low[what][:, rows, c] <= seen) & (seen <= high[what][:, rows, c]))[there].mean())
        for low, high in zip(scores.low, scores.high)
    ]


def bias(scores: Scores, what: int, ahead: tuple[int, ...], c: int) -> float:
    """Mean forecast less record, as a share of the mean of the record; NaN if that is zero."""
    rows = [h - 1 for h in ahead]
    came = scores.seen[what][:, rows, c]
    there = np.isfinite(came)
    seen = came[there].mean()
    apart = scores.mean[what][:, rows, c][there].mean() - seen
    return float(apart / seen) if seen else float("nan")


def card(scores: Scores, base: Scenario, every: int) -> dict[str, object]:
    """Everything for a page or a program, as plain data.

    `rows`: one for each of what was forecast, class and span ('1' to '6', and '1-3'), with skill,
    coverage, bias and whether the goal is met; `worst`: the miss of each class that cost most;
    `names` of the classes. Of which classes something is asked, the record of the theatre says.
    """
    spans = {"1-3": NEAR} | {str(h): (h,) for h in range(1, HORIZON + 1)}
    pairs = [(what, c) for what in range(len(WHAT)) for c in range(len(scores.classes))]
    asked = reporting.load(base.theatre.folder).asked
    return {
        "origins": scores.origins,
        "every": every,
        "rows": [
            _row(scores, every, what, c, ahead)
            | {"ahead": span, "asked": scores.classes[c] in asked and set(ahead) <= set(NEAR)}
            for what, c in pairs
            for span, ahead in spans.items()
        ],
        "worst": [_worst(scores, what, c) for what, c in pairs],
        "names": {name: base.texts[f"classes.{name}.name"] for name in base.entries("classes")},
    }


def _row(
    scores: Scores, every: int, what: int, c: int, ahead: tuple[int, ...]
) -> dict[str, object]:
    result = skill(scores, what, ahead, c, every)
    covered = coverage(scores, what, ahead, c)
    off = bias(scores, what, ahead, c)
    return {
        "what": WHAT[what],
        "weapon_class": scores.classes[c],
        "skill": asdict(result),
        "coverage": dict(zip(("50", "80", "90"), covered)),
        "bias": None if np.isnan(off) else off,
        "better": result.value > 0,
        "covers": COVER[0] <= covered[BANDS.index(0.8)] <= COVER[1],
    }


def _worst(scores: Scores, what: int, c: int) -> dict[str, object]:
    """The forecast of 1 to 3 months ahead that cost the class most CRPS."""
    cost = scores.crps[what][:, [h - 1 for h in NEAR], c]
    cost = np.nan_to_num(cost)
    origin, row = np.unravel_index(int(cost.argmax()), cost.shape)
    at = (what, origin, row, c)
    eighty = (BANDS.index(0.8), *at)
    return {
        "what": WHAT[what],
        "weapon_class": scores.classes[c],
        "origin": scores.origins[origin],
        "ahead": int(row) + 1,
        "seen": int(scores.seen[at]),
        "middle": float(scores.middle[at]),
        "low": float(scores.low[eighty]),
        "high": float(scores.high[eighty]),
        "share": float(cost[origin, row] / cost.sum()) if cost.sum() else 0.0,
    }
