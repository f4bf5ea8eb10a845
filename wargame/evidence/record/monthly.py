"""The monthly record: one strict table, read, checked and written."""

from __future__ import annotations

import hashlib
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from wargame.declare.errors import Place, Problem, Problems, WargameError, did_you_mean
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
_EXPECTED = {
    "month": (r"(19|20)\d\d-(0[1-9]|1[0-2])", "YYYY-MM"),
    "weapon_class": (".*", "a class"),
}
_COUNT = (r"\d{1,9}", "a whole number, zero or more")
_CANNOT = "cannot be read as a record of strikes"

Key = tuple[str, str]  # month 'YYYY-MM', weapon class


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

    cells: dict[Key, Cell]
    flagged: frozenset[Key]
    hash: str
    name: str
    days: tuple[date, date] | None = None

    @property
    def months(self) -> list[str]:
        """Whole months of the record, in order."""
        held, cut = dict.fromkeys(month for month, _ in self.cells), self.cut
        return [month for month in held if month not in cut]

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
    cells, flagged = _read(text, name)
    days = _days(text, name, cells)
    return Record(dict(cells), flagged, hashlib.sha256(data).hexdigest(), name, days)


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


def _days(text: str, name: str, cells: Iterable[Key]) -> tuple[date, date] | None:
    """The first and last day of the reports, where the file says so. Raises InputError."""
    lines = list(enumerate(text.splitlines(), start=1))
    said = next(((at, line) for at, line in lines if line.startswith(REPORTS)), None)
    if said is None:
        return None
    problems, place = Problems(), Place(name, said[0], 1)
    months = sorted({month for month, _ in cells})
    match = _REPORTS.fullmatch(said[1].strip())
    try:
        first, last = (date.fromisoformat(day) for day in (match.groups() if match else ("", "")))
    except ValueError:
        problems.add(place, "", f"expected '{REPORTS}YYYY-MM-DD to YYYY-MM-DD'")
        problems.stop()
    if [f"{first:%Y-%m}", f"{last:%Y-%m}"] != [months[0], months[-1]]:
        span = f"reports from {first} to {last}, months from {months[0]} to {months[-1]}"
        problems.add(place, "", span)
    problems.stop()
    return first, last


@lru_cache(maxsize=8)  # every scenario with a lead-up reads the same record, twice
def _read(text: str, name: str) -> tuple[dict[Key, Cell], frozenset[Key]]:
    """All cells in order, and those that are flagged. Raises InputError with every problem."""
    problems = Problems()
    lines = list(enumerate(text.splitlines(), start=1))
    flags = [line.removeprefix(FLAG).split() for _, line in lines if line.startswith(FLAG)]
    flagged = frozenset((flag[0], flag[1]) for flag in flags if len(flag) == 2)
    rows = [(at, line) for at, line in lines if line.strip() and not line.startswith("#")]
    if rows and tuple(rows[0][1].strip().split(",")) != COLUMNS:
        message = f"expected the columns {','.join(COLUMNS)}; a download of reports is made "
        message += "into a record by `wargame record import`"
        problems.add(Place(name, rows[0][0], 1), "", message)
        problems.stop()
    cells: dict[Key, Cell] = {}
    written: dict[Key, int] = {}
    for number, line in rows[1:]:
        wrong = list(_problems(line, Place(name, number, 1)))
        problems.noted += wrong
        if wrong:
            continue
        month, weapon_class, *counts = (part.strip() for part in line.split(","))
        key, cell = (month, weapon_class), Cell(*map(int, counts))
        message = ""
        if key in cells:
            message = f"also in line {written[key]}"
        elif cell.stopped > cell.launched and key not in flagged:
            message = f"{cell.stopped} stopped of {cell.launched} launched; a comment above, "
            message += f"'{FLAG}{' '.join(key)}', says that the reports have it so"
        if message:
            problems.add(Place(name, number, 1), " ".join(key), message)
        cells.setdefault(key, cell)
        written.setdefault(key, number)
    problems.stop()  # a row that could not be read is not a month that is missing
    if not cells:
        problems.add(Place(name, 1, 1), "", "there is no month in it")
        problems.stop()
    months = sorted({month for month, _ in cells})
    for month in every_month(months[0], months[-1]):
        if lacking := [one for one in RECORDED_CLASSES if (month, one) not in cells]:
            message = f"{', '.join(lacking)} is missing; write 0 where nothing flew"
            problems.add(Place(name, 1, 1), month, message)
    problems.stop()
    return {(m, one): cells[m, one] for m in months for one in RECORDED_CLASSES}, flagged


def _problems(line: str, place: Place) -> Iterator[Problem]:
    """What is wrong with the cells of one row, each at its column."""
    parts = line.split(",")
    if len(parts) != len(COLUMNS):
        yield Problem(place, "", f"expected {len(COLUMNS)} cells, found {len(parts)}")
        return
    for column, part in zip(COLUMNS, parts):
        value, why = part.strip(), ""
        pattern, expected = _EXPECTED.get(column, _COUNT)
        if column == "weapon_class" and value not in RECORDED_CLASSES:
            why = f"unknown class '{value}'{did_you_mean(value, RECORDED_CLASSES)}"
        elif not re.fullmatch(pattern, value):
            why = f"expected {expected}, found '{value}'"
        if why:
            yield Problem(place, column, why)
        place = place._replace(column=place.column + len(part) + 1)


def every_month(first: str, last: str) -> list[str]:
    """Every month from `first` to `last` ('YYYY-MM'), both included."""
    start, end = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (first, last))
    return [f"{at // 12}-{at % 12 + 1:02}" for at in range(start, end + 1)]


def written(
    cells: dict[Key, Cell], comments: Iterable[str], days: tuple[date, date] | None = None
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
