"""What the schema of a lesson cannot tell: names that must fit each other, units, scenarios."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import prod

from wargame.declare.errors import InputError, Problem, Problems, did_you_mean
from wargame.evidence import catalogue
from wargame.questions.lesson_file import GROUPS, Choose, Goal, Guess, Line, Measure, Question, Step
from wargame.questions.lesson_points import Asked, Lesson
from wargame.questions.predicate import timed
from wargame.questions.question_file import At
from wargame.scenario.outcomes import OUTCOMES, SERIES

MOST = 64  # points of a grid: more would make neither a short lesson nor a small file
SECTION = {"weapon": "weapons", "interceptor": "interceptors", "ally": "allies", "power": "powers"}
MISSILES = {"missiles", "stored_missiles", "ballistic", "cruise"}  # groups
Note = Callable[[At, str], None]


def check(lesson: Lesson) -> None:
    """Raise InputError with every problem of `lesson`, each at its place."""
    problems = Problems()

    def note(at: At, message: str) -> None:
        problems.add(lesson.doc.place(at), ".".join(str(part) for part in at), message)

    for name, control in lesson.controls.items():
        _known(note, ("controls", name, "start"), control.start, control.choices, "position")
    for name in lesson.charts:
        _check_chart(lesson, name, note)
    for index, step in enumerate(lesson.steps):
        _check_step(lesson, ("steps", index), step, note)
    if not problems.found:
        for asked in lesson.asked():
            _check_asked(lesson, asked, note)
    if not problems.found:
        _check_used(lesson, note)
        _check_grid(lesson, note)
    if not problems.found:
        _check_scenarios(lesson, problems)
    problems.stop()


def _known(note: Note, at: At, name: str, known: Iterable[str], what: str) -> bool:
    found = list(known)
    if name in found:
        return True
    note(at, f"there is no {what} '{name}'{did_you_mean(name, found)}")
    return False


def _check_point(lesson: Lesson, at: At, point: Mapping[str, str] | None, note: Note) -> None:
    for name, choice in (point or {}).items():
        if _known(note, (*at, name), name, lesson.controls, "control"):
            _known(note, (*at, name), choice, lesson.controls[name].choices, "position")


def _check_chart(lesson: Lesson, chart: str, note: Note) -> None:
    units = {}
    for name, line in lesson.charts[chart].lines.items():
        at = ("charts", chart, "lines", name)
        units[name] = unit(line)
        _check_members(line, (*at, "of"), note)
        _check_also(line, (*at, "also"), note)
    if len(set(units.values())) > 1:
        told = ", ".join(f"{name} in {of}" for name, of in units.items())
        note(("charts", chart, "lines"), f"lines of one chart have one unit, found {told}")


def _check_members(line: Line, at: At, note: Note) -> None:
    dims = SERIES[line.series].dims
    if not dims:
        if line.of:
            note(at, f"the series {line.series} has no entries")
        return
    entries = _entries(dims[0])
    for member in line.of:
        _known(note, at, member, entries, f"{dims[0]} or group")


def _check_also(line: Line, at: At, note: Note) -> None:
    first = SERIES[line.series]
    for index, name in enumerate(line.also):
        other = SERIES[name]
        if (other.unit, other.dims) != (first.unit, first.dims):
            note((*at, index), f"{name} is not in the unit and by the entries of {line.series}")
        elif first.unit in ("share", "months", "posture", "rungs"):
            note((*at, index), f"{line.series} is no count: nothing can be added to it")


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


def unit(line: Line) -> str:
    """The unit in which a line is drawn; weapons are missiles or drones where no other is meant."""
    if line.reached:
        return "share"
    own = SERIES[line.series].unit
    if own == "weapons" and line.of and set(line.of) <= MISSILES:
        return "missiles"
    return "drones" if own == "weapons" and line.of == ["drones"] else own


def _check_step(lesson: Lesson, at: At, step: Step, note: Note) -> None:
    _check_point(lesson, (*at, "at"), step.at, note)
    for index, name in enumerate(step.controls):
        _known(note, (*at, "controls", index), name, lesson.controls, "control")
    if step.chart is not None:
        _known(note, (*at, "chart"), step.chart, lesson.charts, "chart")
    asked = [key for key in ("choose", "draw", "guess") if getattr(step, key)]
    if len(asked) > 1:
        note((*at, asked[1]), f"a step has one prediction, and this one has '{asked[0]}'")
    if step.draw and step.chart is None:
        note((*at, "draw"), "needs a 'chart' to draw on")
    if step.goals and not step.controls:
        note((*at, "try"), "needs open 'controls'")
    if (step.controls or step.measures) and step.chart is None:
        note((*at, "controls" if step.controls else "measures"), "needs a 'chart'")


def _check_asked(lesson: Lesson, asked: Asked, note: Note) -> None:
    one, at = asked.model, asked.at
    _check_measure(lesson, one, at, note, None)
    if isinstance(one, Guess) and not one.low < one.high:
        note((*at, "high"), f"{one.high:g} is not above 'low' ({one.low:g})")
    if isinstance(one, Goal) and not lesson.tried(asked):
        note((*at, "at"), "no setting of the open controls stands so")
    if isinstance(one, Choose):
        known = _known(note, (*at, "expect"), one.expect, one.options, "option")
        if known and one.options[one.expect].because is None:
            note((*at, "options", one.expect), "the expected answer needs a 'because'")
        for name, option in one.options.items():
            if (option.test is None) == (option.between is None):
                note((*at, "options", name), "expected either 'test' or 'between'")
    if isinstance(one, Question):
        _check_sides(lesson, asked, one, note)


def _check_measure(lesson: Lesson, one: Measure, at: At, note: Note, first: Measure | None) -> None:
    _check_point(lesson, (*at, "at"), one.at, note)
    if one.outcome and one.line:
        note((*at, "line"), "expected either 'outcome' or 'line'")
    if first is None and not (one.outcome or one.line):
        note(at, "expected 'outcome' or 'line'")
    if one.line:
        chart, _, name = one.line.partition(".")
        if _known(note, (*at, "line"), chart, lesson.charts, "chart"):
            _known(note, (*at, "line"), name, lesson.charts[chart].lines, "line")
    if one.month and one.month > lesson.file.months:
        note((*at, "month"), f"{one.month} is beyond the horizon of {lesson.file.months} months")
    if one.month and not (one.line or (first and first.line)):
        note((*at, "month"), "only a 'line' is read in a month")


def _check_sides(lesson: Lesson, asked: Asked, one: Question, note: Note) -> None:
    at = asked.at
    if one.against is None:
        if one.by == "ratio":
            note((*at, "by"), "a ratio needs 'against'")
        return
    _check_measure(lesson, one.against, (*at, "against"), note, one)
    names = [one, one.against if one.against.outcome or one.against.line else one]
    units = [_unit(lesson, of) for of in names]
    if one.by == "difference" and None not in units and len(set(units)) > 1:
        note((*at, "against"), f"a difference of {units[0]} and {units[1]}: use 'by: ratio'")
    never = any(of.outcome and timed(of.outcome) for of in names)
    if one.by == "ratio" and never:
        note((*at, "by"), "no ratio of months until something that may never happen")


def _unit(lesson: Lesson, of: Measure) -> str | None:
    if of.outcome:
        return OUTCOMES[of.outcome].unit
    chart, _, name = (of.line or "").partition(".")
    held = lesson.charts.get(chart)
    return unit(held.lines[name]) if held and name in held.lines else None


def _check_used(lesson: Lesson, note: Note) -> None:
    """A control that never moves, or a chart that is never shown, is a slip of the author."""
    for at, name in enumerate(lesson.controls):
        if len({point[at] for point in lesson.points}) < 2:
            note(("controls", name), "no step opens it or moves it")
    for name in lesson.charts:
        if all(step.chart != name for step in lesson.steps):
            note(("charts", name), "no step shows it")


def _check_grid(lesson: Lesson, note: Note) -> None:
    for index, step in enumerate(lesson.steps):
        wide = prod(len(lesson.controls[name].choices) for name in set(step.controls))
        if wide > MOST:
            note(("steps", index, "controls"), f"{wide} points; at most {MOST} are simulated")
            return
    if len(lesson.points) > MOST:
        note(("steps",), f"{len(lesson.points)} points in all; at most {MOST} are simulated")


def _check_scenarios(lesson: Lesson, problems: Problems) -> None:
    """Load the scenario with each control moved alone, to be sure of all changes."""
    start = lesson.start
    alone = [
        lesson.over(start, {name: choice})
        for name, control in lesson.controls.items()
        for choice in control.choices
    ]
    for point in dict.fromkeys([start, *alone]):
        try:
            lesson.scenario(point, runs=1)
        except InputError as error:
            problems.found += [Problem(*found) for found in error.problems]
            return
