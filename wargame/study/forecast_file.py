"""The ledger of forecasts: plain files, each with the hash of its content.

What was filed cannot be changed unseen: a file whose content does not have its hash is refused.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import numpy as np
import yaml
from pydantic import Field

from wargame.declare.errors import InputError, Problems, WargameError
from wargame.declare.event_types import Date, Model
from wargame.evidence import model_file, strict_yaml
from wargame.study.arrays import Floats
from wargame.study.forecast import KINDS, LEVELS, SPANS, whole_months

MARK = "# A forecast of wargame"
HEAD = f"""{MARK}, as it was filed. Do not change it: `hash` is that of all the rest.
# Rows are months; columns are quantiles, in weapons.
"""
FOLDER = "forecasts"  # of a theatre

Rows = dict[str, dict[str, list[float]]]  # by class, month


class ForecastFile(Model):
    """What a file of the ledger holds."""

    forecast: Literal[1]
    """Version of this format."""
    title: str = Field(min_length=1)
    """Name shown to readers."""
    question: str
    """What is forecast."""
    as_of: Date
    """Only what was published before this day was known."""
    caveat: str
    """What the day does not guard against."""
    known: dict[str, str]
    """What was known, and what made the forecast: version, commit, hashes, seed, command."""
    runs: int = Field(ge=1)
    """How many runs the quantiles are of."""
    classes: dict[str, str] = Field(min_length=1)
    """Names of the weapon classes."""
    quantiles: list[float]
    """Columns of the tables."""
    launched: dict[str, Rows]
    """By span, class and month."""
    stopped: dict[str, Rows]
    """Shot down, jammed or lost: by span, class and month."""
    hash: str
    """SHA-256 of all of it but this."""


@dataclass(frozen=True)
class Filed:
    """One filed forecast; `values` (KINDS, SPANS, months, classes, LEVELS) in weapons, `name` the
    file that it was read from ('' for none), `months` 'YYYY-MM'."""

    title: str
    question: str
    as_of: date
    caveat: str
    known: dict[str, str]
    runs: int
    names: dict[str, str]
    months: tuple[str, ...]
    values: Floats
    name: str = ""

    @property
    def classes(self) -> tuple[str, ...]:
        """Weapon classes, in order."""
        return tuple(self.names)

    @property
    def hash(self) -> str:
        """SHA-256 of all that the file holds but the hash itself."""
        return digest(self.content())

    def content(self) -> dict[str, Any]:
        """All but the hash, as plain data."""
        head = {
            "forecast": 1, "title": self.title, "question": self.question,
            "as_of": self.as_of.isoformat(), "caveat": self.caveat, "known": dict(self.known),
            "runs": self.runs, "classes": dict(self.names), "quantiles": list(LEVELS),
        }  # fmt: skip
        return head | {kind: self._table(k) for k, kind in enumerate(KINDS)}

    def _table(self, kind: int) -> dict[str, Rows]:
        values = self.values[kind].tolist()
        return {
            span: {
                name: {month: values[s][m][c] for m, month in enumerate(self.months)}
                for c, name in enumerate(self.classes)
            }
            for s, span in enumerate(SPANS)
        }

    def text(self) -> str:
        """The file."""
        dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
        whole = self.content() | {"hash": self.hash}
        # Rows on a line each: what holds nothing but numbers is written in one line.
        body = yaml.dump(
            whole, Dumper=dumper, sort_keys=False, allow_unicode=True, width=96,
            default_flow_style=None,
        )  # fmt: skip
        return HEAD + body


def digest(content: dict[str, Any]) -> str:
    """SHA-256 of plain data; 3 and 3.0 are the same number, and order does not count."""
    text = json.dumps(_floats(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _floats(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(key): _floats(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_floats(one) for one in data]
    return float(data) if isinstance(data, int | float) else data


def read(path: Path) -> Filed:
    """The forecast in the file at `path`.

    Raises InputError with every problem in it, WargameError if it cannot be read, or was changed
    after it was filed.
    """
    try:
        document, held = model_file.read(path, ForecastFile)
    except InputError:
        if "forecast" in strict_yaml.load(path).data:
            raise
        raise WargameError(f"{path}: is no filed forecast; `wargame forecast` files one") from None
    content = {key: value for key, value in document.data.items() if key != "hash"}
    if digest(content) != held.hash:
        place = document.place(("hash",))
        raise WargameError(
            f"{place.file}:{place.line}: hash: the file was changed after it was filed; a forecast "
            "counts as it was filed or not at all: file it anew with `wargame forecast`"
        )
    tables = {kind: getattr(held, kind) for kind in KINDS}
    months = tuple(next(iter(held.launched[SPANS[0]].values()))) if held.launched else ()
    problems = Problems()
    if tuple(held.quantiles) != LEVELS:
        problems.add(document.place(("quantiles",)), "quantiles", f"expected {list(LEVELS)}")
    if list(months) != whole_months(held.as_of, len(months)):
        what = f"expected whole months on end from {held.as_of} on"
        problems.add(document.place(("launched",)), "launched", what)
    for kind, spans in tables.items():
        for span in SPANS:
            _check(problems, document, (kind, span), spans.get(span, {}), held, months)
    problems.stop()
    values = np.array([
        [[[tables[k][s][c][m] for c in held.classes] for m in months] for s in SPANS] for k in KINDS
    ])  # fmt: skip
    return Filed(held.title, held.question, held.as_of, held.caveat, held.known, held.runs,
                 held.classes, months, values, str(path))  # fmt: skip


def _check(
    problems: Problems,
    document: Any,
    at: tuple[str, str],
    rows: Rows,
    held: ForecastFile,
    months: tuple[str, ...],
) -> None:
    """Note what a table lacks: a class, a month, a quantile, their order."""
    place, path = document.place(at), ".".join(at)
    if list(rows) != list(held.classes):
        problems.add(place, path, f"expected the classes {', '.join(held.classes)}")
        return
    for name, by_month in rows.items():
        if tuple(by_month) != months:
            problems.add(place, f"{path}.{name}", "expected the same months everywhere")
        for month, row in by_month.items():
            if len(row) != len(LEVELS) or sorted(row) != row or row[0] < 0:
                what = f"expected {len(LEVELS)} rising quantiles, zero or more"
                problems.add(document.place((*at, name, month)), f"{path}.{name}.{month}", what)


def shipped(folder: Path) -> list[Filed]:
    """Those that ship with the theatre in `folder`, by day. Raises as `read` does."""
    return sorted((read(file) for file in (folder / FOLDER).glob("*.yaml")), key=by_day)


def by_day(one: Filed) -> tuple[date, str]:
    """The order in which forecasts are shown."""
    return one.as_of, one.title
