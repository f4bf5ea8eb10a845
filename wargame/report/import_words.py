"""What a table of reports holds, in words: months, totals, what could not be read."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from wargame.evidence.record import RECORDED_CLASSES, load_record
from wargame.evidence.record.reports import against
from wargame.report.table import Column, Table, table
from wargame.report.words import few_of

if TYPE_CHECKING:
    from wargame.evidence.record.reports import Imported

SHOWN = 20  # notes; all are in the JSON
DIFFERENT = 5  # months that differ from the shipped record
MISSILE = re.compile("missile|rocket|ballist|ракет|баліст|балист", re.IGNORECASE)
OUTSIDE = 8  # names that are no weapons of the record


def lines(imported: Imported) -> list[str]:
    """The summary in words."""
    months = sorted({month for month, _ in imported.cells})
    text = [
        f"{imported.table.read:,} rows read, {imported.counted:,} counted: {len(months)} months, "
        f"{months[0]} to {months[-1]} (last report {imported.last})",
        *str(total_table(imported)).splitlines(),
    ]
    if imported.mixed[0]:
        text.append(
            "Names of several classes, counted under the first: "
            f"rows {imported.mixed[0]:,}, weapons {imported.mixed[1]:,}"
        )
    if imported.outside:
        names = [f"{name} {count:,}" for name, count in imported.outside.most_common()]
        rows = f"rows {imported.outside.total():,} ({few_of(names, OUTSIDE)})"
        text.append(f"Not weapons of the record, left out: {rows}")
    if imported.unknown:
        names = [f"{name} {count:,}" for name, count in _missiles_first(imported.unknown)]
        rows = f"rows {imported.unknown.total():,} ({few_of(names, OUTSIDE)})"
        text.append(f"Names that are not known, not counted: {rows}")
    return [*text, *_note_lines(imported), *_difference_lines(imported)]


def _missiles_first(names: Counter[str]) -> list[tuple[str, int]]:
    """Names by their rows, those that speak of missiles before all others."""
    return sorted(names.items(), key=lambda one: (not MISSILE.search(one[0]), -one[1], one[0]))


def total_table(imported: Imported) -> Table:
    """Launched, shot down, jammed or lost over all months, by class of weapon."""
    rows = []
    for name in RECORDED_CLASSES:
        cells = [cell for (_, of), cell in imported.cells.items() if of == name]
        rows.append([name, *(f"{sum(column):,}" for column in zip(*cells))])
    counts = (Column(head, align="right") for head in ("launched", "shot down", "jammed or lost"))
    return table("", ("class", *counts), rows)


def _note_lines(imported: Imported) -> list[str]:
    if not imported.notes:
        return ["Every row could be read"]
    lines = [f"Noted: {', '.join(f'{kind} {count:,}' for kind, count in imported.kinds.items())}"]
    for note in imported.notes[:SHOWN]:
        column = f"{note.column}: " if note.column else ""
        what = f"{note.kind}: {note.observed}; {note.done}"
        lines.append(f"  {imported.table.name}:{note.line}: {column}{what}")
    return lines + _more(len(imported.notes) - SHOWN)


def _difference_lines(imported: Imported) -> list[str]:
    shipped = load_record().cells
    common, differ = against(imported.cells, shipped)
    if not common:
        return ["No month is in the shipped record as well"]
    same = f"{common - len(differ):,} of {common:,} months and classes"
    lines = [f"Against the shipped record: {same} are the same"]
    largest = sorted(differ, key=lambda k: -abs(imported.cells[k].launched - shipped[k].launched))
    for key in largest[:DIFFERENT]:
        here, there = ("/".join(map(str, cells[key])) for cells in (imported.cells, shipped))
        lines.append(f"  {' '.join(key)}: {here} here, {there} shipped (launched/shot/lost)")
    return lines + _more(len(differ) - DIFFERENT)


def _more(count: int) -> list[str]:
    return [f"  {count:,} more with --json"] if count > 0 else []
