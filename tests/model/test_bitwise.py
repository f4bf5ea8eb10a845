"""The same bits: in a fresh process, in any chunks, alone, in any order, in idle company."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.model.short import differing, distinct, event, fingerprint, part, short
from wargame.model.batch import Record, opened, simulate
from wargame.model.war_tape import tape, work_out
from wargame.scenario import Scenario

pytestmark = pytest.mark.slow

# Late halts, strikes abroad, chosen postures: where runs differ most, company could tell.
WARS = {
    "continued_war": short("continued_war", 4),
    "ceasefire": short("ceasefire", 9, fix={"talks.process.collapse_hazard": "5 percent/month"}),
    "energy_truce": short("energy_truce", 12),
    "spillover": short("spillover", 8),
}


@pytest.fixture(scope="module", params=WARS)
def told(request: pytest.FixtureRequest) -> tuple[Scenario, Record]:
    """A scenario and nine runs of it that differ."""
    scenario = WARS[request.param]
    record = simulate(scenario, runs=9)
    assert distinct(record)
    return scenario, record


@pytest.mark.parametrize("chunk", [4, 1])
def test_chunks_change_nothing(told: tuple[Scenario, Record], chunk: int) -> None:
    scenario, whole = told
    parts = simulate(scenario, runs=9, chunk=chunk)
    assert differing(whole, parts) == set()
    assert parts.runs.tolist() == list(range(9))
    assert all(np.array_equal(whole.inputs[p], parts.inputs[p]) for p in whole.inputs)


def test_days_in_one_go_are_days_one_by_one(told: tuple[Scenario, Record]) -> None:
    scenario, whole = told
    with opened(scenario, range(9)) as war:
        for _ in range(war.calendar.days):
            war.step()
        outcomes = work_out(tape(war), war.spec.theatre)
        assert all(np.array_equal(whole.outcomes[n], outcomes[n], equal_nan=True) for n in outcomes)
        series = war.recorder.series
        assert all(np.array_equal(whole.series[n], series[n], equal_nan=True) for n in series)


def test_a_run_alone_is_that_run_among_nine(told: tuple[Scenario, Record]) -> None:
    scenario, whole = told
    for run in (0, 7):
        alone = simulate(scenario, first=run, runs=1)
        assert differing(part(whole, slice(run, run + 1)), alone) == set()


def test_the_same_seed_in_a_fresh_process(told: tuple[Scenario, Record]) -> None:
    scenario, whole = told
    code = (
        "from tests.model.test_bitwise import WARS, simulate, fingerprint\n"
        f"print(fingerprint(simulate(WARS['{scenario.name}'], runs=9)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONHASHSEED": "77"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == fingerprint(whole)


def test_another_seed_is_another_war(told: tuple[Scenario, Record]) -> None:
    scenario, whole = told
    other = simulate(replace(scenario, seed=2), runs=9)
    ours, theirs = (r.series["launched"].reshape(9, -1) for r in (whole, other))
    assert len(np.unique(np.concatenate([ours, theirs]), axis=0)) == 18


def shuffled(table: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Entries in another order; kinds of interceptor keep theirs, which is how they engage."""
    fixed = [path for path in table if path.startswith("interceptors.")]
    rest = [path for path in table if not path.startswith("interceptors.")]
    chance.shuffle(rest)
    return {path: table[path] for path in rest + fixed}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_entries_changes_nothing(seed: int) -> None:
    scenario = WARS["spillover"]
    chance = random.Random(seed)
    turned = replace(
        scenario,
        numbers=shuffled(scenario.numbers, chance),
        texts=shuffled(scenario.texts, chance),
    )
    assert turned.entries("commands") != scenario.entries("commands")
    assert turned.entries("suppliers") != scenario.entries("suppliers")
    a, b = simulate(scenario, runs=4), simulate(turned, runs=4)
    assert a.labels == b.labels
    assert differing(a, b) == set()


def joined(scenario: Scenario, section: str, name: str, like: str, **fields: float) -> Scenario:
    """A scenario with one more entry, like another but for some fields."""
    numbers, texts = dict(scenario.numbers), dict(scenario.texts)
    old, new = f"{section}.{like}.", f"{section}.{name}."
    for path, number in scenario.numbers.items():
        if path.startswith(old):
            field = path.removeprefix(old)
            numbers[new + field] = replace(number, path=new + field)
            if field in fields:
                value = fields[field]
                numbers[new + field] = replace(
                    numbers[new + field], value=value, low=value, high=value, derivation=None
                )
    for path, text in scenario.texts.items():
        if path.startswith(old):
            texts[new + path.removeprefix(old)] = text
    return replace(scenario, numbers=numbers, texts=texts)


