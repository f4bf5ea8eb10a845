"""What every figure shares: size, bands, dates on the axis, labels, provenance, saving.

Matplotlib's object interface only, without pyplot, so that nothing is global.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, Protocol, TypeVar

import numpy as np

from wargame.report.figures import time_axis
from wargame.report.figures.style import DARK, FAINT, INK, STYLE
from wargame.report.words import LEAST
from wargame.results.intervals import wilson
from wargame.results.provenance import citation

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patheffects import AbstractPathEffect
    from matplotlib.text import Text
    from numpy.typing import ArrayLike, NDArray

P = ParamSpec("P")
R = TypeVar("R")
BANDS = ((0.9, 0.16), (0.8, 0.16), (0.5, 0.26))  # share of runs, opacity
WIDTH = 7.2
DPI = 120
MILLION, THOUSANDS = 1e6, 1e5
SHORT = 0.05  # of an axis of shares: with more ticks than whole percents, labels would repeat


class Sourced(Protocol):
    """What the foot of a figure needs of a Dataset: provenance, and how many runs there are."""

    @property
    def attrs(self) -> Mapping[str, str]: ...
    @property
    def sizes(self) -> Mapping[Any, int]: ...


class Source(NamedTuple):
    """What stands for a Dataset where there is none: provenance, and sizes."""

    attrs: Mapping[str, str]
    sizes: Mapping[str, int]


@dataclass(frozen=True)
class Chart:
    """A drawn figure, the sentence that says what to notice, and words for who cannot see it."""

    name: str
    title: str
    caption: str
    alt: str
    figure: Figure


def styled(draw: Callable[P, R]) -> Callable[P, R]:
    """The function `draw`, which then draws with the colours and type of every figure."""

    @wraps(draw)
    def within(*args: P.args, **options: P.kwargs) -> R:
        from matplotlib import rc_context

        with rc_context(STYLE):
            return draw(*args, **options)

    return within


def sheet(
    title: str,
    data: Sourced,
    rows: int = 1,
    columns: int = 1,
    height: float = 3.9,
    head: float = 0.62,
    foot: float = 0.68,
    **grid: float | Sequence[float],
) -> tuple[Figure, list[Axes]]:
    """An empty figure of `rows` x `columns` panels with title and footer -> figure, its axes.

    `head` and `foot` are the inches above and below the panels; `grid` is as in GridSpec.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), facecolor="white")
    edges = {"left": 0.095, "right": 0.97, "wspace": 0.28, "hspace": 0.5}
    edges |= {"top": 1 - head / height, "bottom": foot / height}
    axes = figure.subplots(rows, columns, squeeze=False, gridspec_kw=edges | grid)
    figure.text(0.012, 1 - 0.1 / height, title, size=11, weight="bold", va="top")
    figure.text(0.012, 0.07 / height, footer(data), size=6, color=FAINT, va="bottom")
    return figure, list(axes.ravel())


def footer(data: Sourced) -> str:
    """Runs and provenance in one line."""
    runs = data.sizes["run"]
    head = f"n = {runs:,} runs · " if runs else ""
    return f"{head}{citation(dict(data.attrs))} · not a prediction"


def band(
    axis: Axes,
    at: ArrayLike,
    edges: tuple[ArrayLike, ArrayLike],
    colour: str,
    middle: ArrayLike | None = None,
    alpha: float = 0.22,
    marker: str = "",
) -> None:
    """A shaded band between two `edges`, with a line in the `middle` if given."""
    axis.fill_between(at, *edges, color=colour, alpha=alpha, linewidth=0)
    if middle is not None:
        axis.plot(at, middle, color=colour, marker=marker, markersize=3)


def fan(axis: Axes, when: ArrayLike, values: ArrayLike, colour: str) -> NDArray[np.float64]:
    """Median and 50, 80 and 90 percent bands of `values` (run, month) -> the median (month,).

    Runs too few for a band are drawn as they are, a thin line each.
    """
    runs = np.asarray(values, dtype=float)
    if len(runs) < LEAST:
        axis.plot(when, runs.T, color=colour, linewidth=0.7, alpha=0.5)
    for level, alpha in BANDS if len(runs) >= LEAST else ():
        low, high = quantiles(values, (1 - level) / 2, (1 + level) / 2)
        band(axis, when, (low, high), colour, alpha=alpha)
    middle = quantiles(values, 0.5)[0]
    axis.plot(when, middle, color=colour)
    return np.asarray(middle)


