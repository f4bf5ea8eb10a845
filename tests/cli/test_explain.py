"""`explain`: every number shows its source."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.cli.test_check import run
from wargame.api.explaining import describe
from wargame.evidence import catalogue
from wargame.evidence.kinds import kind, rests_on
from wargame.evidence.number import months_between
from wargame.report.explanation import age
from wargame.scenario import load
from wargame.scenario.library import START


def test_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "weapons.kh101.production") == 0
    out = capsys.readouterr().out
    number = catalogue.load().numbers["weapons.kh101.production"]
    source = catalogue.load().bibliography[number.source]
    for text in (number.unit, number.as_of, source.title, source.publisher, source.url):
        assert text in out
    assert out.count("\n    ") > len(number.estimates)
    assert "read by: production" in out


def test_json_and_changes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "strike_weapons.flamingo.held_back", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["source"]["key"]
    assert [c["scenario"] for c in found["changed_by"]] == ["porcupine"]
    assert found["changed_by"][0]["place"].startswith("porcupine.yaml:")


def test_kind_of_evidence(capsys: pytest.CaptureFixture[str]) -> None:
    known = catalogue.load().showing(date.fromisoformat(START))
    every = known.numbers | {fact.path: fact for fact in known.facts.values()}
    derived = next(p for p, n in known.numbers.items() if "judged" in rests_on(n, every)
                   and n.derivation)  # fmt: skip
    assert run("explain", derived) == 0
    assert "\n  kind of evidence: derived, from judged" in capsys.readouterr().out
    assert run("explain", "weapons.kh101.production", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["kind"] == kind(known.numbers["weapons.kh101.production"])


def test_fact(capsys: pytest.CaptureFixture[str]) -> None:
    name = next(iter(catalogue.load().facts))
    assert run("explain", name) == 0
    assert "read by: nothing in the model" in capsys.readouterr().out
    assert run("explain", f"facts.{name}") == 0


def test_prefix(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "weapons.kh101") == 0
    assert "weapons.kh101.stock " in capsys.readouterr().out
    assert run("explain", "weapons", "--json") == 0
    assert "weapons.kh101.stock" in json.loads(capsys.readouterr().out)


def test_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "weapons.kh101.prodction") == 2
    assert "did you mean 'weapons.kh101.production'?" in capsys.readouterr().err


def test_every_number_is_explained() -> None:
    known = catalogue.load()
    for number in [*known.numbers.values(), *known.facts.values()]:
        if number.absent:
            continue
        found = describe(known, number, [], date.fromisoformat(START))
        assert found["source"]["title"], number.path
        assert found["months_old"] is not None


def test_estimates_stand_side_by_side_in_one_unit(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "weapons.kh101.production") == 0
    lines = capsys.readouterr().out.splitlines()
    head = next(at for at, line in enumerate(lines) if "side by side, newest first" in line)
    number = catalogue.load().numbers["weapons.kh101.production"]
    rows = lines[head + 2 : head + 3 + len(number.estimates)]
    assert sum(row.split()[0] == "used" for row in rows) == 1
    yearly = next(e for e in number.estimates if e.source == "rusi_2025_02")
    row = next(row for row in rows if "rusi_2025_02" in row)
    assert yearly.unit == "missiles/year"
    assert f"{yearly.value / 12:.4g} " in row  # in missiles/month, like the figure used
    assert f"  {months_between(yearly.as_of, START)} " in row
    dates = [row[row.index("20") :] for row in rows if " 20" in row]
    assert len(dates) == len(rows)
    assert run("explain", "weapons.zircon.production") == 0
    assert "side by side" not in capsys.readouterr().out  # there is one figure only


def test_the_last_part_of_a_path_is_enough_of_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "kh101") == 2
    assert "did you mean 'weapons.kh101'?" in capsys.readouterr().err


def test_one_month_is_one_month() -> None:
    assert age(1, "2026-01-01").startswith("1 month old at the start")
    assert age(2, "2026-01-01").startswith("2 months old at the start")
    assert age(-1, "2026-01-01").startswith("1 month after the start")


def test_a_derived_number_shows_its_formula_step_by_step(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("explain", "weapons.kh59.fire_share") == 0
    out = capsys.readouterr().out
    assert "derived: min(1, fired / made)" in out
    assert "fired = facts.record_tactical: 6 missiles/month (5.1 to 6.9) [air_force_ivaniuk" in out
    assert run("explain", "facts.record_tactical") == 0
    assert re.search("derived from it: .*weapons.kh59.fire_share", capsys.readouterr().out)


def test_the_figure_used_is_the_one_that_holds_at_the_start(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A contract of October 2025 holds in January 2026, and did not in July 2025."""
    assert run("explain", "interceptors.irist.unit_cost") == 0
    assert "\n  2.14057 million USD" in (now := capsys.readouterr().out) or "\n  2.14" in now
    assert run("explain", "interceptors.irist.unit_cost", "--as-of", "2025-07-01") == 0
    then = capsys.readouterr().out
    assert "\n  1.13 million USD" in then and "onvista_2025_10" in then  # beside it, not used
    assert run("explain", "interceptors.irist.unit_cost", "--as-of", "July") == 2


def test_a_posterior_stands_beside_its_prior_with_what_moved_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("explain", "classes.ballistic.stop_odds") == 0
    out = capsys.readouterr().out
    assert "posterior of the nowcast for 2026-07-01, 500 members" in out
    assert "2026-05: 27 of 95" in out
    assert run("explain", "classes.ballistic.stop_odds", "--as-of", "2026-04-15", "--json") == 0
    found = json.loads(capsys.readouterr().out)["posterior"]
    assert found["day"] == "2026-04-01" and len(found["seen"]) == 3
    assert found["low"] < found["median"] < found["high"]
    assert run("explain", "classes.ballistic.stop_odds", "--as-of", "2026-01-01") == 0
    assert "posterior" not in capsys.readouterr().out


def test_ages_are_those_at_the_start_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "weapons.kh101.production", "--as-of", "2026-03-01") == 0
    out = capsys.readouterr().out
    assert "9 months old at the start (2026-03-01)" in out and "2026-07-01" not in out


def test_a_number_is_explained_as_a_scenario_has_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it sets, with the figures of the catalogue beside it; its own nowcast."""
    shipped = load("continued_war").nowcast
    assert shipped
    (tmp_path / "own.json").write_text(replace(shipped, facts={"command": "mine"}).text())
    (tmp_path / "s.yaml").write_text(
        "scenario: 1\ntitle: t\nquestion: q\nextends: continued_war\nnowcast: own.json\n"
        "start: 2026-07-15\nset: {weapons.kh101.production: 70 missiles/month}\n"
    )
    file = str(tmp_path / "s.yaml")
    assert run("explain", "weapons.kh101.production", "--scenario", file) == 0
    out = capsys.readouterr().out
    assert re.search(r"used +70 .* scenario$", out, re.M) and "set by the scenario" in out
    assert re.search(r"^ +65 +60 to 70 .*kyiv_independent_2025_06$", out, re.M)
    assert run("explain", "classes.ballistic.stop_odds", "--scenario", file) == 0
    out = capsys.readouterr().out
    assert "at the start (2026-07-15)" in out and "posterior of the nowcast for 2026-07-01" in out
    assert run("explain", "weapons.kh101.production", "--scenario", file, "--runs", "3") == 2
    assert "no outcome, and nothing is simulated" in capsys.readouterr().err
