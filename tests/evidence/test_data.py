"""The data: every number sourced or argued, nothing after the start, weights that add up."""

from __future__ import annotations

import csv
import json

import pytest

from wargame.declare.units import UNITS
from wargame.evidence import catalogue
from wargame.evidence.catalogue import DATA, Catalogue
from wargame.evidence.fields import SECTIONS
from wargame.evidence.number import DERIVED, JUDGEMENT, Estimate, Number
from wargame.evidence.record import CLASSES
from wargame.evidence.record.monthly import SHIPPED
from wargame.scenario.library import START

WEIGHTS = ("launch_weight", "cities_weight", "energy_weight", "industry_weight")
MAP = DATA.parent / "map"
LAST = "2026-06-30"  # last day of the ledger; later months are kept back to test forecasts


@pytest.fixture(scope="module")
def evidence() -> Catalogue:
    return catalogue.load()


@pytest.fixture(scope="module")
def numbers(evidence: Catalogue) -> list[Number]:
    found = [*evidence.numbers.values(), *evidence.facts.values()]
    return [number for number in found if not number.absent]


@pytest.fixture(scope="module")
def figures(numbers: list[Number]) -> list[tuple[str, Number | Estimate]]:
    """Every number and every estimate with the path of its number."""
    return [(n.path, figure) for n in numbers for figure in (n, *n.estimates)]


def test_at_least_200_figures_are_sourced(figures: list[tuple[str, Number | Estimate]]) -> None:
    assert sum(figure.source != JUDGEMENT for _, figure in figures) >= 200


def test_sources_resolve_and_all_are_used(
    evidence: Catalogue, figures: list[tuple[str, Number | Estimate]]
) -> None:
    used = {figure.source for _, figure in figures} - {JUDGEMENT, DERIVED}
    assert used == set(evidence.bibliography)


def test_every_source_names_title_publisher_date_and_where_it_was_read(evidence: Catalogue) -> None:
    bare = [
        source.key
        for source in evidence.bibliography.values()
        if not (source.title and source.publisher and source.date and source.note)
        or not (
            source.url.startswith(("http://", "https://"))
            or "read in" in source.note
            or "derived" in source.note
        )
    ]
    assert not bare


def test_nothing_is_dated_after_the_ledger(figures: list[tuple[str, Number | Estimate]]) -> None:
    assert not [path for path, figure in figures if not "1990" < figure.as_of <= LAST]
    assert not [path for path, figure in figures if figure.as_of == LAST[:4]]  # ends in December


def test_no_value_is_dated_after_the_start(numbers: list[Number]) -> None:
    read = [number for number in numbers if not number.path.startswith("facts.")]
    assert not [number.path for number in read if number.as_of >= START]


def test_every_value_lies_in_its_range(figures: list[tuple[str, Number | Estimate]]) -> None:
    assert not [path for path, f in figures if not f.low <= f.value <= f.high]


def test_every_unit_is_known(figures: list[tuple[str, Number | Estimate]]) -> None:
    assert not [path for path, figure in figures if figure.unit not in UNITS]


def test_estimates_share_the_dimension_of_their_number(numbers: list[Number]) -> None:
    wrong = [
        (number.path, estimate.unit)
        for number in numbers
        for estimate in number.estimates
        if UNITS[estimate.unit].dimension != number.dimension
    ]
    assert not wrong


def test_grade_j_means_judgement(figures: list[tuple[str, Number | Estimate]]) -> None:
    stated = [(path, f) for path, f in figures if f.source != DERIVED]  # has its inputs' grade
    assert not [path for path, f in stated if (f.source == JUDGEMENT) != (f.grade == "J")]
    assert not [path for path, f in figures if f.grade not in ("A", "B", "C", "J")]


def test_every_judgement_gives_its_reason(figures: list[tuple[str, Number | Estimate]]) -> None:
    assert not [path for path, f in figures if f.source == JUDGEMENT and len(f.note) < 30]


