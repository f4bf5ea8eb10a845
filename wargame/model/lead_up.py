"""The days before the start: launches are held to the record, and nobody chooses otherwise.

What a theatre's evidence says of stocks and magazines stands for one day. A scenario that starts
later is led up to its start from that day: lines make, launches of each class and month are those
of the public record as far as it was known, defences fire what they have, aid comes. What a
scenario changes in policies is for the future: before its start all do what they did. Strikes on
third states, signals and halts happen as dated only.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import timedelta

import numpy as np

from wargame.declare.running_war import RunningWar
from wargame.scenario.policies import Attacker, Policies, Talks

WEEK = 7
HISTORY = Policies(  # what the other actors did is what a policy is where nobody changes it
    attacker=Attacker(posture="fire_as_made", spillover="never"), talks=Talks(halt="scheduled")
)


def live_through(war: RunningWar) -> None:
    """Live through the days before the start; then policies are the scenario's, and what is counted
    since the start begins anew."""
    setup, on = war.setup, war.setup.on
    setup.on = {**on, "signals": False}
    while war.day < 0:
        _follow_record(war)
        war.go(min(WEEK, -war.day))
    war.commands.follow(None)
    setup.on, setup.policies = on, war.spec.policies
    for table in war.tables:
        table.adopt()
    for held in war.agenda.holding.values():  # what is dated goes before a policy
        if held and held[-1].steers:
            held[-1].carry_out(war, begins=True)
    for table in war.tables:
        table.begin()


def _follow_record(war: RunningWar) -> None:
    """Hold launches to the record of the month, if there is one."""
    today = war.calendar.start + timedelta(days=war.day)
    recorded = war.spec.recorded.get(f"{today:%Y-%m}")
    if recorded is None:
        war.commands.follow(None)
        return
    launched = np.array([recorded.get(name, 0) for name in war.setup.classes], np.int64)
    first = war.day - today.day + 1
    war.commands.follow(launched, first, monthrange(today.year, today.month)[1])
