"""One comparison, such as "< 12": how it is written, read, and held against numbers.

Scenarios, claims, checks, lessons and predicates over outcomes all mean this by a test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from wargame.declare.tape import Array

Values = Array | float
_SIGNS = {
    "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal, "==": np.equal,
}  # fmt: skip
SIGN = "<=|>=|==|<|>"
_NUMBER = r"[-+]?\d+(?:\.\d+)?"
_ONE = rf"({SIGN}) *{_NUMBER}"
PATTERN = rf"^{_ONE}$"
PATTERN_OF_ALL = rf"^{_ONE}( +and +{_ONE})*$"
_TEXT = re.compile(rf"({SIGN})\s*({_NUMBER})")


@dataclass(frozen=True)
class Comparison:
    """A sign and a bound; `str` gives the words it was written in."""

    sign: str
    bound: float
    text: str = field(compare=False)

    def __str__(self) -> str:
        return self.text

    @property
    def way(self) -> int:
        """Which way makes it truer: 1 for more, -1 for less, 0 for neither."""
        return {"<": -1, ">": 1}.get(self.sign[0], 0)

    def met(self, values: Values) -> Any:
        """Whether each of `values` meets it, of their shape; NaN meets nothing."""
        return _SIGNS[self.sign](values, self.bound)

    def holds(self, values: Values) -> Any:
        """1.0 where `values` meet it, 0.0 where not, NaN where there is nothing to compare."""
        return np.where(np.isnan(values), np.nan, self.met(values).astype(float))


def parse(text: object, example: str = "> 200") -> Comparison:
    """Read a comparison; raises ValueError that says what was expected, with the `example`."""
    if not isinstance(text, str) or not (match := _TEXT.fullmatch(text.strip())):
        raise ValueError(f"expected a comparison such as '{example}', found '{text}'")
    return Comparison(match[1], float(match[2]), text)


@dataclass(frozen=True)
class Comparisons:
    """Comparisons that must all be met, joined by 'and', such as ">= 0 and < 50"."""

    parts: tuple[Comparison, ...]
    text: str = field(compare=False)

    def __str__(self) -> str:
        return self.text

    def met(self, values: Values) -> Any:
        """Whether each of `values` meets all of them; NaN meets nothing."""
        return np.logical_and.reduce([one.met(values) for one in self.parts])


def parse_all(text: object) -> Comparisons:
    """Read comparisons joined by 'and'; raises ValueError as `parse` does."""
    parts = re.split(r"\s+and\s+", text.strip()) if isinstance(text, str) else [text]
    return Comparisons(tuple(parse(one, ">= 0 and < 50") for one in parts), str(text))


def late(times: Values) -> Any:
    """Times until something happens, where what never happens (NaN) is later than any month."""
    return np.where(np.isnan(times), np.inf, times)
