"""Sums whose order of addition is fixed."""

from __future__ import annotations

from typing import Any

from wargame.rules.compiled import rule


@rule("f" + "f", "(a)->()")
def add_up(values: Any, whole: Any) -> None:
    """Sum of `values`, first to last."""
    whole[0] = values[0]
    for i in range(1, values.shape[0]):
        whole[0] += values[i]
