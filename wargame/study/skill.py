"""Skill of forecasts against the best of several plain ones, and how sure it is."""

from __future__ import annotations

import numpy as np

from wargame.study.arrays import Floats

RESAMPLES, LEVEL = 2000, 0.9


def skill(own: Floats, others: Floats) -> Floats:
    """One less the ratio to the best of `others` (baselines, ...); 0 where all are perfect."""
    best = np.min(others, axis=0)
    return np.where(best > 0, 1.0 - own / np.maximum(best, 1e-12), np.where(own > 0, -1.0, 0.0))


def interval(own: Floats, others: Floats, block: int, seed: list[int]) -> tuple[float, float]:
    """The 90% interval of the skill of mean losses: own (n,), others (baselines, n).

    A circular block bootstrap (Politis and Romano 1992); the best baseline is chosen anew in each
    resample, so that the choice is part of it.
    """
    n = len(own)
    rng = np.random.default_rng(seed)
    starts = rng.integers(0, n, (RESAMPLES, -(-n // block)))
    picks = ((starts[..., None] + np.arange(block)) % n).reshape(RESAMPLES, -1)[:, :n]
    again = skill(own[picks].mean(axis=1), others[:, picks].mean(axis=2))
    low, high = np.quantile(again, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
