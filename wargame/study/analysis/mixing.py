"""Mixes of two scenarios: each input in which they differ taken from the one or from the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.declare.errors import WargameError
from wargame.questions.predicate import Predicate, timed
from wargame.study.analysis.attribution import Attribution, Mix, needed, share_out
from wargame.study.differences import event_words

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
    of_path = _paths(a, b)
    of_event = _events(a, b)
    switches = [
        f"{kind}.{key}"
        for kind, held in (("policies", _policies), ("mechanisms", _mechanisms))
        for key, value in held(b).items()
        if held(a).get(key) != value
    ]
    inputs = tuple(dict.fromkeys([*of_path.values(), *of_event.values(), *switches]))
    if not inputs:
        raise WargameError(f"{a.name} and {b.name} have the same inputs; nothing to share out")
    return Pair(a, b, of_path, of_event, inputs)


def _paths(a: Any, b: Any) -> dict[str, str]:
    """Paths that differ, and the input each belongs to."""

    def same(path: str) -> bool:
        one, two = a.numbers.get(path), b.numbers.get(path)
        if one is None or two is None:
            return False
        return (one.value, one.low, one.high, one.unit) == (two.value, two.low, two.high, two.unit)

    paths = [path for path in {**a.numbers, **b.numbers} if not same(path)]
    paths += [p for p in {**a.texts, **b.texts} if a.texts.get(p) != b.texts.get(p)]
    by_entry = _grouped(paths, 2)
    # An entry that only one of them has comes or goes as a whole.
    added = set(a.added) ^ set(b.added)
    named = {path: path if len(by_entry[_head(path, 2)]) == 1 and _head(path, 2) not in added
             else _head(path, 2) for path in paths}  # fmt: skip
    if len(set(named.values())) > MOST:
        named = {path: _head(path, 1) if one not in added else one for path, one in named.items()}
    return named


def _head(path: str, parts: int) -> str:
    return ".".join(path.split(".")[:parts])


def _grouped(paths: list[str], parts: int) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    for path in paths:
        result.setdefault(_head(path, parts), []).append(path)
    return result


def _events(a: Any, b: Any) -> dict[str, str]:
    """Events of only one of them; one that names a new entry belongs to that entry."""
    valid = [{event_words(event): event for event in one.events} for one in (a, b)]
    result = {}
    for words in {**valid[0], **valid[1]}:
        if words in valid[0] and words in valid[1]:
            continue
        event = valid[0].get(words) or valid[1][words]
        held = {str(value) for value in event.model_dump(mode="json").values()}
        entry = [one for one in set(a.added) ^ set(b.added) if one.split(".")[1] in held]
        result[words] = entry[0] if entry else words
    return result


def _policies(scenario: Any) -> dict[str, Any]:
    chosen = scenario.policies.model_dump()
    return {f"{who}.{name}": value for who, own in chosen.items() for name, value in own.items()}


def _mechanisms(scenario: Any) -> dict[str, Any]:
    return dict(scenario.mechanisms)


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
    policies = a.policies.model_dump()
    for path, value in _policies(b).items():
        if f"policies.{path}" in taken:
            who, name = path.split(".")
            policies[who][name] = value
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


def attribute(
    a: Any,
    b: Any,
    what: str,
    method: str = "shapley",
    runs: int | None = None,
    months: int | None = None,
    seed: int | None = None,
) -> Attribution:
    """Why scenarios `a` and `b` differ in `what`: an outcome, or a predicate in words.

    Scenarios are names, files or loaded; `b` gets the runs, months and seed of `a`. Raises
    WargameError as `load` and `between` do.
    """  # fmt: skip
    from wargame.questions.predicate import parse
    from wargame.scenario import load
    from wargame.scenario.outcomes import OUTCOMES

    first = load(a, (), "central", runs, seed, months) if isinstance(a, str | Path) else a
    second = b
    if isinstance(b, str | Path):
        second = load(b, (), "central", first.runs, first.seed, first.months)
    asked = what if what in OUTCOMES else parse(what, first.start)
    return between(pair(first, second), [asked], method)[0]


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
