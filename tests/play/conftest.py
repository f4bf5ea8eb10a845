"""Digests of codes are quick in tests: 40 ms a try is for those who guess."""

from __future__ import annotations

import pytest

from wargame.play import codes


@pytest.fixture(autouse=True)
def quick_digests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(codes._COST, "n", 2)
