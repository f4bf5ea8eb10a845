"""What a table of reports holds, in words: months, totals, what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.evidence.record import RECORDED_CLASSES, load_record
from wargame.evidence.record.reports import against

if TYPE_CHECKING:
    from wargame.evidence.record.reports import Imported

SHOWN = 20  # notes; all are in the JSON
DIFFERENT = 5  # months that differ from the shipped record


def lines(found: Imported) -> list[str]:
    """The summary in words."""
    months = sorted({month for month, _ in found.cells})
    text = [
        f"{found.table.read:,} rows read, {found.counted:,} counted: {len(months)} months, "
        f"{months[0]} to {months[-1]} (last report {found.last})"
    ]
    text += _totals(found)
    if found.mixed[0]:
        text.append(
            "Names of several classes, counted under the first: "
            f"rows {found.mixed[0]:,}, weapons {found.mixed[1]:,}"
        )
    if found.outside:
        names = ", ".join(f"{name} {count:,}" for name, count in found.outside.most_common(8))
        rest = len(found.outside) - 8
        more = f" and {rest} more" if rest > 0 else ""
        total = found.outside.total()
        text.append(f"Not weapons of the record, left out: rows {total:,} ({names}{more})")
    text += _note_lines(found)
    text += _difference_lines(found)
    return text


def _totals(found: Imported) -> list[str]:
    lines = [f"{'class':<16}{'launched':>10}{'shot down':>11}{'jammed or lost':>16}"]
    for name in RECORDED_CLASSES:
        cells = [cell for (_, held), cell in found.cells.items() if held == name]
        launched, shot, lost = (sum(column) for column in zip(*cells))
        lines.append(f"{name:<16}{launched:>10,}{shot:>11,}{lost:>16,}")
    return lines


def _note_lines(found: Imported) -> list[str]:
    if not found.notes:
        return ["Every row could be read"]
    kinds = ", ".join(f"{kind} {count:,}" for kind, count in found.kinds.items())
    lines = [f"Noted: {kinds}"]
    for note in found.notes[:SHOWN]:
        column = f"{note.column}: " if note.column else ""
        what = f"{note.kind}: {note.found}; {note.done}"
        lines.append(f"  {found.table.name}:{note.line}: {column}{what}")
    if len(found.notes) > SHOWN:
        lines.append(f"  {len(found.notes) - SHOWN:,} more with --json")
    return lines


def _difference_lines(found: Imported) -> list[str]:
    shipped = load_record().cells
    common, differ = against(found.cells, shipped)
    if not common:
        return ["No month is in the shipped record as well"]
    lines = [
        f"Against the shipped record: {common - len(differ):,} of {common:,} months and classes "
        "are the same"
    ]
    largest = sorted(differ, key=lambda k: -abs(found.cells[k].launched - shipped[k].launched))
    for key in largest[:DIFFERENT]:
        here, there = (
            "/".join(str(count) for count in cells[key]) for cells in (found.cells, shipped)
        )
        lines.append(f"  {' '.join(key)}: {here} here, {there} shipped (launched/shot/lost)")
    if len(differ) > DIFFERENT:
        lines.append(f"  {len(differ) - DIFFERENT:,} more with --json")
    return lines
