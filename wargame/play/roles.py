"""Seats: who each is, what it wants, and how well it does.

Goals are rules of the game: each turns a series of the war into a share from 0 (at `worst`) to 1
(at `best`), month by month; a seat's score is their weighted mean over the months played. The
weights and ends are ours, made so that no seat can win by one lever alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.model.war import War
from wargame.play.indicators import INDICATORS


@dataclass(frozen=True)
class Goal:
    """One thing a seat wants. `relative`: the series is taken relative to its first value."""

    says: str
    thing: str
    worst: float
    best: float
    weight: float
    relative: bool = False


@dataclass(frozen=True)
class Role:
    """The card of one seat."""

    seat: str
    title: str
    brief: str
    sees: str
    goals: tuple[Goal, ...]


_WEST_SEES = (
    "You know your own books exactly and read the public record of strikes. Russia's missiles, "
    "output and damage are estimates: a value and a band that holds the truth four times in five."
)

ROLES: dict[str, Role] = {
    role.seat: role
    for role in (
        Role(
            "moscow", "Moscow",
            "You lead Russia. You make more missiles than you fire, and decide what the surplus is "
            "for: pressure now, a blow at the grid, a reserve for later, or a hand at the table.",
            "You know your own stocks and lines. Ukraine's magazines, its long-range missiles and "
            "American stocks are estimates, with a band that holds the truth four times in five.",
            (
                Goal("Ukraine goes without power", "power_met", 100.0, 60.0, 0.35),
                Goal("Kyiv cannot fire at ballistic missiles", "dry", 0.0, 100.0, 0.25),
                Goal("Your stock of missiles grows", "missiles", 0.5, 2.0, 0.25, True),
                Goal("Donors’ support fades", "support", 110.0, 50.0, 0.15),
            ),
        ),
        Role(
            "kyiv", "Kyiv",
            "You command Ukraine's air defence and its own long-range weapons. There are never "
            "rounds enough: decide what to protect, when to ration, and what to strike.",
            _WEST_SEES,
            (
                Goal("The lights stay on", "power_met", 60.0, 100.0, 0.35),
                Goal("Kyiv can always fire at ballistic missiles", "dry", 100.0, 0.0, 0.30),
                Goal("Few missiles get through", "leaked", 300.0, 0.0, 0.20),
                Goal("Russian lines suffer", "line_health", 100.0, 60.0, 0.15),
            ),
        ),
        Role(
            "europe", "European suppliers",
            "You speak for the states that give and pay, Canada with them. Every round in Ukraine "
            "is one less at home, and every state fears to be the next.",
            _WEST_SEES + " What Kyiv holds is an estimate, too.",
            (
                Goal("Ukraine's lights stay on", "power_met", 60.0, 100.0, 0.30),
                Goal("Rounds against ballistic missiles arrive", "received", 0.0, 120.0, 0.30),
                Goal("No strike on one of yours", "spillover", 2.0, 0.0, 0.25),
                Goal("It is paid for with care", "paid", 4000.0, 0.0, 0.15),
            ),
        ),
        Role(
            "washington", "Washington",
            "You sell and do not give. Your own stocks are thin, lines are slow, and you would "
            "rather see no shot that you have to answer.",
            _WEST_SEES + " What Kyiv holds is an estimate, too.",
            (
                Goal("Kyiv can fire at ballistic missiles", "dry", 100.0, 0.0, 0.40),
                Goal("American stocks do not shrink", "american", 0.5, 1.0, 0.25, True),
                Goal("Escalation stays low", "escalation", 4.0, 0.0, 0.20),
                Goal("Russia's stock does not grow", "missiles", 2.0, 0.5, 0.15, True),
            ),
        ),
    )
}  # fmt: skip


def met(war: War, goal: Goal) -> Any:
    """How far a goal is met in each month that is over, 0 to 1, (months, runs)."""
    indicator = INDICATORS[goal.thing]
    values = indicator.history(war)
    if goal.relative:
        values = values / np.maximum(1.0, values[:1])
    if not indicator.flow:
        values = values[1:]  # the first is where the war opened
    return np.clip((values - goal.worst) / (goal.best - goal.worst), 0.0, 1.0)


def payoff(war: War, seat: str) -> Any:
    """A seat's payoff in each month that is over, 0 to 1, (months, runs)."""
    goals = ROLES[seat].goals
    result = goals[0].weight * met(war, goals[0])
    for goal in goals[1:]:
        result = result + goal.weight * met(war, goal)
    return result


def score(war: War, seat: str) -> Any:
    """A seat's score so far, 0 to 1, (runs,); nothing played yet is 0."""
    months = payoff(war, seat)
    return months.mean(axis=0) if len(months) else np.zeros(war.runs)
