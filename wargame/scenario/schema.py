"""What a scenario file may hold; the one schema behind checks, editor help and documentation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic import WithJsonSchema as JsonSchema

from wargame.declare import comparison
from wargame.declare.comparison import Comparison
from wargame.declare.errors import did_you_mean
from wargame.declare.event_types import Date, Model
from wargame.declare.units import units_of
from wargame.evidence import catalogue
from wargame.evidence.fields import SECTIONS
from wargame.scenario.events import KINDS, AnyEvent
from wargame.scenario.outcomes import OUTCOMES, hint, of_family
from wargame.scenario.policies import Mechanisms, Policies


def _read_answer(data: object) -> Any:
    """One answer as {name: predicate}; a bare name has the predicate ''."""
    item = {data: ""} if isinstance(data, str) else data
    if not isinstance(item, dict) or len(item) != 1:
        raise ValueError("expected the name of an outcome, or one such as 'spillover: > 0'")
    name, predicate = next(iter(item.items()))
    if name not in OUTCOMES and not of_family(str(name)):
        raise ValueError(f"there is no outcome '{name}'{hint(str(name), OUTCOMES)}")
    return {name: None if predicate == "" else comparison.parse(predicate, "< 12")}


def _check_start(day: date) -> date:
    if not 2000 <= day.year <= 2100:
        raise ValueError(f"{day} is not between the years 2000 and 2100")
    return day


def _read_kind(data: object) -> Any:
    if data not in KINDS:
        raise ValueError(f"there is no event '{data}'{did_you_mean(str(data), KINDS)}")
    return data


_ANSWER_SCHEMA = {
    "anyOf": [
        {"enum": list(OUTCOMES)},
        {
            "type": "object",
            "propertyNames": {"enum": list(OUTCOMES)},
            "additionalProperties": {"type": "string", "pattern": comparison.PATTERN},
            "minProperties": 1,
            "maxProperties": 1,
        },
    ]
}
Answer = Annotated[
    dict[str, Comparison | None], BeforeValidator(_read_answer), JsonSchema(_ANSWER_SCHEMA)
]

OPEN = tuple(name for name, one in SECTIONS.items() if one.open)
VALUE = {"type": ["number", "string"]}
_RANGE = {
    "type": "object",
    "properties": {
        "value": VALUE | {"description": "central value"},
        "low": VALUE | {"description": "lowest value drawn"},
        "high": VALUE | {"description": "highest value drawn"},
        "unit": {"type": "string", "description": "a unit of the closed list"},
        "source": {"type": "string", "description": "key of the bibliography, or judgement"},
        "as_of": {"type": "string", "description": "YYYY, YYYY-MM or YYYY-MM-DD"},
        "grade": {"enum": ["A", "B", "C", "J", ""]},
        "note": {"type": "string", "description": "why it is assumed"},
    },
    "required": ["value"],
    "additionalProperties": False,
}


def patterns(option: Mapping[str, object]) -> dict[str, Any]:
    """JSON Schema of a mapping from paths of numbers to `option`."""
    result: dict[str, Any] = {}
    for section, declared in SECTIONS.items():
        for name, field in declared.fields.items():
            units = ", ".join(units_of(field.dimension)[:5])
            text = f"{field.meaning} ({field.dimension}: {units})"
            result[_pattern(section, name, field.over)] = {"description": text, **option}
    return {"type": "object", "patternProperties": result, "additionalProperties": False}


def _pattern(section: str, name: str, over: str = "") -> str:
    key = rf"\.{_any_of(over)}" if over else ""
    return rf"^{section}\.{_any_of(section)}\.{name}{key}$"


def _any_of(section: str) -> str:
    """A pattern for the name of an entry of `section`."""
    entries = SECTIONS[section].entries
    return f"({'|'.join(entries)})" if entries else "[a-z][a-z0-9_]*"


def _paths() -> dict[str, Any]:
    """JSON Schema of `set:`: every number and text of the catalogue by path."""
    schema = patterns({"anyOf": [VALUE, _RANGE]})
    for section, declared in SECTIONS.items():
        for name, word in declared.texts.items():
            result: dict[str, Any] = {"description": word.meaning, "type": "string"}
            if word.choices:
                result["enum"] = list(word.choices)
            schema["patternProperties"][_pattern(section, name)] = result
    return schema


_SPREAD = {
    "anyOf": [
        {"enum": ["catalogue", "none"]},
        {
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    {"const": "fixed"},
                    {
                        "type": "object",
                        "properties": {"low": VALUE, "high": VALUE},
                        "required": ["low", "high"],
                        "additionalProperties": False,
                    },
                ]
            },
        },
    ]
}


def _additions() -> dict[str, Any]:
    """JSON Schema of `add:`."""
    sections = {}
    one: dict[str, Any] = {"anyOf": [VALUE, _RANGE]}
    for section in OPEN:
        declared = SECTIONS[section]
        texts = {name: {"type": "string"} for name in ("from", "after", *declared.texts)}
        fields = {
            name: {"type": "object", "additionalProperties": one} if field.over else one
            for name, field in declared.fields.items()
        }
        entry = {"type": "object", "properties": texts | fields, "additionalProperties": False}
        sections[section] = {"type": "object", "additionalProperties": entry}
    return {"type": "object", "properties": sections, "additionalProperties": False}


def _removals() -> dict[str, Any]:
    """JSON Schema of `remove:`."""
    names = {"type": "array", "items": {"type": "string"}}
    sections = dict.fromkeys(OPEN, names)
    return {"type": "object", "properties": sections, "additionalProperties": False}


Settings = Annotated[dict[str, Any], JsonSchema(_paths())]
Spread = Annotated[Any, JsonSchema(_SPREAD)]
Additions = Annotated[dict[str, Any], JsonSchema(_additions())]
Removals = Annotated[dict[str, list[str]], JsonSchema(_removals())]
Kind = Annotated[str, BeforeValidator(_read_kind), JsonSchema({"enum": list(KINDS)})]
Words = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
Months = Annotated[int, Field(ge=1, le=240)]
Seed = Annotated[int, Field(ge=0, lt=2**63)]


class Changes(Model):
    """What may be changed, by a file or from the command line."""

    policies: Policies = Policies()
    """What each actor does."""
    mechanisms: Mechanisms = Field(default_factory=Mechanisms)
    """Parts of the model to switch off."""
    set: Settings = Field(default_factory=dict)
    """Numbers of the catalogue that differ: path: quantity, or path: {value, low, high, ...}."""


class Variant(Changes):
    """What a question changes in a scenario before it asks."""

    scale: dict[str, Annotated[float, Field(ge=0, strict=False)]] = Field(default_factory=dict)
    """Numbers of the catalogue multiplied, value and range: path: factor."""
    events: list[AnyEvent] = Field(default_factory=list)
    """Dated events that are added."""
    drop_events: list[Kind] = Field(default_factory=list)
    """Kinds of event of the scenario that do not happen."""


class ScenarioFile(Changes):
    """A scenario: what differs from the scenario it extends, and the question it answers."""

    scenario: Literal[1]
    """Version of this format."""
    name: Name | None = None
    """Short name (default: the name of the file)."""
    title: Words
    """Title shown to readers."""
    question: Words
    """The question that it answers."""
    answer: Annotated[list[Answer], Field(max_length=5, default_factory=list)]
    """Two to five outcomes that answer it, each a name or `name: "< 12"`."""
    extends: Words | None = None
    """Scenario from which everything not written here is taken: a file beside this one, or the
    bare name of a shipped scenario."""
    theatre: Words | None = None
    """Theatre: the name of a shipped one, or a folder beside this file (default: ukraine)."""
    evidence: Words | dict[str, Any] | None = None
    """Evidence of one's own: a file beside this one, or here `bibliography`, `facts`, and
    `estimates` by path; an estimate that says `holds_from` is the value from that day on."""
    nowcast: Words | dict[str, Any] | None = None
    """What is known of the months before the start: a file of `wargame nowcast --write` beside this
    one, or `none`; by default the theatre's latest for the start."""
    start: Annotated[Date, AfterValidator(_check_start)] | None = None
    """First day, YYYY-MM-DD."""
    months: Months | None = None
    """Horizon in months."""
    runs: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    """Number of runs."""
    seed: Seed | None = None
    """Seed of all draws."""
    changed: list[Words] | None = None
    """Which of the numbers that are set differ from the evidence by a scenario's will; runs write
    it where they write out everything."""
    uncertainty: Spread = "catalogue"
    """Ranges: those of the catalogue, `none`, or path: {low, high} and path: fixed."""
    events: list[AnyEvent] = Field(default_factory=list)
    """Dated events, in order; added to those of the scenario it extends."""
    drop_events: list[Kind] = Field(default_factory=list)
    """Kinds of event of the extended scenario that do not happen here."""
    remove: Removals = Field(default_factory=dict)
    """Entries that are not there: section: [names]."""
    add: Additions = Field(default_factory=dict)
    """New entries by section and name; `from: ENTRY` takes what is not written from that entry,
    `after: ENTRY` says where it stands (default: last)."""


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a scenario file, for editors."""
    schema = ScenarioFile.model_json_schema()
    found = catalogue.load()
    for one in KINDS.values():
        own = schema["$defs"][one.__name__]["properties"]
        for name, section in one.actors.items():
            names = [*found.entries(section), *(["all"] if name in one.all_of else [])]
            # Any word is allowed, for a scenario may add entries; an editor completes these.
            own[name] = own[name] | {"anyOf": [{"enum": names}, {"type": "string"}]}
            del own[name]["type"]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return head | schema | {"title": "wargame scenario"}
