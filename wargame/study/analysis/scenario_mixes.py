"""Mixes of two scenarios: each input in which they differ taken from the one or from the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import permutations
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from wargame.declare.errors import Place, Problems, WargameError
from wargame.evidence.catalogue import field_of
from wargame.evidence.fields import SECTIONS
from wargame.evidence.number import FACTS, Number
from wargame.questions.predicate import Predicate, timed
from wargame.scenario import Scenario
from wargame.scenario.casting import Casting
from wargame.scenario.entry_names import EntryNames
from wargame.scenario.settings import Numbers
from wargame.study.analysis import sample
from wargame.study.analysis.attribution import Attribution, Mix, needed, share_out
from wargame.study.arrays import Floats
from wargame.study.differences import event_words, input_differences

if TYPE_CHECKING:
    import xarray

    from wargame.scenario.events import Event

MOST = 24  # inputs; beyond it numbers go together by section
T = TypeVar("T")
Entries = dict[str, str]  # section.entry that only one has, or has anew -> the input it belongs to


@dataclass(frozen=True)
class Pair:
    """Two scenarios with the same theatre, start, horizon, runs and seed; `inputs` in which they
    differ.

    An input is a number, or all numbers of an entry (`weapons.arrow`) where several differ; an
    entry that is added or removed, with those that need it; an event; a policy; or a mechanism.
    """

    a: Scenario
    b: Scenario
    of_path: dict[str, str]  # path of a number or text -> input
    of_event: dict[str, str]  # event in words -> input
    of_entry: Entries
    inputs: tuple[str, ...]


def pair(a: Scenario, b: Scenario) -> Pair:
    """What differs between scenarios `a` and `b`.

    Raises WargameError if they cannot be compared run by run, or do not differ.
    """
    for what in ("theatre", "start", "months", "runs", "seed"):
        one, other = (getattr(each, what) for each in (a, b))
        if one != other:
            shown = (getattr(each, "name", each) for each in (one, other))
            raise WargameError(
                f"attribution needs the same {what} in both: {' and '.join(map(str, shown))}"
            )
    differ: dict[str, list[str]] = {}
    for difference in input_differences([a, b]):
        differ.setdefault(difference.kind, []).append(difference.what)
    of_entry = _changed_entries(a, b)
    of_path = _paths(a, b, differ.get("number", []) + differ.get("text", []), of_entry)
    words = {event_words(event): event for event in (*a.events, *b.events)}
    of_event = {
        text: next((of_entry[name] for name in _of_event(event, of_entry)), text)
        for text, event in words.items()
        if text in differ.get("event", [])
    }
    switches = [f"policies.{name}" for name in differ.get("policy", [])]
    switches += [f"mechanisms.{name}" for name in differ.get("mechanism", [])]
    inputs = tuple(dict.fromkeys([*of_path.values(), *of_event.values(), *switches]))
    if not inputs:
        raise WargameError(f"{a.name} and {b.name} have the same inputs; nothing to share out")
    return Pair(a, b, of_path, of_event, of_entry, inputs)


def _changed_entries(a: Scenario, b: Scenario) -> Entries:
    """Entries that only one of them added or removed; those that need each other are one input."""
    changed = {*a.added} ^ {*b.added} | {*a.removed} ^ {*b.removed}
    groups = [{entry} for entry in sorted(changed)]
    for together in _needing(a, b, changed):
        met = [group for group in groups if group & together]
        if len(met) > 1:
            met[0].update(*met[1:])
            groups = [group for group in groups if group not in met[1:]]
    return {entry: " and ".join(sorted(group)) for group in groups for entry in group}


def _needing(a: Scenario, b: Scenario, changed: set[str]) -> Iterator[set[str]]:
    """Entries of `changed` of which a mix cannot have one and leave out the other."""
    for path in {**a.texts, **b.texts}:
        yield {_head(path, 2), *_referred(path, a, b)} & changed
    for event in (*a.events, *b.events):
        yield set(_of_event(event, changed))
    there = {entry: tuple(_has(one, entry) for one in (a, b)) for entry in changed}
    for first, second in permutations(changed, 2):
        fields = SECTIONS[_head(first, 1)].fields.values()
        # What one holds for the other is a number in neither scenario.
        if there[first] != there[second] and _head(second, 1) in (field.over for field in fields):
            yield {first, second}
    for section in {_head(entry, 1) for entry in changed}:
        if not set(a.entries(section)) & set(b.entries(section)):  # else a mix may have none
            yield {entry for entry in changed if _head(entry, 1) == section}


def _has(scenario: Scenario, entry: str) -> bool:
    section, name = entry.split(".")
    return name in scenario.entries(section)


def _referred(path: str, a: Scenario, b: Scenario) -> list[str]:
    """Entries that the text at `path` names, in `a` and in `b`."""
    text = SECTIONS[_head(path, 1)].texts[path.split(".")[2]]
    names = (one.texts[path] for one in (a, b) if text.refers and path in one.texts)
    return [f"{text.refers}.{name}" for name in names]


def _of_event(event: Event, entries: Entries | set[str]) -> list[str]:
    """Those of `entries` that `event` names."""
    names = {str(value) for value in event.model_dump(mode="json").values()}
    return [entry for entry in entries if entry.split(".")[1] in names]


def _paths(a: Scenario, b: Scenario, paths: list[str], of_entry: Entries) -> dict[str, str]:
    """The input that each of the `paths` that differ belongs to: that of an added or removed entry,
    itself, its entry if several differ there, or its section if there would be too many inputs."""
    count = Counter(_head(path, 2) for path in paths)
    named, whole = {}, set(of_entry.values())
    for path in paths:
        entries = [*_holders(path), *(_referred(path, a, b) if field_of(path) is None else ())]
        own = _head(path, 2) if count[_head(path, 2)] > 1 else path
        named[path] = next((of_entry[entry] for entry in entries if entry in of_entry), own)
    if len(set(named.values())) > MOST:
        named = {path: one if one in whole else _head(path, 1) for path, one in named.items()}
    return named


def _head(path: str, parts: int) -> str:
    return ".".join(path.split(".")[:parts])


def _holders(path: str) -> list[str]:
    """The entry of a number or text, and the one that it is held for, in a table."""
    field = field_of(path)
    return [
        _head(path, 2),
        *([f"{field.over}.{path.split('.')[3]}"] if field and field.over else []),
    ]


def mixed(two: Pair, taken: Mix) -> Scenario:
    """The scenario that has the inputs `taken` from B and all others from A.

    Raises WargameError if nobody can play a part there that the model needs.
    """
    a, b, of_entry = two.a, two.b, two.of_entry
    name = f"{a.name} to {b.name}"
    paths = [path for path in (*a.numbers, *b.numbers) if not path.startswith(FACTS)]
    sections = dict.fromkeys(_head(path, 1) for path in paths)
    order = [entry for section in sections for entry in _entries(two, section, taken)]
    place = {entry: at for at, entry in enumerate(order)}

    def own(tables: tuple[dict[str, T], dict[str, T]]) -> dict[str, T]:
        laid = {}
        for path in {**tables[0], **tables[1]}:
            if path.startswith(FACTS):
                continue
            holders = _holders(path)
            whole = next((of_entry[entry] for entry in holders if entry in of_entry), "")
            table = tables[two.of_path.get(path, whole) in taken]
            if path in table and all(entry in place for entry in holders):
                laid[path] = table[path]
        return dict(sorted(laid.items(), key=lambda item: place[_head(item[0], 2)]))

    numbers = Numbers(a.catalogue, a.start.isoformat(), Problems())
    numbers.numbers, numbers.texts = own((a.numbers, b.numbers)), own((a.texts, b.texts))
    numbers.names = EntryNames(numbers.numbers)
    numbers.numbers |= _facts(two, taken)
    numbers.names.places = dict.fromkeys((*a.removed, *b.removed), Place(name, 1, 1))
    casting = Casting(a.theatre, numbers)
    roles = casting.roles()
    for _, what in casting.faults:
        raise WargameError(f"a mix of {a.name} and {b.name} is no war: {what}")

    def either(of_a: tuple[str, ...], of_b: tuple[str, ...]) -> tuple[str, ...]:
        """Entries that are added or removed."""
        retained = [entry for entry in of_a if of_entry.get(entry) not in taken]
        return tuple(dict.fromkeys([*retained, *(e for e in of_b if of_entry.get(e) in taken)]))

    events = [e for e in a.events if two.of_event.get(event_words(e), "") not in taken]
    events += [e for e in b.events if two.of_event.get(event_words(e), "") in taken]
    policies, others = a.policies.model_dump(), b.policies.model_dump()
    for one in taken:
        if one.startswith("policies."):
            _, who, rule = one.split(".")
            policies[who][rule] = others[who][rule]
    mechanisms = {
        one: (b if f"mechanisms.{one}" in taken else a).mechanisms[one] for one in a.mechanisms
    }
    return replace(
        a, name=name, numbers=numbers.names.ordered(numbers.numbers), texts=numbers.texts,
        mechanisms=mechanisms, roles=roles, added=either(a.added, b.added),
        removed=either(a.removed, b.removed), events=tuple(sorted(events, key=lambda e: e.on)),
        policies=type(a.policies).model_validate(policies),
        overrides=own((a.overrides, b.overrides)),
    )  # fmt: skip


def _facts(two: Pair, taken: Mix) -> dict[str, Number]:
    """Facts from which numbers of a mix may be derived, by path."""
    a, b = two.a.numbers, two.b.numbers
    paths = [path for path in {**a, **b} if path.startswith(FACTS)]
    own = {path: (b, a) if two.of_path.get(path) in taken else (a, b) for path in paths}
    return {path: first.get(path) or second[path] for path, (first, second) in own.items()}


def _entries(two: Pair, section: str, taken: Mix) -> list[str]:
    """Entries of `section` in a mix, each as section.name: A's in order, and those that B added
    where they stand in B."""
    first, second = (
        [f"{section}.{name}" for name in one.entries(section)] for one in (two.a, two.b)
    )
    changed = {entry for entry, one in two.of_entry.items() if one in taken}
    result = [entry for entry in first if entry not in changed]
    after = 0
    for entry in second:
        if entry in changed:
            result.insert(after, entry)
        if entry in result:
            after = result.index(entry) + 1
    return result


def between(
    two: Pair,
    whats: list[str | Predicate],
    method: str = "shapley",
    progress: Callable[[int, int], None] | None = None,
) -> list[Attribution]:
    """Share out the difference of B less A in each of `whats`: an outcome, or the share of runs
    that meet a predicate. Every mix is simulated once; `progress` hears how many of all are done.

    What never happens counts as the whole horizon.
    """  # fmt: skip
    from wargame.model.batch import simulate

    mixes = needed(two.inputs, method)
    outcomes: dict[Mix, dict[str, Floats]] = {}
    for done, mix in enumerate(mixes, start=1):
        simulated = simulate(mixed(two, mix)).outcomes
        outcomes[mix] = {key: np.asarray(values, float) for key, values in simulated.items()}
        if progress:
            progress(done, len(mixes))

    def worth(what: str | Predicate, mix: Mix) -> Floats:
        if not isinstance(what, str):
            return np.asarray(what.holds(outcomes[mix].__getitem__))
        values = outcomes[mix][what]
        return np.where(np.isnan(values), float(two.a.months), values) if timed(what) else values

    return [share_out(two.inputs, partial(worth, one), _name(one), method) for one in whats]


def _name(what: str | Predicate) -> str:
    return what if isinstance(what, str) else what.text


def across_levers(
    ds: xarray.Dataset, what: str | Predicate, a: str, b: str, method: str = "shapley"
) -> Attribution:
    """Share out what policy `b` of sweep `ds` does more than policy `a` among their levers.

    Runs are those of the sweep: the means of each point over its replicates. Raises WargameError
    if a mix of the two is not among the policies.
    """
    values = sample.values(ds, what) if isinstance(what, str) else sample.holds(ds, what)
    table = sample.levers(ds)
    here, there = (table.iloc[sample.policy(ds, name)[1]] for name in (a, b))
    differ = [str(name) for name in table if here[name] != there[name]]

    def worth(mix: Mix) -> Floats:
        wanted = [(there if name in mix else here)[name] for name in table]
        match = (table == wanted).all(axis=1).to_numpy()
        if not match.any():
            raise WargameError("a mix of the two policies is not in the sweep: cross all levers")
        return np.asarray(values[int(np.flatnonzero(match)[0])].mean(axis=1))

    return share_out(differ, worth, _name(what), method)
