"""Bad input of every kind: a clear error at its place, exit code 2, nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_check import run
from tests.evidence.test_strict_yaml import BOMB
from wargame.evidence import catalogue

HEAD = "scenario: 1\ntitle: T\nquestion: Why?\nmonths: 12\n"
FACT = next(iter(catalogue.load().facts))
CASES = {
    "unknown key": (HEAD + "colour: red\n", "5:1: colour: unknown key"),
    "misspelt key": (
        HEAD.replace("months", "mnths"),
        "4:1: mnths: unknown key — did you mean 'months'?",
    ),
    "misspelt path": (
        HEAD + "set:\n  weapons.kh101.prodction: 5\n",
        "6:3: set.weapons.kh101.prodction: nothing reads this: weapons.kh101 has no 'prodction' "
        "— did you mean 'production'?",
    ),
    "duplicate key": (HEAD + "months: 6\n", "5:1: months: duplicate key (first written in line 4"),
    "wrong unit": (
        HEAD + "set:\n  weapons.kh101.production: 50 percent\n",
        "6:29: set.weapons.kh101.production: 'percent' is a share; a weapon rate is needed",
    ),
    "unknown unit": (
        HEAD + "set:\n  weapons.kh101.production: 50 rockets/month\n",
        "6:29: set.weapons.kh101.production: unknown unit 'rockets/month'",
    ),
    "out of range": (
        HEAD + "set: {weapons.kh101.failure: 140 percent}\n",
        "5:30: set.weapons.kh101.failure: 140 is outside its range (0 to 100 percent)",
    ),
    "low above high": (
        HEAD + "set:\n  weapons.kh101.stock: {value: 5, low: 9, high: 7}\n",
        "6:40: set.weapons.kh101.stock.low: low 9 is above high 7",
    ),
    "unknown source": (
        HEAD + "set:\n  weapons.kh101.stock: {value: 5, source: my_uncle}\n",
        "6:43: set.weapons.kh101.stock.source: 'my_uncle' is not in the bibliography",
    ),
    "Norway": (
        HEAD + "events:\n  - {on: 2026-05-01, event: aid_cut, supplier: NO, share: 1}\n",
        "6:48: events.0.supplier: there is no supplier 'NO'",
    ),
    "NO as a truth": (
        HEAD + "mechanisms: {grid: NO}\n",
        "5:20: mechanisms.grid: expected true or false, found the text 'NO'",
    ),
    "alias bomb": (HEAD + BOMB, "unfolds into too many values"),
    "empty file": ("", "1:1: the file is empty"),
    "dates out of order": (
        HEAD + "events:\n  - {on: 2026-05-01, event: energy_truce, until: 2026-04-01}\n",
        "6:50: events.0.until: 2026-04-01 is not after 'on' (2026-05-01)",
    ),
    "events out of order": (
        HEAD
        + "events:\n  - {on: 2026-05-01, event: energy_truce}\n"
        + "  - {on: 2026-04-01, event: treaty_expiry}\n",
        "7:10: events.1.on: dates out of order",
    ),
    "no such actor": (
        HEAD + "events:\n  - {on: 2026-05-01, event: incident, ally: atlantis}\n",
        "6:45: events.0.ally: there is no ally 'atlantis'",
    ),
    "a fact": (
        HEAD + f"set:\n  facts.{FACT}: 5\n",
        f"6:3: set.facts.{FACT}: nothing reads this: it is a fact",
    ),
    "no title": ("scenario: 1\nquestion: Why?\n", "1:1: title: is missing"),
    "other version": (HEAD.replace("1", "2", 1), "1:11: scenario: expected one of 1; found the"),
    "not a mapping": ("- 1\n", "1:1: expected keys with values"),
}


@pytest.mark.parametrize("command", ["check", "run"])
@pytest.mark.parametrize("case", list(CASES))
def test_refused(
    case: str,
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text, message = CASES[case]
    monkeypatch.chdir(tmp_path)
    Path("s.yaml").write_text(text)
    assert run(command, "s.yaml") == 2
    out = capsys.readouterr()
    assert message in out.err
    assert out.err.startswith("s.yaml:")
    assert "Traceback" not in out.err
    assert [path.name for path in tmp_path.iterdir()] == ["s.yaml"]


@pytest.mark.parametrize("command", ["check", "run"])
def test_files_refused(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("binary.yaml").write_bytes(b"\x7fELF\0\0\1")
    with Path("large.yaml").open("wb") as file:
        file.truncate(50_000_000)
    before = sorted(path.name for path in tmp_path.iterdir())
    cases = {
        "missing.yaml": "missing.yaml: no such file",
        "folder": "folder: is a directory, not a file",
        "binary.yaml": "binary.yaml:1:1: is a binary file",
        "large.yaml": "large.yaml: 50.0 MB is too large (limit 5 MB)",
        "continued_wars": "did you mean 'continued_war'?",
        "x" * 5000: "is not a file name",
    }
    for name, message in cases.items():
        assert run(command, name) == 2
        assert message in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_cyclic_extends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for one, other in (("a", "b"), ("b", "c"), ("c", "a")):
        Path(f"{one}.yaml").write_text(HEAD + f"extends: {other}.yaml\n")
    assert run("check", "a.yaml") == 2
    err = capsys.readouterr().err
    assert "c.yaml:5:10: extends: comes back to itself (a.yaml -> b.yaml -> c.yaml -> a.y" in err
    for name in "abc":  # other faults of the files are not listed before the cycle
        text = Path(f"{name}.yaml").read_text().replace("title: T\n", "")
        Path(f"{name}.yaml").write_text(text)
    assert run("check", "a.yaml") == 2
    assert capsys.readouterr().err.splitlines() == [
        "c.yaml:4:10: extends: comes back to itself (a.yaml -> b.yaml -> c.yaml -> a.yaml)"
    ]
    Path("self.yaml").write_text(HEAD + "extends: self.yaml\n")
    assert run("check", "self.yaml") == 2
    assert "self.yaml:5:10: extends: comes back to itself" in capsys.readouterr().err


def test_all_problems_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("s.yaml").write_text(
        HEAD + "colour: red\nset: {weapons.kh101.stok: 1}\nmechanisms: {grd: true}\n"
        "events:\n  - {on: 2026-05-01, event: truce}\n"
    )
    assert run("check", "s.yaml") == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        "s.yaml:5:1",
        "s.yaml:6:7",
        "s.yaml:7:14",
        "s.yaml:9:29",
    ]


def test_control_characters_do_not_reach_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("s.yaml").write_text(HEAD + '"\\e[2Jkey": 1\n')
    assert run("check", "s.yaml") == 2
    assert "\x1b" not in capsys.readouterr().err
