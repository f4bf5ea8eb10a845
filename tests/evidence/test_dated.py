"""What was known on a day: nothing later leaks in, and what holds from a day on is the value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from wargame.declare.derivation import Derivation
from wargame.declare.errors import WargameError
from wargame.evidence import dated
from wargame.evidence.catalogue import Catalogue, load
from wargame.evidence.number import DERIVED, JUDGEMENT, Estimate, Number, Source
from wargame.scenario import load as load_scenario

CUT_OFF = date(2026, 6, 30)  # later months are kept back, to test forecasts with
HEAD = "scenario: 1\nextends: continued_war\ntitle: Dated\nquestion: What was known?\n"
SOURCES = {
    "early": Source("early", "T", "P", "2025-03", "u"),
    "late": Source("late", "T", "P", "2026-05-20", "u"),
    "table": Source("table", "T", "P", "2026-06-20", "u", running="months"),
}
OWN = Number(5, 5, 5, "missiles", "2025-12", "early", "A", path="x")


def estimate(value: float, as_of: str, source: str, holds_from: str = "") -> Estimate:
    return Estimate(value, value, value, "missiles", as_of, source, "A", "", holds_from)


def on(day: date, *estimates: Estimate, own: Number = OWN) -> Number:
    return dated.on(replace(own, estimates=estimates), day, SOURCES)


def test_a_figure_is_out_when_its_day_and_its_publication_are_past() -> None:
    figure = estimate(1, "2026-04", "late")
    assert not dated.is_out(figure, date(2026, 5, 20), SOURCES)
    assert dated.is_out(figure, date(2026, 5, 21), SOURCES)
    running = estimate(1, "2026-04", "table")
    assert not dated.is_out(running, date(2026, 4, 30), SOURCES)
    assert dated.is_out(running, date(2026, 5, 1), SOURCES)


@pytest.mark.parametrize(
    ("day", "value"),
    [("2026-01-01", 5), ("2026-02-14", 5), ("2026-02-15", 6), ("2026-05-31", 6), ("2026-06-01", 7)],
)
def test_the_latest_that_holds_is_the_value(day: str, value: float) -> None:
    rows = (
        estimate(7, "2026-05-30", "table", "2026-06-01"),
        estimate(6, "2026-01", "early", "2026-02-15"),
        estimate(9, "2026-01", "early"),  # stands beside, holds never
    )
    found = on(date.fromisoformat(day), *rows)
    assert found.value == value
    assert 5 in {found.value, *(one.value for one in found.estimates)}


def test_what_holds_and_is_not_out_gives_way_to_the_latest_that_is() -> None:
    rows = (estimate(3, "2024", "early"), estimate(4, "2025-02", "early"))
    late = replace(OWN, source="late", as_of="2026-04")
    found = on(date(2026, 1, 1), *rows, own=late)
    assert (found.value, [one.value for one in found.estimates]) == (4, [3])
    judged = replace(late, source=JUDGEMENT)
    assert on(date(2026, 1, 1), *rows, own=judged).value == 5


def test_derived_numbers_follow_the_figures_of_the_day() -> None:
    base = replace(OWN, path="a", estimates=(estimate(8, "2026-01", "early", "2026-03-01"),))
    twice = replace(OWN, path="b", source=DERIVED, derivation=Derivation({"a": "a"}, "2 * a"))
    for day, value in ((date(2026, 1, 1), 10), (date(2026, 3, 1), 16)):
        assert dated.all_on({"b": twice, "a": base}, day, SOURCES)["b"].value == value


def test_a_derived_number_follows_its_formula_until_a_figure_holds() -> None:
    rows = (estimate(9, "2026-02", "early", "2026-03-01"),)
    twice = replace(
        OWN, path="b", source=DERIVED, derivation=Derivation({"a": "a"}, "2 * a"), estimates=rows
    )
    every = {"b": twice, "a": replace(OWN, path="a")}
    for day, value in ((date(2026, 2, 28), 10), (date(2026, 3, 1), 9)):
        found = dated.all_on(every, day, SOURCES)["b"]
        assert (found.value, bool(found.derivation)) == (value, value == 10)


def test_nothing_is_published_dated_or_held_after_the_cut_off() -> None:
    found = load()
    days = [(key, source.date) for key, source in found.bibliography.items()]
    for number in (*found.numbers.values(), *found.facts.values()):
        days += [(number.path, one.as_of) for one in (number, *number.estimates) if one.as_of]
        days += [(number.path, one.holds_from) for one in number.estimates if one.holds_from]
    assert not [(what, day) for what, day in days if dated.last_day(day) > CUT_OFF]


def later(catalogue: Catalogue, day: date) -> Catalogue:
    """`catalogue` with a wild figure for every number, published on `day`, that then holds."""
    source = Source("planted", "Planted", "P", f"{day}", "u")

    def planted(number: Number) -> Number:
        ends = (number.high, number.high, number.high)
        extra = Estimate(*ends, number.unit, f"{day}", "planted", "A", "", f"{day}")
        return replace(number, estimates=(*number.estimates, extra))

    return replace(
        catalogue,
        numbers={path: planted(number) for path, number in catalogue.numbers.items()},
        facts={name: planted(fact) for name, fact in catalogue.facts.items()},
        bibliography=catalogue.bibliography | {"planted": source},
    )


@pytest.mark.parametrize("start", ["2025-07-01", "2026-01-01", "2026-04-15"])
def test_what_is_published_later_changes_nothing(tmp_path: Path, start: str) -> None:
    file = tmp_path / "dated.yaml"
    file.write_text(f"{HEAD}start: {start}\n", encoding="utf-8")
    day = date.fromisoformat(start)
    found = load_scenario(file)
    assert load_scenario(file, catalogue=later(load(), day)).hash == found.hash
    before = later(load(), day - timedelta(days=1))
    assert load_scenario(file, catalogue=before).hash != found.hash
    for number in found.numbers.values():
        for figure in (number, *number.estimates):
            source = found.catalogue.bibliography.get(figure.source)
            assert not source or source.running or dated.last_day(source.date) < day, number.path


def test_an_earlier_start_takes_earlier_figures(tmp_path: Path) -> None:
    file = tmp_path / "dated.yaml"
    file.write_text(f"{HEAD}start: 2025-07-01\n", encoding="utf-8")
    path = "interceptors.pac3_mse.production"
    assert (
        load_scenario(file).numbers[path].value < load_scenario("continued_war").numbers[path].value
    )


def test_a_setting_cannot_cite_what_is_published_after_the_start(tmp_path: Path) -> None:
    file = tmp_path / "dated.yaml"
    text = (
        HEAD
        + "start: 2026-01-01\nset:\n"
        + "  weapons.kh101.production: {value: 70, unit: missiles/month, source: %s}\n"
    )
    file.write_text(text % "kyiv_independent_2025_06", encoding="utf-8")
    load_scenario(file)
    catalogue = later(load(), date(2026, 2, 3))
    file.write_text(text % "planted", encoding="utf-8")
    with pytest.raises(
        WargameError, match="'planted' was published on 2026-02-03, after the start"
    ):
        load_scenario(file, catalogue=catalogue)
