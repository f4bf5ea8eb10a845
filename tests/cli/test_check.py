"""`check`, `schema`, `list`, and the way out of the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from wargame.cli import main
from wargame.scenario.library import shipped

ROOT = Path(__file__).parents[2]


def run(*args: str) -> int:
    with pytest.raises(SystemExit) as done:
        main(args)
    return int(done.value.code or 0)


def test_shipped_scenarios_are_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", *[str(path) for path in shipped().values()]) == 0
    out = capsys.readouterr()
    assert out.out.count(" months from 2026-07-01") == len(shipped()) >= 10
    assert out.err == ""


def test_names_and_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("scenario: 1\ntitle: T\nquestion: Q\nmonths: x\n")
    assert run("check", "--json", "continued_war", str(bad), "nowhere") == 2
    good, found, missing = json.loads(capsys.readouterr().out)
    assert good["ok"]
    assert len(good["hash"]) == 64
    assert [(p["line"], p["column"], p["key"]) for p in found["problems"]] == [(4, 9, "months")]
    assert "no such file" in missing["text"]


def test_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("schema") == 0
    written = json.loads(capsys.readouterr().out)
    assert written == json.loads((ROOT / "docs" / "scenario.schema.json").read_text())


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("scenarios", "continued_war"),
        ("outcomes", "capital_ballistic_dry"),
        ("numbers", "weapons.kh101.production"),
        ("events", "ceasefire"),
        ("mechanisms", "grid"),
        ("units", "missiles/month"),
    ],
)
def test_list(what: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", what) == 0
    assert f"{name} " in capsys.readouterr().out
    assert run("list", what, "--json") == 0
    assert name in [row["name"] for row in json.loads(capsys.readouterr().out)]


def test_list_says_a_unit_once_and_takes_evidence_of_ones_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("list", "outcomes") == 0
    out = capsys.readouterr().out
    assert "  share; cruise missiles stopped" in out  # kind and unit are one word
    own = tmp_path / "own.yaml"
    own.write_text("bibliography: {mine: {title: Count, publisher: Us, date: '2026-03', url: ''}}")
    assert run("list", "sources", "--evidence", str(own)) == 0
    assert "mine " in capsys.readouterr().out
    assert run("list", "units", "--evidence", str(own)) == 2
    assert "list numbers or sources" in capsys.readouterr().err


def test_help_version_and_unknown_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    assert "check" in capsys.readouterr().out
    assert run("--version") == 0
    assert capsys.readouterr().out.startswith("wargame ")
    assert run("frobnicate") == 2


@pytest.mark.slow
def test_debug_shows_the_traceback() -> None:
    command = [sys.executable, "run.py", "--debug", "explain", "nothing.here"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert "Traceback" in done.stderr
    done = subprocess.run([c for c in command if c != "--debug"], cwd=ROOT, capture_output=True)
    assert (done.returncode, b"Traceback" in done.stderr) == (2, False)


def test_interrupt(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("wargame.scenario.schema.json_schema", interrupt)
    assert run("schema") == 130
    assert capsys.readouterr().err == "stopped; nothing was written\n"


@pytest.mark.slow
@pytest.mark.parametrize("args", [["--help"], ["check", "ceasefire"], ["explain", "weapons.kh101"]])
def test_quick_commands_load_nothing_heavy(args: list[str]) -> None:
    heavy = [
        "mesa",
        "numba",
        "pandas",
        "matplotlib",
        "xarray",
        "duckdb",
        "networkx",
        "scipy",
    ]
    code = (
        "import sys\nfrom wargame.cli import main\ntry:\n    main(sys.argv[1:])\n"
        f"except SystemExit:\n    print('HEAVY', [m for m in {heavy} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True)
    assert "HEAVY []" in done.stdout
