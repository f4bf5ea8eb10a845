"""The monthly record: one strict table, read, checked and written."""

from __future__ import annotations

import hashlib
import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from wargame.declare.errors import Place, Problems, WargameError, did_you_mean
from wargame.evidence.record import reporting

SHIPPED = reporting.table()
CREDIT = reporting.load().credit
CLASSES = reporting.load().classes
RECORDED_CLASSES = reporting.load().recorded  # the record does not always know what flew
COLUMNS = ("month", "weapon_class", "launched", "intercepted", "suppressed")
FLAG = "# more stopped than launched: "
REPORTS = (
    "# reports: "  # first and last day of which the record holds any, YYYY-MM-DD to YYYY-MM-DD
)
_REPORTS = re.compile(re.escape(REPORTS) + r"(\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)")
_MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")
_COUNT = re.compile(r"\d{1,9}")
_CANNOT = "cannot be read as a record of strikes"


class Cell(NamedTuple):
    """One month and class, in weapons; `suppressed` are those jammed or lost on the way."""

    launched: int
    intercepted: int
    suppressed: int

    @property
    def stopped(self) -> int:
        """Shot down, jammed or lost."""
        return self.intercepted + self.suppressed


@dataclass(frozen=True)
class Record:
    """Launches and interceptions by (month 'YYYY-MM', weapon class).

    Every month from the first to the last holds every class of RECORDED_CLASSES. `flagged` are
    the cells in which the reports themselves have more stopped than launched. `hash` is the
    SHA-256 of the file, `name` its name. `days` are the first and the last day that reports speak
    of, where the file says so: a month that they cut is in `cells`, and not among `months`.
    """

    cells: dict[tuple[str, str], Cell]
    flagged: frozenset[tuple[str, str]]
    hash: str
    name: str
    days: tuple[date, date] | None = None

    @property
    def months(self) -> list[str]:
        """Whole months of the record, in order."""
        held = dict.fromkeys(month for month, _ in self.cells)
        return [month for month in held if month not in self.cut]

    @property
    def cut(self) -> list[str]:
        """Months of which the record does not hold every day: at most the first and the last."""
        if self.days is None:
            return []
        first, last = self.days
        cut = [f"{first:%Y-%m}"] if first.day > 1 else []
        return [*cut, f"{last:%Y-%m}"] if last.day < monthrange(last.year, last.month)[1] else cut

    def of(self, month: str, classes: Iterable[str]) -> Cell:
        """Sum over `classes` in `month`; zero where the record does not hold the month."""
        cells = [self.cells.get((month, name), Cell(0, 0, 0)) for name in classes]
        return Cell(*(sum(column) for column in zip(*cells))) if cells else Cell(0, 0, 0)


