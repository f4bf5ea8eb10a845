"""The diary of one run: any address, turning points, a halt under which no posture is acted on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_check import run

HALT = """
scenario: 1
title: A halt
question: Who acts?
months: 4
runs: 3
set: {talks.process.halt_delay: 0 days, talks.process.collapse_hazard: 0 percent/month}
events:
  - {on: 2026-08-01, event: ceasefire, until: 2026-10-01}
"""


@pytest.fixture()
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.chdir(tmp_path)
    Path("halt.yaml").write_text(HALT)

    def tell(*options: str) -> str:
        assert run("diary", "halt.yaml", *options) == 0
        return capsys.readouterr().out

    return tell


def test_runs_differ_and_the_same_run_is_told_the_same(told) -> None:
    texts = [told("--run", str(number)) for number in (0, 1, 2)]
    assert len({text.partition("product")[2] or text for text in texts}) == 3
    assert told("--run", "1") == texts[1]


def test_any_address_is_a_run_and_one_beyond_the_results_is_said(told) -> None:
    assert "not one of the 3 runs (0 to 2)" not in told("--run", "2")
    text = told("--run", "999")
    assert "Run 999 is a valid address, but not one of the 3 runs (0 to 2)" in text
    assert "A raid" in text


def test_notable_keeps_turning_points(told) -> None:
    every = [json.loads(line) for line in told("--json").splitlines()]
    kept = [json.loads(line) for line in told("--json", "--notable").splitlines()]
    assert 0 < len(kept) < len(every) / 2
    lines = {(one["date"], line) for one in every for line in one["lines"]}
    assert {(one["date"], line) for one in kept for line in one["lines"]} <= lines
    texts = [line for one in kept for line in one["lines"]]
    assert any(line.startswith("The scenario dates: ceasefire") for line in texts)
    assert "A ceasefire holds." in texts
    assert not any("arrives again" in line for line in texts)


def test_the_first_day_says_how_things_stand(told) -> None:
    first = json.loads(told("--json").splitlines()[0])
    assert first["date"] == "2026-07-01"
    assert "The war goes on." in first["lines"]
    assert any(line.startswith("The escalation ladder stands at rung") for line in first["lines"])
    assert not any("goes up" in line for line in first["lines"])


@pytest.mark.slow
def test_a_posture_under_a_halt_is_not_told_as_acted_on(told) -> None:
    texts = {run_: told("--run", str(run_)) for run_ in range(8)}
    for text in texts.values():
        halted = text[text.index("A ceasefire holds") : text.index("2026-10-01")]
        assert "Moscow's posture" not in halted
        after = text[text.index("2026-10-01") :]
        assert "Moscow's posture" in after  # told anew when the war goes on
    assert any("would choose the posture" in text for text in texts.values())


def test_kyiv_runs_dry_and_is_supplied_again_in_turns(capsys: pytest.CaptureFixture[str]) -> None:
    """Run 17 of the ceasefire is dry some times: told in turns, notable once each."""
    options = ("ceasefire", "--run", "17", "--months", "8", "--json")
    assert run("diary", *options) == 0
    days = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    told = [line for day in days for line in day["lines"] if line.startswith("Kyiv can")]
    assert told[0] == "Kyiv can no longer fire at a ballistic missile for the first time."
    assert len(told) > 3
    assert ["again" in line for line in told] == [at % 2 == 1 for at in range(len(told))]
    falls = [line for day in days for line in day["lines"] if "goes down to rung" in line]
    assert run("diary", *options, "--notable") == 0
    days = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    kept = [line for day in days for line in day["lines"]]
    assert [line for line in kept if line.startswith("Kyiv can")] == told[:2]
    assert falls
    assert [line for line in kept if "goes down to rung" in line] == falls
