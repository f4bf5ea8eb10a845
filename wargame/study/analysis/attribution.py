"""Why two scenarios differ: their difference shared out among the inputs in which they differ.

Each run has the same luck in all mixes of the two. An input's share is Shapley's value: what it
adds when it is changed, averaged over all orders in which the inputs could be changed one after
another (Shapley 1953; for outputs of models Song, Nelson and Staum, SIAM/ASA Journal on
Uncertainty Quantification 4, 2016). The shares add up to the difference. With more than six inputs
orders are drawn, each with its reverse (Castro, Gomez and Tejada, Computers & Operations Research
36, 2009). Beside it stands what an input does alone: changed first in A, and changed last on the
way to B; where these disagree, it works through others.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from wargame.declare.errors import WargameError
from wargame.results.intervals import mean_interval, student
from wargame.study.analysis.sample import Band
from wargame.study.arrays import Floats

EXACT = 6  # inputs up to which all mixes are made (64 of them)
ORDERS = 6  # pairs of orders drawn beyond that
METHODS = ("shapley", "one_at_a_time")
Mix = frozenset[str]
Worth = Callable[[Mix], Floats]


@dataclass(frozen=True)
class Part:
    """What one input accounts for: its Shapley value (None where it was not asked for), and the
    change it makes first in A and last on the way to B."""

    name: str
    share: Band | None
    first: Band
    last: Band


@dataclass(frozen=True)
class Attribution:
    """The mean difference B less A over `n` runs, and the part of each input, largest first.

    `a`, `b` are the means. `orders` is 0 where all mixes were made, else how many were drawn.
    """

    what: str
    a: float
    b: float
    difference: Band
    parts: tuple[Part, ...]
    n: int
    mixes: int
    orders: int


def needed(names: Sequence[str], method: str = "shapley", seed: int = 1) -> list[Mix]:
    """The mixes that are to be made: inputs taken from B, all others from A.

    Raises WargameError for a method there is not.
    """
    if method not in METHODS:
        raise WargameError(f"method {method}: expected {' or '.join(METHODS)}")
    whole = frozenset(names)
    mixes = [frozenset[str](), whole]
    mixes += [frozenset({name}) for name in names] + [whole - {name} for name in names]
    if method == "shapley" and len(names) <= EXACT:
        mixes += [frozenset(s) for k in range(len(names)) for s in combinations(names, k)]
    elif method == "shapley":
        for order in orders(names, seed):
            mixes += [frozenset(order[:k]) for k in range(len(order))]
    return list(dict.fromkeys(mixes))


def orders(names: Sequence[str], seed: int = 1) -> list[list[str]]:
    """Orders in which inputs are changed, each followed by its reverse."""
    rng = np.random.default_rng(seed)
    result = []
    for _ in range(ORDERS):
        order = [names[at] for at in rng.permutation(len(names))]
        result += [order, order[::-1]]
    return result


def share_out(
    names: Sequence[str], worth: Worth, what: str, method: str = "shapley", seed: int = 1
) -> Attribution:
    """Share out worth(all) less worth(none) among `names`.

    `worth` gives an outcome run by run (runs,) for a mix; NaN in any mix leaves the run out.
    Raises WargameError if nothing differs or no run is left.
    """
    if not names:
        raise WargameError("the inputs are the same; there is nothing to share out")
    mixes = needed(names, method, seed)
    values = {mix: np.asarray(worth(mix), float) for mix in mixes}
    finite = ~np.isnan(np.stack(list(values.values()))).any(axis=0)
    if not finite.any():
        raise WargameError(f"{what}: there is nothing to measure in any run of some mix")
    values = {mix: of[finite] for mix, of in values.items()}
    none, whole = frozenset[str](), frozenset(names)
    parts = []
    drawn = orders(names, seed) if method == "shapley" and len(names) > EXACT else []
    for name in names:
        first = _band(values[frozenset({name})] - values[none])
        last = _band(values[whole] - values[whole - {name}])
        share = None
        if method == "shapley":
            share = _drawn(name, drawn, values) if drawn else _exact(name, names, values)
        parts.append(Part(name, share, first, last))
    parts.sort(key=lambda one: -abs((one.share or one.first).value))
    a, b = values[none], values[whole]
    return Attribution(
        what, float(a.mean()), float(b.mean()), _band(b - a), tuple(parts), int(finite.sum()),
        len(mixes), len(drawn),
    )  # fmt: skip


def _band(steps: Floats) -> Band:
    return Band(*mean_interval(steps))


def _exact(name: str, names: Sequence[str], values: dict[Mix, Floats]) -> Band:
    """Shapley's value from all mixes, run by run."""
    others, n = [one for one in names if one != name], len(names)
    total: Floats = np.zeros(len(values[frozenset()]))
    for k in range(n):
        weight = math.factorial(k) * math.factorial(n - k - 1) / math.factorial(n)
        for some in combinations(others, k):
            mix = frozenset(some)
            total = total + weight * (values[mix | {name}] - values[mix])
    return _band(total)


def _drawn(name: str, drawn: list[list[str]], values: dict[Mix, Floats]) -> Band:
    """Shapley's value from orders that were drawn; the interval holds their spread as well."""
    steps = []
    for order in drawn:
        before = frozenset(order[: order.index(name)])
        steps.append(values[before | {name}] - values[before])
    pairs = np.stack(steps).reshape(len(drawn) // 2, 2, -1).mean(axis=1)  # an order and its reverse
    middle, low, _ = mean_interval(pairs.mean(axis=0))
    by_luck = middle - low
    error = float(np.std(pairs.mean(axis=1), ddof=1)) / math.sqrt(len(pairs))
    by_order = student(0.95, len(pairs) - 1) * error
    half = math.hypot(by_luck, by_order)
    return Band(middle, middle - half, middle + half)
