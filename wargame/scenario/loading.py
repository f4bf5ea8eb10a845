"""Loads a scenario: files and settings laid over the catalogue, checked, and frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial, reduce
from pathlib import Path
from typing import Any

from wargame.declare.comparison import Comparison
from wargame.declare.errors import InputError, Place, Problems, WargameError
from wargame.evidence import catalogue as evidence
from wargame.evidence import theatre
from wargame.evidence.catalogue import Catalogue
from wargame.evidence.fields import SECTIONS
from wargame.evidence.theatre import Theatre
from wargame.scenario import additions, history, own_evidence, panels
from wargame.scenario.casting import Casting
from wargame.scenario.derived_settings import derive
from wargame.scenario.dotted_paths import merged
from wargame.scenario.events import Event, Placed, check, check_order, clip, in_force
from wargame.scenario.layers import Layer, chain, overlay
from wargame.scenario.lead_up_record import held_to, preceding
from wargame.scenario.library import START, Basis
from wargame.scenario.outcomes import hint, outcomes_of
from wargame.scenario.policies import Mechanisms, Policies
from wargame.scenario.scenario import Answer, Scenario, add_months
from wargame.scenario.schema import ScenarioFile, Variant
from wargame.scenario.settings import Numbers, mapping_at

NEEDED = ("weapons", "interceptors", "sectors", "classes", "commands")
DEFAULTS: dict[str, Any] = {
    "start": date.fromisoformat(START),
    "months": 36,
    "runs": 500,
    "seed": 1,
}


def load(
    path: str | Path,
    sets: Sequence[str] = (),
    estimate: str = "central",
    runs: int | None = None,
    seed: int | None = None,
    months: int | None = None,
    catalogue: Catalogue | None = None,
    variant: Layer | Sequence[Layer] | None = None,
    evidence_files: Sequence[str | Path | Mapping[str, object]] = (),
    as_of: date | None = None,
    record_file: str | Path | None = None,
    cutoff: date | None = None,
) -> Scenario:
    """Load the scenario at `path` (or the shipped one of that name).

    `sets` are settings `path=value`; `estimate` is low, central, high, the key of a source, or
    `panel:NAME`, a panel of experts (`wargame.scenario.panels`);
    `runs`, `seed` and `months` go before the file's. Events that begin after a shorter horizon
    given by `months` are left out. `catalogue` stands in for the shipped one in tests; `variant`
    is what a question or a program changes in the scenario: a Layer whose model is a `Variant` or
    a `ScenarioFile` (see `layers.edit`), or several, laid over it in their order. `evidence_files`
    (or plain data) are laid beside the catalogue, after what the scenario itself brings. `as_of` is
    the first day in place of the one that the files name, on what was known then. `record_file`
    stands in for the record of strikes that launches before the start are held to. `cutoff` is a
    day before the start after which nothing is known (default: the start).

    Raises WargameError with every problem found, each at file:line:column.
    """
    problems = Problems()
    layers, settings = chain(path, problems), overlay(sets, problems)
    variants = [variant] if isinstance(variant, Layer) else list(variant or ())
    edits = [one for one in variants if isinstance(one.model, ScenarioFile)]
    well_formed = not problems.noted
    header = _header([*layers, *edits]) if well_formed else dict(DEFAULTS)
    starts = header["start"]
    header |= {"start": as_of} if as_of else {}
    given = {"runs": (runs, 1_000_000), "seed": (seed, 2**63 - 1), "months": (months, 240)}
    for name, (value, most) in given.items():
        least = 0 if name == "seed" else 1
        if value is not None and not least <= value <= most:
            raise WargameError(f"{name} {value}: expected {least} to {most}")
    where = _theatre(layers, problems)
    brought = own_evidence.documents(layers, evidence_files, problems)
    own, figures, panel = panels.laid(brought, estimate, header["start"])
    whole = catalogue or evidence.load(where.evidence, own)
    opens = where.stands_on if where.stands_on and where.stands_on < header["start"] else None
    catalogue = _catalogue_as_of(whole, opens, header["start"], cutoff)
    numbers = Numbers(catalogue, header["start"].isoformat(), problems)
    numbers.choose(figures)
    laid = [*layers, *variants, settings]
    for layer in laid:
        additions.change(numbers, layer)
        numbers.lay(layer)
    if not problems.noted:
        derive(numbers.numbers, layers[0].place(()), problems)
    numbers.bound(estimate)
    _check_references(layers[0], numbers, problems)
    for section in NEEDED:
        if not numbers.entries(section):
            problems.add(layers[0].place(()), "", f"the model needs an entry under {section}")
    casting = Casting(where, numbers)
    roles = casting.roles()
    for place, what in casting.faults:
        problems.add(place or layers[0].place(()), "", what)
    for one in variants:
        numbers.scale(one)
    longest = max(header["months"], months or 0)  # what lies beyond a shorter one is left out
    frame = opens or header["start"], add_months(max(starts, header["start"]), longest)
    events = _events(laid[:-1], frame, numbers, problems) if well_formed else []
    held = held_to(where, layers, opens, header["start"], problems, record_file, cutoff)
    _check_mechanisms(where, catalogue, laid, problems)
    if well_formed:
        _check_answer(where, [*layers, *edits], problems)
    problems.stop()
    chosen = header | {name: value for name, (value, _) in given.items() if value is not None}
    end = add_months(chosen["start"], chosen["months"])
    mechanisms = _mechanisms(catalogue, laid)
    policies = _merged("policies", laid)
    return Scenario(
        **chosen,
        estimate=estimate,
        numbers=numbers.names.ordered(numbers.numbers),
        texts=numbers.texts,
        events=clip(events, end),
        policies=Policies.model_validate(policies),
        mechanisms=mechanisms,
        catalogue=catalogue,
        theatre=where,
        roles=roles,
        files=tuple(layer.name for layer in layers),
        overrides=numbers.overrides,
        added=tuple(numbers.names.added),
        removed=tuple(numbers.names.removed),
        evidence=own_evidence.joined(own),
        basis=Basis(
            as_of, tuple(str(f) for f in evidence_files if not isinstance(f, Mapping)), cutoff
        ),
        panel=panel,
        opens=opens,
        history=history.events(where, opens, header["start"], numbers.entries, cutoff)
        if opens
        else (),
        recorded=held.recorded,
        preceding=preceding(where, opens or header["start"], record_file, cutoff),
        nowcast=held.nowcast,
        own_nowcast=held.own,
    )


def _catalogue_as_of(
    whole: Catalogue, opens: date | None, start: date, cutoff: date | None
) -> Catalogue:
    """What `whole` held before the day `cutoff`, by default the start; how things stood at `opens`
    as it was known then. Raises WargameError for a day after the start."""
    if cutoff is not None and cutoff > start:
        raise WargameError(f"what was known on {cutoff} is not known at the start on {start}")
    day = cutoff or start
    return whole.leading_up(min(opens, day), day) if opens else whole.as_of(day)


def _theatre(layers: Sequence[Layer], problems: Problems) -> Theatre:
    """The theatre that the last layer names; its folder may lie beside that layer's file."""
    for layer in reversed(layers):
        name = layer.data.get("theatre")
        if isinstance(name, str):
            beside = layer.path.parent / name if layer.path else Path(name)
            try:
                return theatre.load(beside if (beside / theatre.FILE).is_file() else name)
            except InputError:
                raise
            except WargameError as error:
                problems.add(layer.place(("theatre",)), "theatre", str(error))
    return theatre.load()


