"""A lesson as one HTML file that works alone: predict, reveal, move the controls, notice, try.

`html` is the page for the class and `key` the instructor's; `data` is what the page's script
draws from, as plain data for any other page that shows the lesson.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from wargame.questions.lesson_file import Choose, Goal, Guess, Statement
from wargame.report import lesson_words, words
from wargame.report.page_file import page
from wargame.report.sentences import meaning
from wargame.report.table import Cell, Column, Table, table
from wargame.results.intervals import wilson
from wargame.results.provenance import citation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wargame.questions.lesson_file import Line
    from wargame.questions.lesson_points import Asked, Lesson
    from wargame.study.arrays import Floats
    from wargame.study.lesson_grid import Grid

    Point = tuple[str, ...]
    Data = dict[str, object]

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
SCRIPTS = ("lesson_chart.js", "lesson.js")
FINE = 21  # quantiles behind a guess: every twentieth run
DIGITS = 4
UNITS = {"share": "percent", "USD": "US dollars"}  # as a chart's head names them


def html(grid: Grid, facts: dict[str, str]) -> str:
    """The page for the class; `facts` is its provenance."""
    folder = resources.files("wargame.report").joinpath("templates")
    parts = "".join(folder.joinpath(name).read_text("utf-8") for name in SCRIPTS)
    script = f'"use strict";\n(() => {{\n{parts}}})();\n'
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    shown = json.dumps(data(grid), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    filled = page("lesson.html.j2", _values(grid, facts) | {"digest": digest})
    # Put in last, so that nothing changes a byte of what the digest was taken from; no lesson can
    # hold the place, for its words are escaped.
    own = shown.replace("<", "\\u003c")
    both = f'<script type="application/json" id="lesson">{own}</script>\n<script>{script}</script>'
    return filled.replace("<script></script>", both, 1)


def key(grid: Grid, facts: dict[str, str]) -> str:
    """The instructor's page: aim, minutes, and for each step the answer and what to listen for."""
    return page("lesson_key.html.j2", _values(grid, facts) | {"minutes": minute_table(grid.lesson)})


def _values(grid: Grid, facts: dict[str, str]) -> Data:
    shown = {"lesson": grid.lesson, "steps": steps(grid), "n": grid.runs, "facts": facts}
    return shown | {"citation": citation(facts)}


def minute_table(lesson: Lesson) -> Table:
    """How long each part of the lesson takes."""
    minutes = lesson.file.key.minutes
    rows = [(words.capital(part), f"{count}") for part, count in minutes.items()]
    total = (Cell("Together", strong=True), Cell(f"{sum(minutes.values())}", strong=True))
    heads = ("Part", Column("Minutes", align="right"))
    return table("", heads, [*rows, total] if rows else [])


def data(grid: Grid) -> Data:
    """Everything the script needs, as plain data.

    A point is a list of positions, one of each control; its cell stands under these joined by
    commas. In a cell, `lines` holds for each line of each chart five rows of monthly quantiles
    (10, 25, 50, 75, 90%), or three (low, share, high) for a share of runs; and `measures` the
    median and band of outcomes in words.
    """
    lesson = grid.lesson
    controls = [
        {"name": name, "label": one.label, "choices": [at.label for at in one.choices.values()]}
        for name, one in lesson.controls.items()
    ]
    return {
        "name": lesson.name,
        "title": lesson.title,
        "n": grid.runs,
        "months": grid.months,
        "controls": controls,
        "charts": {name: _chart(grid, name) for name in lesson.charts},
        "measures": {name: meaning(name) for name in _measures(lesson)},
        "cells": {_key(lesson, point): _cell(grid, point) for point in grid.cells},
        "steps": [_step(grid, index) for index in range(len(lesson.steps))],
    }


def _measures(lesson: Lesson) -> dict[str, None]:
    """The outcomes that the lesson shows beside its charts, each once."""
    return dict.fromkeys(name for step in lesson.steps for name in step.measures)


def _key(lesson: Lesson, point: Point) -> str:
    return ",".join(map(str, positions(lesson, point)))


def positions(lesson: Lesson, point: Point) -> list[int]:
    """A point as the number of each control's position."""
    controls = lesson.controls.values()
    return [list(control.choices).index(choice) for control, choice in zip(controls, point)]


def _cell(grid: Grid, point: Point) -> Data:
    cell, lesson = grid.cells[point], grid.lesson
    lines = {
        name: [_rows(cell.lines[name, line], of) for line, of in chart.lines.items()]
        for name, chart in lesson.charts.items()
    }
    shown = {name: lesson_words.measured(name, cell.outcomes[name]) for name in _measures(lesson)}
    return {"lines": lines, "measures": shown}


