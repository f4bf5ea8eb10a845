"""Lengths of months and years: exact, and written in one place."""

from __future__ import annotations

import re
from pathlib import Path

import wargame
from wargame.declare.durations import DAYS_PER_MONTH

PACKAGE = Path(wargame.__file__).parent
LENGTH = re.compile(r"\b(365\.25|30\.4\d*)\b")


def test_a_month_has_no_rounding_error() -> None:
    assert DAYS_PER_MONTH == 30.4375


def test_no_other_module_writes_the_length_of_a_month_or_year() -> None:
    own = PACKAGE / "declare" / "durations.py"
    lines = [
        f"{file.relative_to(PACKAGE)}: {line.strip()}"
        for file in PACKAGE.rglob("*.py") if file != own
        for line in file.read_text(encoding="utf-8").splitlines()
        if LENGTH.search(line.partition("#")[0])
    ]  # fmt: skip
    assert not lines
