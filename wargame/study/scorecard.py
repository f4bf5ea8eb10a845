"""The scores of a back-test, put together for a reader: by class, what, and months ahead."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from wargame.evidence.record import CLASSES
from wargame.study import scoring
from wargame.study.backtest import HORIZON
from wargame.study.scoring import ASKED, BANDS, COVER, NEAR, WHAT, Scores


def card(scores: Scores, every: int) -> dict[str, Any]:
    """Everything for a page or a program, as plain data.

    `rows`: one for each of what was forecast, class and span ('1' to '6', and '1-3'), with skill,
    coverage, bias and whether the goal is met; `worst`: the miss of each class that cost most.
    """
    spans = {"1-3": NEAR} | {str(h): (h,) for h in range(1, HORIZON + 1)}
    rows = [
        _row(scores, every, what, c, span, ahead)
        for what in range(len(WHAT))
        for c in range(len(CLASSES))
        for span, ahead in spans.items()
    ]
    worst = [_worst(scores, what, c) for what in range(len(WHAT)) for c in range(len(CLASSES))]
    return {"origins": scores.origins, "every": every, "rows": rows, "worst": worst}


def _row(
    scores: Scores, every: int, what: int, c: int, span: str, ahead: tuple[int, ...]
) -> dict[str, Any]:
    result = scoring.skill(scores, what, ahead, c, every)
    covered = scoring.coverage(scores, what, ahead, c)
    bias = scoring.bias(scores, what, ahead, c)
    inside = COVER[0] <= covered[BANDS.index(0.8)] <= COVER[1]
    return {
        "what": WHAT[what],
        "weapon_class": CLASSES[c],
        "ahead": span,
        "skill": asdict(result),
        "coverage": dict(zip(("50", "80", "90"), covered)),
        "bias": None if np.isnan(bias) else bias,
        "asked": CLASSES[c] in ASKED and (span == "1-3" or int(span) in NEAR),
        "better": result.value > 0,
        "covers": inside,
    }


def _worst(scores: Scores, what: int, c: int) -> dict[str, Any]:
    """The forecast of 1 to 3 months ahead that cost the class most CRPS."""
    cost = scores.crps[what][:, [h - 1 for h in NEAR], c]
    origin, row = np.unravel_index(int(cost.argmax()), cost.shape)
    at = (what, origin, row, c)
    eighty = (BANDS.index(0.8), *at)
    return {
        "what": WHAT[what],
        "weapon_class": CLASSES[c],
        "origin": scores.origins[origin],
        "ahead": int(row) + 1,
        "seen": int(scores.seen[at]),
        "middle": float(scores.middle[at]),
        "low": float(scores.low[eighty]),
        "high": float(scores.high[eighty]),
        "share": float(cost[origin, row] / cost.sum()) if cost.sum() else 0.0,
    }
