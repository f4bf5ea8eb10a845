"""From rows of reports to the monthly record: what counts, where, and what was odd."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from wargame.declare.errors import WargameError
from wargame.evidence.record import reporting
from wargame.evidence.record.locales import NOTHING, Locale, locale_of
from wargame.evidence.record.models import read_model
from wargame.evidence.record.monthly import RECORDED_CLASSES, Cell, every_month
from wargame.evidence.record.record_table import Note, Row, Table

OUTSIDE = reporting.load().outside
FIRST = reporting.load().first  # a report before it is a slip of the pen
LONG = 31  # days; a report over a longer time is counted, and noted
UNREADABLE = 0.02  # of rows of weapons: above it, a table is not what it seems
_COUNTED = ("launched", "destroyed", "not_reach_goal")


@dataclass
class Imported:
    """The monthly `cells` of a table of reports, and what became of its rows.

    `notes` are in order of line; `outside` counts rows by model that the record leaves out,
    `mixed` is (reports, weapons) of names whose parts are in several classes.
    """

    table: Table
    locale: Locale = field(default_factory=Locale)
    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    outside: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    counted: int = 0
    mixed: tuple[int, int] = (0, 0)
    first: str = ""
    last: str = ""

    @property
    def kinds(self) -> dict[str, int]:
        """Number of notes of each kind."""
        return dict(sorted(Counter(note.kind for note in self.notes).items()))


def imported(table: Table, unreadable: float = UNREADABLE) -> Imported:
    """The monthly record that the rows of `table` add up to.

    A report counts in the month in which it ends (`time_end`), under the first class it names.
    Raises WargameError if no row can be counted, or more than a share `unreadable` of the rows of
    weapons cannot.
    """
    result = Imported(table, _locale(table), notes=list(table.notes))
    sums: dict[tuple[str, str], list[Fraction]] = defaultdict(lambda: [Fraction(0)] * 3)
    days: list[date] = []
    for row in table.rows:
        weapon_class, mixed = _model(row, result)
        day = _day(row, result) if weapon_class != OUTSIDE else None
        counts = _counts(row, result) if weapon_class and day else None
        if counts is None or day is None:
            continue
        key = (f"{day:%Y-%m}", weapon_class)
        sums[key] = [a + b for a, b in zip(sums[key], counts)]
        days.append(day)
        result.counted += 1
        if mixed:
            result.mixed = result.mixed[0] + 1, result.mixed[1] + _whole(counts[0])
    if not days:
        raise WargameError(f"{table.name}: holds no report that can be counted")
    _refuse(result, unreadable)
    result.first, result.last = str(min(days)), str(max(days))
    result.cells = {
        (month, name): _cell(sums.get((month, name), [Fraction(0)] * 3))
        for month in every_month(result.first[:7], result.last[:7])
        for name in RECORDED_CLASSES
    }
    result.notes.sort(key=lambda note: note.line)
    return result


def _model(row: Row, imported: Imported) -> tuple[str, bool]:
    """The class a row counts under ('' if it does not), and whether it mixes classes."""
    text = row.cells["model"]
    reading = read_model(text)
    if reading.weapon_class == OUTSIDE and not reading.problem:
        imported.outside[text] += 1
    elif reading.problem:
        done = "not counted"
        if reading.weapon_class == OUTSIDE:
            done = "not counted: the first is no weapon of the record"
        elif reading.weapon_class:
            done = f"counted as {reading.weapon_class}, the first that is known"
        kind = "mixed model" if reading.mixed else "unknown model"
        if not reading.weapon_class:
            imported.unknown[text] += 1
        imported.notes.append(Note(row.line, "model", kind, reading.problem, done))
    return reading.weapon_class, reading.mixed


def _locale(table: Table) -> Locale:
    cells = [row.cells for row in table.rows]
    dates = [one[name] for one in cells for name in ("time_start", "time_end")]
    return locale_of(table.name, dates, [one[name] for one in cells for name in _COUNTED])


def _refuse(imported: Imported, most: float) -> None:
    """A table of which much cannot be read would make a record that looks whole and is not."""
    lost = [note for note in imported.notes if note.done.startswith("not counted")]
    lost = [note for note in lost if note.kind != "mixed model" and "no weapon" not in note.done]
    share = len(lost) / (len(lost) + imported.counted)
    if share <= most:
        return
    sample = "\n".join(f"  line {n.line}: {n.column} {n.kind}: {n.observed}" for n in lost[:5])
    raise WargameError(
        f"{imported.table.name}: {len(lost):,} of {len(lost) + imported.counted:,} rows of weapons "
        f"({share:.0%}) cannot be read, more than {most:.0%}:\n{sample}"
    )


def _day(row: Row, imported: Imported) -> date | None:
    """The day on which a report ends, or None."""
    notes = imported.notes
    end, start = (_date(row.cells[name], imported.locale) for name in ("time_end", "time_start"))
    if end is None:
        what = f"'{row.cells['time_end']}' is not a date from {FIRST} on (YYYY-MM-DD)"
        done = "not counted" if start is None else f"time_start, {start}, taken"
        notes.append(Note(row.line, "time_end", "unreadable date", what, done))
        return start
    if start is None and row.cells["time_start"].lower() not in NOTHING:
        what = f"'{row.cells['time_start']}' is not a date from {FIRST} on (YYYY-MM-DD)"
        done = "not needed: time_end taken"
        notes.append(Note(row.line, "time_start", "unreadable date", what, done))
    if start and not 0 <= (end - start).days <= LONG:
        what = f"{start} to {end}"
        done = "counted by time_end"
        notes.append(Note(row.line, "time_end", "unlikely dates", what, done))
    return end


def _date(text: str, locale: Locale) -> date | None:
    day = locale.day(text)
    return day if day and FIRST <= day < date(2100, 1, 1) else None


def _counts(row: Row, imported: Imported) -> list[Fraction] | None:
    """launched, shot down, jammed or lost; None if the row says nothing."""
    notes = imported.notes
    launched, destroyed, lost = (_count(row, name, imported) for name in _COUNTED)
    lost = lost or Fraction(0)
    if launched is None and destroyed is None and not lost:
        _noted(row, "launched", notes, "not counted: destroyed is missing too")
        return None
    if destroyed is None:
        _noted(row, "destroyed", notes, "taken as 0")
        destroyed = Fraction(0)
    stopped = destroyed + lost
    if launched is None:
        _noted(row, "launched", notes, f"the {float(stopped):g} that were stopped taken")
        launched = stopped
    elif stopped > launched:
        what = f"{float(stopped):g} stopped of {float(launched):g} launched"
        notes.append(Note(row.line, "launched", "unlikely count", what, "counted as written"))
    return [launched, destroyed, lost]


def _noted(row: Row, column: str, notes: list[Note], done: str) -> None:
    """Note a count that is missing, or finish the note that it is unreadable."""
    text = row.cells[column]
    missing = text.lower() in NOTHING
    what = "nothing written" if missing else f"'{text}' is not a count"
    kind = "missing count" if missing else "unreadable count"
    notes.append(Note(row.line, column, kind, what, done))


def _count(row: Row, column: str, imported: Imported) -> Fraction | None:
    """A count, or None where there is none; what is no whole number is noted."""
    text, notes = row.cells[column], imported.notes
    value = imported.locale.count(text)
    if value is None:
        if column == "not_reach_goal" and text.lower() not in NOTHING:
            _noted(row, column, notes, "taken as 0")
        return None
    if value.denominator != 1:
        done = "kept; the sum of the month is rounded"
        notes.append(Note(row.line, column, "fractional count", f"'{text}'", done))
    return value


def _whole(value: Fraction) -> int:
    """Rounded, halves up."""
    return int(value + Fraction(1, 2))


def _cell(sums: list[Fraction]) -> Cell:
    """Whole counts; what was stopped is rounded as one, so that it never exceeds the launched."""
    launched, destroyed, lost = sums
    shot = _whole(destroyed)
    return Cell(_whole(launched), shot, max(0, _whole(destroyed + lost) - shot))


def against(
    cells: dict[tuple[str, str], Cell], other: dict[tuple[str, str], Cell]
) -> tuple[int, list[tuple[str, str]]]:
    """How many months and classes both hold -> that number, and those that differ."""
    common = [key for key in cells if key in other]
    return len(common), [key for key in common if cells[key] != other[key]]
