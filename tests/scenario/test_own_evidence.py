"""Evidence that a scenario or a user brings: checked like the shipped one, dated, written back."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from wargame.declare.errors import WargameError
from wargame.scenario import load
from wargame.scenario.scenario import Scenario

OUTPUT = "weapons.kh101.production"
BEST = (
    "{value: 80, low: 70, high: 95, unit: missiles/month, as_of: '2026-02', source: own, grade: B"
)
SOURCES = "bibliography:\n  own: {title: My count, publisher: Me, date: '2026-03-05', url: ''}\n"
EVIDENCE = SOURCES + f"estimates:\n  {OUTPUT}:\n    - {BEST}, holds_from: '2026-03-10'}}\n"


def scenario(folder: Path, start: str, evidence: str = "evidence: own.yaml\n") -> Scenario:
    file = folder / "mine.yaml"
    head = "scenario: 1\nextends: ceasefire\ntitle: Mine\nquestion: What if?\n"
    file.write_text(f"{head}start: {start}\n{evidence}", encoding="utf-8")
    return load(file)


@pytest.mark.parametrize(
    ("start", "value", "beside"),
    [("2026-01-01", 65, False), ("2026-03-07", 65, True), ("2026-03-10", 80, True)],
)
def test_a_figure_of_ones_own_holds_from_its_day(
    tmp_path: Path, start: str, value: float, beside: bool
) -> None:
    (tmp_path / "own.yaml").write_text(EVIDENCE, encoding="utf-8")
    number = scenario(tmp_path, start).numbers[OUTPUT]
    assert number.value == value
    figures = {number.source, *(one.source for one in number.estimates)}
    assert ("own" in figures) is beside


def test_it_may_stand_in_the_scenario_and_is_read_back(tmp_path: Path) -> None:
    inline = "evidence:\n" + "".join(f"  {line}\n" for line in EVIDENCE.splitlines())
    one = scenario(tmp_path, "2026-04-01", inline)
    (tmp_path / "own.yaml").write_text(EVIDENCE, encoding="utf-8")
    assert scenario(tmp_path, "2026-04-01").hash == one.hash
    again = tmp_path / "again.yaml"
    again.write_text(json.dumps(one.resolved()))  # JSON is YAML too, and quicker
    assert load(again).hash == one.hash
    assert load(again).numbers[OUTPUT].source == "own"


def test_files_named_by_a_program_are_laid_beside(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(EVIDENCE, encoding="utf-8")
    day = date(2026, 4, 1)
    one = load("continued_war", evidence_files=[own], as_of=day)
    assert (one.start, one.numbers[OUTPUT].value) == (day, 80)
    assert one.hash != load("continued_war", as_of=day).hash
    assert (
        load("continued_war", evidence_files=[own], estimate="own", as_of=date(2026, 3, 7))
        .numbers[OUTPUT]
        .value
        == 80
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            SOURCES + f"estimates: {{weapons.kh11.production: [{BEST}}}]}}",
            "did you mean 'weapons.kh101",
        ),
        (
            SOURCES + f"estimates: {{{OUTPUT}: [{BEST}, hold_from: x}}]}}",
            "did you mean 'holds_from'",
        ),
        (
            SOURCES + f"estimates: {{{OUTPUT}: [{BEST}, holds_from: March}}]}}",
            "expected YYYY-MM-DD",
        ),
        (f"estimates: {{{OUTPUT}: [{BEST}}}]}}", "'own' is not in the bibliography"),
        (SOURCES + f"estimates: {{{OUTPUT}: {BEST}}}}}", "expected a list"),
        (SOURCES.replace("own:", "rusi_2025_02:"), "rusi_2025_02: also in"),
        ("weapons: {kh101: {stock: 5}}", "unknown key"),
    ],
)
def test_what_is_refused_at_its_place(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "own.yaml").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(WargameError) as caught:
        scenario(tmp_path, "2026-04-01")
    assert said in str(caught.value)
    assert "own.yaml:" in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WargameError, match=r"own\.yaml"):
        scenario(tmp_path, "2026-04-01")
