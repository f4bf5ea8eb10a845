"""A scenario as a value: changed by making another, written as YAML that gives the same bits."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import wargame as wg
from wargame.scenario.library import shipped

KH101 = "weapons.kh101.production"
HALT = {"on": "2027-03-01", "event": "ceasefire"}
CUT = {"on": "2026-11-01", "event": "aid_cut", "supplier": "usa", "share": 0.5, "note": "Assumed"}
CHANGES: dict[str, Callable[[wg.Scenario], wg.Scenario]] = {
    "nothing": lambda sc: sc,
    "a quantity": lambda sc: sc.set({KH101: "80 missiles/month"}),
    "bare numbers": lambda sc: sc.set({KH101: np.float64(80.5), "weapons.geran.production": 3000}),
    "a range": lambda sc: sc.set({KH101: {"value": 80, "low": 70, "high": 95, "note": "Guess"}}),
    "another unit, then bare": lambda sc: sc.set({KH101: "3 missiles/day"}).set({KH101: 2}),
    "policies": lambda sc: sc.with_(
        policies={"attacker.posture": "hoard", "talks": {"halt": "hazard"}}
    ),
    "a policy by path": lambda sc: sc.set({"policies.defender.ration": False}),
    "mechanisms": lambda sc: sc.with_(mechanisms={"spillover": False, "grid": False}),
    "events": lambda sc: sc.with_(events=[HALT, CUT]),
    "events dropped": lambda sc: sc.with_(events=[HALT, CUT]).with_(drop_events=["ceasefire"]),
    "dropped, then added": lambda sc: sc.with_(drop_events=["ceasefire"]).with_(events=[HALT]),
    "an entry": lambda sc: added(sc),
    "no ranges": lambda sc: sc.with_(uncertainty="none"),
    "no ranges, then one": lambda sc: sc.with_(uncertainty="none").set(
        {KH101: {"value": 80, "low": 70, "high": 95}}
    ),
    "sizes": lambda sc: sc.with_(runs=7, seed=2**40, months=5),
    "a longer horizon": lambda sc: sc.with_(months=60, events=[HALT | {"on": "2030-01-01"}]),
    "words": lambda sc: sc.with_(
        name="mine", title="Mine: a “title”", question="Why?", answer=["stock_growth"]
    ),
}  # fmt: skip


def added(scenario: wg.Scenario) -> wg.Scenario:
    """`scenario` with one supplier more, whose money differs from that of the first."""
    donor = scenario.definition.entries("suppliers")[0]
    held = [path for path in scenario.numbers if path.startswith(f"suppliers.{donor}.")]
    money = next(p for p in held if "USD" in scenario[p].unit and not scenario[p].absent)
    path = money.replace(f".{donor}.", ".donor_2.")
    more = scenario.with_(add={"suppliers": {"donor_2": {"from": donor, "name": "Another"}}})
    return more.set({path: more[path].value * 2})


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("base", ["continued_war", "ceasefire"])
def test_the_yaml_of_a_scenario_loads_to_the_same_hash(
    name: str, base: str, tmp_path: Path
) -> None:
    made = CHANGES[name](wg.load(base))
    for whole in (False, True):
        again = wg.load(made.save(tmp_path / f"{whole}.yaml", whole))
        assert again.hash == made.hash, f"{name}, whole: {whole}"
        assert (again.name, again.runs, again.seed) == (made.name, made.runs, made.seed)
    assert (made.hash == wg.load(base).hash) == (name == "nothing")


@pytest.mark.parametrize("name", [n for n in CHANGES if n != "no ranges, then one"])
def test_the_yaml_is_short_where_it_can_be(name: str) -> None:
    text = CHANGES[name](wg.load("continued_war")).to_yaml()
    assert "extends: continued_war" in text and len(text) < 1000


def test_a_changed_file_of_ones_own_is_written_in_full(tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text("scenario: 1\ntitle: T\nquestion: Q\nextends: ceasefire\nruns: 4\n")
    made = wg.load(own).set({KH101: 3})
    text = made.to_yaml()
    assert "extends" not in text and len(text) > 50_000
    (tmp_path / "elsewhere").mkdir()
    assert wg.load(made.save(tmp_path / "elsewhere" / "mine.yaml")).hash == made.hash


def test_the_estimate_of_a_source_is_written_in_full(tmp_path: Path) -> None:
    made = wg.load("continued_war", estimate="low").set({KH101: 100})
    assert wg.load(made.save(tmp_path / "low.yaml")).hash == made.hash


def test_the_same_bits_from_the_yaml(tmp_path: Path) -> None:
    made = wg.load("continued_war", runs=3, months=3).set({KH101: 100}).with_(
        policies={"attacker.posture": "surge"}, events=[HALT | {"on": "2026-08-01"}]
    )  # fmt: skip
    first = made.run(progress=False)
    again = wg.load(made.save(tmp_path / "made.yaml")).run(progress=False)
    for name, values in first.series.items():
        np.testing.assert_array_equal(values, again.series[name], err_msg=str(name))
    for name, values in first.outcomes.items():
        np.testing.assert_array_equal(values, again.outcomes[name], err_msg=str(name))


def test_nothing_changes_a_scenario() -> None:
    base = wg.load("continued_war")
    before = base.hash
    base.set({KH101: 5}).with_(months=3, events=[HALT | {"on": "2026-08-01"}])
    assert base.hash == before and base[KH101].value != 5
    with pytest.raises(AttributeError):
        base.path = "x"  # type: ignore[misc]


def test_later_changes_go_before_earlier_ones_and_before_settings() -> None:
    base = wg.load("continued_war", settings=[f"{KH101}=70"])
    assert base[KH101].value == 70
    assert base.set({KH101: 80}).set({KH101: 90})[KH101].value == 90
    assert base.with_(runs=9).with_(months=3).runs == 9


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda sc: sc.set({"weapons.kh101.prodution": 1}), "did you mean 'production'"),
        (lambda sc: sc.set({KH101: "80 missiles"}), "Scenario.set: weapons.kh101.production:"),
        (lambda sc: sc.set({KH101: -5}), "Scenario.set: weapons.kh101.production:"),
        (lambda sc: sc.set({KH101: math.nan}), "nan is not a number"),
        (lambda sc: sc.set({KH101: object()}), "expected a number, a text"),
        (lambda sc: sc.set({"policies.attacker.postur": "hoard"}), "did you mean 'posture'"),
        (lambda sc: sc.with_(policies={"attacker.posture": "hord"}), "did you mean 'hoard'"),
        (lambda sc: sc.with_(mechanisms={"gird": False}), "did you mean 'grid'"),
        (lambda sc: sc.with_(events=[{"on": "2026-08-01", "event": "truce"}]), "no event 'truce'"),
        (lambda sc: sc.with_(events=[{"event": "ceasefire"}]), "events.0.on: is missing"),
        (lambda sc: sc.with_(months=3, events=[HALT]), "2027-03-01 is outside the horizon"),
        (lambda sc: sc.with_(runs=0), "runs=0: expected 1 to 1,000,000"),
        (lambda sc: sc.with_(runs=2.5), "runs=2.5: expected"),
        (lambda sc: sc.with_(uncertainty={"weapons.kh101.x": "fixed"}), "nothing reads this"),
        (lambda sc: sc[KH101 + "s"], f"did you mean '{KH101}'"),
        (lambda sc: wg.load("continud_war"), "did you mean 'continued_war'"),
    ],
)
def test_bad_input_is_one_clear_error(change: Callable[[Any], Any], message: str) -> None:
    with pytest.raises(wg.WargameError) as error:
        change(wg.load("continued_war"))
    assert message in str(error.value) and len(str(error.value).splitlines()) == 1


def test_a_notebook_shows_what_differs() -> None:
    html = wg.load("ceasefire").set({KH101: "80 missiles/month"})._repr_html_()
    assert "Changed numbers" in html and "80 missiles/month" in html and "ceasefire" in html
    assert KH101 in wg.load("continued_war")._ipython_key_completions_()


def test_every_shipped_scenario_loads() -> None:
    assert wg.scenarios().column("name") == list(shipped())