def _rows(values: Floats, line: Line) -> list[list[float | None]]:
    """A line over the months: quantiles over runs, or a share with its 90% interval."""
    if line.reached:
        n = len(values)
        counts = [int(count) for count in values.sum(axis=0)]
        lows, highs = zip(*(wilson(count, n) for count in counts))
        return [_short(lows), _short(count / n for count in counts), _short(highs)]
    return [_short(_quantile(month, level) for month in values.T) for level in QUANTILES]


def _quantile(values: Floats, level: float) -> float:
    valid = values[~np.isnan(values)]
    return float(np.quantile(valid, level)) if len(valid) else math.nan


def _short(values: Iterable[float]) -> list[float | None]:
    """`values` with no more digits than a chart can show; None where there is none."""
    short = [float(f"{value:.{DIGITS}g}") for value in values]
    return [
        None if not math.isfinite(value) else int(value) if value == int(value) else value
        for value in short
    ]


def _chart(grid: Grid, name: str) -> Data:
    chart = grid.lesson.charts[name]
    unit = next(iter(chart.lines.values())).unit
    uppermost = [
        value
        for cell in grid.cells.values()
        for line, of in chart.lines.items()
        for value in _rows(cell.lines[name, line], of)[-1]
        if value is not None
    ]
    return {
        "title": chart.title,
        "unit": unit,
        "words": UNITS.get(unit, unit),
        "top": _short([max(uppermost, default=1.0)])[0] or 1,
        "lines": [{"label": of.label, "chance": bool(of.reached)} for of in chart.lines.values()],
    }


def _of_step(lesson: Lesson, index: int) -> list[Asked]:
    """What is asked in step `index`."""
    return [one for one in lesson.asked() if one.step == index]


def _step(grid: Grid, index: int) -> Data:
    lesson = grid.lesson
    step = lesson.steps[index]
    goals = []
    for asked in _of_step(lesson, index):
        if isinstance(goal := asked.model, Goal):
            shares = {
                _key(lesson, point): round(grid.finding(asked, point).share, 3)
                for point in lesson.tried(asked)
            }
            where = lesson_words.setting(grid, goal.at or {})
            none = goal.reach == "none"
            goals.append({"share": goal.share, "none": none, "where": where, "shares": shares})
    return {
        "title": step.title,
        "chart": step.chart,
        "at": positions(lesson, lesson.stands(step)),
        "controls": [list(lesson.controls).index(name) for name in step.controls],
        "measures": step.measures,
        "predict": _predict(grid, index),
        "goals": goals,
    }


def _predict(grid: Grid, index: int) -> Data | None:
    step = grid.lesson.steps[index]
    if step.draw:
        return {"kind": "draw", "ask": step.draw.ask}
    for asked in _of_step(grid.lesson, index):
        own = asked.model
        if isinstance(own, Choose):
            right = list(own.options).index(grid.right(asked))
            answers = [one.says for one in own.options.values()]
            return {"kind": "choose", "ask": own.ask, "right": right, "options": answers}
        if isinstance(own, Guess):
            guess = {"kind": "guess", "ask": own.ask, "low": own.low, "high": own.high}
            return guess | _guess(grid, asked, own)
    return None


def _guess(grid: Grid, asked: Asked, guess: Guess) -> Data:
    """What a guess is compared with: quantiles over runs, or a share of them with its interval."""
    result = grid.finding(asked)
    if guess.test:
        low, high = wilson(round(result.share * result.n), result.n)
        return {"unit": "share", "chance": True, "fine": _short([low, result.share, high])}
    valid = result.values[~np.isnan(result.values)]
    fine = np.quantile(valid, np.linspace(0, 1, FINE), method="nearest").tolist()
    return {"unit": lesson_words.unit_of(grid, asked), "chance": False, "fine": _short(fine)}


def steps(grid: Grid) -> list[Data]:
    """The words of each step: what is read, what is asked, what is said after the reveal."""
    lesson = grid.lesson
    result: list[Data] = []
    for index, step in enumerate(lesson.steps):
        shown: Data = {
            "step": step,
            "paragraphs": paragraphs(step.say),
            "key": paragraphs(step.key or ""),
            "controls": [(name, lesson.controls[name]) for name in step.controls],
            "options": [],
            "because": "",
            "guessed": "",
        }
        notices, goals = [], []
        for asked in _of_step(lesson, index):
            own = asked.model
            if isinstance(own, Choose):
                shown["options"] = lesson_words.options(grid, asked, own)
                shown["because"] = own.options[grid.right(asked)].because or ""
            elif isinstance(own, Guess):
                shown["guessed"] = lesson_words.guessed(grid, asked, own)
            elif isinstance(own, Statement):
                notices.append(lesson_words.notice(grid, asked, own))
            elif isinstance(own, Goal):
                goals.append((own, lesson_words.met(grid, asked, own)))
        result.append(shown | {"notice": notices, "goals": goals})
    return result


def paragraphs(text: str) -> list[str]:
    """`text` cut at empty lines; other ends of lines are spaces."""
    parts = [" ".join(part.split()) for part in text.split("\n\n")]
    return [part for part in parts if part]
