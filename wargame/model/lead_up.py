"""The days before the start: launches are held to the record, and nobody chooses otherwise.

What a theatre's evidence says of stocks and magazines stands for one day. A scenario that starts
later is led up to its start from that day: lines make, launches of each class and month are those
of the public record as far as it was known, defences fire what they have, aid comes. Talks, strikes
on third states and signals happen as dated only.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import timedelta

import numpy as np

from wargame.declare.running_war import RunningWar

WEEK = 7


def live_through(war: RunningWar) -> None:
    """Live through the days before the start; then what is counted since it begins anew."""
    setup, leadership = war.setup, war.leadership
    own = setup.on, leadership.fixed, leadership.may_strike, war.talks.hazard, war.allies.top
    setup.on = {**setup.on, "signals": False}
    leadership.fixed, leadership.may_strike = "fire_as_made", False
    war.talks.hazard, war.allies.top = 0, 0
    while war.day < 0:
        _follow_record(war)
        war.go(min(WEEK, -war.day))
    war.commands.follow(None)
    dated = leadership.fixed
    setup.on, leadership.fixed, leadership.may_strike, war.talks.hazard, war.allies.top = own
    if war.agenda.holding["posture"]:  # what the scenario has dated goes before its policy
        leadership.fixed = dated
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
