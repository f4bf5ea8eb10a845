"""Figures of a panel of experts in place of the catalogue's: found, taken, refused."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
import yaml

from wargame.declare.errors import WargameError
from wargame.evidence.kinds import JUDGED, kind
from wargame.report import assumptions
from wargame.results.provenance import provenance
from wargame.scenario import load

PATH = "weapons.kh101.failure"


def pooled(file: Path, answered: str = "2026-06-30", **figures: float) -> Path:
    """A pooled panel of one number."""
    row = {"value": 6.5, "low": 2.0, "high": 15.0} | figures
    row |= {"unit": "percent", "as_of": answered, "source": "panel_winter", "grade": "J"}
    entry = {"title": "T", "publisher": "3 experts (not named)", "date": answered, "url": ""}
    data = {"bibliography": {"panel_winter": entry}, "estimates": {PATH: [row | {"note": "N"}]}}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return file


@pytest.fixture()
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The server's folder; the working directory is an empty one."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("WARGAME_HOME", str(tmp_path / "server"))
    return tmp_path / "server"


def test_a_panel_stands_in_for_value_and_range(home: Path) -> None:
    file = pooled(home / "panels" / "winter.yaml")
    by_name, by_path = (load("continued_war", [], f"panel:{one}") for one in ("winter", file))
    number = by_name.numbers[PATH]
    assert (number.low, number.value, number.high) == (2.0, 6.5, 15.0)
    assert by_name.hash == by_path.hash != load("continued_war").hash
    assert kind(number) == JUDGED, "experts asked are no publication"
    row = assumptions.row(PATH, by_name)
    assert row["source"] == "Judged by a panel of 3 experts (not named), 2026-06-30: N"
    assert row["grade"] == "J, judgement of experts"
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    facts = provenance(by_name, "")
    assert facts["panel"] == "winter: 3 experts (not named); 1 number"
    assert facts["panel_hash"] == digest
    assert "panel" not in provenance(load("continued_war"), "")


def test_a_panel_here_goes_before_that_of_the_server(home: Path) -> None:
    pooled(home / "panels" / "winter.yaml")
    pooled(Path("panels/winter.yaml"), value=7.0)
    assert load("continued_war", [], "panel:winter").numbers[PATH].value == 7.0


def test_what_was_written_out_whole_takes_its_panel_along(home: Path) -> None:
    """A base is loaded on the evidence of a scenario: the panel is not laid twice."""
    pooled(home / "panels" / "winter.yaml")
    given = load("continued_war", [], "panel:winter")
    again = load("continued_war", [], "panel:winter", evidence_files=[given.evidence])
    assert again.hash == given.hash
    file = home / "whole.yaml"
    file.write_text(json.dumps(given.resolved()))  # JSON is YAML too, and quicker
    assert load(file).hash == given.hash


def test_what_is_refused_in_words(home: Path) -> None:
    def said(estimate: str) -> str:
        with pytest.raises(WargameError) as caught:
            load("continued_war", [], estimate)
        return str(caught.value)

    pooled(home / "panels" / "winter.yaml")
    assert "did you mean 'winter'" in said("panel:wintr")
    assert "expected panel:NAME, or panel:PATH" in said("panel:")
    assert "expected panel:NAME, or panel:PATH" in said("panel:nowhere/winter.yaml")
    assert "or panel:NAME" in said("winter")
    late = pooled(home / "late.yaml", "2026-07-01")
    assert "answered as of 2026-07-01, which nobody could know" in said(f"panel:{late}")
    wide = pooled(home / "wide.yaml", high=500.0)
    assert "500 is outside its range (0 to 100 percent)" in said(f"panel:{wide}")
    form = home / "form.yaml"
    form.write_text("panel: 1\nname: winter\n", encoding="utf-8")
    assert "is a form; `wargame elicit pool`" in said(f"panel:{form}")
    other = home / "other.yaml"
    other.write_text("bibliography: {}\n", encoding="utf-8")
    assert "is not a pooled panel" in said(f"panel:{other}")
