"""What is launched and what becomes of it: failed, stopped, or through."""

from __future__ import annotations

from wargame.declare.outcome_types import Better, Outcome, Series, quotient, total
from wargame.declare.running_war import at


def _flow(name: str, better: Better, meaning: str) -> Series:
    """Weapons counted over the month, by type."""
    return Series(name, "flow", "weapons", ("weapon",), meaning, better,
                  at(f"arsenals.month_{name}"))  # fmt: skip


def _sum(of: str, group: str, meaning: str) -> Outcome:
    """Weapons of a group that were launched, or got through, over all months."""
    unit = "drones" if group == "drones" else "missiles"
    return Outcome(f"{of}_{group}", "level", unit, meaning, "lower", total(of, group))


def _stopped(group: str, meaning: str) -> Outcome:
    """Share of the weapons of a group that was stopped."""
    return Outcome(f"intercept_share_{group}", "share", "share", meaning, "higher",
                   quotient(total("intercepted", group), total("launched", group)),
                   when_empty="where none was launched")  # fmt: skip


SERIES = (
    _flow("launched", "lower", "launched at {defender} in the month"),
    _flow("failed", "higher", "launched but failed on the way"),
    _flow("intercepted", "higher", "stopped: shot down, jammed or lost"),
    _flow("leaked", "lower", "launched and neither failed nor stopped"),
)

OUTCOMES = (
    _sum("launched", "missiles", "missiles launched over the horizon"),
    _sum("launched", "ballistic", "ballistic missiles launched"),
    _sum("launched", "cruise", "cruise missiles launched"),
    _sum("launched", "drones", "one-way drones launched, decoys included"),
    _sum("leaked", "missiles", "missiles that got through"),
    _sum("leaked", "ballistic", "ballistic missiles that got through"),
    _sum("leaked", "drones", "one-way drones that got through"),
    _stopped("ballistic", "ballistic missiles stopped"),
    _stopped("cruise", "cruise missiles stopped"),
    _stopped("drones", "one-way drones stopped"),
)
