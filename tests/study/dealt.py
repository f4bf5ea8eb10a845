"""Designs with known answers, in the shape that `grounds_design.design` gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from wargame.study.arrays import Floats, Outcomes
from wargame.study.grounds_design import LUCK, A, B, Design

Rule = Callable[[Mapping[str, Floats], Floats], Floats]
OUTCOME = "stock_end"


def dealt(rule: Rule, group: Mapping[str, str], n: int, seed: int = 1) -> Design:
    """Outcome stock_end by `rule` of numbers (path -> (n,), uniform, variance 1) and of luck (n,),
    normal with variance 1."""
    rng = np.random.default_rng(seed)

    def numbers() -> Outcomes:
        return {path: rng.uniform(-(3**0.5), 3**0.5, n) for path in group}

    drawn, luck = {A: numbers(), B: numbers()}, {side: rng.normal(size=n) for side in (A, B)}
    runs = {side: rule(drawn[side], luck[side]) for side in (A, B)}
    runs[LUCK] = rule(drawn[A], luck[B])
    for name in dict.fromkeys(group.values()):
        mixed = {path: drawn[B if of == name else A][path] for path, of in group.items()}
        runs[name] = rule(mixed, luck[A])
    return Design(n, {name: {OUTCOME: of} for name, of in runs.items()}, drawn, dict(group))
