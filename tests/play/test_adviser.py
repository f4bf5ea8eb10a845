"""The adviser's fan: from the present state, over other luck, and blind to what the seat is."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import numpy as np
import pytest

from tests.play.small import ALL, game, indicator, shown
from wargame.declare.errors import WargameError
from wargame.play import fog
from wargame.play.adviser import advise, drop_orders, sample_beliefs
from wargame.play.game import Turn, branch, redraw, run_until
from wargame.play.game_rules import rules
from wargame.play.refused import Refused

pytestmark = pytest.mark.slow


def named(found):
    return {thing["name"]: thing for thing in found["things"]}


@pytest.fixture(scope="module")
def half():
    return game(months=4, length=10)


def test_what_is_brought_in_for_later_is_not_known(half):
    later = {"event": "aid_cut", "on": "2027-01-01", "supplier": "all", "share": 1.0}
    now = later | {"on": "2026-10-01"}

    def advised(*events):
        last = replace(half.played[-1], injected=events)
        return advise(replace(half, played=(*half.played[:-1], last)), "kyiv", runs=20)

    assert advised(later) == advised() != advised(now)


@pytest.mark.parametrize("seat", ALL)
def test_a_fan_says_how_many_and_how_wide(half, seat):
    found = advise(half, seat, runs=40)
    json.dumps(found, allow_nan=False)
    assert (found["n"], found["from"], len(found["months"])) == (40, "2026-11-01", 6)
    for thing in found["things"]:
        assert len(thing["low"]) == len(thing["median"]) == len(thing["high"]) == 6
        for low, middle, high in zip(thing["low"], thing["median"], thing["high"]):
            assert low <= middle <= high
    assert set(named(found)) >= set().union(*shown(seat))


def test_what_a_seat_knows_starts_from_its_own_books(half):
    with branch(half) as war:
        true = {n: indicator(n).history(war)[-1, 0] for n in ("missiles", "patriot", "american")}
    with branch(half, 30) as war:
        sample_beliefs(war, "kyiv")
        here = {name: indicator(name).history(war)[-1] for name in ("patriot", "american")}
        assert (here["patriot"] == true["patriot"]).all()
        held = war.arsenals.held[war.factories.stocked].sum(axis=0)
        assert len(set(held.tolist())) > 15  # each run another Russia
        run_until(war, war.calendar.days)  # the books of what was imagined hold to the end


@pytest.mark.parametrize("seat", ALL)
def test_what_is_imagined_spreads_as_the_estimate_does(half, seat):
    with branch(half, 60) as war:
        view = {t.name: fog.estimate(war, seat, t) for t in rules(war.spec).estimated(seat)}
        sample_beliefs(war, seat)
        now = {
            "missiles": war.arsenals.held[war.factories.stocked].sum(axis=0),
            "scarce": war.air_command.held()[war.observers.kinds].sum(axis=0),
            "own_missiles": war.own_lines.retained[war.own_lines.missiles].sum(axis=0),
        }
        for name, values in now.items():
            if name in view:
                _, low, high = (float(part[-1]) for part in view[name])
                inside = ((low * 0.97 - 1 <= values) & (values <= high * 1.03 + 1)).mean()
                assert 0.7 <= inside <= 0.97, (seat, name, inside)  # whole rounds: one of grace
        assert (war.own_lines.retained >= 0).all() and (war.air_command.pool >= 0).all()
        redraw(war)
        run_until(war, war.calendar.days)


def test_the_fan_of_the_west_does_not_know_the_true_stock():
    """Two worlds that differ in the truth, and not in what the West believes, look alike."""
    one = game(months=3, length=6)
    fans = {seed: named(advise(replace(one, seed=seed), "kyiv", 200)) for seed in (1, 2, 3)}
    for seed, fan in fans.items():
        with branch(replace(one, seed=seed)) as war:
            value, low, high = (
                float(p[-1]) for p in fog.estimate(war, "kyiv", indicator("missiles"))
            )
        middle = fan["missiles"]["median"][0]
        assert low <= middle <= high
        assert abs(np.log(middle / value)) < 0.12, seed  # a month after: near the belief


def test_orders_of_the_other_side_are_not_told(half):
    """What Moscow has ordered for the time to come is not in Kyiv's fan, but in its own."""
    ordered = replace(half, played=(*half.played[:-1], Turn({"moscow": {"violation": 0.4}})))
    assert advise(ordered, "kyiv", 30) == advise(half, "kyiv", 30)
    with branch(ordered, 3) as war:
        drop_orders(war, ordered, "moscow")
        assert (war.talks.violation == 0.4).all()
        drop_orders(war, ordered, "kyiv")
        assert (war.talks.violation == war.numbers.one("talks.process.violation")).all()


def test_an_order_shows_in_the_fan_before_it_is_given(half):
    still, surge = (
        named(advise(half, "moscow", 40, orders)) for orders in (None, {"posture": "surge"})
    )
    assert sum(surge["launched"]["median"]) > sum(still["launched"]["median"])
    assert advise(half, "moscow", 40, {}) == advise(half, "moscow", 40)


def test_200_runs_of_three_years_are_ready_in_two_seconds_of_one_core():
    one = game(months=1, length=36)
    advise(one, "kyiv", 3)
    start = time.process_time()
    found = advise(one, "kyiv", 200, ahead=36)
    assert time.process_time() - start < 4.0  # about 1 s; a slow machine has half the speed
    assert found["n"] == 200


def test_nonsense_is_refused(half):
    for call, told in (
        (lambda: advise(half, "paris"), "no seat"),
        (lambda: advise(half, "kyiv", 2), "3 to 2000"),
        (lambda: advise(half, "kyiv", 10, {"pool": 9}), "kyiv.pool"),
        (lambda: advise(game(months=2), "kyiv", 10), "over"),
    ):
        with pytest.raises(WargameError, match=told.replace(".", r"\.")):
            call()
    assert issubclass(Refused, WargameError)