def chance(axis: Axes, when: ArrayLike, hits: ArrayLike, n: int, colour: str) -> float:
    """A share of `n` runs, `hits` (month,) of them, with its 90% interval -> the highest bound."""
    hits = np.asarray(hits)
    low, high = zip(*(wilson(int(count), n) for count in hits))
    band(axis, when, (low, high), colour, hits / n)
    return float(max(high))


def layers(
    axis: Axes, when: NDArray[np.float64], parts: Iterable[tuple[NDArray[np.float64], str]]
) -> list[float]:
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


def quantiles(values: ArrayLike, *levels: float) -> NDArray[np.float64]:
    """Quantiles over runs -> (levels, month); NaN is left out, a month of NaN alone stays NaN."""
    values = np.asarray(values, dtype=float)
    if not np.isnan(values).any():
        return np.asarray(np.quantile(values, levels, axis=0))
    result = np.full((len(levels), values.shape[1]), np.nan)
    some = ~np.isnan(values).all(axis=0)
    result[:, some] = np.nanquantile(values[:, some], levels, axis=0)
    return result


def before(axis: Axes, months: Sequence[str], values: ArrayLike) -> None:
    """Draw the public record before the start."""
    if months:
        axis.plot(
            time_axis.days(months), values, color=INK, linewidth=1.1, marker="o", markersize=2.2
        )


def end_labels(axis: Axes, labels: Iterable[tuple[float, str, str]], gap: float = 0.075) -> None:
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
        axis.text(1.012, place - over, text, color=DARK.get(colour, colour), size=8, va="center",
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

    top = top if top > bottom else bottom + 1.0  # all values are equal
    axis.set_ylim(bottom, top)
    short_axis = top - bottom <= SHORT
    axis.yaxis.set_major_locator(
        MultipleLocator(0.01) if short_axis else MaxNLocator(5, steps=[1, 2, 5, 10])
    )
    axis.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))


def spare(axes: Sequence[Axes], used: int) -> None:
    """Switch off panels that are not used."""
    for axis in axes[used:]:
        axis.set_axis_off()


def short(name: str, most: int = 20) -> str:
    """A name short enough for the title of a small panel."""
    for stop in (" (", " fired", " and ", ", "):
        name = name.split(stop)[0]
    return name if len(name) <= most else f"{name[: most - 1]}…"


def render(figure: Figure, facts: Mapping[str, str], kind: str) -> bytes:
    """The figure as 'svg' or 'png' bytes, provenance inside, the same bytes every time."""
    from matplotlib import rc_context

    words = f"{citation(dict(facts))} · {facts['command']}"
    metadata: dict[str, str | None] = {"Title": str(facts["title"]), "Description": words}
    stream = io.BytesIO()
    options: dict[str, Any] = {}
    halos = []
    if kind == "png":
        metadata["Software"] = f"wargame {facts['version']}"
        # Half the time of a PNG is squeezing out its last few percent.
        options = {"pil_kwargs": {"compress_level": 3}}
    else:
        metadata |= {"Creator": "wargame", "Date": None}
        halos = _plain_halos(figure)
    with rc_context(STYLE), warnings.catch_warnings():
        # In SVG the reader's own fonts draw a letter that ours lacks; in PNG it is a box.
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        figure.savefig(stream, format=kind, dpi=DPI, metadata=metadata, **options)
    for text, effects in halos:
        text.set_path_effects(effects)
    return _css_halos(stream.getvalue()) if halos else stream.getvalue()


def _plain_halos(figure: Figure) -> list[tuple[Text, list[AbstractPathEffect]]]:
    """Take white outlines off: in SVG Matplotlib would draw each such letter as a path."""
    every = (text for axis in figure.axes for text in axis.texts)
    outlined = [text for text in every if text.get_path_effects()]
    effects = [(text, text.get_path_effects()) for text in outlined]
    for text in outlined:
        text.set_path_effects([])
        text.set_gid("halo")
    return effects


HALO = b"paint-order: stroke; stroke: #ffffff; stroke-width: 2.2px; stroke-linejoin: round; "


def _css_halos(svg: bytes) -> bytes:
    """Put white outlines on again, as a stroke painted under the letters."""
    return re.sub(rb'<g id="halo">(.*?<text style=")', rb"<g>\1" + HALO, svg, flags=re.DOTALL)
