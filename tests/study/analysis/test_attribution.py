"""Attribution against planted differences, and of real scenarios by mixes of their inputs."""

from __future__ import annotations

import json
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.study.analysis.planted import sweep, uniform
from wargame.declare.errors import WargameError
from wargame.model.batch import simulate
from wargame.scenario import load
from wargame.study.analysis.attribution import needed, share_out
from wargame.study.analysis.scenario_mixes import across_levers, between, mixed, pair
from wargame.study.differences import input_differences

RUNS = 400
DONOR = """\
scenario: 1
title: A new donor
extends: continued_war
question: What does a new donor add?
add:
  suppliers:
    japan: {name: Japan, country: JPN, from: norway, purchases: 40 million USD/month}
events:
  - {on: 2026-06-01, event: aid_cut, supplier: japan, share: 1.0}
set:
  weapons.iskander_m.production: 90 missiles/month
"""


def planted(weights: dict[str, float], pairs: dict[tuple[str, str], float]) -> Any:
    """Adds a weight for each input taken and for each pair of them, on luck that is the same in
    all mixes and some that is not."""
    rng = np.random.default_rng(4)
    luck = rng.normal(100, 30, RUNS)
    own = {name: rng.normal(0, 1, RUNS) for name in weights}

    def worth(mix: frozenset[str]) -> Any:
        added = sum((w + own[k]) for k, w in weights.items() if k in mix)
        both = sum(w for (i, j), w in pairs.items() if i in mix and j in mix)
        return luck + added + both

    return worth


@pytest.mark.parametrize("inputs", ["abc", "abcdefghij"])
def test_an_additive_difference_is_shared_out_as_it_was_planted(inputs: str) -> None:
    weights = {name: float(at - 2) for at, name in enumerate(inputs)}
    found = share_out(list(weights), planted(weights, {}), "stock_end")
    assert (found.orders > 0) == (len(inputs) > 6)
    for part in found.parts:
        assert part.share is not None
        for band in (part.share, part.first, part.last):
            assert band.value == pytest.approx(weights[part.name], abs=0.2)
            assert band.high - band.low < 0.4
    total = sum(part.share.value for part in found.parts if part.share)
    assert total == pytest.approx(found.difference.value)
    assert found.difference.value == pytest.approx(found.b - found.a)
    assert len(needed(inputs)) == found.mixes == (8 if len(inputs) == 3 else found.mixes)


def test_what_two_do_together_is_halved_and_shows_in_first_and_last() -> None:
    weights = {"a": 2.0, "b": 0.0, "c": 1.0}
    found = share_out(list("abc"), planted(weights, {("a", "b"): 6.0}), "stock_end")
    share = {part.name: part.share.value for part in found.parts if part.share}
    assert share == pytest.approx({"a": 5.0, "b": 3.0, "c": 1.0}, abs=0.2)
    first = {part.name: part.first.value for part in found.parts}
    last = {part.name: part.last.value for part in found.parts}
    assert (first["b"], last["b"]) == pytest.approx((0.0, 6.0), abs=0.2)


def test_drawn_orders_are_near_and_their_intervals_own_up_to_it() -> None:
    names = list("abcdefgh")
    pairs = {(i, j): 1.0 for i, j in product(names[:4], names[:4]) if i < j}
    weights = dict.fromkeys(names, 1.0)
    found = share_out(names, planted(weights, pairs), "stock_end")
    held = []
    for part in found.parts:
        true = 1.0 + (1.5 if part.name in names[:4] else 0.0)
        assert part.share is not None
        held.append(part.share.low <= true <= part.share.high)
    assert np.mean(held) >= 0.75
    alone = share_out(names, planted(weights, pairs), "stock_end", "one_at_a_time")
    assert alone.mixes == 2 + 16 and all(part.share is None for part in alone.parts)


def test_levers_of_a_sweep_share_out_the_difference_of_two_policies() -> None:
    def rule(x, levers, noise):
        more = 10.0 * (levers["aid"] == "much") - 4.0 * levers["delay"]
        return {"stock_end": 50 + more + 5 * noise + 0 * x[["a"]].to_numpy()}

    both = product(("little", "much"), (1.0, 2.0))
    policies = {f"{aid} {delay:g}": {"aid": aid, "delay": delay} for aid, delay in both}
    ds = sweep(uniform(60, "ab"), rule, policies=policies, replicates=3)
    found = across_levers(ds, "stock_end", "little 1", "much 2")
    assert {part.name: part.share.value for part in found.parts if part.share} == pytest.approx(
        {"aid": 10.0, "delay": -4.0}
    )
    fewer = ds.isel(policy=[0, 3])
    with pytest.raises(WargameError, match="cross all levers"):
        across_levers(fewer, "stock_end", "little 1", "much 2")


@pytest.mark.parametrize("other", ["spillover", "porcupine", "winter_campaign", "arms_race"])
def test_mixes_lead_from_one_scenario_to_the_other(other: str) -> None:
    a = load("continued_war", runs=3, months=12)
    two = pair(a, load(other, runs=3, months=12, seed=a.seed))
    assert not input_differences([mixed(two, frozenset()), a])
    assert not input_differences([mixed(two, frozenset(two.inputs)), two.b])
    back = mixed(two, frozenset(two.inputs))
    assert back.resolved() | {"name": ""} == two.b.resolved() | {
        key: back.resolved()[key] for key in ("title", "question", "answer")
    } | {"name": ""}
    for name in two.inputs:  # each input alone is a difference of its own
        assert input_differences([mixed(two, frozenset({name})), a])


