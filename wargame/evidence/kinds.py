"""What a number stands on: its kind of evidence."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from wargame.evidence.number import (
    CALIBRATION,
    FACTS,
    JUDGEMENT,
    NONE,
    PANEL,
    SCENARIO,
    Number,
)

SOURCED, DERIVED, OBSERVED, JUDGED = KINDS = ("sourced", "derived", "observed", "judged")
MEANING = {
    SOURCED: "printed by a publication, or counted in the record",
    DERIVED: "computed by a formula from published figures",
    OBSERVED: "fitted to what was observed, or drawn from the posterior of that",
    JUDGED: "ours, with the reason, a panel's, or the user's own without a source",
}
_OWN = (JUDGEMENT, SCENARIO, NONE)  # sources that are none


def kind(number: Number) -> str:
    """Where the value of a number comes from: one of KINDS."""
    if number.derivation:
        return DERIVED
    if number.source.startswith(PANEL):  # experts asked, which is no publication
        return JUDGED
    if number.source not in (*_OWN, CALIBRATION):
        return SOURCED
    every = (number, *number.estimates)
    return OBSERVED if any(one.source == CALIBRATION for one in every) else JUDGED


def kind_of_draw(number: Number) -> str:
    """The kind of what is drawn. What follows by formula is not drawn itself: its spread is that of
    the draws at its root, and a published fact that is read by formulas alone counts as derived. A
    judged input stays judged, whatever is computed from it."""
    own = kind(number)
    return DERIVED if own == SOURCED and number.path.startswith(FACTS) else own


def rests_on(number: Number, every: Mapping[str, Number]) -> frozenset[str]:
    """Kinds of all that a number follows from, itself if it is not derived."""
    if not number.derivation:
        return frozenset({kind(number)})
    parts = (rests_on(every[path], every) for path in number.derivation.inputs.values())
    return frozenset[str]().union(*parts)


def counts(numbers: Iterable[Number], observed: Container[str] = ()) -> dict[str, int]:
    """How many of `numbers` are of each kind, those that are absent left out; the paths `observed`
    are drawn from the posterior, whatever their prior is."""
    result = dict.fromkeys(KINDS, 0)
    for number in numbers:
        if not number.absent:
            result[OBSERVED if number.path in observed else kind(number)] += 1
    return result


def mixed(numbers: Iterable[Number], every: Mapping[str, Number]) -> int:
    """How many of `numbers` are derived from a judged one as well; `every` has inputs by path."""
    there = (n for n in numbers if not n.absent and n.derivation)
    return sum(JUDGED in rests_on(number, every) for number in there)
