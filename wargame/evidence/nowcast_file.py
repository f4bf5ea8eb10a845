"""A nowcast on file: how well each class was stopped before a day, member by member, jointly.

`wargame nowcast --until DAY --write FILE` makes one out of the record that was known then. A war
that starts on that day or later takes a member for each run: `level` are log odds by which every
chance of a hit on a class is moved, `monthly` what a month before the day differed from that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np

from wargame.declare.errors import WargameError
from wargame.declare.tape import Array

VERSION = 1
FOLDER = "nowcasts"  # of a theatre: one file a day, YYYY-MM-DD.json
DIGITS = 3
_MAKE = "make one with wargame nowcast --until DAY --write FILE"


@dataclass(frozen=True)
class NowcastFile:
    """`recorded`: launched and stopped by month and class, as they were conditioned on.

    `level` (members,) and `monthly` (months, members) by class, in log odds; `facts` say how it
    was made. `opens` is the first day that was simulated.
    """

    opens: date
    day: date
    recorded: Mapping[str, Mapping[str, tuple[int, int]]]
    level: Mapping[str, Array]
    monthly: Mapping[str, Array]
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def members(self) -> int:
        """How many."""
        return len(next(iter(self.level.values()))) if self.level else 0

    @property
    def launched(self) -> dict[str, dict[str, int]]:
        """Launches by month and class."""
        return {m: {c: one[0] for c, one in row.items()} for m, row in self.recorded.items()}

    @property
    def stopped(self) -> dict[str, dict[str, int]]:
        """Weapons stopped by month and class."""
        return {m: {c: one[1] for c, one in row.items()} for m, row in self.recorded.items()}

    def levels(self, weapon_class: str, runs: Array) -> Array:
        """Log odds of `runs` (runs,), each of its member."""
        result: Array = self.level[weapon_class][runs % self.members]
        return result

    def of_month(self, weapon_class: str, month: str, runs: Array) -> Array | None:
        """What differed in `month`, in log odds (runs,); None where nothing was conditioned."""
        if weapon_class not in self.monthly or month not in self.recorded:
            return None
        result: Array = self.monthly[weapon_class][list(self.recorded).index(month)][
            runs % self.members
        ]
        return result

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what it holds, but for how it was made."""
        content = {name: value for name, value in self.as_data().items() if name != "facts"}
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    def as_data(self) -> dict[str, Any]:
        """Plain data, figures to three digits."""
        return {
            "nowcast": VERSION,
            "opens": self.opens.isoformat(),
            "day": self.day.isoformat(),
            "facts": dict(self.facts),
            "recorded": {
                m: {c: list(one) for c, one in r.items()} for m, r in self.recorded.items()
            },
            "level": {name: _rounded(values) for name, values in self.level.items()},
            "monthly": {
                name: [_rounded(row) for row in rows] for name, rows in self.monthly.items()
            },
        }

    def text(self) -> str:
        """The text of its file: JSON, a line for each row of members."""
        rows = json.dumps(self.as_data()).replace('], "', '],\n"').replace("], [", "],\n[")
        return rows + "\n"


def read(path: Path) -> NowcastFile:
    """The nowcast at `path`. Raises WargameError for a file that is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        why = "no such file" if isinstance(error, FileNotFoundError) else error.strerror or error
        raise WargameError(f"{path}: {why}; {_MAKE}") from error
    except ValueError as error:
        raise WargameError(f"{path}: {_not('it is no JSON')}") from error
    return of_data(data, str(path))


def of_data(data: Any, name: str) -> NowcastFile:
    """The nowcast that plain data hold; `name` is said in errors. Raises WargameError."""
    try:
        if data["nowcast"] != VERSION:
            raise ValueError(f"version {data['nowcast']}, expected {VERSION}")
        nowcast = NowcastFile(
            date.fromisoformat(data["opens"]),
            date.fromisoformat(data["day"]),
            {
                m: {c: (int(a), int(b)) for c, (a, b) in r.items()}
                for m, r in data["recorded"].items()
            },
            {name: np.array(values, float) for name, values in data["level"].items()},
            {name: np.array(rows, float) for name, rows in data["monthly"].items()},
            dict(data["facts"]),
        )
        _check(nowcast)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WargameError(f"{name}: {_not(error)}") from error
    return nowcast


def _not(why: object) -> str:
    return f"not a nowcast ({why}); {_MAKE}"


def shipped(folder: Path, opens: date, start: date) -> NowcastFile | None:
    """The latest nowcast of a theatre's folder that was made for `start` or a day before it."""
    days = [date.fromisoformat(path.stem) for path in sorted((folder / FOLDER).glob("*.json"))]
    day = max((one for one in days if opens < one <= start), default=None)
    return _read_once(folder / FOLDER / f"{day}.json") if day else None


@cache
def _read_once(path: Path) -> NowcastFile:
    return read(path)


def _check(nowcast: NowcastFile) -> None:
    """Raise ValueError where shapes or figures cannot be."""
    if not nowcast.members or nowcast.monthly.keys() != nowcast.level.keys():
        raise ValueError("no members, or other classes in level than in monthly")
    for name, values in nowcast.level.items():
        if values.shape != (nowcast.members,):
            raise ValueError(f"level of {name}: expected {nowcast.members} figures")
        if nowcast.monthly[name].shape != (len(nowcast.recorded), nowcast.members):
            raise ValueError(f"monthly of {name}: expected a row of members for each month")
        if not (np.isfinite(values).all() and np.isfinite(nowcast.monthly[name]).all()):
            raise ValueError(f"{name}: figures that are not finite")


def _rounded(values: Array) -> list[float]:
    return [float(one) for one in np.round(values, DIGITS)]
