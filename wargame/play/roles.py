"""How well each seat does.

Goals are rules of the game: each turns a series of the war into a share from 0 (at `worst`) to 1
(at `best`), month by month; a seat's score is their weighted mean over the months played.
"""

from __future__ import annotations

import numpy as np

from wargame.declare.tape import Array
from wargame.model.war import War
from wargame.play.game_rules import Goal, rules


def met(war: War, goal: Goal) -> Array:
    """How far a goal is met in each month that is over, 0 to 1, (months, runs)."""
    (indicator,) = rules(war.spec).indicators([goal.indicator])
    values = indicator.history(war)
    if goal.relative:
        values = values / np.maximum(1.0, values[:1])
    if not indicator.flow:
        values = values[1:]  # the first is where the war opened
    return np.clip((values - goal.worst) / (goal.best - goal.worst), 0.0, 1.0)


def payoff(war: War, seat: str) -> Array:
    """A seat's payoff in each month that is over, 0 to 1, (months, runs)."""
    goals = rules(war.spec).role(seat).goals
    result = goals[0].weight * met(war, goals[0])
    for goal in goals[1:]:
        result = result + goal.weight * met(war, goal)
    return result


def score(war: War, seat: str) -> Array:
    """A seat's score so far, 0 to 1, (runs,); nothing played yet is 0."""
    months = payoff(war, seat)
    return months.mean(axis=0) if len(months) else np.zeros(war.runs)
