"""Small charts as SVG paths: a line of months, its band, and a fan ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from wargame.report import words

if TYPE_CHECKING:
    from wargame.play.views import Shown

Series = Sequence[float | None]  # by month, None where there is nothing
WIDE, HIGH, EDGE = 260.0, 64.0, 4.0


def paths(
    history: Series,
    low: Series = (),
    high: Series = (),
    ahead: Mapping[str, Series] | None = None,
    other: Series = (),
) -> dict[str, Any]:
    """Paths for a template: `line`, `band`, `fan`, `median`, `other`, and the ends of the scale:
    `most` and `bottom` in words, '' for zero.

    ahead: low, median, high of the months that follow the last of `history`.
    """
    ahead = ahead or {"low": [], "median": [], "high": []}
    every = [*history, *low, *high, *other, *ahead["low"], *ahead["high"]]
    values = [value for value in every if value is not None]
    top = max([*values, 1e-9])
    bottom = min([*values, 0.0])
    count = max(len(history) + len(ahead["median"]), len(other), 2)

    def at(month: int, value: float) -> str:
        x = EDGE + (WIDE - 2 * EDGE) * month / (count - 1)
        y = HIGH - EDGE - (HIGH - 2 * EDGE) * (value - bottom) / ((top - bottom) or 1.0)
        return f"{x:.1f} {y:.1f}"

    def line(series: Series, first: int = 0) -> str:
        points = [at(first + k, v) for k, v in enumerate(series) if v is not None]
        # One month alone is no line: a short stroke stands for it.
        return "M" + "L".join(points) + "h3" * (len(points) == 1) if points else ""

    def area(lows: Series, highs: Series, first: int = 0) -> str:
        pairs = [
            (first + k, a, b) for k, (a, b) in enumerate(zip(lows, highs)) if a is not None
            and b is not None
        ]  # fmt: skip
        if len(pairs) < 2:
            return ""
        forth = [at(k, a) for k, a, _ in pairs]
        back = [at(k, b) for k, _, b in reversed(pairs)]
        return "M" + "L".join(forth + back) + "Z"

    start = len(history)
    return {
        "line": line(history),
        "band": area(low, high),
        "fan": area(ahead["low"], ahead["high"], start),
        "median": line(ahead["median"], start),
        "other": line(other),
        "most": _short(top) if max(values, default=0.0) > 0 else "",
        "bottom": _short(bottom) if bottom < 0 else "",
        "wide": WIDE,
        "high": HIGH,
        "zero": at(0, 0.0).split()[1] if bottom < 0 else "",
    }


def shown(indicator: Shown, fan: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """An indicator of a view for the template, with the adviser's `fan` (and its month `until`)."""
    end, fan = None, fan or {}
    if fan.get("median") and fan["median"][-1] is not None:
        fine = words.step(fan["low"][-1], fan["high"][-1])
        end = [words.number(fan[key][-1], fine) for key in ("median", "low", "high")]
    ahead = {key: fan[key] for key in ("low", "median", "high")} if fan else None
    lows, highs = indicator.get("lows", ()), indicator.get("highs", ())
    return {
        "label": indicator["label"],
        "unit": indicator["unit"],
        "chart": paths(indicator["history"], lows, highs, ahead),
        "value": amount(indicator["value"]),
        "band": [amount(indicator["low"]), amount(indicator["high"])] if lows or highs else None,
        "end": end,
        "until": fan.get("until", ""),
    }


def amount(value: float | None) -> str:
    """A number of a view as words, already rounded to what may be known; '' for none."""
    return "" if value is None else f"{value:,.10g}"


def _short(value: float) -> str:
    """Three digits, no more: a scale, not a result."""
    return f"{float(f'{value:.3g}'):,.10g}"
