"""What the schema of a lesson cannot tell: names that must fit each other, units, scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from math import prod

from wargame.evidence import catalogue
from wargame.questions.lesson_file import GROUPS, Choose, Goal, Guess, Line, Measure, Question, Step
from wargame.questions.lesson_points import Asked, Lesson
from wargame.questions.predicate import timed
from wargame.questions.question_file import At, Reading
from wargame.scenario.outcomes import SERIES

MOST = 64  # points of a grid: more would make neither a short lesson nor a small file
SECTION = {"weapon": "weapons", "interceptor": "interceptors", "ally": "allies", "power": "powers"}


def check(lesson: Lesson, reading: Reading) -> None:
    """Raise InputError with every problem of `lesson`, each at its place."""
    checker = _Checker(lesson, reading)
    for part in (checker.names, checker.asked, checker.grid, checker.scenarios):
        part()
        reading.stop()


class _Checker:
    """What must fit in a lesson; each part needs those before it to be sound."""

    def __init__(self, lesson: Lesson, reading: Reading) -> None:
        self.lesson, self.reading = lesson, reading
        self.note, self.one_of = reading.note, reading.one_of

    def names(self) -> None:
        """Controls, charts and steps name each other rightly."""
        for name, control in self.lesson.controls.items():
            self.one_of(("controls", name, "start"), control.start, control.choices, "position")
        for chart in self.lesson.charts:
            self._chart(chart)
        for index, step in enumerate(self.lesson.steps):
            self._step(("steps", index), step)

    def asked(self) -> None:
        """Predictions, statements and goals measure something that there is."""
        for asked in self.lesson.asked():
            self._asked(asked)

    def grid(self) -> None:
        """Every control moves, every chart is shown, and the points are not too many."""
        lesson = self.lesson
        for at, name in enumerate(lesson.controls):
            if len({point[at] for point in lesson.points}) < 2:
                self.note(("controls", name), "no step opens it or moves it")
        for name in lesson.charts:
            if all(step.chart != name for step in lesson.steps):
                self.note(("charts", name), "no step shows it")
        limit = f"at most {MOST} are simulated"
        for index, step in enumerate(lesson.steps):
            wide = prod(len(lesson.controls[name].choices) for name in set(step.controls))
            if wide > MOST:
                self.note(("steps", index, "controls"), f"{wide} points; {limit}")
                return
        if len(lesson.points) > MOST:
            self.note(("steps",), f"{len(lesson.points)} points in all; {limit}")

    def scenarios(self) -> None:
        """The scenario loads with each control moved alone."""
        start = self.lesson.start
        alone = [
            self.lesson.over(start, {name: choice})
            for name, control in self.lesson.controls.items()
            for choice in control.choices
        ]
        for point in dict.fromkeys([start, *alone]):
            if not self.reading.noted:
                self.reading.attempt(partial(self.lesson.scenario, point, runs=1))

    def _point(self, at: At, point: Mapping[str, str] | None) -> None:
        controls = self.lesson.controls
        for name, choice in (point or {}).items():
            if self.one_of((*at, name), name, controls, "control"):
                self.one_of((*at, name), choice, controls[name].choices, "position")

    def _chart(self, chart: str) -> None:
        lines = self.lesson.charts[chart].lines
        for name, line in lines.items():
            at = ("charts", chart, "lines", name)
            self._members(line, (*at, "of"))
            self._also(line, (*at, "also"))
        if len({line.unit for line in lines.values()}) > 1:
            units = ", ".join(f"{name} in {line.unit}" for name, line in lines.items())
            what = f"lines of one chart have one unit, found {units}"
            self.note(("charts", chart, "lines"), what)

    def _members(self, line: Line, at: At) -> None:
        dims = SERIES[line.series].dims
        if dims:
            entries = _entries(dims[0])
            for member in line.of:
                self.one_of(at, member, entries, f"{dims[0]} or group")
        elif line.of:
            self.note(at, f"the series {line.series} has no entries")

    def _also(self, line: Line, at: At) -> None:
        first = SERIES[line.series]
        for index, name in enumerate(line.also):
            other = SERIES[name]
            if (other.unit, other.dims) != (first.unit, first.dims):
                what = f"{name} is not in the unit and by the entries of {line.series}"
                self.note((*at, index), what)
            elif not first.summable:
                self.note((*at, index), f"{line.series} is no count: nothing can be added to it")

    def _step(self, at: At, step: Step) -> None:
        self._point((*at, "at"), step.at)
        for index, name in enumerate(step.controls):
            self.one_of((*at, "controls", index), name, self.lesson.controls, "control")
        if step.chart is not None:
            self.one_of((*at, "chart"), step.chart, self.lesson.charts, "chart")
        asked = [key for key in ("choose", "draw", "guess") if getattr(step, key)]
        if len(asked) > 1:
            what = f"a step has one prediction, and this one has '{asked[0]}'"
            self.note((*at, asked[1]), what)
        if step.draw and step.chart is None:
            self.note((*at, "draw"), "needs a 'chart' to draw on")
        if step.goals and not step.controls:
            self.note((*at, "try"), "needs open 'controls'")
        if (step.controls or step.measures) and step.chart is None:
            self.note((*at, "controls" if step.controls else "measures"), "needs a 'chart'")

    def _asked(self, asked: Asked) -> None:
        one, at = asked.model, asked.at
        self._measure(one, at, None)
        if isinstance(one, Guess) and not one.low < one.high:
            self.note((*at, "high"), f"{one.high:g} is not above 'low' ({one.low:g})")
        if isinstance(one, Goal) and not self.lesson.tried(asked):
            self.note((*at, "at"), "no setting of the open controls stands so")
        if isinstance(one, Choose):
            valid = self.one_of((*at, "expect"), one.expect, one.options, "option")
            if valid and one.options[one.expect].because is None:
                self.note((*at, "options", one.expect), "the expected answer needs a 'because'")
        if isinstance(one, Question):
            self._sides(asked, one)

    def _measure(self, one: Measure, at: At, first: Measure | None) -> None:
        lesson = self.lesson
        self._point((*at, "at"), one.at)
        if one.outcome and one.line:
            self.note((*at, "line"), "expected either 'outcome' or 'line'")
        if first is None and not (one.outcome or one.line):
            self.note(at, "expected 'outcome' or 'line'")
        if one.line:
            chart, _, name = one.line.partition(".")
            if self.one_of((*at, "line"), chart, lesson.charts, "chart"):
                self.one_of((*at, "line"), name, lesson.charts[chart].lines, "line")
        if one.month and one.month > lesson.file.months:
            what = f"{one.month} is beyond the horizon of {lesson.file.months} months"
            self.note((*at, "month"), what)
        if one.month and not (one.line or (first and first.line)):
            self.note((*at, "month"), "only a 'line' is read in a month")

    def _sides(self, asked: Asked, one: Question) -> None:
        sides: list[Measure] = [one]
        if one.against:
            self._measure(one.against, (*asked.at, "against"), one)
            sides.append(one.against if one.against.outcome or one.against.line else one)
        never = any(of.outcome and timed(of.outcome) for of in sides)
        self.reading.pair(asked.at, one.by, tuple(map(self.lesson.unit, sides)), never)


def _entries(dim: str) -> list[str]:
    """Names that may stand under `of` for a series by `dim`."""
    numbers = catalogue.load().numbers
    head = f"{SECTION[dim]}."
    own = list(dict.fromkeys(path.split(".")[1] for path in numbers if path.startswith(head)))
    groups = [
        name
        for name in GROUPS
        if (name == "ballistic_defence") == (dim == "interceptor")
        and dim in ("weapon", "interceptor")
    ]
    return [*groups, *own]
