"""SQL over the rows of a sweep."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.report.table import Column, html, table
from wargame.results.files import plain
from wargame.results.provenance import citation
from wargame.study.sweep import layout, querying

if TYPE_CHECKING:
    import pandas

    from wargame.report.table import Table


@dataclass(frozen=True)
class Query:
    """The answer: names of columns, rows, whether there were more than asked for, and provenance
    of the sweep; `finished` says whether the sweep is."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    more: bool
    provenance: dict[str, str]
    finished: bool

    def table(self) -> Table:
        """The rows as words; six digits of a number."""
        heads = [
            Column(name, align="right" if self._numeric(at) else "left")
            for at, name in enumerate(self.columns)
        ]
        return table("", heads, [map(_word, row) for row in self.rows])

    def _numeric(self, at: int) -> bool:
        return any(isinstance(row[at], int | float) for row in self.rows)

    def csv(self) -> str:
        """All rows as CSV."""
        import csv
        import io

        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return stream.getvalue()

    def as_data(self) -> dict[str, Any]:
        """It for a program; what is not a number is null."""
        rows = [dict(zip(self.columns, map(plain, row))) for row in self.rows]
        return {"columns": list(self.columns), "rows": rows, "provenance": self.provenance}

    def to_dataframe(self) -> pandas.DataFrame:
        """The rows, for pandas."""
        import pandas as pd

        return pd.DataFrame(list(self.rows), columns=list(self.columns))

    def source(self) -> str:
        """Where the rows are from, in a line."""
        return citation(self.provenance) + ("" if self.finished else " · not finished")

    def _repr_html_(self) -> str:
        return html(self.table())


def query(directory: str | Path, sql: str, most: int | None = None) -> Query:
    """The answer to `sql` about the sweep in `directory`, at most `most` rows of it.

    `runs` has one row per run, `points` one per point. Columns of parameters have dots in their
    names and stand in double quotes. Nothing is written. Raises WargameError if it is refused.
    """
    folder = Path(directory)
    result = querying.query(folder, sql, most)
    facts = {key: str(value) for key, value in layout.manifest(folder)["provenance"].items()}
    finished = (folder / layout.FINISHED).is_file()
    return Query(tuple(result.columns), tuple(result.rows), result.more, facts, finished)


def _word(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else str(value)
