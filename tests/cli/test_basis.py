"""`--as-of` and `--evidence`: the same on every command that loads a scenario."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import typer

from tests.cli.test_check import run
from tests.study.sweep.small import written
from wargame.cli import _command
from wargame.questions import check_file, claim_file, lesson_loading
from wargame.scenario.library import Basis

BOTH = {"--as-of", "--evidence"}
WITHOUT = {  # command: why it takes neither, or one of the two alone
    "analyse": "reads a sweep or a run, which stand on the basis they were made on",
    "leads-to": "reads a sweep or a run",
    "query": "reads a sweep",
    "backtest": "stands at origins of its own, --from and --to",
    "hindcast": "stands at origins of its own, --from and --to; it takes --evidence",
    "calibrate": "stands at a day of its own, --until",
    "nowcast": "stands at a day of its own, --until; it takes --evidence",
    "score": "reads filed forecasts, which stand on the basis they were filed on",
    "serve": "who uses it brings a file with `start:` and `evidence:`; one basis for all would "
    "make a shipped name mean something else on each server",
    "schema": "loads no scenario",
    "list": "loads no scenario",
    "record import": "loads no scenario",
    "record diff": "loads no scenario",
    "evidence diff": "each of its two sides is evidence, or a day; --as-of is the start of both",
    "elicit check": "reads forms",
    "elicit feedback": "reads forms",
    "elicit pool": "reads forms",
    "lesson list": "reads lessons and loads no scenario",
    "play list": "a stored game keeps its scenario",
    "play replay": "a stored game keeps its scenario",
    "play debrief": "a stored game keeps its scenario",
}
OWN = """\
bibliography:
  my_note: {title: A note, publisher: Me, date: 2026-01-05, url: ""}
estimates:
  weapons.kh101.production:
    - {value: 77, low: 70, high: 90, unit: missiles/month, as_of: 2026-01-01,
       holds_from: 2026-01-06, source: my_note, grade: B, note: for a test}
"""
KH101 = "weapons.kh101.production"


def options() -> Iterator[tuple[str, set[str]]]:
    """Every command with its options."""

    def of(group: typer.core.TyperGroup, above: str = "") -> Iterator[tuple[str, set[str]]]:
        for name, command in group.commands.items():
            if hasattr(command, "commands"):
                yield from of(command, f"{above}{name} ")
            else:
                yield f"{above}{name}", {word for one in command.params for word in one.opts}

    return of(_command())  # type: ignore[arg-type]


TAKES = [name for name, words in options() if words >= BOTH]
WORDS = {  # what a command needs besides
    "run": ["continued_war"],
    "forecast": ["continued_war"],
    "compare": ["continued_war", "ceasefire"],
    "estimates": ["continued_war"],
    "attribute": ["continued_war", "ceasefire"],
    "diary": ["continued_war"],
    "network": ["continued_war"],
    "check": ["continued_war"],
    "explain": [KH101],
    "claims": [],
    "checks": ["--only", "no_lines_nothing_made"],
    "lesson check": ["flow_and_stock"],
    "lesson export": ["flow_and_stock", "--out", "lesson.html"],
    "play machines": ["continued_war"],
    "elicit form": ["continued_war", "--out", "form.yaml"],
}


def test_every_command_takes_both_or_is_listed_with_the_reason() -> None:
    found = dict(options())
    assert len(found) > 25
    for name, words in found.items():
        assert (words >= BOTH) != (name in WITHOUT), name
    assert not WITHOUT.keys() - found.keys(), "a reason for a command that is no more"


@pytest.mark.parametrize("name", TAKES)
def test_both_reach_what_is_loaded(
    name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A day that is none and a file that is missing are refused: the options are read."""
    monkeypatch.chdir(tmp_path)
    words = [str(written(tmp_path))] if name == "sweep" else WORDS[name]
    for option, given, said in (("--as-of", "2026-13-01", "2026-13-01"),
                                ("--evidence", "nowhere.yaml", "nowhere.yaml")):  # fmt: skip
        assert run(*name.split(), *words, option, given) == 2, option
        assert said in capsys.readouterr().err


@pytest.mark.slow
def test_questions_are_asked_on_the_basis(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(OWN, encoding="utf-8")
    basis = Basis(date(2026, 4, 15), (str(file),))
    claims = claim_file.read(only=["stock_grows"], basis=basis)[0].scenarios(runs=1)
    case = check_file.read(only=["no_lines_nothing_made"], basis=basis)[0][0]
    lesson = lesson_loading.load("flow_and_stock", basis)
    plain, changed = case.scenarios("continued_war", runs=1)
    for one in (claims[0], plain, changed, lesson.scenario(lesson.start, runs=1)):
        assert (one.start, one.numbers[KH101].value) == (date(2026, 4, 15), 77)
        assert one.basis == basis


@pytest.mark.slow
def test_a_sweep_keeps_its_basis_and_refuses_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, design = tmp_path / "own.yaml", str(written(tmp_path, uncertainties={
        "weapons.geran.production": "catalogue"}, levers=None))  # fmt: skip
    file.write_text(OWN, encoding="utf-8")
    words = ("sweep", design, "--out", str(tmp_path / "o"), "--workers", "1")
    given = ("--as-of", "2026-06-15", "--evidence", str(file))
    assert run(*words, *given) == 0
    assert run(*words, *given, "--resume") == 0
    for other in ((), given[:2], given[2:]):
        capsys.readouterr()
        assert run(*words, *other, "--resume") == 2
        said = capsys.readouterr().err
        assert f"begun with --as-of 2026-06-15 --evidence {file}, gone on with " in said
        assert (" ".join(other) or "neither --as-of nor --evidence") in said


def test_a_stored_game_keeps_its_basis(tmp_path: Path) -> None:
    from wargame.play.header import begin, scenario_of

    file = tmp_path / "own.yaml"
    file.write_text(OWN, encoding="utf-8")
    header = begin("continued_war", turns=2, seed=1, basis=Basis(date(2026, 4, 15), (str(file),)))
    file.unlink()
    again = scenario_of(header)
    assert (again.start, again.numbers[KH101].value) == (date(2026, 4, 15), 77)
