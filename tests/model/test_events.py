"""Each kind of event moves what it should, against the same war without it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest

from tests.model.short import differing, event, of_class, short
from wargame.mechanisms.codes import COERCE
from wargame.model.batch import Record, opened, simulate
from wargame.scenario import Scenario
from wargame.scenario.events import KINDS

RUNS = 16
DAY = "2026-03-02"
MONTHS = 12


class Case(NamedTuple):
    """An event, the outcome that it moves, where to, and what else the war is given."""

    event: Any
    moves: str
    way: int
    given: dict[str, Any]


def case(
    kind: str, moves: str, way: int, until: str | None = None, /, given: Any = None, **details: Any
) -> Case:
    return Case(event(kind, DAY, until, **details), moves, way, given or {})


TREATY = [event("treaty_expiry", "2026-02-05")]
QUICK = {"fix": {"sanctions.components.delay": "10 days"}}
CASES = {
    "ceasefire": case("ceasefire", "launched_missiles", -1),
    "ceasefire, stock": case("ceasefire", "stock_growth", +1),
    "ceasefire, violated": case("ceasefire", "halt_months", +1, violation=0.5),
    "energy_truce": case("energy_truce", "power_met_mean", +1),
    "aid_cut": case("aid_cut", "interceptors_received", -1, supplier="all", share=1.0),
    "aid_cut, leakers": case("aid_cut", "leaked_missiles", +1, supplier="all", share=1.0),
    "aid_cut, one": case("aid_cut", "interceptors_received", -1, supplier="germany", share=1.0),
    "purchase_package": case(
        "purchase_package", "interceptors_received", +1, amount="4 billion USD/month"
    ),
    "sanctions_step": case("sanctions_step", "made_missiles", -1, given=QUICK, change=0.6),
    "relief": case("sanctions_step", "made_missiles", +1, given=QUICK, change=-0.5),
    "stock_drawdown": case(
        "stock_drawdown",
        "interceptors_received",
        -1,
        supplier="usa",
        interceptor="gem_t",
        rounds="100000 missiles",
    ),
    "election": case(
        "election", "interceptors_received", -1, supplier="germany", chance=1.0, change=-0.6
    ),
    "election, other mind": case(
        "election", "interceptors_received", +1, supplier="usa", chance=1.0, change=0.4
    ),
    "strike": case("strike", "allied_ready", -1, ally="poland", size="large"),
    "strike, and what is kept back": case(
        "strike", "interceptors_received", -1, ally="poland", size="limited"
    ),
    "demand_elsewhere": case(
        "demand_elsewhere",
        "interceptors_received",
        -1,
        interceptor="pac3_mse",
        rate="100 missiles/month",
    ),
    "battery_delivery": case(
        "battery_delivery", "batteries_end", +1, interceptor="pac3_mse", count=4
    ),
    "signal_shot": case("signal_shot", "escalation_rung", +1, count=2),
    "treaty_expiry": case(
        "treaty_expiry", "race_growth", +1, given={"fix": {"race.strategic.treaty_limit": 1000.0}}
    ),
    "damage_campaign": case("damage_campaign", "line_health_mean", -1, factor=4.0, against="lines"),
    "damage_campaign, depots": case(
        "damage_campaign", "stock_end", -1, factor=4.0, against="depots"
    ),
    "posture": case("posture", "launched_missiles", -1, posture="hoard"),
    "posture, surge": case("posture", "launched_missiles", +1, posture="surge"),
    "talks": case("talks", "launched_missiles", +1, given={"runs": 200}, momentum="active"),
    "defence_growth": case(
        "defence_growth",
        "race_growth",
        +1,
        given={"events": TREATY},
        power="usa",
        growth="60 percent/year",
    ),
    "surge_production": case("surge_production", "made_missiles", +1),
    "import_step": case(
        "import_step", "launched_ballistic", +1, weapon="kn23", rate="80 missiles/month"
    ),
    "incident": case("incident", "paid_per_pledged", +1, ally="poland"),
}


def both(found: Case, months: int, runs: int) -> tuple[Record, Record]:
    """The war without the event, and with it."""
    given = {"events": []} | found.given
    least = given.pop("runs", 0)
    runs = max(runs, least) if months > 2 else runs
    more = short(months=months, **given, more=[found.event])
    return without(short(months=months, **given), runs), simulate(more, runs=runs)


BASES: dict[tuple[str, int], Record] = {}


def without(base: Scenario, runs: int) -> Record:
    """The war without the event: many cases have the same."""
    key = base.hash, runs
    return BASES.get(key) or BASES.setdefault(key, simulate(base, runs=runs))


def test_every_kind_of_event_has_its_case() -> None:
    assert {c.event.event for c in CASES.values()} == set(KINDS)


@pytest.mark.parametrize("name", CASES)
def test_an_event_moves_what_it_should(name: str) -> None:
    found = CASES[name]
    base, more = both(found, MONTHS, RUNS)
    step = more.outcomes[found.moves].mean() - base.outcomes[found.moves].mean()
    assert np.sign(step) == found.way


@pytest.mark.parametrize("name", CASES)
def test_nothing_happens_before_its_day(name: str) -> None:
    """January and February are the same to the bit."""
    base, more = both(CASES[name], 2, 4)
    assert differing(base, more) == set()


UNTIL = "2026-05-04"


@pytest.mark.parametrize(
    ("found", "series", "during"),
    [
        (case("ceasefire", "", 0, UNTIL), "halted", 1.0),
        (case("posture", "", 0, UNTIL, posture="hoard"), "posture", 1.0),
        (case("aid_cut", "", 0, UNTIL, supplier="all", share=1.0), "pledged", 0.0),
        (case("purchase_package", "", 0, UNTIL, amount="0 USD/month"), "pledged", None),
    ],
)
def test_what_ends_is_over(found: Case, series: str, during: float | None) -> None:
    fix = {
        "talks.process.halt_delay": "0 days",
        "talks.process.collapse_hazard": "0 percent/month",
    }
    policies = {"attacker.posture": "fire_as_made"}
    base = simulate(short(months=8, events=[], fix=fix, policies=policies), runs=4)
    more = simulate(short(months=8, events=[found.event], fix=fix, policies=policies), runs=4)
    april, july = 3, 6
    if during is not None:
        assert (more.series[series][:, april] == during).all()
    assert not np.array_equal(more.series[series][:, april], base.series[series][:, april])
    assert np.array_equal(more.series[series][:, july], base.series[series][:, july])


def test_a_halt_comes_late_in_each_run_by_its_own_delay() -> None:
    scenario = short(
        months=4,
        more=[event("ceasefire", DAY)],
        fix={"talks.process.collapse_hazard": "0 percent/month"},
    )
    with opened(scenario, range(12)) as war:
        late = np.rint(war.talks.halt_delay).astype(int)
        assert len(set(late)) > 1
        began = np.full(12, -1)
        for _ in range(110):
            war.step()
            began[(war.state == 2) & (began < 0)] = war.day - 1
        assert (began == war.calendar.day_of(scenario.events[-1].on) + late).all()


def test_a_halt_outranks_a_truce() -> None:
    fix = {
        "talks.process.halt_delay": "0 days",
        "talks.process.collapse_hazard": "0 percent/month",
        "talks.process.truce_collapse_hazard": "0 percent/month",
    }
    dated = [
        event("ceasefire", DAY, "2026-06-01"),
        event("energy_truce", "2026-04-01", "2026-05-01"),
    ]
    record = simulate(short(months=7, events=dated, fix=fix), runs=3)
    assert (record.series["halted"][:, 3:5] == 1).all()
    assert (record.series["halted"][:, 5:] == 0).all()


@pytest.mark.slow
def test_talks_that_move_are_answered_with_coercion() -> None:
    base, more = both(CASES["talks"], 7, 100)
    coerced = [(r.series["posture"][:, 3:6] == COERCE).mean() for r in (base, more)]
    assert coerced[1] > 1.3 * coerced[0]


def test_an_incident_pins_gifts_down_and_stirs_will() -> None:
    """The donor's dilemma: less is given at once, and more is wanted."""
    found = case("incident", "", 0, ally="germany")
    base, more = both(found, 4, 100)
    received = [r.series["received"][:, 3].sum() for r in (base, more)]
    assert received[1] < received[0]
    assert (more.series["support"][:, 3] >= base.series["support"][:, 3]).all()
    assert more.series["support"][:, 3].mean() > base.series["support"][:, 3].mean()


