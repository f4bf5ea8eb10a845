"""A lesson laid out as a grid of points, and what it asks at each.

A lesson has a few controls with a few positions each. A *point* is one position of every control,
as a tuple of names in the order of the file; a scenario belongs to each point.

    lesson = lesson_loading.load("flow_and_stock")      # or the path of a file
    lesson.steps                         # its pages, in order
    lesson.points                        # every point that a reader can reach or that is asked of
    lesson.scenario(point, runs=200)     # what is simulated there
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from wargame.evidence.strict_yaml import Document
from wargame.questions import question_file
from wargame.questions.lesson_file import (
    Chart,
    Control,
    LessonFile,
    Line,
    Measure,
    Question,
    Step,
)
from wargame.questions.question_file import At
from wargame.scenario import loading
from wargame.scenario.layers import Layer
from wargame.scenario.library import NO_BASIS, Basis
from wargame.scenario.outcomes import OUTCOMES
from wargame.scenario.scenario import Scenario

RUNS, SEED = 200, 1
Point = tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """One measure at one point: `outcome`, or `line` (chart, line) in `month` counted from 1."""

    point: Point
    outcome: str | None
    line: tuple[str, str] | None
    month: int


@dataclass(frozen=True)
class Asked:
    """One predicate or measure of a lesson, the step it belongs to, and where it is written."""

    model: Measure
    step: int
    at: At


@dataclass(frozen=True)
class Lesson:
    """A lesson that was read: `file` holds its words, `doc` where they are written, and `basis`
    what its scenarios stand on besides their files."""

    name: str
    file: LessonFile
    doc: Document
    basis: Basis = NO_BASIS

    @property
    def title(self) -> str:
        """Title shown to readers."""
        return self.file.title

    @property
    def steps(self) -> list[Step]:
        """Its pages, in order."""
        return self.file.steps

    @property
    def controls(self) -> dict[str, Control]:
        """What the reader may move, by name; a point has one position for each, in this order."""
        return self.file.controls

    @property
    def charts(self) -> dict[str, Chart]:
        """What is drawn, by name."""
        return self.file.charts

    @cached_property
    def start(self) -> Point:
        """Where all controls stand unless a step says otherwise."""
        return tuple(control.start for control in self.controls.values())

    def over(self, base: Point, at: Mapping[str, str] | None) -> Point:
        """The point `base` with some controls moved."""
        given = at or {}
        return tuple(given.get(name, old) for name, old in zip(self.controls, base))

    def stands(self, step: Step) -> Point:
        """Where the controls stand when `step` opens."""
        return self.over(self.start, step.at)

    def open(self, step: Step) -> list[Point]:
        """Every point that the reader can reach in `step`, the one where it opens first."""
        here = self.stands(step)
        axes = [
            list(control.choices) if name in step.controls else [stood]
            for (name, control), stood in zip(self.controls.items(), here)
        ]
        return [here, *(point for point in product(*axes) if point != here)]

    def tried(self, goal: Asked) -> list[Point]:
        """The points of a goal's step at which it may be met: those where its `at` holds."""
        step = self.steps[goal.step]
        valid = {k: v for k, v in (goal.model.at or {}).items() if k in self.controls}
        return [point for point in self.open(step) if self.over(point, valid) == point]

    @cached_property
    def points(self) -> list[Point]:
        """Every point that can be reached or is asked of, without repetition."""
        reached = [point for step in self.steps for point in self.open(step)]
        asked = [one.point for asked in self.asked() for one in self.sides(asked)]
        return list(dict.fromkeys([self.start, *reached, *asked]))

    def asked(self) -> Iterator[Asked]:
        """Every predicate and measure of the lesson, goals included, in the order of the file."""
        for index, step in enumerate(self.steps):
            folder: At = ("steps", index)
            if step.choose:
                yield Asked(step.choose, index, (*folder, "choose"))
            if step.guess:
                yield Asked(step.guess, index, (*folder, "guess"))
            for key, result in (("notice", step.notice), ("try", step.goals)):
                for at, one in enumerate(result):
                    yield Asked(one, index, (*folder, key, at))

    def sides(self, asked: Asked, point: Point | None = None) -> list[Place]:
        """What is measured and at which point: one place, or two to be compared run by run.

        `point` is where the reader stands, for a goal; else it is where the step opens. What a
        side does not move is there as well.
        """
        here = self.stands(self.steps[asked.step])
        first = asked.model
        result = [self._place(first, first, point or here)]
        second = first.against if isinstance(first, Question) else None
        return [*result, self._place(second, first, point or here)] if second else result

    def _place(self, own: Measure, first: Measure, base: Point) -> Place:
        named = own if own.outcome or own.line else first
        line = None
        if named.line:
            chart, _, name = named.line.partition(".")
            line = (chart, name)
        month = own.month or first.month or self.file.months
        return Place(self.over(base, own.at), named.outcome, line, month)

    def line(self, at: tuple[str, str]) -> Line:
        """The line (chart, name)."""
        return self.charts[at[0]].lines[at[1]]

    def unit(self, of: Measure) -> str | None:
        """The unit of a measure; None if it names a line that is not there."""
        if of.outcome:
            return OUTCOMES[of.outcome].unit
        chart, _, name = (of.line or "").partition(".")
        held = self.charts.get(chart)
        return held.lines[name].unit if held and name in held.lines else None

    @property
    def lines(self) -> dict[tuple[str, str], Line]:
        """Every line of every chart by (chart, name)."""
        return {
            (chart, name): line
            for chart, held in self.charts.items()
            for name, line in held.lines.items()
        }

    def scenario(self, point: Point, runs: int = RUNS, seed: int = SEED) -> Scenario:
        """What is simulated at `point`: the lesson's changes, then those of each control."""
        where = question_file.scenario_file(self.file.scenario, self.doc, ())
        layers = [*self._throughout(), *self._moved(point)]
        return loading.load(
            where, variant=layers, months=self.file.months, runs=runs, seed=seed,
            **self.basis.given(),
        )  # fmt: skip

    def _throughout(self) -> list[Layer]:
        change = self.file.change
        return [question_file.changed(self.doc, ("change",), change)] if change else []

    def _moved(self, point: Point) -> Iterator[Layer]:
        for (name, control), choice in zip(self.controls.items(), point):
            at = ("controls", name, "choices", choice)
            yield question_file.changed(self.doc, at, control.choices[choice])
