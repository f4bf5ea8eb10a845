"""What would have to be true: numbers that turn the answer to a claim, verified by simulation.

Rank correlation of what the runs drew with what is tested says which numbers to try, and towards
which end of their range. What counts is then simulated, with the luck of the same runs: all the
chosen numbers at those ends together; if that turns the answer, each alone, and pairs where none
does so alone. Where an end turns it, the value nearest to the central one that still does is
found by bisection.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from wargame.results.intervals import rank_correlation
from wargame.study.arrays import Floats
from wargame.study.claim_cases import Case, inputs
from wargame.study.estimates import EVEN, Share, share

TRIED = 6  # numbers that are tried
PAIRED = 4  # of which so many are also tried in pairs
SHOWN = 2  # flips that are shown, the nearest to the central values first
STEPS = 16  # a value is found to a sixteenth of its way to the end


@dataclass(frozen=True)
class Lever:
    """A number that is tried: its rank correlation with what is tested, and the end tried.

    `central` and `end` are in `unit`; `word` is low or high.
    """

    path: str
    rho: float
    central: float
    end: float
    word: str
    unit: str

    def at(self, way: float) -> float:
        """The value `way` (0 to 1) from the central value to the end."""
        return self.central + way * (self.end - self.central)


@dataclass(frozen=True)
class Flip:
    """Numbers that turn the answer once they are `way` (0 to 1) of their way to their ends.

    `share` is what the runs say at that point, `before` a step nearer to the central values.
    """

    levers: tuple[Lever, ...]
    way: float
    share: Share
    before: Share


@dataclass(frozen=True)
class Search:
    """What was tried: the numbers in order of influence, all at their ends (`together`), each
    alone (only if all together turn the answer), and the flips found."""

    levers: tuple[Lever, ...]
    together: Share | None
    alone: tuple[Share, ...]
    flips: tuple[Flip, ...]
    n: int


Try = Callable[[tuple[Lever, ...], float], Share]  # levers, how far they are moved


def search(case: Case, directory: Path, runs: int) -> Search:
    """What turns the answer of `case` (central figures); its first `runs` runs are used.

    Runs that are made are kept in `directory`.
    """
    margins = case.margins(directory)
    true = share("", case.question.ask.test.holds(margins)).value > EVEN
    levers = choose(case, margins, true)
    few = case.first(runs)
    if not levers:
        return Search((), None, (), (), runs)

    def tried(chosen: tuple[Lever, ...], way: float = 1.0) -> Share:
        there = few.pinned({one.path: one.at(way) for one in chosen})
        name = " and ".join(one.path for one in chosen)
        return share(name, case.question.ask.test.holds(there.margins(directory)))

    def turns(flip: Share) -> bool:
        return bool(flip.n) and (flip.value > EVEN) != true

    together = tried(tuple(levers))
    if not turns(together):
        return Search(tuple(levers), together, (), (), runs)
    alone = tuple(tried((one,)) for one in levers)
    ways: list[tuple[Lever, ...]] = [(one,) for one, flip in zip(levers, alone) if turns(flip)]
    if not ways:
        pairs = combinations(levers[:PAIRED], 2)
        ways = [pair for pair in pairs if turns(tried(pair))] or [tuple(levers)]
    flips = [_nearest(chosen, tried, turns) for chosen in ways[: SHOWN + 1]]
    flips = sorted(flips, key=lambda one: one.way)[:SHOWN]
    return Search(tuple(levers), together, alone, tuple(flips), runs)


def _nearest(chosen: tuple[Lever, ...], tried: Try, turns: Callable[[Share], bool]) -> Flip:
    """The point nearest to the central values at which `chosen` turn the answer, by bisection."""
    before = tried(chosen, 0.0)
    if turns(before):  # luck alone keeps the answer where it is
        return Flip(chosen, 0.0, before, before)
    inner = range(1, STEPS)  # at the end itself they do turn it
    step = 1 + bisect_left(inner, True, key=lambda at: turns(tried(chosen, at / STEPS)))
    before, there = (tried(chosen, at / STEPS) for at in (step - 1, step))
    return Flip(chosen, step / STEPS, there, before)


def choose(case: Case, margins: Floats, true: bool) -> list[Lever]:
    """The numbers that go most with what is tested, each with the end that works against `true`.

    Spearman's rank correlation, ties sharing their mean rank; what never happens ranks last.
    """
    drawn = inputs(case)
    test = case.question.ask.test
    wanted = margins if test.way else test.holds(margins)
    finite = ~np.isnan(wanted)
    if not drawn or finite.sum() < 5 or np.ptp(np.nan_to_num(wanted[finite], posinf=1e12)) == 0:
        return []
    table = np.stack([values[finite] for values in drawn.values()], axis=1)
    rho = dict(zip(drawn, rank_correlation(table, wanted[finite, None])[:, 0]))
    order = sorted(rho, key=lambda path: (-abs(rho[path]), path))[:TRIED]
    up = test.way or 1  # whether more of what is tested makes it truer
    chosen = []
    for path in order:
        number = case.scenarios[0].numbers[path]
        word = "high" if (rho[path] * up > 0) != true else "low"
        end = float(getattr(number, word))
        chosen.append(Lever(path, float(rho[path]), number.value, end, word, number.unit))
    return chosen
