"""The smallest theatre: it loads, runs, and its tutorial says what is so."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import wargame as wg
from wargame.api import listing
from wargame.api.explaining import explain
from wargame.declare.errors import WargameError
from wargame.evidence import catalogue, theatre
from wargame.evidence.fields import SECTIONS
from wargame.model.batch import Record, opened, simulate
from wargame.scenario import Scenario, load
from wargame.scenario.outcomes import OUTCOMES, outcomes_of

ROOT = Path(__file__).parents[2]
TUTORIAL = (ROOT / "docs" / "tutorial_theatre.md").read_text(encoding="utf-8")
FIRST = re.search(r"```yaml\n(.*?)```", TUTORIAL, re.DOTALL)[1]  # type: ignore[index]
FOLDER = theatre.load("minimal").folder


@pytest.fixture(scope="module")
def war(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    path = tmp_path_factory.mktemp("minimal") / "first_war.yaml"
    path.write_text(FIRST)
    return load(path, runs=64, as_of=date(2026, 1, 1))


@pytest.fixture(scope="module")
def record(war: Scenario) -> Record:
    return simulate(war)


def test_it_is_small(war: Scenario) -> None:
    sizes = {section: len(war.entries(section)) for section, one in SECTIONS.items() if one.open}
    assert sizes == {
        "weapons": 2, "classes": 2, "interceptors": 1, "sectors": 2, "commands": 1, "baskets": 1,
        "suppliers": 1, "strike_weapons": 0, "allies": 0, "powers": 0,
    }  # fmt: skip
    lines = [*FOLDER.glob("evidence/*.yaml"), FOLDER / "theatre.yaml"]
    assert sum(len(path.read_text().splitlines()) for path in lines) < 260
    assert {number.source for number in war.numbers.values()} == {"invented", "none"}


def test_what_it_lacks_is_off_and_cannot_be_switched_on(war: Scenario) -> None:
    off = {name for name, on in war.mechanisms.items() if not on}
    assert off == {
        "grid", "talks", "components", "spillover", "signals", "arms_race", "intelligence"
    }  # fmt: skip
    with pytest.raises(WargameError, match=r"theatre minimal has no section talks, so this"):
        load(war.files[-1], ["mechanisms.talks=true"])


def test_its_magazines_run_down_while_its_stock_grows(record: Record) -> None:
    held, stock = record.series["held"], record.series["stock"]
    assert record.labels["interceptor"] == ["shield"]
    assert (held[:, -1, 0] < 0.3 * held[:, 0, 0]).all()
    assert stock[:, -1, 0].mean() > stock[:, 0, 0].mean()
    stopped = record.outcomes["intercept_share_drones"]
    assert ((stopped > 0.2) & (stopped < 0.9)).all()
    assert np.isnan(record.outcomes["allied_ready_worst"]).all()  # there are no allies
    assert (record.outcomes["spillover"] == 0).all()


def test_it_has_its_own_outcomes(war: Scenario, record: Record, tmp_path: Path) -> None:
    minimal = theatre.load("minimal")
    assert not [name for name in record.outcomes if name.startswith("dry_")]
    assert list(record.outcomes) == list(outcomes_of(minimal))
    assert record.outcomes.keys() < OUTCOMES.keys()
    assert len(listing.rows("outcomes", "minimal")) == len(record.outcomes)
    assert "the harbour" in outcomes_of(minimal)["capital_ballistic_dry"].occurs
    assert explain("weapons.arrow.production", "minimal").facts["changed_by"] == []
    with pytest.raises(WargameError, match=r"first_war.*minimal has no outcome 'dry_gem_t'"):
        load(_answering(tmp_path / "first_war.yaml", "dry_gem_t"))


def _answering(path: Path, outcome: str) -> Path:
    path.write_text(f"{FIRST}answer: [{outcome}]\n")
    return path


def test_it_resolves_to_itself(war: Scenario, tmp_path: Path) -> None:
    import json

    path = tmp_path / "resolved.yaml"
    path.write_text(json.dumps(war.resolved()))
    assert load(path).hash == war.hash


def test_a_section_that_is_added_switches_its_mechanism_on(tmp_path: Path, war: Scenario) -> None:
    """A copy of the folder, as a reader of the tutorial makes one."""
    mine = tmp_path / "mine"
    for part in ("theatre.yaml", "evidence/invented.yaml"):
        (mine / part).parent.mkdir(exist_ok=True, parents=True)
        (mine / part).write_text((FOLDER / part).read_text())
    with (mine / "evidence" / "grid.yaml").open("w") as file:
        file.write(
            "defaults: {source: invented, as_of: '2025-12', grade: J}\n"
            "grid:\n  island: {capacity: 500 MW, protected: 200 MW, imports: 0 MW,\n"
            "    demand_winter: 600 MW, demand_summer: 450 MW, damaged: 50 MW,\n"
            "    repair: 30 MW/month, repair_share: 0.3 share/month, energy_share: 0.4}\n"
        )
    path = tmp_path / "s.yaml"
    path.write_text(FIRST.replace("theatre: minimal", "theatre: mine"))
    with pytest.raises(WargameError, match="unknown unit 'share/month'"):
        load(path)
    text = (mine / "evidence" / "grid.yaml").read_text()
    (mine / "evidence" / "grid.yaml").write_text(
        text.replace("0.3 share/month", "30 percent/month")
    )
    scenario = load(path, runs=4, months=6)
    assert scenario.mechanisms["grid"] and scenario.full("grid.capacity") == "grid.island.capacity"
    assert (simulate(scenario).series["power_met"][:, -1] < 1).any()


def test_the_tutorial_quotes_what_is_there() -> None:
    text = (FOLDER / "evidence" / "invented.yaml").read_text()
    roles = (FOLDER / "theatre.yaml").read_text()
    quoted = re.findall(r"```text\n(.*?)```", TUTORIAL, re.DOTALL)
    for line in quoted[1].splitlines():
        assert not line or line in text.splitlines()
    for line in quoted[2].splitlines():
        assert line.partition(" #")[0].rstrip() in roles.splitlines()
    left_out = re.search(r"mechanism that needs them is then off: (.*?)\.", TUTORIAL, re.DOTALL)
    assert left_out and set(re.findall(r"`(\w+)`", left_out[1])) == {
        section for section, one in SECTIONS.items() if one.switch
    }


def test_defaults_let_a_number_be_bare_and_do_not_hide_faults() -> None:
    numbers = catalogue.load(FOLDER / "evidence").numbers
    growth = numbers["weapons.arrow.growth"]
    assert (growth.value, growth.unit, growth.source) == (5, "percent/year", "invented")
    assert numbers["weapons.arrow.surge"].unit == "share"
    assert numbers["weapons.arrow.stock"].low == 200


def test_a_war_conserves_its_weapons(war: Scenario) -> None:
    with opened(war, [0, 1]) as model:  # the ledger is checked every evening
        for _ in range(60):
            model.step()


def test_a_theatre_without_a_record_can_be_forecast_and_says_what_cannot_be_scored(
    war: Scenario, tmp_path: Path
) -> None:
    path = tmp_path / "first_war.yaml"
    path.write_text(FIRST)
    one = wg.forecast(path, as_of="2026-01-01", months=2, runs=20, progress=False)
    assert one.filed.classes == war.roles.classes and one.filed.known["record_hash"] == "none"
    file = one.save(tmp_path / "filed.yaml")
    with pytest.raises(WargameError, match=r"does not count .*, which .*filed\.yaml"):
        wg.score([file])
