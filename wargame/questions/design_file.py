"""Designs of sweeps as a researcher writes them: what varies, how it is sampled, what is kept.

Uncertainties are numbers that nobody chooses; levers are what somebody could choose. Each
combination of levers is a policy, a scenario of its own; each sample of the uncertainties a point;
each policy meets the same points with the same luck.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic import WithJsonSchema as JsonSchema

from wargame.declare.event_types import Model
from wargame.questions import policy_grid, question_file
from wargame.questions.parameter_ranges import Parameter, parameters
from wargame.questions.point_table import Points, table
from wargame.questions.policy_grid import Policy
from wargame.questions.question_file import Months, Outcome, Reading, Words
from wargame.scenario.library import NO_BASIS, Basis
from wargame.scenario.outcomes import outcomes_of
from wargame.scenario.schema import VALUE, Name, Seed, patterns

BASE = "continued_war"
Kind = Literal["factorial", "lhs", "sobol", "morris", "one_at_a_time", "table"]
# What each kind of design reads: key -> (value where it is not written, least, most).
_SIZES: dict[str, dict[str, tuple[int, int, int]]] = {
    "factorial": {"levels": (3, 2, 1000)},
    "lhs": {"points": (100, 1, 1_000_000)},
    "sobol": {"points": (256, 2, 1 << 20)},
    "morris": {"points": (20, 2, 100_000), "levels": (4, 4, 100)},
    "one_at_a_time": {"levels": (5, 2, 1000)},
    "table": {},
}
_OPTION = {
    "anyOf": [
        {"enum": ["catalogue"]},
        {"type": "array", "items": VALUE, "minItems": 2, "uniqueItems": True},
        {
            "type": "object",
            "properties": {"low": VALUE, "high": VALUE, "value": VALUE, "unit": {"type": "string"}},
            "required": ["low", "high"],
            "additionalProperties": False,
        },
    ]
}
_LEVERS = {
    "type": "object",
    "additionalProperties": {
        "anyOf": [
            {"type": "array", "minItems": 1, "uniqueItems": True},
            {"type": "object", "minProperties": 1, "additionalProperties": {"type": "object"}},
        ]
    },
}
_CONSTANTS = {"type": "object", "additionalProperties": {"type": ["number", "string", "boolean"]}}
Uncertainties = Annotated[dict[str, Any], JsonSchema(patterns(_OPTION))]
Levers = Annotated[dict[str, Any], JsonSchema(_LEVERS)]
Constants = Annotated[dict[str, Any], JsonSchema(_CONSTANTS)]


class Design(Model):
    """How points are chosen from the ranges of the uncertainties."""

    kind: Kind
    """factorial (every combination of levels), lhs (Latin hypercube), sobol (Saltelli's scheme for
    Sobol indices), morris (trajectories), one_at_a_time (each alone from the central values), or
    table (points from a file)."""
    points: int | None = None
    """lhs: how many points; sobol: the base sample, a power of two; morris: trajectories."""
    levels: int | None = None
    """factorial, one_at_a_time: values from low to high of each uncertainty; morris: an even
    number."""
    second_order: bool | None = None
    """sobol: whether second-order indices are wanted too (about twice the points)."""
    file: Words | None = None
    """table: a CSV or Parquet file beside this one, one column per path, one row per point."""


class SweepFile(Model):
    """A sweep: the question, what varies, and how it is sampled."""

    sweep: Literal[1]
    """Version of this format."""
    name: Name | None = None
    """Short name (default: the name of the file)."""
    title: Words
    """Title shown to readers."""
    question: Words
    """The question that it answers."""
    scenario: Words | None = None
    """The scenario that all runs stand on: a file beside this one, or the bare name of a shipped
    one (default: continued_war). Not where `scenario` is a lever."""
    months: Months | None = None
    """Horizon in months (default: that of the scenario)."""
    seed: Seed = 1
    """Seed of the sample and of all draws."""
    design: Design
    """How points are chosen."""
    replicates: Annotated[int, Field(ge=1, le=100_000)] = 1
    """Runs of each point under each policy, with other luck."""
    luck: Literal["own", "shared"] | None = None
    """Whether points have luck of their own, or all points share that of their replicate (default:
    shared for morris and one_at_a_time, whose differences between points are what is looked at)."""
    rest: Literal["drawn", "central"] = "drawn"
    """Numbers that the design does not name: drawn from their ranges anew in each run, as in any
    other command; or held at their central values, so that replicates differ by luck alone."""
    distribution: Literal["triangle", "uniform"] = "triangle"
    """How lhs, sobol and morris fill a range: the triangle from low over value to high from which
    runs draw, or evenly."""
    uncertainties: Uncertainties = Field(default_factory=dict)
    """Path of a number: `catalogue` (its range), {low, high} or {low, high, value}; for factorial
    and one_at_a_time also a list of values."""
    levers: Levers = Field(default_factory=dict)
    """What somebody could choose. `scenario`, a path of policies, mechanisms or a number: a list of
    options. A name of one's own: options by name, each with what it changes (set, scale, policies,
    mechanisms, events, drop_events). All combinations are run."""
    constants: Constants = Field(default_factory=dict)
    """Path of a number, policy or mechanism: one value in all runs."""
    outcomes: Annotated[list[Outcome], Field(min_length=1)] | None = None
    """Outcomes that are kept (default: all that are declared)."""


@dataclass(frozen=True)
class Sweep:
    """A design, checked: every policy loaded, every range in one unit.

    `sizes` holds points, levels and second_order as far as the design reads them; `table` the
    points of a table, one row each, in the units and order of `parameters`; `basis` is what its
    scenarios stand on besides their files.
    """

    name: str
    file: SweepFile
    sizes: dict[str, int]
    policies: tuple[Policy, ...]
    parameters: tuple[Parameter, ...]
    table: Points = ()
    basis: Basis = NO_BASIS

    @property
    def outcomes(self) -> list[str]:
        """Outcomes that are kept, in the order of their declaration."""
        declared = outcomes_of(self.policies[0].scenario.theatre)
        return [name for name in declared if name in (self.file.outcomes or declared)]

    @property
    def luck(self) -> str:
        """Whether points have their `own` luck, or it is `shared` by all."""
        shared = self.file.design.kind in ("morris", "one_at_a_time")
        return self.file.luck or ("shared" if shared else "own")


def read(path: Path | str, basis: Basis = NO_BASIS) -> Sweep:
    """The design at `path`, or the shipped one of that name, checked whole.

    `basis` is what its scenarios stand on besides their files. Raises WargameError with every
    problem, each at file:line:column; every policy is loaded to be sure of it.
    """
    reading, file = question_file.read(path, "sweep", SweepFile)
    sizes = _sizes(file.design, reading)
    if file.scenario is not None and "scenario" in file.levers:
        reading.note(("scenario",), "is a lever too; write it there alone")
    policies = policy_grid.policies(file, file.scenario or BASE, reading, basis)
    reading.stop()
    result = parameters(file, policies, reading)
    rows: Points = ()
    if file.design.file is not None and file.uncertainties:
        what = "are the columns of the table; leave this out"
        reading.note(("uncertainties",), what, key=True)
    elif file.design.file is not None:
        result, rows = table(file.design.file, policies, reading)
    elif not file.uncertainties:
        where = reading.doc.place()
        reading.add(where, "uncertainties", "is missing: nothing varies between points")
    reading.stop()
    name = file.name or Path(reading.doc.name).stem
    return Sweep(name, file, sizes, policies, result, rows, basis)


def _sizes(design: Design, reading: Reading) -> dict[str, int]:
    """points, levels and second_order as the kind of design reads them; notes what it does not."""
    note = reading.within("design")
    valid = _SIZES[design.kind]
    result: dict[str, int] = {}
    for key in ("points", "levels"):
        given = getattr(design, key)
        if key not in valid:
            if given is not None:
                note(f"is not read by a design of kind {design.kind}", key)
            continue
        default, least, most = valid[key]
        result[key] = default if given is None else given
        if not least <= result[key] <= most:
            note(f"expected {least} to {most}, found {given}", key)
    if design.kind == "sobol" and result["points"] & (result["points"] - 1):
        note(f"expected a power of two, found {result['points']}", "points")
    if design.kind == "morris" and result["levels"] % 2:
        note(f"expected an even number, found {result['levels']}", "levels")
    if design.second_order is not None and design.kind != "sobol":
        note(f"is not read by a design of kind {design.kind}", "second_order")
    if (design.file is None) == (design.kind == "table"):
        note("is missing" if design.file is None else "is read by kind table only", "file")
    if design.kind == "sobol":
        result["second_order"] = int(bool(design.second_order))
    return result
