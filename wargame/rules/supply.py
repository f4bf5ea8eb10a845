"""Interceptors: order books, lines, gifts, money, and the will behind them."""

from __future__ import annotations

from typing import Any

from wargame.rules.compiled import rule
from wargame.rules.draws import Purpose, binomial

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
