"""The days before the start: launches are held to the record, and nobody chooses otherwise.

What a theatre's evidence says of stocks and magazines stands for one day. A scenario that starts
later is led up to its start from that day: lines make, launches of each class and month are those
of the public record as far as it was known, defences fire what they have, aid comes. How each whole
month of it differs from what output and posture would have flown, the leadership's intensity of
launches takes in, so that what comes after goes on from where the record ends. What a
scenario changes in policies is for the future: before its start all do what they did. Strikes on
third states, signals and halts happen as dated only.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from wargame.declare.running_war import RunningWar
from wargame.declare.tape import Array
from wargame.scenario.policies import Attacker, Policies, Talks

WEEK = 7
UNCOUNTED = -1  # a class of which the record has no column
HISTORY = Policies(  # what the other actors did is what a policy is where nobody changes it
    attacker=Attacker(posture="fire_as_made", spillover="never"), talks=Talks(halt="scheduled")
)


def look_back(war: RunningWar) -> None:
    """What the record of the months before the first day says of the intensity of launches.

    Output then is taken to be that of the first day.
    """
    months = war.spec.preceding
    if months:
        war.factories.plan()  # all three again on the first morning, with no day between
        war.factories.take_orders()
        war.commands.decide()
        daily = war.commands.expected()
        days = [monthrange(*map(int, month.split("-")))[1] for month in months]
        launched = [_by_class(war, counts) for counts in months.values()]
        war.leadership.look_back(launched, [daily * n for n in days])


def live_through(war: RunningWar) -> None:
    """Live through the days before the start; then policies are the scenario's, and what is counted
    since the start begins anew."""
    setup, on = war.setup, war.setup.on
    setup.on = {**on, "signals": False}
    month: Month | None = None
    while war.day < 0:
        opens = _today(war).day == 1
        if opens or month is None:
            month = _follow_record(war)
        war.go(min(WEEK, -war.day))
        if opens and month is not None:
            expected = war.commands.expected() * month.days
            war.leadership.learn(_by_class(war, month.counts), expected)
    war.commands.follow(None)
    setup.on, setup.policies = on, war.spec.policies
    for table in war.tables:
        table.adopt()
    for held in war.agenda.holding.values():  # what is dated goes before a policy
        if held and held[-1].steers:
            held[-1].carry_out(war, begins=True)
    for table in war.tables:
        table.begin()


class Month(NamedTuple):
    """A recorded month: launches by class, and how many days it has."""

    counts: Mapping[str, int]
    days: int


def _follow_record(war: RunningWar) -> Month | None:
    """Hold launches to the record of the month, if there is one."""
    today = _today(war)
    recorded = war.spec.recorded.get(f"{today:%Y-%m}")
    if recorded is None:
        war.commands.follow(None)
        return None
    first = war.day - today.day + 1
    month = Month(recorded, monthrange(today.year, today.month)[1])
    war.commands.follow(_by_class(war, recorded), first, month.days)
    return month


def _by_class(war: RunningWar, counts: Mapping[str, int]) -> Array:
    """Launches (classes,) in the order of the war."""
    return np.array([counts.get(name, UNCOUNTED) for name in war.setup.classes], np.int64)


def _today(war: RunningWar) -> date:
    """The present day by the calendar."""
    today: date = war.calendar.start + timedelta(days=war.day)
    return today
