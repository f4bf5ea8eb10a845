"""Checks catch a model that misbehaves, and judge by what they state."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wargame.agents.numbers import Numbers
from wargame.model.war import War
from wargame.questions import check_file
from wargame.study import check_study as study

pytestmark = pytest.mark.slow


def made(names: list[str], runs: int = 6) -> dict[str, Any]:
    """Verdicts of shipped checks in one scenario, over half a year."""
    cases, _ = check_file.read(only=names)
    cells = study.matrix([replace(case, months=6) for case in cases], ["continued_war"], runs, 1,
                         lambda _: None, workers=1)  # fmt: skip
    return {cell.check: cell for cell in cells}


SWITCHES = ["no_lines_nothing_made", "no_engagement_nothing_stopped", "imports_add"]
SHOTS = ["worse_shots_more_leakers"]


def test_the_model_passes() -> None:
    found = made([*SWITCHES, *SHOTS])
    assert {cell.verdict for cell in found.values()} == {"pass"}
    assert all(cell.n == 6 and cell.moved for cell in found.values())


def test_a_model_that_ignores_its_switches_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = War.__init__

    def deaf(self: War, scenario: Any, *rest: Any, **named: Any) -> None:
        on = replace(scenario, mechanisms=dict.fromkeys(scenario.mechanisms, True))
        sound(self, on, *rest, **named)

    monkeypatch.setattr(War, "__init__", deaf)
    found = made(SWITCHES)
    assert {cell.verdict for cell in found.values()} == {"fail"}
    assert all(cell.wrong == 6 for cell in found.values())


def test_a_model_whose_shots_help_the_attacker_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = Numbers.column

    def wrong(self: Numbers, section: str, entries: list[str], field: str) -> Any:
        found = sound(self, section, entries, field)
        return 1.0 - found if field == "hit_chance.ballistic" else found

    monkeypatch.setattr(Numbers, "column", wrong)
    (cell,) = made(SHOTS, runs=10).values()
    assert cell.verdict == "fail" and cell.high < 0


def case(**check: Any) -> check_file.Case:
    told: Any = {"says": "x", "mechanisms": ["grid"], "outcome": "stock_end"} | check
    doc: Any = None
    return check_file.Case("x", check_file.Check.model_validate(told), 6, doc)


@pytest.mark.parametrize(
    ("check", "by", "verdict"),
    [
        ({"expect": "never more"}, [0, 0, -1], "pass"),
        ({"expect": "never more"}, [0, 1, -1], "fail"),
        ({"expect": "never more", "hold": "on average"}, [0, 1, -1], "pass"),
        ({"expect": "never more", "hold": "on average"}, [10, 11, 12], "fail"),
        ({"expect": "less"}, [-1, -1, 0], "fail"),
        ({"expect": "less"}, [-1, -1, -2], "pass"),
        ({"expect": "more", "hold": "on average"}, [1, -1, 1], "fail"),
        ({"expect": "more", "hold": "on average"}, [10, 11, 12], "pass"),
        ({"expect": "the same"}, [0, 0, 0], "pass"),
        ({"expect": "the same"}, [0, 0, 1], "fail"),
        ({"test": "> 99"}, [0, 0, 1], "pass"),
        ({"test": "<= 100"}, [0, 0, 1], "fail"),
        ({"test": "== 100"}, [0, 0, 0], "pass"),
    ],
)
def test_judgement(check: dict[str, Any], by: list[float], verdict: str) -> None:
    without = np.full(3, 100.0)
    assert study.judge(case(**check), "s", without, without + by).verdict == verdict


def test_nothing_to_measure_is_not_a_pass() -> None:
    nan = np.full(3, np.nan)
    assert study.judge(case(expect="less"), "s", nan, nan).verdict == "not applicable"


def test_a_change_that_changes_nothing_is_not_a_pass(tmp_path: Path) -> None:
    file = tmp_path / "checks.yaml"
    file.write_text(
        "version: 1\nmonths: 1\nscenarios: [continued_war]\nchecks:\n  idle:\n    says: x\n"
        "    mechanisms: [talks]\n    change: {mechanisms: {talks: true}}\n"
        "    outcome: stock_end\n    expect: the same\n"
    )
    cases, names = check_file.read(file)
    (cell,) = study.matrix(cases, names, 3, 1, lambda _: None, workers=1)
    assert (cell.verdict, cell.why) == ("not applicable", "the change changes nothing here")
