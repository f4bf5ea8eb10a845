"""SQL over the rows of a sweep, through DuckDB."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from wargame.declare.errors import WargameError
from wargame.study.sweep import layout

if TYPE_CHECKING:
    import duckdb


class Answer(NamedTuple):
    """Names of columns, rows as tuples, and whether there were more rows than were wanted."""

    columns: list[str]
    rows: list[tuple[Any, ...]]
    more: bool


def query(directory: Path, sql: str, most: int | None = None) -> Answer:
    """The answer to `sql` about the sweep in `directory`, at most `most` rows of it.

    `runs` has one row per run and `points` one per point. The statement can read nothing outside
    the directory, and write nothing. Raises WargameError if it is refused.
    """
    import duckdb

    with opened(directory) as connection:
        try:
            result = connection.execute(_one(connection, sql))
            columns = [str(one[0]) for one in result.description or ()]
            rows = result.fetchall() if most is None else result.fetchmany(most + 1)
        except duckdb.Error as error:
            raise WargameError(f"query: {str(error).strip()}") from error
    return Answer(columns, rows[:most], most is not None and len(rows) > most)


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> Any:
    """`sql` as one statement that changes nothing. Raises WargameError if it is anything else."""
    import duckdb

    asks = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
    statements = connection.extract_statements(sql)
    if len(statements) != 1 or statements[0].type not in asks:
        raise WargameError("query: expected one SELECT statement (views: runs, points)")
    return statements[0]


@contextmanager
def opened(directory: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB with the views `runs` and `points`, and nothing else in reach.

    Raises WargameError if there is no row yet, or a file cannot be read.
    """
    import duckdb

    layout.manifest(directory)
    folder = directory.resolve()
    files = [str(path) for path in layout.shards(folder)]
    if not files:
        raise WargameError(f"{directory}: no rows are there yet")
    with duckdb.connect() as connection:
        try:
            _view(connection, "points", [str(folder / layout.POINTS)])
            _view(connection, "runs", files)
            connection.execute("SET allowed_paths = ?", [[*files, str(folder / layout.POINTS)]])
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
            yield connection
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise WargameError(
                f"{directory}: cannot be read ({reason}); the same `wargame sweep` command makes a "
                "damaged shard again"
            ) from error


def _view(connection: duckdb.DuckDBPyConnection, name: str, files: list[str]) -> None:
    listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{listed}])")
