"""`wargame lesson`: list, check, export; refusals leave nothing behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.short_lesson import TEXT, written
from wargame.cli import main


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in an empty directory, one process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("os.cpu_count", lambda: 1)


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as done:
        main(["lesson", *arguments])
    return int(done.value.code or 0)


def test_list_names_the_lessons_and_their_questions(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list") == 0
    told = capsys.readouterr().out
    assert "flow_and_stock: Flow and stock (30 minutes)" in told
    assert run("list", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)) == 7


def test_check_reads_words_and_asks_the_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(written(tmp_path))
    assert run("check", file, "--words") == 0
    assert "4 steps, 4 points" in capsys.readouterr().out
    assert run("check", file, "--runs", "20") == 0
    assert "all borne out by 20 runs" in capsys.readouterr().out


def test_check_tells_every_lesson_that_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    true = 'outcome: stock_end\n        test: "> 0"'
    text = TEXT.replace(true, true.replace(">", "<"))
    file = str(written(tmp_path, text))
    assert run("check", file, "nothing_there", "--runs", "20") == 2
    told = capsys.readouterr().err
    assert "short.yaml:50:15: steps.0.notice.0.test: holds in 0% of 20 runs" in told
    assert "nothing_there: no such file or shipped lesson" in told


def test_export_writes_the_page_and_the_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(written(tmp_path))
    words = ["export", file, "--runs", "20", "--out", "class.html", "--key", "key.html"]
    assert run(*words) == 0
    first = Path("class.html").read_bytes()
    assert b"SECRET" not in first
    assert b"SECRET" in Path("key.html").read_bytes()
    assert run(*words) == 2
    assert "exists; choose another place, or use force" in capsys.readouterr().err
    assert run(*words, "--force") == 0
    assert Path("class.html").read_bytes() == first


def test_a_lesson_that_is_not_true_is_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = TEXT.replace("expect: fewer", "expect: more").replace(
        'test: ">= 0"}', 'test: ">= 0", because: So.}'
    )
    assert run("export", str(written(tmp_path, text)), "--runs", "20", "--out", "class.html") == 2
    assert "rewrite 'because'" in capsys.readouterr().err
    assert not Path("class.html").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--runs", "5", "--out", "a.html"], "runs 5: expected 20 to 10000"),
        (["--out", "."], "is a directory"),
        (["--out", "a.html", "--key", "a.html"], "the key is kept apart"),
    ],
)
def test_refusals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    assert run("export", str(written(tmp_path)), *words) == 2
    assert told in capsys.readouterr().err
    assert not Path("a.html").exists()