def _check_mechanisms(
    where: Theatre, catalogue: Catalogue, laid: Sequence[Layer], problems: Problems
) -> None:
    """Note each mechanism that is switched on though the theatre has no numbers for it."""
    for section in catalogue.lacking:
        switch = SECTIONS[section].switch
        for layer in laid:
            if mapping_at(layer, "mechanisms").get(switch) is True:
                what = f"the theatre {where.name} has no section {section}, so this cannot be on"
                problems.add(layer.place(("mechanisms", switch)), f"mechanisms.{switch}", what)


def _check_answer(where: Theatre, layers: Sequence[Layer], problems: Problems) -> None:
    """Note each outcome that is to answer the question and that the theatre does not have."""
    declared = outcomes_of(where)
    layer = next((one for one in reversed(layers) if one.data.get("answer")), layers[-1])
    assert isinstance(layer.model, ScenarioFile)
    for i, item in enumerate(layer.model.answer):
        for name in item.keys() - declared.keys():
            what = f"the theatre {where.name} has no outcome '{name}'{hint(name, declared)}"
            problems.add(layer.place(("answer", i)), f"answer.{i}", what)


def _mechanisms(catalogue: Catalogue, laid: Sequence[Layer]) -> dict[str, bool]:
    """Every mechanism and whether it is on; those without numbers in the theatre are off."""
    off = {SECTIONS[section].switch for section in catalogue.lacking}
    chosen = Mechanisms.model_validate(_merged("mechanisms", laid)).model_dump()
    return {name: on and name not in off for name, on in chosen.items()}


