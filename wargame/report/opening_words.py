"""How a scenario comes to its first day, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.report import words

if TYPE_CHECKING:
    from wargame.scenario import Scenario


def opening(scenario: Scenario) -> str:
    """From which day stocks and magazines are led up to the start, and what they are held to."""
    first = words.full_date(scenario.start)
    if not scenario.lead_up or scenario.opens is None:
        return f"Stocks and magazines are those that the evidence gives for {first}."
    opens = words.full_date(scenario.opens)
    return f"Stocks and magazines stand for {opens} and are led up to {first}. {_held(scenario)}"


def _after(month: str) -> str:
    """The first day after a month YYYY-MM."""
    year, number = map(int, month.split("-"))
    return f"{year + number // 12}-{number % 12 + 1:02}-01"


def _held(scenario: Scenario) -> str:
    """What months before the start are held to."""
    months = sorted(scenario.recorded)
    if not months:
        return "No whole month of the public record lies between."
    span = words.month_name(months[0])
    span += f" to {words.month_name(months[-1])}" if len(months) > 1 else ""
    nowcast = scenario.nowcast
    own = nowcast is not None and scenario.own_nowcast
    record = "the record that the nowcast of your own was made from" if own else "the public record"
    launches = f"Launches of {span} are those of {record}"
    if (then := _after(months[-1])) < f"{scenario.start}":
        launches += f", later ones are simulated (from {words.month_name(then[:7])} on)"
    if nowcast is None:
        return f"{launches}; how many are stopped is drawn from the evidence alone."
    return (
        f"{launches}; how well each class is stopped is taken from the nowcast for "
        f"{words.full_date(nowcast.day)} ({nowcast.members:,} members), which is "
        "conditioned on what was stopped."
    )
