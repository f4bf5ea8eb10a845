"""The public record of strikes by month, to draw before the start of a scenario."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

CREDIT = (
    "Ukrainian Air Force reports, digitised by P. Ivaniuk, "
    "“Massive Missile Attacks on Ukraine” (CC BY-NC-SA)"
)


@cache
def strikes() -> dict[tuple[str, str], tuple[int, int]]:
    """(month, weapon class) -> (launched, stopped: shot down, jammed or lost). Empty if absent."""
    path = files("wargame.evidence") / "data" / "strikes_monthly.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8") as lines:
        return {
            (row["month"], row["weapon_class"]): (
                int(row["launched"]),
                int(row["intercepted"]) + int(row["suppressed"] or 0),
            )
            for row in csv.DictReader(line for line in lines if not line.startswith("#"))
        }


def months_before(start: str, count: int = 12) -> list[str]:
    """The months of record in the `count` months before `start` ('YYYY-MM'), in order."""
    year, month = (int(part) for part in start.split("-")[:2])
    wanted = [divmod(year * 12 + month - 1 - back, 12) for back in range(count, 0, -1)]
    names = [f"{y}-{m + 1:02}" for y, m in wanted]
    known = {month for month, _ in strikes()}
    return [name for name in names if name in known]


def past(
    start: str, classes: tuple[str, ...], what: str = "launched"
) -> tuple[list[str], list[int]]:
    """Months before `start` and the number `launched`, `stopped` or `leaked` in `classes`."""
    months = months_before(start)
    record = strikes()
    rows = [[record.get((month, name), (0, 0)) for name in classes] for month in months]
    launched = [sum(cell[0] for cell in row) for row in rows]
    stopped = [sum(cell[1] for cell in row) for row in rows]
    if what == "launched":
        return months, launched
    if what == "stopped":
        return months, stopped
    return months, [max(0, a - b) for a, b in zip(launched, stopped)]