def _check_references(first: Layer, numbers: Numbers, problems: Problems) -> None:
    """Note each text that names an entry which was removed; one that may be missing goes too."""
    for path, text, entry in numbers.names.dangling(numbers.texts):
        if text.optional:
            del numbers.texts[path]
            continue
        gone = numbers.names.gone(entry)
        what = f"{entry} is needed ({path}: {text.meaning})"
        problems.add(gone or first.place(()), "", what)


def _header(layers: Sequence[Layer]) -> dict[str, Any]:
    """name, title, question, answer, start, months, runs, seed: each from the last to say so."""
    last = layers[-1]
    header: dict[str, Any] = dict(DEFAULTS)
    answer: list[dict[str, Comparison | None]] = []
    for layer in layers:
        model = layer.model
        assert isinstance(model, ScenarioFile)
        header |= {k: getattr(model, k) for k in DEFAULTS if getattr(model, k) is not None}
        answer = model.answer or answer
    assert isinstance(last.model, ScenarioFile)
    name = last.model.name or (last.path.stem if last.path else last.name)
    return header | {
        "name": name,
        "title": last.model.title,
        "question": last.model.question,
        "answer": tuple(Answer(*pair) for item in answer for pair in item.items()),
    }


def _merged(key: str, layers: Sequence[Layer]) -> dict[str, Any]:
    """The mapping at `key` of all layers, later ones over earlier ones."""
    every = (layer.data.get(key) or {} for layer in layers)
    result: dict[str, Any] = reduce(merged, every, {})
    return result


def _events(
    layers: Sequence[Layer], frame: tuple[date, date], numbers: Numbers, problems: Problems
) -> list[Event]:
    """Events of all layers that no later one drops, checked against actors and the `frame`: the
    first day, and the day after the last. What a file with an earlier start dates before that of
    the war is in force on its first day, or over.
    """
    retained: list[Placed] = []
    start, months = DEFAULTS["start"], DEFAULTS["months"]
    for layer in layers:
        model = layer.model
        assert isinstance(model, ScenarioFile | Variant)
        start = getattr(model, "start", None) or start
        months = getattr(model, "months", None) or months
        end = add_months(start, months)  # what lies beyond a later file's horizon is left out
        retained = [placed for placed in retained if placed.event.event not in model.drop_events]
        own = [
            Placed(event, partial(_place, layer, i), f"events.{i}", min(start, frame[0]), end)
            for i, event in enumerate(model.events)
        ]
        check_order(own, problems)
        retained += own
    actors = {section: numbers.entries(section) for section in SECTIONS}
    check(retained, frame[1], actors, problems)
    begun = [in_force(placed.event, frame[0]) for placed in retained]
    return [event for event in begun if event is not None]


def _place(layer: Layer, index: int, key: str) -> Place:
    return layer.place(("events", index, key))
