"""What a report may leave out, and what is worked out beside its figures."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

import wargame as wg
from tests.api.test_progress import Watched
from tests.cli.test_check import run
from wargame.api import confidence, grounding
from wargame.api.aside import aside
from wargame.api.progress import SILENT, Display


@pytest.fixture()
def short(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Studies that only keep that they were asked for."""
    asked: list[str] = []
    monkeypatch.setattr(confidence, "of_run", lambda *given: asked.append("confidence") or {})
    monkeypatch.setattr(grounding, "of_run", lambda *given: asked.append("grounds") or "Told.")
    return asked


@pytest.mark.slow
@pytest.mark.parametrize("left_out", [(), ("confidence",), ("grounds",), ("confidence", "grounds")])
def test_what_is_left_out_is_not_simulated_and_said(
    left_out: tuple[str, ...], short: list[str], tmp_path: Path
) -> None:
    given = wg.load("continued_war", runs=3, months=1).run(progress=False)
    wanted = {name: name not in left_out for name in ("confidence", "grounds")}
    report = given.report(tmp_path / "r", progress=False, **wanted)
    assert set(short) == wanted.keys() - set(left_out)
    assert report.left_out == left_out and report.as_data()["left_out"] == list(left_out)
    options = "".join(f" --no-{name}" for name in left_out)
    command = given.provenance["command"] + options
    assert report.run.provenance["command"] == command
    page = (tmp_path / "r" / "report.html").read_text(encoding="utf-8")
    assert ("(--no-confidence)" in page) == ("confidence" in left_out)
    assert ("(--no-grounds)" in page) == ("grounds" in left_out)
    assert ("wargame explain headlines" in page) == ("grounds" in left_out)
    [line] = report.words() or [""]
    assert all(f"--no-{name}" in line for name in left_out)
    manifest = json.loads((tmp_path / "r" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["command"] == command


@pytest.mark.slow
def test_the_command_leaves_them_out(
    short: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("run", "continued_war", "--runs", "3", "--months", "1", "--out", str(tmp_path / "r"))
    assert run(*words, "--no-confidence", "--no-grounds") == 0
    assert "Left out, as asked (--no-confidence, --no-grounds)" in capsys.readouterr().out
    assert short == []


@pytest.mark.parametrize("processors", [1, 2])
def test_work_aside_gives_what_it_found(processors: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.model.side_by_side.processors", lambda: processors)
    seen: list[int] = []

    def work(display: Display) -> str:
        seen.append(threading.get_ident())
        with display.bar("work", 2) as advance:
            advance(2)
        return "found"

    shown = Watched()
    with aside(work, shown) as result:
        assert result() == result() == "found"
    assert shown.bars == [("work", 2, 2)]
    assert (seen == [threading.get_ident()]) == (processors == 1)


def test_a_fault_beside_stops_what_is_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.model.side_by_side.processors", lambda: 2)
    begun = threading.Event()

    def endless(display: Display) -> None:
        with display.bar("work", 1) as advance:
            while True:
                begun.set()
                advance(0)

    with pytest.raises(KeyboardInterrupt), aside(endless, SILENT):
        begun.wait()
        raise KeyboardInterrupt
    assert not [one for one in threading.enumerate() if "ThreadPool" in one.name]


def test_what_fails_aside_is_raised_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.model.side_by_side.processors", lambda: 2)

    def fail(display: Display) -> None:
        raise ValueError("nothing such")

    with pytest.raises(ValueError, match="nothing such"), aside(fail, SILENT) as result:
        result()


@pytest.mark.slow
def test_any_number_of_processors_gives_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = wg.load("continued_war", runs=200, months=1)
    held = []
    for number in (1, 2):
        monkeypatch.setattr("wargame.model.side_by_side.processors", lambda number=number: number)
        folder = tmp_path / str(number)
        given.run(progress=False).report(folder, progress=False)
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        held.append({str(path.relative_to(folder)): path.read_bytes() for path in files})
    assert len(held[0]) > 30 and held[0] == held[1]
