"""Two bodies of evidence held against each other: files and days, on one start, the same luck."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cli.test_basis import KH101, OWN
from tests.cli.test_check import run
from wargame.api.differing_evidence import evidence_diff
from wargame.declare.errors import WargameError
from wargame.scenario import load


def test_a_file_moves_what_it_speaks_of(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(OWN, encoding="utf-8")
    found = evidence_diff("shipped", file, runs=8, months=2, progress=False)
    assert [one.what for one in found.study.differences] == [KH101]
    assert found.names == ["shipped", "mine"]
    starts = {one.scenario.definition.start for one in found.runs}
    assert starts == {load("continued_war").start}
    (made,) = [one for one in found.study.pairs[0] if one.name == "made_missiles"]
    assert made.mean > 0 and made.low > 0 and made.n == 8
    first, second = found.words()[:2]
    assert first == "1 number differs between “shipped” and “mine”."
    assert "by more than luck (90% interval of the paired difference, n = 8)." in second
    assert found.provenance["command"] == (
        f"wargame evidence diff shipped {file} --scenario continued_war --runs 8 --seed 1 "
        "--months 2"
    )


def test_a_day_is_what_was_known_then_at_the_same_start() -> None:
    found = evidence_diff("2026-01-01", "2026-07-01", runs=5, months=1, progress=False)
    earlier, now = (one.scenario.definition for one in found.runs)
    assert earlier.start == now.start == date(2026, 7, 1)
    assert now.hash == load("continued_war", runs=5, months=1).hash
    for number in earlier.numbers.values():
        assert number.source in ("judgement", "none", "scenario", "derived", "calibration") or (
            number.as_of < "2026-01-01"
        ), number.path
    kinds = {one.kind for one in found.study.differences}
    assert kinds == {"number", "lead-up"}, (
        "the nowcast of a later day is no input of an earlier one"
    )
    assert found.names == ["as known on 2026-01-01", "as known on 2026-07-01"]


def test_what_is_known_is_not_what_comes_later() -> None:
    """Knowing until a day differs from starting on it by the start alone."""
    told = load("continued_war", cutoff=date(2026, 3, 1)).numbers
    began = load("continued_war", as_of=date(2026, 3, 1)).numbers
    assert told == began


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("2026-08-01", "shipped", "not known at the start on 2026-07-01"),
        ("2026-02-30", "shipped", "is not a date of the calendar"),
        ("nowhere.yaml", "shipped", "expected `shipped`, a file of evidence, or a day"),
        ("shipped", "shipped", "no number of continued_war differs"),
        ("shipped", "2026-07-01", "no number of continued_war differs"),
    ],
)
def test_what_is_refused(a: str, b: str, said: str) -> None:
    with pytest.raises(WargameError, match=said):
        evidence_diff(a, b, runs=5, months=1, progress=False)


def test_a_file_that_changes_nothing_is_refused_with_the_reason(tmp_path: Path) -> None:
    """A figure without `holds_from` stands beside the others only."""
    file = tmp_path / "mine.yaml"
    file.write_text(OWN.replace("holds_from: 2026-01-06, ", ""), encoding="utf-8")
    with pytest.raises(WargameError, match=r"no number of .* differs .*without holds_from"):
        evidence_diff("shipped", file, runs=5, months=1, progress=False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("scenario: 1\ntitle: t\nquestion: q\n", "this is a scenario .*wargame compare"),
        ('{"nowcast": 1}', "this is a nowcast .*nowcast: FILE"),
        ("panel: 1\njudgements: {}\n", "this is a form of a panel .*elicit pool"),
    ],
)
def test_what_is_another_file_is_called_by_its_name(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(WargameError, match=said):
        evidence_diff("shipped", file, runs=5, months=1, progress=False)


@pytest.mark.slow
def test_the_command_writes_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    words = ("evidence", "diff", "2026-01-01", "shipped", "--runs", "5", "--months", "1")
    assert run(*words, "--out", str(out)) == 0
    said = capsys.readouterr().out
    assert (
        "numbers differ between “as known on 2026-01-01” and “shipped”; so does" in said
        and "n = 5" in said
    )
    page = (out / "compare.html").read_text(encoding="utf-8")
    assert "Continued war: as known on 2026-01-01" in page  # two titles that are alike say nothing
    assert "numbers differ between" in page.split("What differs in the inputs")[0]