def test_nothing_is_derived_from_an_entry_that_a_scenario_may_remove(evidence: Catalogue) -> None:
    for path, number in evidence.numbers.items():
        for used in number.derivation.inputs.values() if number.derivation else ():
            section, entry, *_ = (used + "..").split(".")
            own = path.startswith(f"{section}.{entry}.")
            assert section == "facts" or own or not SECTIONS[section].open, (path, used)


def test_what_is_judged_and_shared_says_so_in_its_name(evidence: Catalogue) -> None:
    used = evidence.facts_in_use
    named = {path for path in used if path.startswith("facts.judged_")}
    assert {p for p, fact in used.items() if fact.source == JUDGEMENT} - named <= {
        "facts.no_line",  # by construction of the model
        "facts.talks_begun",  # a count of public events
    }
    assert all(used[path].source == JUDGEMENT for path in named)
    assert named == {f"facts.{name}" for name in evidence.facts if name.startswith("judged_")}


def test_every_figure_has_a_short_note(figures: list[tuple[str, Number | Estimate]]) -> None:
    assert not [path for path, f in figures if not 3 <= len(f.note) <= 220]


def test_no_figure_stands_twice_under_one_number(numbers: list[Number]) -> None:
    for number in numbers:
        rows = [(e.source, e.as_of, e.value, e.unit) for e in (number, *number.estimates)]
        assert len(rows) == len(set(rows)), number.path


@pytest.mark.parametrize("field", WEIGHTS)
def test_sector_weights_sum_to_one(evidence: Catalogue, field: str) -> None:
    values = [evidence.numbers[f"sectors.{s}.{field}"].value for s in evidence.entries("sectors")]
    assert sum(values) == pytest.approx(1.0, abs=1e-9)


def test_disagreements_are_kept(evidence: Catalogue) -> None:
    number = evidence.numbers["weapons.iskander_m.production"]
    assert 1 + len(number.estimates) >= 8
    rates = [e.value * UNITS[e.unit].factor for e in (number, *number.estimates)]
    assert max(rates) > 3 * min(rates)


def test_the_strike_record_is_whole() -> None:
    with SHIPPED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    months = sorted({row["month"] for row in rows})
    assert (months[0], months[-1], len(months)) == ("2022-09", "2026-06", 46)
    assert {row["weapon_class"] for row in rows} == {*CLASSES, "unknown_missile"}
    assert all(int(r["intercepted"]) + int(r["suppressed"]) <= int(r["launched"]) for r in rows)


def test_ordinary_launches_match_the_last_half_year(evidence: Catalogue) -> None:
    """Output times the share fired, per class, lies in the range of the last six months."""
    with SHIPPED.open(encoding="utf-8") as file:
        record = [
            row
            for row in csv.DictReader(line for line in file if not line.startswith("#"))
            if "2025-07" <= row["month"] <= "2025-12"
        ]
    for name in CLASSES:
        counts = [int(row["launched"]) for row in record if row["weapon_class"] == name]
        monthly = 0.0
        for weapon in evidence.entries("weapons"):
            if evidence.texts[f"weapons.{weapon}.class"] != name:
                continue
            held = {
                f: evidence.numbers[f"weapons.{weapon}.{f}"].internal[0]
                for f in ("production", "imports", "fire_share")
            }
            monthly += (held["production"] + held["imports"]) * held["fire_share"] * 30.4375
        assert min(counts) <= monthly <= max(counts), (name, monthly, counts)


def test_every_place_is_on_the_map_or_beyond_it(evidence: Catalogue) -> None:
    outlines = json.loads((MAP / "europe.geojson").read_text(encoding="utf-8"))["features"]
    known = {feature["id"] for feature in outlines}
    places = {
        path: text
        for path, text in evidence.texts.items()
        if path.endswith((".country", ".made_in"))
    }
    beyond = {"USA", "CAN", "PRK"}
    assert not {path: text for path, text in places.items() if text not in known | beyond}


def test_the_map_ships_its_licence_and_its_line() -> None:
    text = (MAP / "europe.LICENSE.txt").read_text(encoding="utf-8")
    assert "no position on legal status" in text
    assert "Natural Earth" in text
