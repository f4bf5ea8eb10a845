"""A log leads to a war: the same bits, in one run or in many; every order has a door."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest

from tests.play.small import ALL, game, known
from wargame.declare.errors import WargameError
from wargame.evidence.seats import declared
from wargame.mechanisms.codes import MOMENTUM
from wargame.model.batch import opened
from wargame.model.standing_orders import give, negotiate
from wargame.play.game import (
    Turn,
    branch,
    event_of,
    fingerprint,
    opened_game,
    play,
    redraw,
    run_until,
)
from wargame.play.news import Press
from wargame.play.refused import Refused
from wargame.scenario import load
from wargame.scenario.seat_levers import check, levers, options

pytestmark = pytest.mark.slow

# What each lever is set to, so that something must change; with what it needs beside it.
BOLD = {
    "moscow": {
        "posture": "hoard", "reserve": 0.9, "energy": 0.9, "industry": 0.9, "surge": 1,
        "invest_in": "ballistic", "invest": 0.9, "spillover": "never", "strike": "poland large",
        "oreshnik": 2, "threat": True, "violation": 0.5, "talks": "ceasefire",
    },
    "kyiv": {
        "protect": "energy", "ration": False, "ration_days": 110, "pool": 0.8, "concentrate": 4,
        "long_range": "lines", "held_back": 1, "talks": "ceasefire",
    },
    "europe": {
        "purchases": 3, "patriot": 1, "orders": 3, "aster": 1, "floor": 0, "keep": "floor",
        "sanctions": 0.1,
    },
    "washington": {
        "aid": 0, "from_stock": 1, "release": 0, "refill": 1, "floor": 0, "priority": 1,
        "home_defence": 50, "targeting": 2, "sanctions": -0.1,
    },
}  # fmt: skip
BESIDE = {"invest_in": {"invest": 0.9}, "invest": {"invest_in": "cruise"}}
LATE = {"aster", "threat"}  # orders fall due after lead times; a threat may be heard by nobody


def every_lever():
    return [lever for seat in known().seats.values() for lever in seat.levers.values()]


def fought(one):
    with branch(one) as war:
        return fingerprint(war)


def test_every_lever_has_a_door_and_no_door_is_without_a_lever():
    assert {lever.lever for lever in every_lever()} == set(declared())
    levers_of = {name: set(seat.levers) for name, seat in known().seats.items()}
    assert levers_of == {seat: set(bold) for seat, bold in BOLD.items()}


def test_a_game_without_orders_is_the_scenario():
    silent = game()
    with opened(replace(silent.scenario, seed=7), [0]) as war:
        run_until(war, war.calendar.days)
        assert fingerprint(war) == fought(silent)


def test_orders_that_change_nothing_change_no_bit():
    scenario = game().scenario
    back = {s: dict.fromkeys(levers(scenario, s)) for s in ALL}
    same = {
        "moscow": {"posture": "choose", "spillover": "incursions", "strike": "nobody",
                   "surge": 0, "invest": 0.0},
        "kyiv": {"ration": True, "protect": "balanced", "long_range": "balanced"},
        "europe": {"orders": 1, "keep": "will", "sanctions": 0},
        "washington": {"aid": 1, "targeting": 1},
    }  # fmt: skip
    for orders in (back, same):
        read = {s: check(scenario, s, given) for s, given in orders.items()}
        assert fought(game([read] * 4)) == fought(game())


@pytest.mark.parametrize("seat", ALL)
def test_every_lever_moves_the_war(seat):
    scenario = game().scenario
    still = fought(game(months=12))
    halt = {"moscow": {"talks": "ceasefire"}, "kyiv": {"talks": "ceasefire"}}
    halted = fought(game([halt], months=12))
    for name, value in BOLD[seat].items():
        orders = {seat: check(scenario, seat, {name: value} | BESIDE.get(name, {}))}
        if name in ("talks", "violation"):
            orders = {s: halt[s] | orders.get(s, {}) for s in halt}
        before = halted if name == "violation" else still
        if name not in LATE:
            assert fought(game([orders], months=12)) != before, name


def test_an_order_taken_back_gives_the_model_its_own_rule_again():
    """Nothing is bought or fired under these orders in one turn that lasts: only what they set."""
    mild = {"washington": {"home_defence": 1.0}, "kyiv": {"pool": 0.2}}
    back = {"washington": {"home_defence": None}, "kyiv": {"pool": None}}
    with branch(game([mild, back], months=2, length=4)) as war:
        own = war.numbers.one("air_command.ukraine.reserve")
        drawn = war.numbers.one("powers.usa.defence_growth")
        assert (war.air_command.reserve == own).all()
        assert (war.powers.defence_growth[war.powers.row("usa")] == drawn).all()
    with branch(game([mild], months=2, length=4)) as war:
        assert (war.air_command.reserve == 0.2).all()


EVENTS = [
    {"event": "ceasefire", "on": "2026-07-05", "violation": 0.3, "until": "2027-06-01"},
    {"event": "ceasefire", "on": "2026-07-20"},
    {"event": "aid_cut", "supplier": "usa", "share": 0.5},
    {"event": "aid_cut", "supplier": "all", "share": 0.2, "until": "2026-09-10"},
    {"event": "purchase_package", "amount": "0.5 billion USD/month", "until": "2026-09-20"},
    {"event": "purchase_package", "amount": "1 billion USD/month"},
    {"event": "damage_campaign", "against": "depots", "factor": 1.5, "until": "2026-09-10"},
    {"event": "damage_campaign", "against": "lines", "factor": 1.5},
    {"event": "posture", "posture": "hoard", "until": "2026-09-15"},
    {"event": "posture", "posture": "surge"},
    {"event": "defence_growth", "power": "usa", "growth": "20 percent/year", "until": "2026-09-10"},
    {"event": "surge_production", "share": 0.5, "until": "2026-09-10"},
    {"event": "sanctions_step", "change": 0.1, "until": "2026-09-10"},
]


@pytest.mark.parametrize("events", [[], EVENTS[:2], EVENTS])
def test_every_order_given_back_leaves_what_the_model_would_have_had(events):
    """Given and taken back on one morning, under events that overlap: the war is the same."""
    one = game(months=5, length=12)
    brought = tuple({"on": "2026-07-01"} | event for event in events)
    one = replace(one, played=(Turn(injected=brought), *one.played[1:]))

    def war_after(at, seat="", orders=None):
        with opened_game(one) as war:
            for number in range(5):
                if number == at and orders:
                    give(war, seat, orders)
                    give(war, seat, dict.fromkeys(orders))
                play(war, one, number)
            return fingerprint(war)

    plain = war_after(0)
    for at in (0, 2):
        for lever in every_lever():
            if not lever.once:
                order = check(one.scenario, lever.seat, {lever.name: BOLD[lever.seat][lever.name]})
                assert war_after(at, lever.seat, order) == plain, (lever, at)


def test_what_moscow_forbids_does_not_happen_by_chance():
    sets = [f"signals.ladder.{name}=100 percent/month" for name in ("threat_hazard",
                                                                    "signal_hazard")]  # fmt: skip
    eager = replace(game(months=3), scenario=load("continued_war", sets, months=3))
    calm = tuple(Turn({"moscow": {"threat": False, "oreshnik": 0}}) for _ in range(3))

    def headline(one):
        with opened_game(one) as war:
            press = Press(war)
            for number in range(3):
                play(war, one, number, press)
            return " ".join(line["text"] for line in press.lines)

    assert "threatens" in headline(eager) and "Oreshnik" in headline(eager)
    held = headline(replace(eager, played=calm))
    assert "threatens" not in held and "Oreshnik" not in held


def test_the_press_tells_what_is_brought_in_when_it_begins():
    cut = {"event": "aid_cut", "on": "2026-08-10", "supplier": "usa", "share": 0.5}
    alarm = {"event": "incident", "on": "2026-07-01", "ally": "poland"}
    secret = {"event": "posture", "on": "2026-07-01", "posture": "hoard"}
    one = game(months=2)
    one = replace(one, played=(Turn(injected=(cut, alarm, secret)), Turn()))
    with opened_game(one) as war:
        press = Press(war)
        play(war, one, 0, press)
        first = [line["text"] for line in press.lines]
        assert any("Poland" in text for text in first) and not any("aid" in text for text in first)
        play(war, one, 1, press)
        told = {line["text"]: line["date"] for line in press.lines}
        assert told["United States: aid is cut by 50%"] == "2026-08-10"
        assert not any("hoard" in text for text in told)


def test_an_oreshnik_that_is_not_there_is_not_fired():
    empty = {"weapons.oreshnik.stock": 0, "weapons.oreshnik.production": "0 missiles/month"}
    sets = [f"{path}={value}" for path, value in empty.items()]
    bare = replace(game(months=2), scenario=load("continued_war", sets, months=2))
    shot = replace(bare, played=(Turn({"moscow": {"oreshnik": 2}}), Turn()))
    with opened_game(shot) as war:
        press = Press(war)
        play(war, shot, 0, press)
        assert not war.ladder.flown.any() and not any("Oreshnik" in x["text"] for x in press.lines)
    assert fought(shot) == fought(bare)
    armed = game([{"moscow": {"oreshnik": 2}}], months=2)
    with opened_game(armed) as war:
        press = Press(war)
        play(war, armed, 0, press)
        assert (war.ladder.flown >= 2).all()
        assert sum("Oreshnik" in line["text"] for line in press.lines) == 1


def test_orders_of_a_turn_hold_for_all_runs_alike_and_luck_parts_them_afterwards():
    ordered = game([{"moscow": {"posture": "surge"}}], months=3, length=6)
    with branch(ordered, 5) as war:
        for run in range(5):
            assert fingerprint(war, run) == fought(ordered)
        redraw(war, keep=1)
        run_until(war, war.calendar.days)
        assert len({fingerprint(war, run) for run in range(5)}) == 5
        kept = fingerprint(war, 0)
    whole = replace(ordered, played=(*ordered.played, Turn(), Turn(), Turn()))
    assert fought(whole) == kept


def test_both_sides_offers_decide_talks():
    def states(moscow, kyiv):
        offers = [{"moscow": {"talks": m}, "kyiv": {"talks": k}} for m, k in zip(moscow, kyiv)]
        found = []
        for turns in range(1, len(offers) + 1):
            with branch(game(offers[:turns], months=turns, length=8)) as war:
                found.append(int(war.state[0]))
        return found

    late = [game().scenario.numbers["talks.process.halt_delay"].internal[2]]
    assert max(late) < 40  # days by which Moscow's clock may run late
    assert states(["ceasefire"] * 3, ["talk"] * 3) == [0, 0, 0]
    assert states(["ceasefire"] * 3, ["ceasefire"] * 3)[-1] == 2
    assert states(["energy_truce"] * 3, ["ceasefire"] * 3)[-1] == 1
    assert states(["ceasefire"] * 3 + ["refuse"], ["ceasefire"] * 4)[-1] == 0


def offered(moscow, kyiv, event=None, months=8):
    """The war after months in which both made offers (None: an order taken back)."""
    turns = [{"moscow": {"talks": m}, "kyiv": {"talks": k}} for m, k in zip(moscow, kyiv)]
    one = game(turns, months=len(turns), length=months)
    if event is None:
        return one
    first = replace(one.played[0], injected=(event,))
    return replace(one, played=(first, *one.played[1:]))


def halted(one):
    with branch(one) as war:
        return int(war.state[0])


@pytest.mark.parametrize(("word", "state"), [("ceasefire", 2), ("energy_truce", 1)])
def test_a_halt_that_fell_apart_can_be_agreed_again(word, state):
    """Left to chance a halt may collapse; what both then offer again comes into force again."""
    both = [word] * 3

    def state_after(moscow, *talks):
        one = offered(moscow, [word] * len(moscow), months=14)
        with branch(one) as war:
            if war.state[0] and talks:  # what the model's own chance does now and then
                war.talks.end_halt(state)
            for wanted in talks:
                negotiate(war, wanted, word)
                run_until(war, war.day + 62)
            return int(war.state[0])

    assert state_after(both) == state
    assert state_after([*both, None], None) == 0
    assert state_after([*both, None], None, word) == state


def test_what_both_have_ordered_goes_before_dated_halts():
    until = {"event": "ceasefire", "on": "2026-07-01", "until": "2026-09-01"}
    agreed = ["ceasefire"] * 5
    assert halted(offered(agreed, agreed, until)) == 2  # its end ends nothing
    refused = ["refuse"] * 5
    begins = {"event": "ceasefire", "on": "2026-08-10"}
    assert halted(offered(refused, refused, begins)) == 0
    # Given back, what is dated holds again.
    assert halted(offered([*refused, None, None, None], refused + refused[:3], begins)) == 2


def test_refusing_after_a_halt_breaks_talks_off():
    both = ["ceasefire"] * 3
    with branch(offered([*both, "refuse"], [*both, "ceasefire"])) as war:
        assert MOMENTUM[int(war.talks.talks[0])] == "failed"


def test_orders_outlast_the_events_of_the_scenario():
    winter = load("winter_campaign", months=3)
    ordered = replace(game(months=3), scenario=winter)
    held = replace(ordered, played=(Turn({"moscow": {"posture": "hoard"}}), Turn(), Turn()))
    with branch(held) as war:
        assert war.leadership.fixed == "hoard"
        assert (war.leadership.posture == 1).all()
    with branch(ordered) as war:
        assert war.leadership.fixed == "fire_as_made"  # the campaign has ended in March


def test_a_game_can_be_handed_to_another_process():
    one = game([{"kyiv": {"protect": "energy"}}])
    assert fought(pickle.loads(pickle.dumps(one))) == fought(one)


@pytest.mark.parametrize(
    ("seat", "orders", "told"),
    [
        ("moscow", {"postur": "hoard"}, "did you mean 'posture'"),
        ("moscow", {"posture": "hord"}, "did you mean 'hoard'"),
        ("moscow", {"reserve": 1.5}, "expected 0 to 1 share, found 1.5"),
        ("moscow", {"reserve": float("nan")}, "expected 0 to 1 share, found nan"),
        ("moscow", {"reserve": True}, "expected a number"),
        ("moscow", {"oreshnik": 1.5}, "whole number"),
        ("moscow", {"strike": "atlantis large"}, "expected one of nobody"),
        ("kyiv", {"ration": "yes"}, "expected true or false"),
        ("paris", {}, "there is no seat 'paris'"),
        ("kyiv", [1], "expected a mapping"),
    ],
)
def test_wrong_orders_are_refused_with_words(seat, orders, told):
    with pytest.raises(WargameError, match=told.replace("(", r"\(")):
        check(game().scenario, seat, orders)


def test_strikes_name_the_states_of_the_scenario():
    scenario = game().scenario
    offered = options(scenario, levers(scenario, "moscow")["strike"])
    assert offered[:2] == ("nobody", "poland incursion")
    assert len(offered) == 1 + 3 * len(scenario.entries("allies"))


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ({"event": "earthquake"}, "expected one of aid_cut"),
        ({"event": "incident", "ally": "polnd"}, "did you mean 'poland'"),
        ({"event": "incident"}, "Field required"),
        ({"event": "incident", "ally": "poland", "on": "2025-01-01"}, "has passed"),
        ({"event": "incident", "ally": "poland", "on": "2036-01-01"}, "outside the horizon"),
        ("nonsense", "expected one of aid_cut"),
    ],
)
def test_wrong_events_are_refused_with_words(event, told):
    scenario = game().scenario
    with pytest.raises(Refused, match=told):
        event_of(event, scenario, scenario.start)


def test_an_event_brought_in_is_the_event_of_a_scenario():
    cut = {"event": "aid_cut", "supplier": "all", "share": 0.5, "on": "2026-08-01"}
    played = replace(game().played[1], injected=(cut,))
    brought = replace(game(), played=(game().played[0], played, *game().played[2:]))
    known = event_of(cut, game().scenario)
    scenario = game().scenario
    events = tuple(sorted((*scenario.events, known), key=lambda event: event.on))
    written = replace(game(), scenario=replace(scenario, events=events))
    assert fought(brought) == fought(written) != fought(game())
    assert np.isfinite(known.share.internal)