def test_an_oreshnik_shot_leaves_the_arsenal_and_is_not_stopped() -> None:
    off = {"fix": {"signals.ladder.signal_hazard": "0 percent/month"}}
    record = simulate(short(months=5, events=[CASES["signal_shot"].event], **off), runs=3)
    row = record.labels["weapon"].index("oreshnik")
    launched = record.series["launched"][:, :, row]
    assert launched.sum() > 0
    assert (launched[:, :2] == 0).all()
    assert np.array_equal(record.series["leaked"][:, :, row], launched)
    assert record.series["intercepted"][:, :, row].sum() == 0


def test_a_truce_spares_energy_alone() -> None:
    """Nothing new is broken, and as much is launched."""
    fix = {"talks.process.halt_delay": "0 days"} | {
        "talks.process.truce_collapse_hazard": "0 percent/month"
    }
    policies = {"attacker.posture": "fire_as_made"}
    truce = event("energy_truce", "2026-01-01")
    base = simulate(short(months=4, events=[], fix=fix, policies=policies), runs=6)
    more = simulate(short(months=4, events=[truce], fix=fix, policies=policies), runs=6)
    assert (more.series["power_met"] >= base.series["power_met"]).all()
    assert more.outcomes["launched_missiles"].mean() == pytest.approx(
        base.outcomes["launched_missiles"].mean(), rel=0.02
    )
    with opened(short(months=4, events=[truce], fix=fix), range(3)) as war:
        before = war.grid.broken.copy()
        for _ in range(100):
            war.step()
            assert (war.grid.broken <= before).all()
            before = war.grid.broken.copy()


def test_drones_and_missiles_both_stop_in_a_halt() -> None:
    fix = {"talks.process.halt_delay": "0 days", "talks.process.violation": 0.0}
    record = simulate(short(months=5, events=[CASES["ceasefire"].event], fix=fix), runs=6)
    held: Record = record
    for weapon_class in ("ballistic", "cruise", "one_way_drone"):
        columns = of_class(held, short(), weapon_class)
        stopped = held.series["halted"][:, 4] == 1
        assert stopped.any()
        flown = held.series["launched"][:, 4][:, columns].sum(axis=1)
        before = held.series["launched"][:, 1][:, columns].sum(axis=1)
        assert (flown[stopped] <= 0.1 * before[stopped]).all(), weapon_class
