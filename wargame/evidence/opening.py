"""How things stood on the day for which the evidence stands, in a catalogue of a later day.

A scenario that starts later is led up to its start, so what numbers say of stocks, magazines and
batteries is as known on the day from which it is led up, and the rest is as known at the start. A
fact may feed both: what an opening number follows from is then kept as it stood, beside what it is
now, under a path of its own that is drawn as the other is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from wargame.evidence.addresses import Addresses
from wargame.evidence.fields import field_of
from wargame.evidence.number import FACTS, Number

Every = Mapping[str, Number]  # numbers and facts by path
SUFFIX = "_at_opening"


@dataclass(frozen=True)
class Opening:
    """Numbers of an opening state by path, the facts by name that they need, and addresses."""

    numbers: dict[str, Number]
    facts: dict[str, Number]
    addresses: Addresses


def opening(first: Every, then: Every, addresses: Addresses) -> Opening:
    """Opening numbers as in `first`, which follow from nothing that is known only in `then`."""
    stood = {path: one for path, one in first.items() if _opens(path)}
    moved = {path for path in _inputs(stood, first) if _differs(path, first, then)}
    names = {path: _name(path) for path in moved}
    numbers = {path: _reading(one, names) for path, one in stood.items()}
    facts = {
        _name(path).removeprefix(FACTS): replace(_reading(first[path], names), path=_name(path))
        for path in sorted(moved)
    }
    rows = tuple((new, addresses.of(path)) for path, new in sorted(names.items()))
    return Opening(numbers, facts, replace(addresses, rows=addresses.rows + rows))


def _opens(path: str) -> bool:
    field = field_of(path)
    return field is not None and field.opening


def _inputs(numbers: Every, every: Every) -> set[str]:
    """Paths that `numbers` follow from at first or second hand, without opening numbers."""
    waiting, result = list(numbers.values()), set[str]()
    while waiting:
        derivation = waiting.pop().derivation
        for path in derivation.inputs.values() if derivation else ():
            if path not in result and not _opens(path):
                result.add(path)
                waiting.append(every[path])
    return result


def _differs(path: str, first: Every, then: Every) -> bool:
    """Whether a number stands otherwise, or follows from one that does."""
    one, other = first[path], then[path]
    if (one.internal, one.derivation) != (other.internal, other.derivation):
        return True
    inputs = one.derivation.inputs.values() if one.derivation else ()
    return any(_differs(path, first, then) for path in inputs)


def _name(path: str) -> str:
    return FACTS + path.removeprefix(FACTS).replace(".", "_") + SUFFIX


def _reading(number: Number, names: Mapping[str, str]) -> Number:
    """`number`, which reads what has one of the `names` by it."""
    if number.derivation is None:
        return number
    inputs = {key: names.get(path, path) for key, path in number.derivation.inputs.items()}
    return replace(number, derivation=replace(number.derivation, inputs=inputs))
