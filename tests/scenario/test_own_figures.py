"""A figure of one's own that a scenario does not take is said, with the reason; others are not."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.cli.test_check import run
from wargame.scenario import load
from wargame.scenario.own_figures import cautions, unused, used
from wargame.scenario.scenario import Scenario

OUTPUT = "weapons.kh101.production"
SOURCE = {"title": "My count", "publisher": "Me", "date": "2026-03-05", "url": ""}
FIGURE = {"value": 80, "low": 70, "high": 95, "unit": "missiles/month", "as_of": "2026-02",
          "source": "own", "grade": "B", "holds_from": "2026-03-10"}  # fmt: skip


def scenario(
    start: str,
    published: str = "2026-03-05",
    estimate: str = "central",
    sets: tuple[str, ...] = (),
    **figure: str,
) -> Scenario:
    row = {key: value for key, value in (FIGURE | figure).items() if value}
    sources = {"own": SOURCE | {"date": published}}
    own: dict[str, object] = {"bibliography": sources, "estimates": {OUTPUT: [row]}}
    day = date.fromisoformat(start)
    return load("continued_war", sets, estimate, evidence_files=[own], as_of=day)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"published": "2026-09-05"}, "published on 2026-09-05, and the scenario starts"),
        (
            {"start": "2026-03-07"},
            "it holds from 2026-03-10, and the scenario starts on 2026",
        ),
        ({"holds_from": ""}, "without holds_from .* --estimate own takes it"),
        ({"start": "2026-03-20", "as_of": "2026-05"}, "speaks of 2026-05, and the scenario starts"),
    ],
    ids=str,
)
def test_what_does_not_count_is_said(given: dict[str, str], why: str) -> None:
    one = scenario(**({"start": "2026-07-01"} | given))
    [line] = cautions(one)
    assert line.startswith(f"{OUTPUT}: the figure of own is not used: ")
    assert re.search(why, line)
    assert used(one) == []


def test_what_counts_is_not() -> None:
    assert unused(scenario("2026-04-01")) == [] and used(scenario("2026-04-01")) == [OUTPUT]
    chosen = scenario("2026-04-01", holds_from="", estimate="own")
    assert unused(chosen) == [] and used(chosen) == [OUTPUT]
    fixed = scenario("2026-04-01", holds_from="", sets=(f"{OUTPUT}=75 missiles/month",))
    assert unused(fixed) == [] and used(fixed) == []
    assert unused(load("continued_war")) == [] and used(load("continued_war")) == []


def test_check_counts_what_is_brought(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "s.yaml"
    file.write_text(
        "scenario: 1\ntitle: t\nquestion: q\nextends: continued_war\nremove: {weapons: [kh59]}\n"
        "add: {weapons: {novel: {from: kalibr, name: Novel, stock: 0}}}\n"
        "evidence:\n  bibliography: {own: {title: T, publisher: P, date: '2026-03-05', url: ''}}\n"
        f"  estimates: {{{OUTPUT}: [{FIGURE}]}}\n"
    )
    assert run("check", str(file)) == 0
    said = capsys.readouterr().out
    assert "changed, 1 entry added, 1 entry removed, 1 figure of one's own, 1 event" in said


def test_what_a_nowcast_gives_is_asked_of_nobody_and_taken_from_nobody() -> None:
    """A panel's figure for it would stand in the report and change nothing."""
    path = "classes.ballistic.stop_odds"
    row = {"value": 2, "low": 1, "high": 3, "unit": "times", "as_of": "2026-06", "source": "own",
           "grade": "B", "holds_from": "2026-06-30"}  # fmt: skip
    own = {"bibliography": {"own": SOURCE}, "estimates": {path: [row]}}
    held = load("continued_war", evidence_files=[own])
    assert path in held.conditioned
    [line] = unused(held)
    assert line.startswith(path) and "the nowcast gives it" in line
    early = date(2026, 3, 1)  # before the first nowcast that is shipped
    row |= {"holds_from": "2026-02-15", "as_of": "2026-02"}
    own["bibliography"] = {"own": SOURCE | {"date": "2026-02-10"}}
    taken = load("continued_war", evidence_files=[own], as_of=early)
    assert (unused(taken), used(taken), taken.conditioned) == ([], [path], {})
