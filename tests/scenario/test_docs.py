"""docs/scenarios.md: every example in it loads, and it names every key, event and policy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wargame.scenario import load
from wargame.scenario.events import KINDS
from wargame.scenario.policies import Policies
from wargame.scenario.schema import ScenarioFile

TEXT = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text()
BLOCKS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda text: re.search("title: (.*)", text)[1])
def test_example(block: str, tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(block)
    load(path)


def test_nothing_is_left_out() -> None:
    names = [*ScenarioFile.model_fields, *KINDS]
    for group, field in Policies.model_fields.items():
        names += [group, *field.annotation.model_fields]  # type: ignore[union-attr]
    assert [name for name in names if not re.search(rf"\b{name}\b", TEXT)] == []
    assert len(BLOCKS) >= 6
