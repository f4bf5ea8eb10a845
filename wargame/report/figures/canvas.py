"""What every figure shares: size, colours, bands, dates on the axis, labels, provenance, saving.

Matplotlib's object interface only, without pyplot, so that nothing is global.
Colours are those of Okabe and Ito, told apart by most colour-blind readers.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from wargame.report.figures.style import (
    BLUE,
    DARK,
    FAINT,
    GREEN,
    INK,
    ORANGE,
    PINK,
    RED,
    SKY,
    STYLE,
)
from wargame.results.intervals import wilson
from wargame.results.provenance import citation

if TYPE_CHECKING:
    import xarray
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [  # figures take their colours from here, with what draws them
    "BLUE", "DARK", "FAINT", "GREEN", "HALO", "INK", "ORANGE", "PINK", "RED", "SKY", "STYLE",
    "Chart", "before", "chance", "dates", "days", "end_labels", "fan", "footer", "key", "layers",
    "nothing", "panel", "percents", "quantiles", "render", "sheet", "short", "spare", "start_line",
    "thousands", "tick",
]  # fmt: skip
BANDS = ((0.9, 0.16), (0.8, 0.16), (0.5, 0.26))
WIDTH = 7.2
DPI = 120
MILLION, THOUSANDS = 1e6, 1e5
SHORT = 0.05  # of an axis of shares: with more ticks than whole percents, labels would repeat


class Sourced(Protocol):
    """What the foot of a figure needs of a Dataset: provenance and the number of runs."""

    @property
    def attrs(self) -> Mapping[str, str]:
        """Provenance."""

    @property
    def sizes(self) -> Mapping[Any, int]:
        """Sizes, of which 'run' counts."""


@dataclass(frozen=True)
class Chart:
    """A drawn figure, the sentence that says what to notice, and words for who cannot see it."""

    name: str
    title: str
    caption: str
    alt: str
    figure: Figure


def sheet(
    title: str,
    data: xarray.Dataset,
    rows: int = 1,
    columns: int = 1,
    height: float = 3.9,
    **grid: Any,
) -> tuple[Figure, Any]:
    """An empty figure of `rows` x `columns` panels with title and footer -> figure, axes (2-D)."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), facecolor="white")
    edges = {"left": 0.095, "right": 0.97, "wspace": 0.28, "hspace": 0.5}
    edges |= {"top": 1 - 0.62 / height, "bottom": 0.68 / height} | grid
    axes = figure.subplots(rows, columns, squeeze=False, gridspec_kw=edges)
    figure.text(0.012, 1 - 0.1 / height, title, size=11, weight="bold", va="top")
    figure.text(0.012, 0.07 / height, footer(data), size=6, color=FAINT, va="bottom")
    return figure, axes


def panel(title: str, data: xarray.Dataset, **grid: Any) -> tuple[Figure, Axes, Any]:
    """A figure of one panel -> figure, axis, and the months as Matplotlib day numbers."""
    figure, axes = sheet(title, data, **grid)
    return figure, axes[0, 0], days(data["month"].values)


def footer(data: Sourced) -> str:
    """Runs and provenance in one line."""
    runs = data.sizes["run"]
    head = f"n = {runs:,} runs · " if runs else ""
    return f"{head}{citation(dict(data.attrs))} · not a prediction"


def days(months: Any) -> Any:
    """Months 'YYYY-MM' as Matplotlib day numbers in mid-month."""
    return np.array([f"{month}-15" for month in months], "datetime64[D]").astype(float)


def fan(axis: Axes, when: Any, values: Any, colour: str, style: str = "-") -> Any:
    """Median and 50, 80 and 90 percent bands of `values` (run, month) -> the median (month,)."""
    for level, alpha in BANDS:
        low, high = quantiles(values, (1 - level) / 2, (1 + level) / 2)
        axis.fill_between(when, low, high, color=colour, alpha=alpha, linewidth=0)
    (middle,) = quantiles(values, 0.5)
    axis.plot(when, middle, color=colour, linestyle=style)
    return middle