def load_record(path: str | Path | None = None) -> Record:
    """Read and check the record at `path`; the shipped one if there is none.

    Raises InputError with every problem at file:line:column: unknown columns, months or classes,
    counts that are not whole and positive or zero, a month that is missing, given twice or not
    whole, more stopped than launched where this is not flagged. Raises WargameError if the file
    cannot be read at all.
    """
    file = SHIPPED if path is None else Path(path)
    try:
        data = file.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise WargameError(f"{file}: {_CANNOT}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise WargameError(f"{file}: {_CANNOT}: it is not UTF-8 text") from error
    name = file.name if path is None else str(path)
    reader = _Reader(name)
    for number, line in enumerate(text.splitlines(), start=1):
        reader.line(number, line)
    reader.finish()
    digest = hashlib.sha256(data).hexdigest()
    return Record(reader.cells, frozenset(reader.flagged), digest, name, reader.days)


def launches(
    folder: Path, first: date, start: date, file: str | Path | None = None
) -> dict[str, dict[str, int]]:
    """Weapons launched by month and class, from that of `first` to the last before `start`.

    From the record in `file`, else that of the theatre in `folder`; empty if it has none.
    """
    if file is None and not (folder / "record" / reporting.FILE).is_file():
        return {}
    record = load_record(file or reporting.table(folder))
    months = [m for m in record.months if f"{first:%Y-%m}" <= m < f"{start:%Y-%m}"]
    return {
        month: {name: record.cells[month, name].launched for name in RECORDED_CLASSES}
        for month in months
    }


class _Reader:
    """Reads line by line and notes every problem."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems = Problems()
        self.headed = False
        self.cells: dict[tuple[str, str], Cell] = {}
        self.lines: dict[tuple[str, str], int] = {}
        self.flagged: set[tuple[str, str]] = set()
        self.days: tuple[date, date] | None = None

    def note(self, line: int, column: int, key: str, message: str) -> None:
        """Note a problem at a character of a line, both counted from 1."""
        self.problems.add(Place(self.name, line, column), key, message)

    def line(self, number: int, line: str) -> None:
        """Read a comment, the header or a row."""
        if line.startswith(FLAG):
            month, _, weapon_class = line.removeprefix(FLAG).strip().partition(" ")
            self.flagged.add((month, weapon_class))
        if line.startswith(REPORTS):
            self._reports(number, line)
        if line.startswith("#") or not line.strip():
            return
        if self.headed:
            self.row(number, line)
        elif tuple(line.strip().split(",")) == COLUMNS:
            self.headed = True
        else:
            message = f"expected the columns {','.join(COLUMNS)}; a download of reports is made "
            message += "into a record by `wargame record import`"
            self.note(number, 1, "", message)
            self.problems.stop()

    def _reports(self, number: int, line: str) -> None:
        """Read the first and last day of the reports."""
        match = _REPORTS.fullmatch(line.strip())
        try:
            first, last = match.groups() if match else ("", "")
            self.days = date.fromisoformat(first), date.fromisoformat(last)
        except ValueError:
            self.note(number, 1, "", f"expected '{REPORTS}YYYY-MM-DD to YYYY-MM-DD'")

    def row(self, number: int, line: str) -> None:
        """Read one month and class."""
        parts = line.split(",")
        if len(parts) != len(COLUMNS):
            self.note(number, 1, "", f"expected {len(COLUMNS)} cells, found {len(parts)}")
            return
        starts = [1 + sum(len(part) + 1 for part in parts[:at]) for at in range(len(parts))]
        given = [part.strip() for part in parts]
        before = len(self.problems.found)
        if not _MONTH.fullmatch(given[0]):
            self.note(number, starts[0], "month", f"expected YYYY-MM, found '{given[0]}'")
        if given[1] not in RECORDED_CLASSES:
            hint = did_you_mean(given[1], RECORDED_CLASSES)
            message = f"unknown class '{given[1]}'{hint}"
            self.note(number, starts[1], "weapon_class", message)
        for column, start, value in zip(COLUMNS[2:], starts[2:], given[2:]):
            if not _COUNT.fullmatch(value):
                message = f"expected a whole number, zero or more, found '{value}'"
                self.note(number, start, column, message)
        if len(self.problems.found) == before:
            cell = Cell(*(int(value) for value in given[2:]))
            self.keep(number, (given[0], given[1]), cell)

    def keep(self, number: int, key: tuple[str, str], cell: Cell) -> None:
        """Keep a sound row; note it where the month and class stand already."""
        if key in self.cells:
            self.note(number, 1, " ".join(key), f"also in line {self.lines[key]}")
            return
        if cell.stopped > cell.launched and key not in self.flagged:
            message = f"{cell.stopped} stopped of {cell.launched} launched; a comment above, "
            message += f"'{FLAG}{' '.join(key)}', says that the reports have it so"
            self.note(number, 1, " ".join(key), message)
        self.cells[key] = cell
        self.lines[key] = number

    def finish(self) -> None:
        """Put months in order; note those that are missing or not whole. Raises InputError."""
        self.problems.stop()  # a row that could not be read is not a month that is missing
        if not self.cells:
            self.note(1, 1, "", "there is no month in it")
            self.problems.stop()
        held = sorted({month for month, _ in self.cells})
        for month in every_month(held[0], held[-1]):
            lacking = [name for name in RECORDED_CLASSES if (month, name) not in self.cells]
            if lacking:
                message = "is missing; write 0 where nothing flew"
                self.note(1, 1, month, f"{', '.join(lacking)} {message}")
        self.problems.stop()
        if self.days and [f"{day:%Y-%m}" for day in self.days] != [held[0], held[-1]]:
            message = f"reports from {self.days[0]} to {self.days[1]}, months from {held[0]} to "
            self.note(1, 1, "", f"{message}{held[-1]}")
            self.problems.stop()
        self.cells = {
            (month, name): self.cells[month, name] for month in held for name in RECORDED_CLASSES
        }


def every_month(first: str, last: str) -> list[str]:
    """Every month from `first` to `last` ('YYYY-MM'), both included."""
    start, end = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (first, last))
    return [f"{at // 12}-{at % 12 + 1:02}" for at in range(start, end + 1)]


def written(
    cells: dict[tuple[str, str], Cell],
    comments: Iterable[str],
    days: tuple[date, date] | None = None,
) -> str:
    """The text of a record that `load_record` reads back: comments, header, rows in order.

    `days` are the first and the last day that its reports speak of.
    """
    flags = [
        FLAG + " ".join(key) for key, cell in sorted(cells.items()) if cell.stopped > cell.launched
    ]
    heads = [f"# {' '.join(comment.split())}" for comment in comments]
    flags += [f"{REPORTS}{days[0]} to {days[1]}"] if days else []
    months = sorted({month for month, _ in cells})
    rows = [
        ",".join([month, name, *(str(count) for count in cells[month, name])])
        for month in months
        for name in RECORDED_CLASSES
    ]
    return "\n".join([*heads, *flags, ",".join(COLUMNS), *rows]) + "\n"
