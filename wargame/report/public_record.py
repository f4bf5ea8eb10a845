"""The public record of strikes by month, to draw before the start of a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.evidence.record import CLASSES, CREDIT, Record
from wargame.results import select
from wargame.results.recorded import record_of

if TYPE_CHECKING:
    import xarray


def credit(data: xarray.Dataset) -> str:
    """Whose record is drawn, and which file where it is not the shipped one."""
    name = data.attrs.get("record")
    return f"{CREDIT}, as held in {name}" if name else CREDIT


def months_shown(record: Record, start: str, last: str, count: int = 12) -> list[str]:
    """Months of `record` from `count` before `start` on, up to `last` ('YYYY-MM'), in order.

    A record that reaches past the start is drawn over what was simulated.
    """
    year, month = (int(part) for part in start.split("-")[:2])
    earliest, at = divmod(year * 12 + month - 1 - count, 12)
    return [name for name in record.months if f"{earliest}-{at + 1:02}" <= name <= last]


def past(
    data: xarray.Dataset, classes: tuple[str, ...], what: str = "launched"
) -> tuple[list[str], list[int]]:
    """Months of record, and the number `launched` or `leaked` of `classes` in each.

    From the record that travels with `data`, or the shipped one; see `months_shown`. Nothing where
    it holds none of the classes, as for another theatre.
    """
    if not set(classes) & set(CLASSES):
        return [], []
    record = record_of(data)
    last = str(data["month"].values[-1])
    months = months_shown(record, select.first_month(data), last)
    cells = [record.of(month, classes) for month in months]
    if what == "launched":
        return months, [cell.launched for cell in cells]
    return months, [max(0, cell.launched - cell.stopped) for cell in cells]