def chance(axis: Axes, when: Any, hits: Any, n: int, colour: str) -> float:
    """A share of `n` runs, `hits` (month,) of them, with its 90% interval -> the highest bound."""
    low, high = zip(*(wilson(int(count), n) for count in hits))
    axis.fill_between(when, low, high, color=colour, alpha=0.22, linewidth=0)
    axis.plot(when, np.asarray(hits) / n, color=colour)
    return float(max(high))


def layers(axis: Axes, when: Any, parts: list[tuple[Any, str]]) -> list[float]:
    """Bars by month on top of one another, (height (month,), colour) -> the middle of each."""
    floor, middles = np.zeros(len(when)), []
    for height, colour in parts:
        axis.bar(when, height, 30.6, bottom=floor, color=colour, edgecolor="white", linewidth=0.4)
        middles.append(float((floor + height / 2)[-6:].mean()))
        floor = floor + height
    return middles


def nothing(axis: Axes, why: str) -> None:
    """Say on an empty panel why there is nothing on it."""
    axis.text(0.5, 0.5, why, transform=axis.transAxes, ha="center", va="center", color=FAINT)


def quantiles(values: Any, *levels: float) -> Any:
    """Quantiles over runs -> (levels, month); NaN is left out, a month of NaN alone stays NaN."""
    values = np.asarray(values, dtype=float)
    if not np.isnan(values).any():
        return np.quantile(values, levels, axis=0)
    result = np.full((len(levels), values.shape[1]), np.nan)
    for month in np.flatnonzero(~np.isnan(values).all(axis=0)):
        column = values[:, month]
        result[:, month] = np.quantile(column[~np.isnan(column)], levels)
    return result


def before(axis: Axes, months: list[str], values: Any) -> None:
    """Draw the public record before the start."""
    if months:
        axis.plot(days(months), values, color=INK, linewidth=1.1, marker="o", markersize=2.2)


