"""What a file of a lesson may hold: words, controls, charts, and what is predicted and revealed.

A lesson never states a result of the model in prose. What it says of one is a `Statement` with a
predicate over simulated runs, and which answer is right is worked out from predicates too.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from wargame.declare.event_types import Model
from wargame.questions.question_file import Months, Outcome, Series, Test, Tests, Title, Words
from wargame.scenario.outcomes import SERIES
from wargame.scenario.schema import Variant

# What may stand for several entries of a series, and the dimension whose entries they are.
GROUPS = {
    "missiles": "weapon",
    "stored_missiles": "weapon",  # without those for ground fire, as outcomes of the stock have it
    "ballistic": "weapon",
    "cruise": "weapon",
    "drones": "weapon",
    "ballistic_defence": "interceptor",
}
MISSILES = {"missiles", "stored_missiles", "ballistic", "cruise"}  # groups
SLOTS = ("value", "share")
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


def _members(data: object) -> Any:
    return [data] if isinstance(data, str) else data


def _slots(words: str) -> str:
    for result in _BRACES.finditer(words):
        if result[1] not in SLOTS:
            raise ValueError(f"{result[0]} is neither {{value}} nor {{share}}")
    return words


Said = Annotated[Words, AfterValidator(_slots)]
Point = dict[Title, Title]
Share = Annotated[float, Field(ge=0.0, le=1.0, strict=False)]
Number = Annotated[float, Field(strict=False)]
Members = Annotated[list[str], BeforeValidator(_members, json_schema_input_type=str | list[str])]


class Measure(Model):
    """One number per run: an outcome, or what a line of a chart shows in one month."""

    outcome: Outcome | None = None
    """Name of a declared outcome (`wargame list outcomes`),"""
    line: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")] | None = None
    """or a line of a chart, as chart.line,"""
    month: Months | None = None
    """and the month of the war in which it is read, from 1 (default: the last)."""
    at: Point | None = None
    """Where the controls stand; one that is not named stands at its start."""


class Question(Measure):
    """What is tested run by run; `against` a second measure with the same luck."""

    against: Measure | None = None
    """The first less this one is tested. What it leaves out is as in the first."""
    by: Literal["difference", "ratio"] = "difference"
    """Whether the difference is tested, or the first over the second."""


class Statement(Question):
    """A sentence about results; the lesson is refused if the runs do not bear it out."""

    says: Said
    """The sentence; {value} and {share} stand for the median with its band, and for the share of
    runs in which the test holds."""
    test: Test
    """The comparison that makes it true in a run, such as "> 0"."""
    holds: Annotated[float, Field(gt=0.5, le=1.0, strict=False)] = 0.8
    """Least share of runs in which it must hold,"""
    between: Annotated[list[Share], Field(min_length=2, max_length=2)] | None = None
    """or, for a sentence about a chance, the shares of runs between which it must lie."""


class Option(Model):
    """One answer among which the reader chooses."""

    says: Words
    """The answer."""
    test: Tests
    """What makes it the right one in a run: a comparison, or several as in ">= 0 and < 50"."""
    because: Words | None = None
    """Why, told where the model finds it right. The expected answer needs one."""


class Choose(Question):
    """The reader chooses; right is what holds in most runs."""

    ask: Words
    """The question."""
    options: Annotated[dict[Title, Option], Field(min_length=2, max_length=5)]
    """The answers; in each run exactly one must hold."""
    expect: Title
    """The answer that its `because` was written for; the model must find it right as well."""


class Draw(Model):
    """The reader draws the first line of the step's chart, and then sees the fan."""

    ask: Words
    """What is to be drawn: the first line of the step's chart, at the step's point."""


class Guess(Question):
    """The reader sets a number, and then sees the band of runs, or the share of them."""

    ask: Words
    """What is to be guessed."""
    low: Number
    """Lower end of the scale, in the unit of the outcome (a share from 0 to 1)."""
    high: Number
    """Upper end."""
    test: Test | None = None
    """With a comparison, the share of runs in which it holds is what is guessed."""


class Goal(Question):
    """Something to find with the open controls; `at` names positions at which it must be met."""

    says: Words
    """The task."""
    test: Test
    """The comparison that a run must meet."""
    share: Annotated[float, Field(gt=0, le=1, strict=False)] = 0.8
    """Least share of runs in which it must be met."""
    reach: Literal["some", "none"] = "some"
    """Whether some setting of the open controls meets it; a task that none meets can teach too."""


