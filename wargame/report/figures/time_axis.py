"""Months under a figure: ticks, the day of the start, and shades where a month is not whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

import numpy as np

from wargame.report.figures.style import DOTTED, FAINT, GRID

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike, NDArray

_PARTS: ContextVar[tuple[str, ...]] = ContextVar("parts", default=())


@contextmanager
def shading(months: Iterable[str]) -> Iterator[None]:
    """Within it `dates` shades these `months` ('YYYY-MM'), which are not whole."""
    token = _PARTS.set(tuple(months))
    try:
        yield
    finally:
        _PARTS.reset(token)


def days(months: Iterable[str]) -> NDArray[np.float64]:
    """Months 'YYYY-MM' as Matplotlib day numbers in mid-month."""
    return np.array([f"{month}-15" for month in months], "datetime64[D]").astype(float)


def dates(axis: Axes, months: Sequence[str], compact: bool = False) -> None:
    """Calendar dates under the axis: a tick each January, and July where there is room."""
    first, last = np.datetime64(months[0], "M"), np.datetime64(months[-1], "M") + 1
    every = np.arange(first, last + 1)
    number = every.astype(int) % 12
    years, seasons = every[number == 0], every[number % 3 == 0]
    if compact or last - first > np.timedelta64(20, "M"):
        seasons = every[number == 6]
    axis.set_xticks(
        _at(years),
        [f"’{str(month)[2:4]}" if compact else f"Jan\n{str(month)[:4]}" for month in years],
    )
    names = [("Jan", "Apr", "Jul", "Oct")[int(m.astype(int) % 12) // 3] for m in seasons]
    axis.set_xticks(_at(seasons), None if compact or not names else names, minor=True)
    if not compact:
        axis.tick_params(axis="x", which="minor", labelsize=7.5)
    axis.set_xlim(float(_at(first)) - 3, float(_at(last)) + 3)
    for month in _PARTS.get():
        begin, end = (float(_at(np.datetime64(month, "M") + more)) for more in (0, 1))
        axis.axvspan(begin, end, color=GRID, linewidth=0, zorder=0)


def _at(month: ArrayLike) -> NDArray[np.float64]:
    return np.asarray(month).astype("datetime64[D]").astype(float)


def start_line(axis: Axes, first: str, text: str = "") -> None:
    """A thin line where the simulation starts, on the day or in the month `first`."""
    at = float(_at(np.datetime64(first, "D")))
    axis.axvline(at, color=FAINT, linewidth=0.8, linestyle=DOTTED)
    axis.annotate(
        text, (at, 1.0), xycoords=("data", "axes fraction"), xytext=(3, -1),
        textcoords="offset points", size=7.5, color=FAINT, va="top",
    )  # fmt: skip