@pytest.mark.parametrize("name", ["aaland", "luxembourg", "zembla"])
def test_an_idle_supplier_changes_nobody(told: tuple[Scenario, Record], name: str) -> None:
    scenario, whole = told
    kinds = ("pac3_mse", "gem_t", "aster30", "irist", "amraam")
    idle = dict.fromkeys(("purchases", "orders", *(f"stock.{k}" for k in kinds)), 0.0)
    more = joined(scenario, "suppliers", name, "spain", **idle)
    assert name in more.entries("suppliers")
    assert differing(whole, simulate(more, runs=9)) == set()


@pytest.mark.parametrize("name", ["aaland", "hungary", "zembla"])
def test_an_ally_that_is_never_struck_changes_nobody(name: str) -> None:
    scenario = short("spillover", 8, policies={"attacker.spillover": "never"})
    more = joined(scenario, "allies", name, "finland", value=0.0)
    more.texts[f"allies.{name}.supplier"] = ""
    a, b = simulate(scenario, runs=4), simulate(more, runs=4)
    assert distinct(a)
    others = [i for i, ally in enumerate(b.labels["ally"]) if ally != name]
    assert [b.labels["ally"][i] for i in others] == a.labels["ally"]
    theirs = np.ascontiguousarray(b.series["allied_ready"][:, :, others])
    assert theirs.tobytes() == a.series["allied_ready"].tobytes()
    assert {name for name in differing(a, b) if not name.startswith("allied_ready")} == set()


# A Wednesday in the middle of a month and of a week of the war.
DAY = "2026-02-11"
PLAIN = {
    "powers.usa.defence_growth": "8 percent/year",
    "weapons.kn23.imports": "9 missiles/month",
}
NOTHING = {
    "no aid is cut": {"more": [event("aid_cut", DAY, supplier="all", share=0.0)]},
    "sanctions stay": {"more": [event("sanctions_step", DAY, change=0.0)]},
    "no surge": {"more": [event("surge_production", DAY, share=0.0)]},
    "the posture in force": {
        "policies": {"attacker.posture": "hoard"},
        "more": [event("posture", DAY, posture="hoard", until="2026-02-20")],
    },
    "strikes as before": {
        "policies": {"defender.long_range": "lines"},
        "more": [event("damage_campaign", DAY, factor=1.0, against="lines")],
    },
    "defences grow as before": {
        "more": [event("defence_growth", DAY, power="usa", growth="8 percent/year")]
    },
    "imports as before": {
        "more": [event("import_step", DAY, weapon="kn23", rate="9 missiles/month")]
    },
    "a halt nobody can call": {"off": ["talks"], "more": [event("ceasefire", DAY)]},
    "a truce nobody can call": {"off": ["talks"], "more": [event("energy_truce", DAY)]},
    "an incident that cannot be": {
        "off": ["spillover"],
        "more": [event("incident", DAY, ally="poland")],
    },
    "a shot that cannot be": {"off": ["signals"], "more": [event("signal_shot", DAY, count=2)]},
    "a treaty without a race": {"off": ["arms_race"], "more": [event("treaty_expiry", DAY)]},
    "an order nobody follows": {
        "off": ["leadership"],
        "more": [event("posture", DAY, posture="surge")],
    },
    "money nobody gives": {
        "off": ["aid"],
        "more": [event("purchase_package", DAY, amount="1 billion USD/month")],
    },
    "targets nobody strikes": {
        "off": ["own_strike"],
        "policies": {"defender.long_range": "depots"},
    },
    "a race nobody runs": {"off": ["arms_race"], "policies": {"powers.race": "hold"}},
    "strikes abroad switched off": {
        "off": ["spillover"],
        "policies": {"attacker.spillover": "never"},
    },
    "a policy of letting others be": {"policies": {"talks.halt": "scheduled"}},
}


@pytest.mark.parametrize("name", NOTHING)
def test_what_does_nothing_changes_nothing(name: str) -> None:
    change = dict(NOTHING[name])
    off = change.pop("off", ())
    policies = change.get("policies", {})
    # The other side of a pair has the policy too, where an event repeats it.
    base = short(fix=PLAIN, off=off, policies=policies if "more" in change else {})
    a = simulate(base, runs=4)
    b = simulate(short(fix=PLAIN, off=off, **change), runs=4)
    assert distinct(a)
    assert differing(a, b) == set()
