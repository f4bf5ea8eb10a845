"""Inputs and outcomes of a sweep in words: names, values with their units, bounds, bands."""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING

from wargame.evidence import catalogue
from wargame.evidence.catalogue import field_of
from wargame.report import words
from wargame.report.assumptions import short_label
from wargame.report.sentences import meaning

if TYPE_CHECKING:
    import xarray

    from wargame.questions.predicate import Predicate
    from wargame.study.analysis.prim import Limit
    from wargame.study.analysis.sample import Band

_KINDS = {"policies": "policy", "mechanisms": "mechanism"}


class Naming:
    """How the inputs of sweep `ds` (see `wargame.open`) are called; without one, of scenarios."""

    def __init__(self, ds: xarray.Dataset | None) -> None:
        self._ds = ds

    @property
    def ds(self) -> xarray.Dataset:
        """The sweep. Raises AttributeError where there is none."""
        if self._ds is None:
            raise AttributeError("these names are of no sweep")
        return self._ds

    @property
    def several(self) -> bool:
        """Whether there are several policies, so that the one that is meant is to be named."""
        return bool(self.ds.sizes["policy"] > 1)

    @cached_property
    def texts(self) -> dict[str, str]:
        """Names shown to readers, by path."""
        return catalogue.load().texts

    def label(self, path: str) -> str:
        """A path in words: its entry, and what the number is."""
        if field_of(path):
            return short_label(path, self.texts)
        return path.removeprefix("policies.").replace(".", ": ").replace("_", " ")

    def part(self, name: str) -> str:
        """An input that differs, in words: number, entry, policy, mechanism or event."""
        head, _, rest = name.partition(".")
        if head in _KINDS:
            return f"{_KINDS[head]} {rest.replace('.', ': ').replace('_', ' ')}"
        return name if name[:1].isdigit() else self.label(name)  # an event begins with its day

    def unit(self, path: str) -> str:
        """The unit of an input; '' for a word."""
        return str(self.ds[path].attrs.get("units", "")) if path in self.ds.coords else ""

    def value(self, path: str, value: str | float) -> str:
        """A value with its unit, no finer than the range of the sweep supports."""
        if isinstance(value, str):
            return value.replace("_", " ")
        return words.counted(words.number(float(value), self.step(path)), self.unit(path))

    def step(self, path: str) -> float:
        """The step in which values of an input are written: some sixty to its range."""
        column = self.ds[path].values.astype(float)
        return words.step(float(column.min()), float(column.max())) / 10

    def ends(self, path: str, low: float, high: float) -> str:
        """A range of an input, without its unit: '40 to 60'."""
        return words.ends(low, high, self.step(path))

    def bound(self, path: str, limit: Limit) -> str:
        """A limit of a box in words: the label, and 'at least 60 missiles/month'."""
        if isinstance(limit, frozenset):
            chosen = " or ".join(sorted(word.replace("_", " ") for word in limit))
            return f"{self.label(path)} is {chosen}"
        low, high = limit
        if math.isfinite(low) and math.isfinite(high):
            span = words.counted(self.ends(path, low, high), self.unit(path))
            return f"{self.label(path)} {span}"
        way, at = ("at least", low) if math.isfinite(low) else ("at most", high)
        return f"{self.label(path)} {way} {self.value(path, at)}"


def brief(name: str) -> str:
    """An outcome as the title of a figure."""
    return meaning(name).split(",")[0]


def share(band: Band) -> str:
    """A share with its interval: '44% (41 to 46%)'."""
    if math.isnan(band.value):
        return "not known"
    wide = 100 * (band.high - band.low)
    fine = 1.0 if wide >= words.COARSE or wide == 0 else 0.1
    ends = words.ends(100 * max(0.0, band.low), 100 * min(1.0, band.high), fine)
    return f"{words.number(100 * band.value, fine)}% ({ends}%)"


def banded(band: Band, unit: str = "") -> str:
    """A figure with its interval in the unit in which it is read: '210 missiles (180 to 240)'."""
    if not math.isfinite(band.value):
        return "never within the horizon" if band.value > 0 else "not known"
    low, middle, high, scaled = words.scaled(band.low, band.value, band.high, unit)
    fine = words.step(low, high)
    if fine:
        fine = max(fine, 0.1 if scaled == "%" else 1.0 if scaled in words.COUNTED else 0.0)
    near = words.counted(words.number(middle, fine), scaled)
    return f"{near} ({words.ends(low, high, fine)}{'%' if scaled == '%' else ''})"


def signed(band: Band, unit: str = "") -> str:
    """As `banded`, with a plus where it is more."""
    text = banded(band, unit)
    return f"+{text}" if band.value > 0 and text[0].isdigit() else text


def difference(band: Band, unit: str) -> str:
    """As `signed`; of shares in percentage points."""
    if unit != "share":
        return signed(band, unit)
    return signed(type(band)(*(100 * x for x in band)), "points")


def test(predicate: Predicate | str) -> str:
    """A predicate as it is quoted in a sentence."""
    return f"“{predicate if isinstance(predicate, str) else predicate.text}”"
