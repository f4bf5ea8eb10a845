"""`forecast` and `score`, from a file to a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import wargame as wg
from tests.cli.test_check import run
from wargame.evidence.record.monthly import SHIPPED

pytestmark = pytest.mark.slow

FILED = ("forecast", "--as-of", "2026-03-01", "--months", "2", "--runs", "20")


@pytest.fixture()
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_forecast_is_filed_once_and_scored(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*FILED) == 0
    out = capsys.readouterr().out
    file = Path("out/forecasts/continued_war-2026-03-01.yaml")
    assert "March 2026" in out and f"Filed: {file}" in out
    first = file.read_bytes()
    assert run(*FILED) == 2 and "exists; choose another place" in capsys.readouterr().err
    assert file.read_bytes() == first
    assert run(*FILED, "--force") == 0 and file.read_bytes() == first  # the same bytes again
    capsys.readouterr()
    assert run("score", str(file), "--out", "page") == 0
    out = " ".join(capsys.readouterr().out.split())  # lines are wrapped
    assert "Of the 20 months and classes" in out and "(March 2026 to April 2026)" in out
    page = Path("page/score.html").read_text()
    assert "How did earlier forecasts do?" in page and "wargame forecast continued_war" in page
    assert page.count("<figure") == 5 and Path("page/manifest.json").is_file()


def test_what_was_changed_is_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*FILED, "--out", "mine.yaml") == 0
    text = Path("mine.yaml").read_text()
    Path("mine.yaml").write_text(text.replace("runs: 20\n", "runs: 2000\n"))
    capsys.readouterr()
    assert run("score", "mine.yaml") == 2
    error = capsys.readouterr().err
    assert "mine.yaml:" in error and "was changed after it was filed" in error
    Path("notes.yaml").write_text("nothing of ours\n")
    assert run(*FILED, "--out", "notes.yaml", "--force") == 2
    assert "is no earlier forecast" in capsys.readouterr().err


def test_a_folder_and_a_record_of_ones_own(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*FILED, "--out", "filed/one.yaml") == 0
    shorter = [line for line in SHIPPED.read_text().splitlines() if not "2026-04" <= line < "2027"]
    text = "\n".join(shorter).replace("to 2026-06-28", "to 2026-03-30") + "\n"
    Path("own.csv").write_text(text)
    capsys.readouterr()
    assert run("score", "filed", "--record", "own.csv", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rows"] == [] and told["forecasts"][0]["months_due"] == []
    assert told["provenance"]["record"] == "own.csv"
    assert (
        "has not come due: the last whole month of the record is February 2026"
        in (told["summary"][0])
    )


def test_bad_input_has_one_clear_word(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("score", "nowhere.yaml") == 2
    assert "nowhere.yaml" in capsys.readouterr().err
    (home / "empty").mkdir()
    assert run("score", "empty") == 2
    assert "holds no filed forecast" in capsys.readouterr().err
    assert run("forecast", "--as-of", "2026-13-01") == 2
    assert "as_of" in capsys.readouterr().err


def test_from_python() -> None:
    one = wg.forecast(as_of="2026-04-01", months=1, runs=20, progress=False)
    assert one.as_data()["hash"] == one.filed.hash
    assert one.filed.months == ("2026-04",) and len(one.tables()[0]) == 10
    assert "2026-04" in one._repr_html_() or "April 2026" in one._repr_html_()


def test_those_that_ship_are_scored(home: Path) -> None:
    result = wg.score()
    assert len(result.helds) == 2 and result.helds[0].due[:2] == ("2026-01", "2026-02")
    assert len(result.tables()[0]) == 10 and "1 January 2026" in result.words()[0]
    assert (result.report("page") / "score.html").is_file()
