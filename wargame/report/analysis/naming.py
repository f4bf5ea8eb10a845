"""Inputs and outcomes of a sweep in words: names, values with their units, bounds, bands."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

from wargame.evidence import catalogue
from wargame.evidence.catalogue import field_of
from wargame.report import words
from wargame.report.assumptions import short_label
from wargame.scenario.outcomes import OUTCOMES


class Naming:
    """How the inputs of sweep `ds` (see `wargame.open`) are called."""

    def __init__(self, ds: Any) -> None:
        self.ds = ds

    @property
    def several(self) -> bool:
        """Whether there are several policies, so that the one that is meant is to be named."""
        return bool(self.ds.sizes["policy"] > 1)

    @cached_property
    def texts(self) -> dict[str, str]:
        """Names shown to readers, by path."""
        return catalogue.load().texts

    def label(self, path: str) -> str:
        """'weapons.kh101.production' -> 'Kh-101, output of the line'."""
        if field_of(path):
            return short_label(path, self.texts)
        return path.removeprefix("policies.").replace(".", ": ").replace("_", " ")

    def unit(self, path: str) -> str:
        """The unit of an input; '' for a word."""
        return str(self.ds[path].attrs.get("units", "")) if path in self.ds.coords else ""

    def value(self, path: str, value: Any, fine: float | None = None) -> str:
        """A value with its unit, no finer than the range of the sweep supports."""
        if isinstance(value, str):
            return value.replace("_", " ")
        shown = words.number(float(value), self.step(path) if fine is None else fine)
        return words.counted(shown, self.unit(path))

    def step(self, path: str) -> float:
        """The step in which values of an input are written: some sixty to its range."""
        column = self.ds[path].values.astype(float)
        return words.step(float(column.min()), float(column.max())) / 10

    def bound(self, path: str, limit: Any) -> str:
        """A limit of a box in words: 'Kh-101, output of the line, at least 60 missiles/month'."""
        if isinstance(limit, frozenset):
            chosen = " or ".join(sorted(word.replace("_", " ") for word in limit))
            return f"{self.label(path)} is {chosen}"
        low, high = limit
        if math.isfinite(low) and math.isfinite(high):
            ends = (words.number(v, self.step(path)) for v in (low, high))
            return f"{self.label(path)} {words.counted(' to '.join(ends), self.unit(path))}"
        way, at = ("at least", low) if math.isfinite(low) else ("at most", high)
        return f"{self.label(path)} {way} {self.value(path, at)}"


def outcome(name: str) -> str:
    """An outcome as the head of a section."""
    text = OUTCOMES[name].meaning
    return text[0].upper() + text[1:]


def brief(name: str) -> str:
    """An outcome as the title of a figure."""
    return outcome(name).split(",")[0]


def share(band: Any) -> str:
    """A share with its interval: '44% (41 to 46%)'."""
    if math.isnan(band.value):
        return "not known"
    wide = 100 * (band.high - band.low)
    fine = 1.0 if wide >= words.COARSE or wide == 0 else 0.1
    low, high = (words.number(100 * x, fine) for x in (max(0.0, band.low), min(1.0, band.high)))
    return f"{words.number(100 * band.value, fine)}% ({low} to {high}%)"


def banded(band: Any, unit: str = "") -> str:
    """A figure with its interval in the unit in which it is read: '210 missiles (180 to 240)'."""
    if not math.isfinite(band.value):
        return "never within the horizon" if band.value > 0 else "not known"
    low, middle, high, scaled = words.scaled(band.low, band.value, band.high, unit)
    fine = words.step(low, high)
    if fine:
        fine = max(fine, 0.1 if scaled == "%" else 1.0 if scaled in words.COUNTED else 0.0)
    middle_, low_, high_ = (words.number(x, fine) for x in (middle, low, high))
    sign = "%" if scaled == "%" else ""
    return f"{words.counted(middle_, scaled)} ({low_} to {high_}{sign})"


def signed(band: Any, unit: str = "") -> str:
    """As `banded`, with a plus where it is more."""
    told = banded(band, unit)
    return f"+{told}" if band.value > 0 and told[0].isdigit() else told


def test(predicate: Any) -> str:
    """A predicate as it is quoted in a sentence."""
    return f"“{predicate.text if hasattr(predicate, 'text') else predicate}”"
