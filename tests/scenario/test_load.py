"""Loading: files over files over the catalogue, into one object that can be written and read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.model.short import first_fast
from wargame.declare.comparison import parse
from wargame.declare.errors import WargameError
from wargame.evidence import catalogue
from wargame.scenario import Answer, load
from wargame.scenario.library import shipped

HEAD = "scenario: 1\ntitle: T\nquestion: Why?\n"
KH = "weapons.kh101.production"


def write(folder: Path, text: str, name: str = "s.yaml") -> Path:
    path = folder / name
    path.write_text(HEAD + text)
    return path


def refusal(path: Path | str, *sets: str, estimate: str = "central") -> str:
    with pytest.raises(WargameError) as caught:
        load(path, list(sets), estimate)
    return str(caught.value)


@pytest.mark.parametrize("name", list(shipped()))
def test_shipped(name: str, tmp_path: Path) -> None:
    scenario = load(name)
    assert scenario.name == name
    assert scenario.question.endswith("?")
    assert 2 <= len(scenario.answer) <= 5
    long = name == "european_ramp"  # lines take years
    assert (scenario.start.isoformat(), scenario.months) == ("2026-07-01", 60 if long else 36)
    assert (scenario.runs, scenario.seed) == (500, 1)
    assert scenario.days == (1826 if long else 1096)
    assert len(scenario.mechanisms) == 18
    assert [e.on for e in scenario.events] == sorted(e.on for e in scenario.events)
    assert scenario.files[0].endswith("continued_war.yaml")
    assert len(shipped()[name].read_text().splitlines()) <= 80


@pytest.mark.parametrize("name", first_fast(shipped()))
def test_resolved_loads_to_the_same(name: str, tmp_path: Path) -> None:
    scenario = load(name)
    path = tmp_path / "scenario.resolved.yaml"
    path.write_text(json.dumps(scenario.resolved()))  # JSON is YAML too, and quicker
    again = load(path)
    assert again.hash == scenario.hash
    assert again.name == name
    assert again.numbers == scenario.numbers
    assert again.overrides.keys() == scenario.overrides.keys()


def test_quantities(tmp_path: Path) -> None:
    unit = catalogue.load().numbers[KH].unit
    path = write(
        tmp_path,
        f"set:\n  {KH}: 80\n"
        "  weapons.kalibr.production: 2 missiles/day\n"
        "  weapons.kinzhal.production: {value: 20, low: 10 missiles/month, high: 1 missiles/day,"
        " unit: missiles/month, source: judgement, note: why}\n",
    )
    scenario = load(path)
    number = scenario.numbers[KH]
    assert (number.value, number.low, number.high, number.unit) == (80, 80, 80, unit)
    assert (number.fixed, number.source, number.as_of) == (True, "scenario", "2026-07-01")
    assert scenario.numbers["weapons.kalibr.production"].internal == (2.0, 2.0, 2.0)
    kinzhal = scenario.numbers["weapons.kinzhal.production"]
    assert (kinzhal.low, kinzhal.source, kinzhal.note) == (10, "judgement", "why")
    assert kinzhal.high == pytest.approx(30.4375)
    assert scenario.overrides[KH] == f"{path}:5:29"


def test_extends_and_set(tmp_path: Path) -> None:
    write(tmp_path, f"months: 24\nset: {{{KH}: 10, weapons.kalibr.stock: 5}}\n", "base.yaml")
    path = write(
        tmp_path,
        f"extends: base.yaml\nset: {{{KH}: 20}}\nanswer: [spillover, made_missiles: '> 1']\n",
    )
    scenario = load(path, [f"{KH}=30 missiles/month", "policies.attacker.posture=hoard"], runs=7)
    assert scenario.numbers[KH].value == 30
    assert scenario.numbers["weapons.kalibr.stock"].value == 5
    assert scenario.overrides[KH] == f"--set {KH}"
    assert (scenario.months, scenario.runs) == (24, 7)
    assert scenario.policies.attacker.posture == "hoard"
    assert scenario.answer == (Answer("spillover"), Answer("made_missiles", parse("> 1")))
    assert [Path(f).name for f in scenario.files] == ["base.yaml", "s.yaml"]


def test_extends_a_shipped_one_by_name(tmp_path: Path) -> None:
    path = write(tmp_path, "extends: continued_war\nmechanisms: {grid: false}\n")
    scenario = load(path)
    assert scenario.mechanisms["grid"] is False
    assert [e.event for e in scenario.events] == ["treaty_expiry"]
    path = write(tmp_path, "extends: continued_war\ndrop_events: [treaty_expiry]\n")
    assert load(path).events == ()


def test_uncertainty(tmp_path: Path) -> None:
    base = catalogue.load().numbers[KH]
    assert load(write(tmp_path, "")).numbers[KH] == base
    assert all(n.fixed for n in load(write(tmp_path, "uncertainty: none\n")).numbers.values())
    mapped = load(write(tmp_path, f"uncertainty:\n  {KH}: {{low: 1, high: 900}}\n"))
    number = mapped.numbers[KH]
    assert (number.value, number.low, number.high) == (base.value, 1, 900)
    assert number.source == base.source
    assert load(write(tmp_path, f"uncertainty: {{{KH}: fixed}}\n")).numbers[KH].fixed


def test_estimates(tmp_path: Path) -> None:
    path = write(tmp_path, "")
    known = catalogue.load().leading_up(date(2026, 1, 1), date(2026, 7, 1))
    base = known.numbers | known.facts_in_use
    low, high = load(path, estimate="low").numbers, load(path, estimate="high").numbers
    assert all(n.fixed and n.value == base[p].low for p, n in low.items())
    assert all(n.fixed and n.value == base[p].high for p, n in high.items())
    number = base["weapons.kh101.stock"]
    key = number.estimates[0].source
    assert key != number.source
    newest = max((e for e in number.estimates if e.source == key), key=lambda e: e.as_of)
    chosen = load(path, estimate=key).numbers
    assert (chosen[number.path].value, chosen[number.path].source) == (newest.value, key)
    others = [p for p, n in base.items() if key not in {n.source, *(e.source for e in n.estimates)}]
    assert all(chosen[p] == base[p] for p in others if not base[p].derivation)
    assert "did you mean" in refusal(path, estimate=key[:-1])
    assert load(path, [f"{KH}=30"], estimate=key).numbers[KH].value == 30


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("add: {postures: {x: {}}}", "'postures' has entries that the model knows by name"),
        ("add: {suppliers: {japan: {country: JPN}}}", "add.suppliers.japan.will: is missing"),
        ("add: {suppliers: {japan: {from: norwy}}}", "did you mean 'norway'?"),
        ("add: {suppliers: {norway: {from: germany}}}", "suppliers.norway exists"),
        ("add: {suppliers: {japan: {from: norway, wil: 1}}}", "did you mean 'will'?"),
        ("uncertainty: {weapons.kh101.stock: 5}", "expected 'fixed' or {low: ..., high: ...}"),
        ("uncertainty: some", "expected catalogue, none, or paths"),
        ("months: 12.5", "s.yaml:4:9: months: expected a whole number, found the number 12.5"),
        ("runs: 0", "s.yaml:4:7: runs: expected greater than or equal to 1"),
        ("scenario: 2", "duplicate key"),
        ("start: 9999-12-31", "is not between the years 2000 and 2100"),
        ("set: 5", "s.yaml:4:6: set: expected keys with values, found the number 5"),
        ("events: {a: 1}", "events: expected a list, found a mapping"),
        ("events: [1]", "events.0: expected keys with values, found the number 1"),
        ("name: ../x", "name: expected a text that fits"),
        ("extends: nowhere.yaml", "s.yaml:4:10: extends: "),
        ("policies: {attacker: {posture: hord}}", "did you mean 'hoard'?"),
        ("policies: {suppliers: {purchases: 1 billion EUR/month}}", "unknown unit"),
        ("mechanisms: {grid: NO}", "expected true or false, found the text 'NO'"),
        ("answer: [spilover]", "did you mean 'spillover'?"),
        ("answer: [{spillover: often}]", "expected a comparison such as '< 12'"),
        ("drop_events: [truce]", "there is no event 'truce'"),
    ],
)
def test_refused(text: str, message: str, tmp_path: Path) -> None:
    assert message in refusal(write(tmp_path, text + "\n"))


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("weapons.kh101.stok=7", "--set weapons.kh101.stok: nothing reads this"),
        ("weapons.kh101.stock=-1", "--set weapons.kh101.stock: -1 is outside its range"),
        ("weapons.kh101.stock", "expected path=value"),
        ("weapons.kh101.stock=[1", "--set weapons.kh101.stock: not valid YAML"),
        ("policies.attacker.postre=hoard", "did you mean 'posture'?"),
        ("mechanisms.grid=off", "expected true or false"),
    ],
)
def test_settings_refused(setting: str, message: str) -> None:
    assert message in refusal("continued_war", setting)


def test_arguments_refused() -> None:
    for given_ in ({"runs": 0}, {"months": 0}, {"seed": -1}, {"months": 10_000}):
        with pytest.raises(WargameError):
            load("continued_war", **given_)  # type: ignore[arg-type]


def test_shorter_horizon_leaves_later_events_out() -> None:
    scenario = load("knockout", months=4)
    assert [e.event for e in scenario.events] == ["treaty_expiry", "posture"]
    assert scenario.events[-1].until is None


def test_hash_ignores_names_of_files(tmp_path: Path) -> None:
    one, two = write(tmp_path, "", "one.yaml"), write(tmp_path, "", "two.yaml")
    assert load(one).hash == load(two).hash
    assert load(one).hash != load(one, seed=2).hash


@pytest.mark.slow
@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_set_resolve_load_is_the_same(data: st.DataObject, tmp_path: Path) -> None:
    numbers = catalogue.load().numbers
    paths = data.draw(st.lists(st.sampled_from(sorted(numbers)), max_size=5, unique=True))
    sets = []
    for path in paths:
        n = numbers[path]
        share = data.draw(st.floats(0, 1))
        sets.append(f"{path}={min(n.high, n.low + share * (n.high - n.low))!r} {n.unit}")
    scenario = load("continued_war", sets, seed=data.draw(st.integers(0, 2**40)))
    resolved = tmp_path / "r.yaml"
    resolved.write_text(json.dumps(scenario.resolved()))  # JSON is YAML too, and quicker
    assert load(resolved).hash == scenario.hash


@pytest.mark.parametrize("name", list(shipped()))
def test_an_earlier_start_leaves_out_what_lies_beyond_its_horizon(name: str) -> None:
    day = date(2026, 1, 1)
    scenario = load(name, as_of=day)
    assert (scenario.start, scenario.lead_up) == (day, 0)
    assert all(event.on < scenario.end for event in scenario.events)
    assert all(event.until is None or event.until < scenario.end for event in scenario.events)
