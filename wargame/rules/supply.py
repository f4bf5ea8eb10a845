"""Interceptors: order books, lines, gifts, money, and the will behind them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from wargame.rules.compiled import rule
from wargame.rules.draws import Purpose, binomial
from wargame.rules.production import ramp

HUB = int(Purpose.HUB)


@rule("fff" + "i", "(),(),()->()", writes="backlog carry")
def ship(capacity: Any, backlog: Any, carry: Any, shipped: Any) -> None:
    """Whole rounds that a line ships in a week against its matured orders.

    capacity: rounds a week that the line can spare; backlog: rounds due (in place);
    carry: the fraction of a round left over (in place).
    """
    due = min(backlog[0], capacity)
    backlog[0] -= due
    whole = due + carry[0]
    shipped[0] = int(whole)
    carry[0] = whole - shipped[0]


@rule("ffffffffi" + "ff", "(k),(k),(k),(),(k),(k),(),(),()->(k),(k)")
def line_rate(
    start: Any,
    goal: Any,
    delay: Any,
    today: Any,
    added: Any,
    other_customers: Any,
    race: Any,
    war_share: Any,
    pac3: Any,
    rate: Any,
    spare: Any,
) -> None:
    """What interceptor lines make for all customers (rounds a day), and can spare (rounds a week).

    start, goal, delay: ramp of each kind's lines by their makers' plans; added: what orders had
    built, all of it spare; other_customers: share of plans that goes elsewhere; race: share of the
    PAC-3 line (`pac3`) that the arms race takes; war_share: Ukraine's part of the rest.
    """
    for k in range(start.shape[0]):
        ramp(start[k], goal[k], delay[k], today, rate[k : k + 1])
        free = 1.0 - other_customers[k]
        if k == pac3:
            free *= 1.0 - race
        spare[k] = (rate[k] * free * war_share + added[k]) * 7.0
        rate[k] += added[k]


@rule(
    "ffffffi" + "ffffff" + "i",
    "(k),(),(k),(k),(),(),(k),(k),(k),(k),(k),(k),(k)->(k)",
    writes="promised promise_carry backlog carry home_carry fell_due",
)
def make_rounds(
    committed: Any,
    let_through: Any,
    rate: Any,
    spare: Any,
    war_share: Any,
    industry: Any,
    home_made: Any,
    promised: Any,
    promise_carry: Any,
    backlog: Any,
    carry: Any,
    home_carry: Any,
    fell_due: Any,
    shipped: Any,
) -> None:
    """A week of all interceptor lines: whole rounds shipped, by kind.

    What was promised (`committed` rounds a day, of which politics lets a share through) goes first,
    part of it out of stocks and other customers' slots; orders have what lines can spare beyond it.
    Ukraine's own kinds (`home_made` 1) bring all their `rate`, as far as its industry stands. In
    place: rounds due and fractions of a round by kind; rounds that fell due this month.
    """
    done = np.zeros(1, np.int64)
    for k in range(committed.shape[0]):
        due = committed[k] * 7.0 * let_through
        promised[k] += due
        fell_due[k] += committed[k] * 7.0
        ship(math.inf, promised[k : k + 1], promise_carry[k : k + 1], done)
        shipped[k] = done[0]
        left = max(0.0, spare[k] - due * war_share)
        ship(left, backlog[k : k + 1], carry[k : k + 1], done)
        shipped[k] += done[0]
        if home_made[k] == 1:
            own = rate[k] * 7.0 * industry
            made = own + home_carry[k]
            shipped[k] += int(made)
            fell_due[k] += own
            home_carry[k] = made - math.floor(made)


@rule("ffffff" + "ff", "(s),(s),(s),(s),(s),()->(),()")
def support(
    money: Any,
    will: Any,
    opening: Any,
    still_open: Any,
    withheld: Any,
    cap: Any,
    overall: Any,
    let_through: Any,
) -> None:
    """Support of all suppliers together, against that at the start.

    money: USD a day pledged by each, its weight; will, opening: 0 to 1; still_open: share of its
    aid that is not cut; withheld: share kept home for fear; cap: most that one's support can grow.
    Out: share of opening support that is left; share of what was promised before the start that
    politics lets go, which fading support and the donor's dilemma lower.
    """
    whole, left, home = 0.0, 0.0, 0.0
    for s in range(money.shape[0]):
        whole += money[s]
        cut = 1.0 - still_open[s]
        left += money[s] * (min(cap, will[s] / max(1e-6, opening[s])) * (1.0 - cut))
        home += money[s] * withheld[s]
    overall[0] = left / max(1e-9, whole)
    let_through[0] = min(1.0, overall[0]) * (1.0 - home / max(1e-9, whole))


@rule("fifi" + "f", "(l),(),(),()->()", writes="due")
def order(due: Any, month: Any, quantity: Any, lead: Any, matured: Any) -> None:
    """Place an order that falls due `lead` months on, and take out what falls due this month.

    due: rounds by month of maturity, a ring of l months (in place).
    """
    size = due.shape[0]
    due[(month + min(max(lead, 1), size - 1)) % size] += quantity
    matured[0] = due[month % size]
    due[month % size] = 0.0


@rule("iiffffff" + "i", "(),(),(),(),(),(),(),()->()", writes="carry")
def give(
    held: Any,
    opening: Any,
    floor: Any,
    rate: Any,
    will: Any,
    withheld: Any,
    cut: Any,
    carry: Any,
    given: Any,
) -> None:
    """Rounds one supplier gives of one kind in a month.

    held, opening: rounds it holds, and held at the start; floor: share of `opening` it keeps;
    rate: share of what is spare given in a month at full will; will: 0 to 1; withheld: share
    kept home for fear; cut: share cut by decision. carry: fraction of a round (in place).
    """
    spare = max(0.0, held - floor * opening)
    wish = spare * rate * will * (1.0 - withheld) * (1.0 - cut) + carry[0]
    given[0] = min(held, int(wish))
    carry[0] = wish - int(wish)


@rule("ifuiiu" + "i", "(),(),(),(),(),()->()")
def lose_on_the_way(
    sent: Any, loss: Any, seed: Any, run: Any, day: Any, agent: Any, lost: Any
) -> None:
    """Rounds lost between a supplier's gate and a Ukrainian magazine."""
    lost[0] = binomial(sent, loss, seed, HUB, run, day, agent, agent)


@rule("ffffffffffff" + "f", "(),(),(),(),(),(),(),(),(),(),(),()->()", writes="will")
def turn_will(
    will: Any,
    opening: Any,
    strikes: Any,
    response: Any,
    fatigue: Any,
    incident: Any,
    incident_response: Any,
    halt_loss: Any,
    rungs: Any,
    caution: Any,
    alarm: Any,
    pull: Any,
    change: Any,
) -> None:
    """One month of one supplier's political will (0 to 1, in place).

    It starts at `opening` and is worn down by fatigue and by a halt; strikes on cities (hundreds
    of leakers), an incident at home, and `alarm` at the rival's stock raise it; feared escalation
    (rungs above the opening one) lowers it while it lasts. pull: share of the way back in a month.
    """
    before = will[0]
    gain = (1.0 - before) * min(1.0, strikes * response + incident * incident_response + alarm)
    loss = before * min(1.0, fatigue + halt_loss + rungs * caution / 12.0)
    back = (opening - before) * min(1.0, pull)  # old commitments
    will[0] = min(1.0, max(0.0, before + gain - loss + back))
    change[0] = will[0] - before