def test_a_newcomer_comes_or_goes_whole_with_its_events(tmp_path: Path) -> None:
    file = tmp_path / "donor.yaml"
    file.write_text(DONOR)
    a = load("continued_war", runs=3, months=12)
    b = load(file, runs=3, months=12, seed=a.seed)
    two = pair(a, b)
    assert two.inputs == ("weapons.iskander_m.production", "suppliers.japan")
    alone = mixed(two, frozenset({"suppliers.japan"}))
    assert alone.added == b.added and "aid_cut" in [event.event for event in alone.events]
    assert not input_differences([mixed(two, frozenset(two.inputs)), b])
    gone = mixed(pair(b, a), frozenset({"suppliers.japan"}))
    assert gone.added == () and "aid_cut" not in [event.event for event in gone.events]
    assert gone.entries("suppliers") == a.entries("suppliers")


def scenario_of(tmp_path: Path, name: str, text: str) -> Any:
    file = tmp_path / f"{name}.yaml"
    file.write_text(f"scenario: 1\ntitle: {name}\nextends: continued_war\nquestion: Q?\n{text}")
    return load(file, runs=3, months=2, seed=1)


NOVEL = """\
remove: {interceptors: [guns], suppliers: [poland], weapons: [kh59]}
add:
  interceptors: {lance: {from: irist, after: irist, hit_chance: {one_way_drone: 0.5}}}
  classes: {glider: {from: cruise, name: Gliders}}
  weapons: {wedge: {from: kh101, name: Wedge, class: glider}}
set: {suppliers.germany.stock.lance: 200}
"""
STANDS_IN = "remove: {suppliers: [poland]}\nadd: {suppliers: {poland: {from: spain}}}\n"


@pytest.mark.slow
@pytest.mark.parametrize("text", [NOVEL, STANDS_IN], ids=["removed", "replaced"])
def test_an_entry_that_one_of_them_removed_goes_whole(tmp_path: Path, text: str) -> None:
    a = load("continued_war", runs=3, months=2, seed=1)
    b = scenario_of(tmp_path, "novel", text)
    for first, second in ((a, b), (b, a)):
        two = pair(first, second)
        for mix, whole in ((frozenset(), first), (frozenset(two.inputs), second)):
            found = mixed(two, mix)
            assert found.resolved()["add"] == whole.resolved()["add"]
            assert found.resolved()["set"] == whole.resolved()["set"]
            assert set(found.removed) == set(whole.removed)
            assert list(found.numbers) == list(whole.numbers)
            assert found.roles == whole.roles
        for name in two.inputs:
            one = mixed(two, frozenset({name}))
            assert input_differences([one, first])
            path = tmp_path / "again.json"
            path.write_text(json.dumps(one.resolved() | {"name": "mix"}))
            assert load(path).roles == one.roles  # it is a war that may be told as one


def test_what_needs_each_other_is_one_input(tmp_path: Path) -> None:
    a = load("continued_war", runs=3, months=2, seed=1)
    inputs = pair(a, scenario_of(tmp_path, "novel", NOVEL)).inputs
    # No number says how a kind that is gone would hit a class that is new.
    assert set(inputs) == {
        "classes.glider and interceptors.guns and weapons.wedge",
        "interceptors.lance and suppliers.poland",
        "weapons.kh59",
    }


@pytest.mark.slow
def test_a_removed_entry_has_its_share(tmp_path: Path) -> None:
    a = load("continued_war", runs=3, months=2, seed=1, as_of=date(2026, 1, 1))
    b = scenario_of(
        tmp_path, "fewer", "start: 2026-01-01\nremove: {interceptors: [guns], weapons: [kh59]}\n"
    )
    (found,) = between(pair(a, b), ["launched_missiles"])
    share = {part.name: part.share for part in found.parts}
    assert set(share) == {"interceptors.guns", "weapons.kh59"}
    assert share["weapons.kh59"].value < 0 == share["interceptors.guns"].value
    assert found.b == simulate(b).outcomes["launched_missiles"].mean()


@pytest.mark.slow
def test_real_scenarios_share_out_what_compare_says() -> None:
    a, b = (load(name, runs=30, months=12, seed=1) for name in ("continued_war", "knockout"))
    told = []
    (found,) = between(pair(a, b), ["launched_missiles"], "shapley", lambda *of: told.append(of))
    assert told[-1] == (16, 16) == (found.mixes, found.mixes)
    assert sum(p.share.value for p in found.parts if p.share) == pytest.approx(
        found.difference.value
    )
    hoard = next(part for part in found.parts if "hoard" in part.name)
    assert hoard.share is not None and hoard.share.high < 0


def test_scenarios_that_cannot_be_paired_are_refused() -> None:
    a = load("continued_war", runs=3, months=12)
    with pytest.raises(WargameError, match="the same months"):
        pair(a, load("knockout", runs=3, months=24))
    with pytest.raises(WargameError, match="same inputs"):
        pair(a, a)