class Step(Model):
    """One page of a lesson."""

    title: Words
    """Its heading."""
    say: Words
    """What the reader reads; an empty line parts paragraphs. No results: they are statements."""
    chart: Title | None = None
    """The chart that is shown."""
    at: Point = Field(default_factory=dict)
    """Where the controls stand when the step opens; one that is not named stands at its start."""
    controls: list[Title] = Field(default_factory=list)
    """Controls that the reader may move, after the prediction if there is one."""
    measures: list[Outcome] = Field(default_factory=list)
    """Outcomes shown beside the chart, with band and n."""
    choose: Choose | None = None
    """What is predicted before anything is shown: one of several answers,"""
    draw: Draw | None = None
    """or a line on the chart,"""
    guess: Guess | None = None
    """or a number."""
    notice: list[Statement] = Field(default_factory=list)
    """What to notice, after the reveal."""
    goals: Annotated[list[Goal], Field(alias="try", max_length=4)] = Field(default_factory=list)
    """Things to try with the open controls."""
    ask: list[Words] = Field(default_factory=list)
    """Questions to talk about, to which the model has no answer."""
    key: Words | None = None
    """For the instructor alone: what to listen for, where classes go wrong."""


class Choice(Variant):
    """What is changed in the scenario, under a name: nothing but a name, for as it is."""

    label: Words
    """What the reader sees."""


class Control(Model):
    """Something that the reader may move."""

    label: Words
    """Its name."""
    help: Words
    """What moving it means, in a sentence; and what it leaves out."""
    choices: Annotated[dict[Title, Choice], Field(min_length=2, max_length=7)]
    """Its positions, in order."""
    start: Title
    """The position at which it stands unless a step says otherwise."""


class Line(Model):
    """One line of a chart: a monthly series, added up over entries."""

    label: Annotated[str, Field(min_length=1, max_length=40)]
    """Its name on the chart."""
    series: Series
    """A declared monthly series."""
    also: list[Series] = Field(default_factory=list)
    """Further series of counts, by the same entries, that are added to it."""
    of: Members = Field(default_factory=list)
    """Entries of the series, or a group: missiles, stored_missiles (without S-300s for ground
    fire), ballistic, cruise, drones, ballistic_defence.
    Counts are added up; shares are averaged; ages are averaged by number."""
    running: bool = False
    """Whether months are added up from the first."""
    reached: Test | None = None
    """The share of runs in which the comparison has held by the month, instead of a fan."""

    @property
    def unit(self) -> str:
        """Unit in which it is drawn; weapons are missiles or drones where no other is meant."""
        if self.reached:
            return "share"
        own = SERIES[self.series].unit
        if own == "weapons" and self.of and set(self.of) <= MISSILES:
            return "missiles"
        return "drones" if own == "weapons" and self.of == ["drones"] else own


class Chart(Model):
    """A chart of up to three lines over the months."""

    title: Words
    """What it shows."""
    lines: Annotated[dict[Title, Line], Field(min_length=1, max_length=3)]
    """Its lines, all of one unit."""


class Plan(Model):
    """What only the instructor's key holds, beside the notes of each step."""

    aim: Words
    """What a student should be able to say afterwards."""
    minutes: dict[str, Annotated[int, Field(ge=1, le=240)]] = Field(default_factory=dict)
    """How long each part of the hour takes."""
    caveat: Words
    """What the model leaves out that a class will ask about."""


class LessonFile(Model):
    """A lesson on one scenario."""

    version: Literal[1]
    """Version of this format."""
    title: Words
    """Title shown to readers."""
    question: Words
    """The question that it raises, as a hook."""
    minutes: Annotated[int, Field(ge=5, le=240)] = 30
    """How long a reader takes."""
    scenario: Words
    """A scenario beside the lesson, or the bare name of a shipped one."""
    months: Months = 24
    """Horizon."""
    change: Choice | None = None
    """What is changed in the scenario throughout; its label tells the reader."""
    controls: Annotated[dict[Title, Control], Field(min_length=1, max_length=5)]
    """What the reader may move."""
    charts: Annotated[dict[Title, Chart], Field(min_length=1, max_length=6)]
    """What is drawn."""
    steps: Annotated[list[Step], Field(min_length=2, max_length=16)]
    """The pages, in order."""
    key: Plan
    """For the instructor alone."""
