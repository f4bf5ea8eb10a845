"""Filed forecasts held against the record of the months that came.

Only whole months count. The loss is the pinball loss (Koenker and Bassett, Econometrica 46, 1978),
twice its mean over the quantiles, which comes to the continuous ranked probability score as
quantiles get more; skill is one minus its ratio to that of the best plain forecast, chosen with
hindsight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from wargame.declare.errors import WargameError
from wargame.evidence.record import Record
from wargame.study import as_of, plain_forecasts
from wargame.study.arrays import Floats
from wargame.study.forecast import KINDS, LEVELS
from wargame.study.forecast_file import Filed
from wargame.study.plain_forecasts import PLAIN
from wargame.study.skill import interval
from wargame.study.skill import skill as best_skill

LOW, MIDDLE, HIGH = (LEVELS.index(level) for level in (0.1, 0.5, 0.9))  # 80 percent between
ENOUGH = 12  # months of a row, for an interval of its skill
BLOCK = 3  # months of the bootstrap: campaigns last about as long


@dataclass(frozen=True)
class Held:
    """One forecast against the record: `due` months of it that the record holds whole.

    seen: (KINDS, SPANS, due, classes); inside: whether that lies in the 80% band; loss: (KINDS,
    due, classes) by month; plain: (PLAIN, KINDS, due, classes), NaN where the past is too short.
    """

    filed: Filed
    due: tuple[str, ...]
    seen: Floats
    inside: Floats
    loss: Floats
    plain: Floats


class Row(NamedTuple):
    """One kind and class, over all due months of all forecasts; losses in weapons a month.

    `months` counts a month once for each forecast that is due in it, `apart` once. `best` is the
    best plain forecast, `skills` those against each, NaN where there is none; `low`, `high` the 90%
    interval of `skill`, NaN with fewer than ENOUGH apart. `bias` is the mean of medians less the
    record, as a share of it; NaN where nothing flew.
    """

    kind: str
    weapon_class: str
    months: int
    apart: int
    inside: int
    loss: float
    best: str
    plain: float
    skill: float
    low: float
    high: float
    skills: dict[str, float]
    bias: float


class Total(NamedTuple):
    """All due months of one forecast together: what came, and what was forecast."""

    as_of: str
    kind: str
    weapon_class: str
    months: int
    seen: int
    low: float
    middle: float
    high: float
    inside: bool


def pinball(values: Floats, seen: Floats) -> Floats:
    """Twice the mean pinball loss of quantiles (..., LEVELS) against `seen` (...)."""
    apart = np.asarray(seen)[..., None] - values
    levels = np.array(LEVELS)
    return np.asarray(2 * np.maximum(levels * apart, (levels - 1) * apart).mean(axis=-1))


def hold(filed: Filed, record: Record) -> Held:
    """One forecast against what the record holds of its months.

    Raises WargameError if the record does not know a class of the forecast.
    """
    counted = {name for _, name in record.cells}
    if lacking := [name for name in filed.classes if name not in counted]:
        what = f"does not count {', '.join(lacking)}, which {filed.name or filed.title} forecasts"
        raise WargameError(f"{record.name}: {what}")
    whole = record.months
    due = tuple(month for month in filed.months if month in whole)
    rows = [filed.months.index(month) for month in due]
    held = as_of.counts(record, list(due), filed.classes).reshape(2, len(due), len(filed.classes))
    on_end = due == filed.months[: len(due)]  # a sum needs every month from the first on
    running = held.cumsum(axis=1) if on_end else np.full(held.shape, np.nan)
    seen = np.stack([held, running], axis=1)
    values = filed.values[:, :, rows]
    inside = (values[..., LOW] <= seen) & (seen <= values[..., HIGH])
    loss = pinball(values[:, 0], held)
    past = [month for month in whole if month < f"{filed.as_of:%Y-%m}"]
    plain = np.full((len(PLAIN), *loss.shape), np.nan)
    if past and due:
        before = np.moveaxis(as_of.counts(record, past, filed.classes), 1, 0)
        # The record may end before the day of the forecast: what lies between is ahead as well.
        gap = _apart(past[-1], filed.months[0]) - 1
        steps = [gap + row for row in rows]
        ahead = plain_forecasts.forecasts(before, steps[-1] + 1, LEVELS)[:, steps]
        plain = np.moveaxis(pinball(ahead, np.moveaxis(held, 0, 1)), 2, 1)
    return Held(filed, due, seen, inside.astype(float), loss, plain)


def _apart(first: str, last: str) -> int:
    """Months from `first` to `last` ('YYYY-MM')."""
    (a, b), (c, d) = ((int(m[:4]), int(m[5:])) for m in (first, last))
    return (c - a) * 12 + d - b


def rows(helds: Sequence[Held]) -> list[Row]:
    """One row for each kind and class of which a month is due, kinds first."""
    classes = dict.fromkeys(name for one in helds for name in one.filed.classes if one.due)
    return [_row(helds, k, name) for k in range(len(KINDS)) for name in classes]


def _row(helds: Sequence[Held], kind: int, name: str) -> Row:
    due = [(one, one.filed.classes.index(name)) for one in helds if name in one.filed.classes]
    own = np.concatenate([one.loss[kind, :, c] for one, c in due])
    others = np.concatenate([one.plain[:, kind, :, c] for one, c in due], axis=1)
    seen = np.concatenate([one.seen[kind, 0, :, c] for one, c in due])
    middle = np.concatenate([one.filed.values[kind, 0, _at(one), c, MIDDLE] for one, c in due])
    hits = sum(int(one.inside[kind, 0, :, c].sum()) for one, c in due)
    there = [i for i, row in enumerate(others) if np.isfinite(row).all()]
    months, which = np.unique([m for one, _ in due for m in one.due], return_inverse=True)
    head = (KINDS[kind], name, len(own), len(months), hits, float(own.mean()))
    bias = float(middle.mean() / seen.mean() - 1) if seen.sum() else np.nan
    if not there:
        empty = (np.nan,) * 4
        return Row(*head, "", *empty, {}, bias)
    means = others[there].mean(axis=1)
    skills = {PLAIN[i]: float(best_skill(own.mean(), means[j, None])) for j, i in enumerate(there)}
    low, high = np.nan, np.nan
    if len(months) >= ENOUGH:  # a month that several forecasts are due in is drawn with all of them
        sums = [np.bincount(which, one).astype(float) for one in (own, *others[there])]
        low, high = interval(sums[0], np.stack(sums[1:]), BLOCK, [kind, len(own)])
    best = int(means.argmin())
    value = float(best_skill(own.mean(), means))
    return Row(*head, PLAIN[there[best]], float(means[best]), value, low, high, skills, bias)


def _at(one: Held) -> list[int]:
    return [one.filed.months.index(month) for month in one.due]


def totals(helds: Sequence[Held]) -> list[Total]:
    """All due months together, by forecast, kind and class; none where one between is missing."""
    result = []
    for one in helds:
        if not one.due or np.isnan(one.seen[:, 1]).any():
            continue
        for k, kind in enumerate(KINDS):
            for c, name in enumerate(one.filed.classes):
                last = len(one.due) - 1
                low, middle, high = one.filed.values[k, 1, last, c, [LOW, MIDDLE, HIGH]]
                seen = int(one.seen[k, 1, last, c])
                result.append(
                    Total(f"{one.filed.as_of}", kind, name, len(one.due), seen, low, middle, high,
                          bool(low <= seen <= high))
                )  # fmt: skip
    return result


def share_inside(helds: Sequence[Held]) -> tuple[int, int]:
    """Months, kinds and classes inside the 80% band, and of how many."""
    cells = [one.inside[:, 0] for one in helds]
    return int(sum(cell.sum() for cell in cells)), sum(cell.size for cell in cells)