def dates(axis: Axes, months: Any, compact: bool = False) -> None:
    """Calendar dates under the axis: a tick each January, and July where there is room."""
    first, last = np.datetime64(months[0], "M"), np.datetime64(months[-1], "M") + 1
    wide = last - first > np.timedelta64(20, "M")
    every = np.arange(first, last + 1)
    number = every.astype(int) % 12
    main = every[number == 0]
    half = every[number == 6] if wide or compact else every[number % 3 == 0]
    axis.set_xticks(_at(main), [_label(month, compact) for month in main])
    names = (
        []
        if compact
        else [("Jan", "Apr", "Jul", "Oct")[int(m.astype(int) % 12) // 3] for m in half]
    )
    axis.set_xticks(_at(half), names or None, minor=True)
    if not compact:
        axis.tick_params(axis="x", which="minor", labelsize=7.5)
    axis.set_xlim(_at(first) - 3, _at(last) + 3)


def _at(month: Any) -> Any:
    return np.asarray(month).astype("datetime64[D]").astype(float)


def _label(month: Any, compact: bool) -> str:
    year = str(month)[:4]
    return f"’{year[2:]}" if compact else f"Jan\n{year}"


def start_line(axis: Axes, data: xarray.Dataset, text: str = "") -> None:
    """A thin line where the simulation starts."""
    at = _at(np.datetime64(str(data["month"].values[0]), "M"))
    axis.axvline(at, color=FAINT, linewidth=0.8, linestyle=(0, (2, 2)))
    if text:
        axis.annotate(
            text, (at, 1.0), xycoords=("data", "axes fraction"), xytext=(3, -1),
            textcoords="offset points", size=7.5, color=FAINT, va="top",
        )  # fmt: skip


def end_labels(axis: Axes, labels: list[tuple[float, str, str]], gap: float = 0.075) -> None:
    """Name lines at their right end; (height, text, colour), pushed apart where they would meet."""
    low, high = axis.get_ylim()
    wanted = sorted(((y - low) / (high - low or 1), text, colour) for y, text, colour in labels)
    places: list[float] = []
    above = 0  # lines of the label before; labels are centred on their places
    for height, text, _ in wanted:
        lines = text.count("\n") + 1
        at = min(max(height, 0.03), 1.0)
        places.append(max(at, places[-1] + gap * (above + lines) / 2) if places else at)
        above = lines
    over = max(0.0, places[-1] - 1.0) if places else 0.0
    for place, (_, text, colour) in zip(places, wanted):
        axis.text(1.012, place - over, text, color=colour, size=8, va="center",
                  transform=axis.transAxes, weight="bold")  # fmt: skip


def thousands(axis: Axes) -> None:
    """Mark thousands on the value axis and start it at zero."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_ylim(bottom=0)
    axis.yaxis.set_major_locator(MaxNLocator(4, min_n_ticks=2, steps=[1, 2, 2.5, 5, 10]))
    axis.yaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value)))


def tick(value: float) -> str:
    """A value on an axis: '1,500', '150 k' from a hundred thousand up, '2.5 m' from a million."""
    if value >= MILLION:
        return f"{value / MILLION:g} m"
    return f"{value / 1000:g} k" if value >= THOUSANDS else f"{value:,.10g}"


def percents(axis: Axes, bottom: float = 0.0, top: float = 1.0) -> None:
    """Shares as percent; on a short axis ticks stay a whole percent apart, so that none repeats."""
    from matplotlib.ticker import MaxNLocator, MultipleLocator, PercentFormatter

    axis.set_ylim(bottom, top)
    short_axis = top - bottom <= SHORT
    axis.yaxis.set_major_locator(
        MultipleLocator(0.01) if short_axis else MaxNLocator(5, steps=[1, 2, 5, 10])
    )
    axis.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))


def spare(axes: Any, used: int) -> Any:
    """Switch off panels that are not used -> the first of them, for a key, or None."""
    empty = axes.ravel()[used:]
    for axis in empty:
        axis.set_axis_off()
    return empty[0] if len(empty) else None


def short(name: str, most: int = 20) -> str:
    """A name short enough for the title of a small panel."""
    for stop in (" (", " fired", " and ", ", "):
        name = name.split(stop)[0]
    return name if len(name) <= most else f"{name[: most - 1]}…"


def key(axis: Axes, lines: list[tuple[str, str]], size: float = 8) -> None:
    """A key in words: (colour, text), one under another."""
    for row, (colour, text) in enumerate(lines):
        axis.text(0.0, 0.92 - 0.17 * row, text, color=colour, size=size, va="top",
                  transform=axis.transAxes)  # fmt: skip


def render(figure: Figure, facts: dict[str, Any], kind: str) -> bytes:
    """The figure as 'svg' or 'png' bytes, provenance inside, the same bytes every time."""
    from matplotlib import rc_context

    words = f"{citation(facts)} · {facts['command']}"
    metadata = {
        "Title": str(facts["title"]),
        "Description": words,
        "Creator": "wargame",
        "Date": None,
    }
    if kind == "png":
        metadata.pop("Creator")
        metadata.pop("Date")
        metadata["Software"] = f"wargame {facts['version']}"
    stream = io.BytesIO()
    # Half the time of a PNG is squeezing out its last few percent.
    fast: dict[str, Any] = {"pil_kwargs": {"compress_level": 3}} if kind == "png" else {}
    halos = _plain_halos(figure) if kind == "svg" else []
    with rc_context(STYLE):
        figure.savefig(stream, format=kind, dpi=DPI, metadata=metadata, **fast)
    for text, effects in halos:
        text.set_path_effects(effects)
    return _css_halos(stream.getvalue()) if halos else stream.getvalue()


def _plain_halos(figure: Figure) -> list[tuple[Any, Any]]:
    """Take white outlines off: in SVG Matplotlib would draw each such letter as a path."""
    from matplotlib.text import Text

    found = [text for text in figure.findobj(Text) if text.get_path_effects()]
    effects = [(text, text.get_path_effects()) for text in found]
    for text in found:
        text.set_path_effects([])
        text.set_gid("halo")
    return effects


HALO = b"paint-order: stroke; stroke: #ffffff; stroke-width: 2.2px; stroke-linejoin: round; "


def _css_halos(svg: bytes) -> bytes:
    """Put white outlines on again, as a stroke painted under the letters."""
    return re.sub(rb'<g id="halo">(.*?<text style=")', rb"<g>\1" + HALO, svg, flags=re.DOTALL)
