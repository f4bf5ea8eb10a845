"""Mixes of two scenarios: each input in which they differ taken from the one or from the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.declare.errors import WargameError
from wargame.questions.predicate import Predicate, timed
from wargame.study.analysis.attribution import Attribution, Mix, needed, share_out
from wargame.study.differences import event_words, input_differences

if TYPE_CHECKING:
    import xarray

MOST = 24  # inputs; beyond it numbers go together by section


@dataclass(frozen=True)
class Pair:
    """Two scenarios with the same start, horizon, runs and seed; `inputs` in which they differ.

    An input is a number, or all numbers of an entry (`weapons.kh101`) where several differ; an
    event; a policy; or a mechanism.
    """

    a: Any
    b: Any
    of_path: dict[str, str]  # path of a number or text -> input
    of_event: dict[str, str]  # event in words -> input
    inputs: tuple[str, ...]


def pair(a: Any, b: Any) -> Pair:
    """What differs between scenarios `a` and `b`.

    Raises WargameError if they cannot be compared run by run, or do not differ.
    """
    for what in ("start", "months", "runs", "seed"):
        if getattr(a, what) != getattr(b, what):
            raise WargameError(
                f"attribution needs the same {what} in both: {getattr(a, what)} and "
                f"{getattr(b, what)}"
            )
    differ: dict[str, list[str]] = {}
    for one in input_differences([a, b]):
        differ.setdefault(one.kind, []).append(one.what)
    of_path = _paths(a, b, differ.get("number", []) + differ.get("text", []))
    of_event = _events(a, b, differ.get("event", []))
    switches = [f"policies.{name}" for name in differ.get("policy", [])]
    switches += [f"mechanisms.{name}" for name in differ.get("mechanism", [])]
    inputs = tuple(dict.fromkeys([*of_path.values(), *of_event.values(), *switches]))
    if not inputs:
        raise WargameError(f"{a.name} and {b.name} have the same inputs; nothing to share out")
    return Pair(a, b, of_path, of_event, inputs)


def _paths(a: Any, b: Any, paths: list[str]) -> dict[str, str]:
    """The input that each of the `paths` that differ belongs to: itself, its entry if several
    differ there, or its section if there would be too many inputs."""
    added = set(a.added) ^ set(b.added)  # an entry that only one of them has comes as a whole
    count = Counter(_head(path, 2) for path in paths)
    named = {}
    for path in paths:
        entry = _head(path, 2)
        named[path] = entry if count[entry] > 1 or entry in added else path
    if len(set(named.values())) > MOST:
        named = {path: one if one in added else _head(path, 1) for path, one in named.items()}
    return named


def _head(path: str, parts: int) -> str:
    return ".".join(path.split(".")[:parts])


def _events(a: Any, b: Any, differ: list[str]) -> dict[str, str]:
    """Events of only one of them; one that names a new entry belongs to that entry."""
    result = {}
    for event in (*a.events, *b.events):
        words = event_words(event)
        if words in differ:
            held = {str(value) for value in event.model_dump(mode="json").values()}
            entries = [one for one in set(a.added) ^ set(b.added) if one.split(".")[1] in held]
            result[words] = entries[0] if entries else words
    return result


def mixed(two: Pair, taken: Mix) -> Any:
    """The scenario that has the inputs `taken` from B and all others from A."""
    a, b = two.a, two.b

    def own(held: str) -> dict[str, Any]:
        tables = getattr(a, held), getattr(b, held)
        result = {}
        for path in {**tables[0], **tables[1]}:
            table = tables[two.of_path.get(path, "") in taken]
            if path in table:
                result[path] = table[path]
        return result

    events = [e for e in a.events if two.of_event.get(event_words(e), "") not in taken]
    retained = {event_words(e) for e in a.events}
    events += [
        e
        for e in b.events
        if event_words(e) not in retained and two.of_event[event_words(e)] in taken
    ]
    policies, others = a.policies.model_dump(), b.policies.model_dump()
    for one in taken:
        if one.startswith("policies."):
            _, who, name = one.split(".")
            policies[who][name] = others[who][name]
    mechanisms = {
        name: (b if f"mechanisms.{name}" in taken else a).mechanisms[name] for name in a.mechanisms
    }
    added = [one for one in a.added if one in b.added or one not in taken]
    added += [one for one in b.added if one not in a.added and one in taken]
    return replace(
        a, numbers=own("numbers"), texts=own("texts"), mechanisms=mechanisms, added=tuple(added),
        events=tuple(sorted(events, key=lambda e: e.on)), name=f"{a.name} to {b.name}",
        policies=type(a.policies).model_validate(policies),
    )  # fmt: skip


def between(
    two: Pair,
    whats: list[str | Predicate],
    method: str = "shapley",
    told: Callable[[int, int], None] | None = None,
) -> list[Attribution]:
    """Share out the difference of B less A in each of `whats`: an outcome, or the share of runs
    that meet a predicate. Every mix is simulated once; `told` hears how many of how many are done.

    What never happens counts as the whole horizon.
    """  # fmt: skip
    from wargame.model.batch import simulate

    mixes = needed(two.inputs, method)
    held: dict[Mix, dict[str, Any]] = {}
    for done, mix in enumerate(mixes, start=1):
        outcomes = simulate(mixed(two, mix)).outcomes
        held[mix] = {key: np.asarray(values, float) for key, values in outcomes.items()}
        if told:
            told(done, len(mixes))
    return [
        share_out(two.inputs, _worth(held, what, two.a.months), _name(what), method)
        for what in whats
    ]


def _name(what: str | Predicate) -> str:
    return what if isinstance(what, str) else what.text


def _worth(held: dict[Mix, dict[str, Any]], what: str | Predicate, months: int) -> Any:
    def worth(mix: Mix) -> Any:
        if not isinstance(what, str):
            return what.holds(held[mix].__getitem__)
        values = held[mix][what]
        return np.where(np.isnan(values), float(months), values) if timed(what) else values

    return worth


def across_levers(
    ds: xarray.Dataset, what: str | Predicate, a: str, b: str, method: str = "shapley"
) -> Attribution:
    """Share out what policy `b` of sweep `ds` does more than policy `a` among their levers.

    Runs are those of the sweep: the means of each point over its replicates. Raises WargameError
    if a mix of the two is not among the policies.
    """
    from wargame.study.analysis import sample

    values = sample.values(ds, what) if isinstance(what, str) else sample.holds(ds, what)
    table = sample.levers(ds)
    labels = [str(label) for label in ds["policy"].values]
    for name in (a, b):
        if name not in labels:
            raise WargameError(f"there is no policy '{name}'; there is {', '.join(labels)}")
    here, there = table.iloc[labels.index(a)], table.iloc[labels.index(b)]
    differ = [str(name) for name in table if here[name] != there[name]]

    def worth(mix: Mix) -> Any:
        wanted = [(there if name in mix else here)[name] for name in table]
        match = (table == wanted).all(axis=1).to_numpy()
        if not match.any():
            raise WargameError("a mix of the two policies is not in the sweep: cross all levers")
        return values[int(np.flatnonzero(match)[0])].mean(axis=1)

    return share_out(differ, worth, _name(what), method)
