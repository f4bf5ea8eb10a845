"""Ages of figures."""

from __future__ import annotations

import pytest

from wargame.evidence.number import months_between


@pytest.mark.parametrize(
    ("when", "months"),
    [("2025-06", 7), ("2025", 6), ("2025-12-31", 1), ("", None), ("2026-02", -1)],
)
def test_months_between(when: str, months: int | None) -> None:
    assert months_between(when, "2026-01-01") == months
