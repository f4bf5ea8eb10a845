"""A table of words, built once and shown anywhere: on a terminal, on a page, in a notebook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import pandas
    import rich.table

WIDE = 120  # columns where the output is not a terminal


class Column(NamedTuple):
    """The head of a column; `unit` stands below it where all cells share one.

    Cells of a `strong` column stand out. `ratio` is its share of the width on a terminal; None
    goes by content. `hint` is what a page shows of the head when it is pointed at.
    """

    name: str
    unit: str = ""
    align: Literal["left", "right", "center"] = "left"
    strong: bool = False
    ratio: int | None = None
    hint: str = ""


class Cell(NamedTuple):
    """What stands in one place: words, a detail in smaller print, whether it stands out.

    `code` sets the detail as code (the words, if there is none); `link` is an address, or a place
    on the page such as `#claim`; `hint` is what a page shows when the cell is pointed at.
    """

    text: str
    detail: str = ""
    strong: bool = False
    code: bool = False
    link: str = ""
    hint: str = ""

    @property
    def lines(self) -> str:
        """Words and detail, one below the other."""
        return f"{self.text}\n{self.detail}".strip()


@dataclass(frozen=True)
class Table:
    """Columns, and rows of cells as words. `note` is a sentence below; `lines` are drawn between
    rows on a terminal, where cells are long."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    lines: bool = False

    def __len__(self) -> int:
        return len(self.rows)

    def first(self, rows: int) -> Table:
        """The same with at most so many rows."""
        return replace(self, rows=self.rows[:rows])

    def without(self, name: str) -> Table:
        """The same less one column."""
        places = [at for at, column in enumerate(self.columns) if column.name != name]
        rows = tuple(tuple(row[at] for at in places) for row in self.rows)
        return replace(self, columns=tuple(self.columns[at] for at in places), rows=rows)

    def column(self, name: str) -> list[str]:
        """The words in one column, by its name."""
        at = [column.name for column in self.columns].index(name)
        return [row[at].text for row in self.rows]

    def records(self) -> list[dict[str, str]]:
        """The words of each row by column, as JSON and CSV hold them."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, (cell.text for cell in row))) for row in self.rows]

    def to_csv(self) -> str:
        """The words as CSV, with a head."""
        text = io.StringIO()
        writer = csv.DictWriter(text, [column.name for column in self.columns])
        writer.writeheader()
        writer.writerows(self.records())
        return text.getvalue()

    def to_dataframe(self) -> pandas.DataFrame:
        """The words, for pandas."""
        import pandas as pd

        return pd.DataFrame(self.records(), columns=[column.name for column in self.columns])

    def __rich__(self) -> rich.table.Table:
        return terminal(self)

    def _repr_html_(self) -> str:
        return html(self)

    def __str__(self) -> str:
        from rich.console import Console

        console = Console(width=WIDE, highlight=False)
        with console.capture() as captured:
            console.print(terminal(self))
        return captured.get().rstrip("\n")

    __repr__ = __str__


def table(
    title: str,
    columns: Iterable[Column | str],
    rows: Iterable[Iterable[Cell | str]],
    note: str = "",
    lines: bool = False,
) -> Table:
    """A table; a column may be given by its name, and a cell by its words."""
    heads = tuple(one if isinstance(one, Column) else Column(one) for one in columns)
    cells = (tuple(c if isinstance(c, Cell) else Cell(c) for c in row) for row in rows)
    return Table(title, heads, tuple(cells), note, lines)


def terminal(shown: Table) -> rich.table.Table:
    """The table for a terminal; text is never read as markup."""
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(
        title=Text(shown.title) if shown.title else None, title_justify="left",
        caption=Text(shown.note) if shown.note else None, caption_justify="left",
        show_lines=shown.lines,
    )  # fmt: skip
    for column in shown.columns:
        head = f"{column.name}\n{column.unit}" if column.unit else column.name
        style = "bold" if column.strong else ""
        grid.add_column(Text(head), justify=column.align, ratio=column.ratio, style=style)
    for row in shown.rows:
        style = "bold" if any(cell.strong for cell in row) else ""
        grid.add_row(*(Text(cell.lines) for cell in row), style=style)
    return grid


def html(shown: Table) -> str:
    """The table for a notebook; a page has the macro that it is drawn with. All is escaped."""
    from wargame.report.page_file import page

    return page("table.html.j2", {"table": shown})
