"""Every shipped scenario gives the outcomes written down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.golden import FOLDER, SCENARIOS, outcomes


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda p: p.stem)
def test_outcomes_are_as_written(path: Path) -> None:
    golden = json.loads((FOLDER / f"{path.stem}.json").read_text(encoding="utf-8"))
    found = outcomes(path)
    differ = {
        name: (golden.get(name), told) for name, told in found.items() if golden.get(name) != told
    }
    assert not differ, f"python -m tests.golden, and say why in CHANGELOG.md: {differ}"
    assert golden.keys() == found.keys()
