"""What a browser takes away: the report says what was changed, and the data is a run."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

import wargame as wg
from wargame.web import downloads

pytestmark = pytest.mark.slow

CHANGED = """# wargame run explored.yaml
scenario: 1
name: explored
title: Continued war, changed
question: What does it change?
extends: {}
runs: 6
months: 3
set: {{weapons.kh101.production: 0 missiles/month}}
"""
UPLOAD = """scenario: 1
title: A scenario of my own
question: What happens?
extends: continued_war
months: 3
"""


@pytest.mark.parametrize(
    ("base", "upload", "title"),
    [
        ("continued_war", None, "Continued war"),
        ("uploaded.yaml", UPLOAD, "A scenario of my own"),
    ],
)
def test_a_report_says_what_the_changes_do(base: str, upload: str | None, title: str) -> None:
    page = downloads.make(CHANGED.format(base), upload, 3, "report").decode()
    assert f"Against “{title}”" in page
    assert "The first 6 runs of both" in page
    assert f"wargame compare {base} explored.yaml --runs 6" in page
    assert "/tmp/" not in page and "wargame-" not in page


def test_the_data_of_a_state_opens_as_a_run(tmp_path: Path) -> None:
    content = downloads.make(CHANGED.format("continued_war"), None, 3, "data")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    facts = json.loads((tmp_path / "manifest.json").read_text())
    assert facts["command"] == "wargame run explored.yaml --runs 6 --seed 1 --months 3"
    run = wg.open(tmp_path)
    assert run.series["stock"].shape[:2] == (6, 3)
    assert run.scenario["weapons.kh101.production"].value == 0
    assert (tmp_path / "explored.yaml").is_file()
