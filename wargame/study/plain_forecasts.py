"""Plain forecasts, which a model has to beat: rules of thumb, each with its own past errors.

A rule of thumb gives one number. It is made a forecast with quantiles, as the baseline of the
COVID-19 Forecast Hub is (Cramer and others, PNAS 119, 2022), by the errors that it made before: in
logarithms, so that nothing falls below zero, and counted both ways, so that its own number stays
the median. They are those of the last year: the errors of two hold the sixfold rise of one class in
2024, and would make rivals so unsure of 2026 that anyone beats them. One more needs no errors: each
of the last 12 months is as likely as another.
"""

from __future__ import annotations

import numpy as np

from wargame.study.arrays import Floats

RULES = (
    "last month",
    "mean of the last 3 months",
    "mean of the last 12 months",
    "same month a year before",
    "trend of the last 12 months",
)
PLAIN = (*RULES, "any of the last 12 months")
YEAR = 12
ORIGINS = 12  # the latest months from which errors are counted
LEAST = 6  # errors; with fewer, those of all horizons are taken together


def points(past: Floats, ahead: int) -> Floats:
    """What each of RULES says of `ahead` months to come: past (months, ...) -> (RULES, ahead, ...).

    NaN where the past is too short for it.
    """
    result = np.full((len(RULES), ahead, *past.shape[1:]), np.nan)
    for row, months in enumerate((1, 3, YEAR)):
        if len(past) >= months:
            result[row] = past[-months:].mean(axis=0)
    if len(past) >= YEAR:
        year = past[-YEAR:]
        result[3] = year[np.arange(ahead) % YEAR]
        at = np.arange(YEAR) - (YEAR - 1) / 2
        slope = np.tensordot(at, year, 1) / (at @ at)
        steps = (at[-1] + 1 + np.arange(ahead)).reshape(-1, *[1] * (past.ndim - 1))
        result[4] = np.maximum(0.0, year.mean(axis=0) + slope * steps)
    return result


def errors(past: Floats, ahead: int) -> Floats:
    """What each was wrong by, in logarithms of one more: (RULES, origins, ahead, ...), NaN where
    that month was not past yet. From the last ORIGINS months."""
    first = max(1, len(past) - ORIGINS)
    result = []
    for origin in range(first, len(past)):
        came = np.full((ahead, *past.shape[1:]), np.nan)
        held = past[origin : origin + ahead]
        came[: len(held)] = held
        result.append(np.log1p(came) - np.log1p(points(past[:origin], ahead)))
    shape = (len(RULES), 0, ahead, *past.shape[1:])
    return np.stack(result, axis=1) if result else np.empty(shape)


def forecasts(past: Floats, ahead: int, levels: tuple[float, ...]) -> Floats:
    """Quantiles at `levels` of each of PLAIN: (PLAIN, ahead, ..., levels)."""
    middle, wrong = points(past, ahead), errors(past, ahead)
    result = np.repeat(middle[..., None], len(levels), axis=-1)
    for rule, step, *cell in np.ndindex(middle.shape):
        at = (rule, step, *cell)
        own = wrong[(rule, slice(None), step, *cell)]
        own = own[np.isfinite(own)]
        if len(own) < LEAST:
            every = wrong[(rule, slice(None), slice(None), *cell)]
            own = every[np.isfinite(every)]
        if len(own) and np.isfinite(middle[at]):
            spread = np.quantile(np.concatenate([own, -own]), levels)
            result[at] = np.maximum(0.0, np.expm1(np.log1p(middle[at]) + spread))
    any_month = np.full(result.shape[1:], np.nan)
    if len(past) >= YEAR:
        any_month[:] = np.moveaxis(np.quantile(past[-YEAR:], levels, axis=0), 0, -1)
    return np.concatenate([result, any_month[None]])
