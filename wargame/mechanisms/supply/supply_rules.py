"""Interceptors: order books, lines, gifts, money, and the will behind them."""

from __future__ import annotations

import math

import numpy as np

from wargame.declare.durations import DAYS_PER_WEEK
from wargame.kernel.arguments import F, I, In, InOut, Out, U
from wargame.kernel.draws import Purpose, binomial
from wargame.kernel.elementary import ramp
from wargame.kernel.rule import rule

HUB = int(Purpose.HUB)


@rule
def ship(
    capacity: In[F],
    backlog: InOut[F],
    carry: InOut[F],
    shipped: Out[I],
) -> None:
    """Whole rounds that a line ships in a week against its matured orders.

    capacity: rounds a week that the line can spare; backlog: rounds due (in place);
    carry: the fraction of a round left over (in place).
    """
    due = min(backlog[0], capacity)
    backlog[0] -= due
    whole = due + carry[0]
    shipped[0] = int(whole)
    carry[0] = whole - shipped[0]


@rule
def line_rate(
    production: In[F, "interceptor"],
    production_goal: In[F, "interceptor"],
    goal_delay: In[F, "interceptor"],
    today: In[F],
    added: In[F, "interceptor"],
    other_customers: In[F, "interceptor"],
    elsewhere: In[F, "interceptor"],
    race: In[F],
    war_share: In[F],
    home_defence_line: In[I],
    rate: Out[F, "interceptor"],
    spare: Out[F, "interceptor"],
) -> None:
    """What interceptor lines make for all customers (rounds a day), and can spare (rounds a week).

    production, production_goal, goal_delay: ramp of each kind's lines by plans of makers; added:
    what orders had built, all of it spare; other_customers: share of plans that goes elsewhere;
    elsewhere: rounds a day that another theatre takes before the defender; race: share of the line
    (`home_defence_line`) that the arms race takes; war_share: the defender's part of the rest.
    """
    for k in range(production.shape[0]):
        ramp(production[k], production_goal[k], goal_delay[k], today, rate[k : k + 1])
        free = 1.0 - other_customers[k]
        if k == home_defence_line:
            free *= 1.0 - race
        spare[k] = (rate[k] * free * war_share + added[k]) * DAYS_PER_WEEK
        rate[k] += added[k]
        spare[k] = max(0.0, spare[k] - elsewhere[k] * DAYS_PER_WEEK)


@rule
def make_rounds(
    committed: In[F, "interceptor"],
    let_through: In[F],
    rate: In[F, "interceptor"],
    spare: In[F, "interceptor"],
    war_share: In[F],
    industry: In[F],
    domestic: In[I, "interceptor"],
    elsewhere: In[F, "interceptor"],
    promised: InOut[F, "interceptor"],
    promise_carry: InOut[F, "interceptor"],
    backlog: InOut[F, "interceptor"],
    carry: InOut[F, "interceptor"],
    domestic_carry: InOut[F, "interceptor"],
    fell_due: InOut[F, "interceptor"],
    shipped: Out[I, "interceptor"],
) -> None:
    """A week of all interceptor lines: whole rounds shipped, by kind.

    What was promised (`committed` rounds a day, of which politics lets a share through) goes first,
    part of it out of stocks and other customers' slots; orders have what lines can spare beyond it.
    Kinds made at home (`domestic` is 1) bring all their `rate`, as far as industry stands. What
    another theatre takes first (`elsewhere`, rounds a day) puts off as large a part of what was
    promised as of the lines: it joins the backlog. In place: rounds due and fractions of a round by
    kind; rounds that fell due this month.
    """
    done = np.zeros(1, np.int64)
    for k in range(committed.shape[0]):
        due = committed[k] * DAYS_PER_WEEK * let_through
        if elsewhere[k] > 0.0 and domestic[k] == 0:
            put_off = due * min(1.0, elsewhere[k] / max(1e-9, rate[k]))
            backlog[k] += put_off
            due -= put_off
        promised[k] += due
        fell_due[k] += committed[k] * DAYS_PER_WEEK
        ship(math.inf, promised[k : k + 1], promise_carry[k : k + 1], done)
        shipped[k] = done[0]
        left = max(0.0, spare[k] - due * war_share)
        ship(left, backlog[k : k + 1], carry[k : k + 1], done)
        shipped[k] += done[0]
        if domestic[k] == 1:
            own = rate[k] * DAYS_PER_WEEK * industry
            made = own + domestic_carry[k]
            shipped[k] += int(made)
            fell_due[k] += own
            domestic_carry[k] = made - math.floor(made)


@rule
def order(
    due: InOut[F, "slot"],
    month: In[I],
    quantity: In[F],
    lead: In[I],
    matured: Out[F],
) -> None:
    """Place an order that falls due `lead` months on, and take out what falls due this month.

    due: rounds by month of maturity, a ring of l months (in place).
    """
    size = due.shape[0]
    due[(month + min(max(lead, 1), size - 1)) % size] += quantity
    matured[0] = due[month % size]
    due[month % size] = 0.0


@rule
def lose_on_the_way(
    sent: In[I],
    loss: In[F],
    seed: In[U],
    run: In[I],
    day: In[I],
    agent: In[U],
    lost: Out[I],
) -> None:
    """Rounds lost between a supplier's gate and a magazine of the defender."""
    lost[0] = binomial(sent, loss, seed, HUB, run, day, agent, agent)
