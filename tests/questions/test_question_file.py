"""Files of claims and checks: the shipped ones are sound, and every fault has its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.schemas import validator
from wargame.declare.errors import InputError
from wargame.evidence import strict_yaml
from wargame.questions import check_file, claim_file, question_library
from wargame.scenario import load
from wargame.scenario.library import shipped
from wargame.scenario.policies import Mechanisms

DOCS = Path(__file__).parents[2] / "docs"
CLAIM = """version: 1
claims:
  grows:
    claim: Stock grows.
    speaker: A speaker
    date: 2025
    source: nyt_2025_11
    asks:
      - outcome: stock_growth
        in: continued_war
        test: "> 200"
"""
CHECK = """version: 1
checks:
  halt:
    says: A halt lets the stock grow.
    mechanisms: [talks]
    change: {events: [{on: 2026-03-01, event: ceasefire}]}
    outcome: stock_growth
    expect: never less
"""


def said(text: str, tmp_path: Path, read: Any = claim_file.read) -> str:
    """What is said of a file with `text`, without its name."""
    file = tmp_path / "asked.yaml"
    file.write_text(text)
    with pytest.raises(InputError) as found:
        read(file)
    return str(found.value).replace(f"{file}:", "")


def test_shipped_claims_are_ten_and_sourced() -> None:
    found = claim_file.read()
    assert len({one.name for one in found}) == 10
    assert all(one.claim.date <= "2025-12-31" for one in found)
    assert len(claim_file.read(only=["stock_grows"])) == 1


def test_shipped_checks_cover_every_mechanism_and_scenario() -> None:
    found, scenarios = check_file.read()
    assert len(found) >= 15
    assert {one for case in found for one in case.check.mechanisms} == set(Mechanisms.model_fields)
    assert scenarios == list(shipped())


@pytest.mark.slow
@pytest.mark.parametrize("kind", question_library.KINDS)
def test_schemas_are_schemas(kind: str) -> None:
    made = question_library.json_schema(kind)
    validator(question_library.json_schema, kind).check_schema(made)


@pytest.mark.parametrize("kind", ["claims", "checks"])
def test_schemas_are_the_exported_ones_and_fit(kind: str) -> None:
    made = question_library.json_schema(kind)
    written = json.loads((DOCS / f"{kind}.schema.json").read_text())
    assert written == made, f"python run.py schema {kind} > docs/{kind}.schema.json"
    (file,) = question_library.shipped(kind).values()
    validator(question_library.json_schema, kind).validate(strict_yaml.load(file).data)
    assert file.read_text().startswith(f"# yaml-language-server: $schema=../../docs/{kind}.schema")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("stock_growth", "stock_grwth", "9:18: claims.grows.asks.0.outcome: there is no outcome"),
        ("stock_growth", "stock_grwth", "did you mean 'stock_growth'?"),
        ("continued_war", "continued_wr", "did you mean 'continued_war'?"),
        ("speaker:", "speeker:", "5:5: claims.grows.speeker: unknown key — did you mean 'speaker'"),
        ('"> 200"', '"200"', "11:15: claims.grows.asks.0.test: expected"),
        ("nyt_2025_11", "nyt_2025_12", "7:13: claims.grows.source: 'nyt_2025_12' is not in"),
        ("nyt_2025_11", "none", "needs a 'publication', or a 'note'"),
        ("continued_war", "{scenario: continued_war, scael: {}}", "did you mean 'scale'?"),
        (
            "continued_war",
            "{scenario: continued_war, set: {weapons.kh101.prodction: 5}}",
            "10:45: nothing reads this: weapons.kh101 has no 'prodction' — did you mean",
        ),
        (
            "continued_war",
            "{scenario: continued_war, scale: {air_command.ukraine.hub_loss: 1000}}",
            "is outside its range",
        ),
        (
            "continued_war",
            "{scenario: continued_war, events: [{on: 2026-02-01, event: talsk}]}",
            "there is no event 'talsk' — did you mean 'talks'?",
        ),
        ("in: continued_war", "in: {outcome: spillover}", "'scenario' is missing"),
        ("in: continued_war", "in: ceasefire\n        by: ratio", "a ratio needs 'against'"),
        (
            "in: continued_war",
            "in: ceasefire\n        against: {outcome: launched_drones}",
            "a difference of missiles and drones: use 'by: ratio'",
        ),
    ],
)
def test_faults_of_claims(old: str, new: str, words: str, tmp_path: Path) -> None:
    assert words in said(CLAIM.replace(old, new), tmp_path)


def test_no_ratio_of_what_may_never_happen(tmp_path: Path) -> None:
    text = CLAIM.replace("stock_growth", "spillover_month").replace(
        "in: continued_war", "in: ceasefire\n        against: spillover\n        by: ratio"
    )
    assert "may never happen" in said(text, tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[talks]", "[talk]", "there is no mechanism 'talk' — did you mean 'talks'?"),
        ("outcome: stock_growth", "series: mde", "there is no series 'mde' — did you mean 'made'"),
        ("    outcome: stock_growth\n", "", "expected either 'outcome' or 'series'"),
        ("expect: never less", "expect: nevr less", "did you mean 'never less'?"),
        ("    expect: never less\n", "", "expected either 'expect' or 'test'"),
        ("    change", "    chnge", "unknown key — did you mean 'change'?"),
        ("expect: never less", "expect: never less\n    skip: {ceasfire: x}", "'ceasfire' is not"),
        ("2026-03-01", "2025-03-01", "6:28: "),
        ("2026-03-01", "2025-03-01", "outside the horizon"),
    ],
)
def test_faults_of_checks(old: str, new: str, words: str, tmp_path: Path) -> None:
    told = said(CHECK.replace(old, new), tmp_path, check_file.read)
    assert words in told


def test_unknown_names_are_refused() -> None:
    with pytest.raises(InputError, match="did you mean 'stock_grows'"):
        claim_file.read(only=["stock_grow"])
    with pytest.raises(InputError, match="did you mean 'imports_add'"):
        check_file.read(only=["imports_ad"])


def test_a_side_is_the_scenario_with_its_changes(tmp_path: Path) -> None:
    file = tmp_path / "asked.yaml"
    side = (
        "{scenario: ceasefire, set: {weapons.kh101.production: 10 missiles/month}, scale: "
        "{weapons.kalibr.production: 2}, policies: {attacker: {spillover: large}}, mechanisms: "
        "{grid: false}, drop_events: [ceasefire], events: [{on: 2026-02-01, event: signal_shot}]}"
    )
    file.write_text(CLAIM.replace("continued_war", side))
    (one,) = claim_file.read(file)[0].scenarios(runs=7)
    base = load("ceasefire", runs=7, months=24)
    path = "weapons.kalibr.production"
    assert one.numbers["weapons.kh101.production"].value == 10
    assert one.numbers[path].high == 2 * base.numbers[path].high
    assert (one.runs, one.months, one.title) == (7, 24, base.title)
    assert one.policies.attacker.spillover == "large" and not one.mechanisms["grid"]
    kinds = [event.event for event in one.events]
    assert "ceasefire" not in kinds and "signal_shot" in kinds and "talks" in kinds
    high = claim_file.read(file)[0].scenarios(estimate="high")[0].numbers[path]
    assert high.value == high.low == high.high == 2 * base.numbers[path].high
