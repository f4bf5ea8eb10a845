"""A lesson as one HTML file that works alone: predict, reveal, move the controls, notice, try.

`html` is the page for the class and `key` the instructor's; `data` is what the page's script
draws from, as plain data for any other page that shows the lesson. `grid` is a Grid of
`wargame.study.lesson_grid`, asked for its values: report and study are siblings and do not import
each other.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
from importlib import resources
from typing import Any

import numpy as np

from wargame.report import words
from wargame.report.lesson_words import measured, option_words, said, told, told_unit
from wargame.report.page_file import page
from wargame.report.sentences import meaning
from wargame.results.intervals import wilson
from wargame.results.provenance import citation

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
SCRIPTS = ("lesson_chart.js", "lesson.js")
FINE = 21  # quantiles behind a guess: every twentieth run
DIGITS = 4
UNITS = {"share": "percent", "USD": "US dollars"}  # as a chart's head names them


def html(grid: Any, facts: dict[str, str]) -> str:
    """The page for the class; `facts` is its provenance."""
    home = resources.files("wargame.report").joinpath("templates")
    parts = "".join(home.joinpath(name).read_text("utf-8") for name in SCRIPTS)
    script = f'"use strict";\n(() => {{\n{parts}}})();\n'
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    held = json.dumps(data(grid), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    filled = page("lesson.html.j2", _values(grid, facts) | {"digest": digest})
    # Put in last, so that nothing changes a byte of what the digest was taken from; no lesson can
    # hold the place, for its words are escaped.
    own = held.replace("<", "\\u003c")
    both = f'<script type="application/json" id="lesson">{own}</script>\n<script>{script}</script>'
    return filled.replace("<script></script>", both, 1)


def key(grid: Any, facts: dict[str, str]) -> str:
    """The instructor's page: aim, minutes, and for each step the answer and what to listen for."""
    return page("lesson_key.html.j2", _values(grid, facts))


def _values(grid: Any, facts: dict[str, str]) -> dict[str, Any]:
    return {
        "lesson": grid.lesson,
        "steps": steps(grid),
        "n": grid.runs,
        "facts": facts,
        "citation": citation(facts),
    }


def data(grid: Any) -> dict[str, Any]:
    """Everything the script needs, as plain data.

    A point is a list of positions, one of each control; its cell stands under these joined by
    commas. In a cell, `lines` holds for each line of each chart five rows of monthly quantiles
    (10, 25, 50, 75, 90%), or three (low, share, high) for a share of runs; and `measures` the
    median and band of outcomes in words.
    """
    lesson = grid.lesson
    cells = {_key(lesson, point): _cell(grid, point) for point in grid.cells}
    return {
        "name": lesson.name,
        "title": lesson.title,
        "n": grid.runs,
        "months": grid.months,
        "controls": [
            {
                "name": name,
                "label": control.label,
                "choices": [choice.label for choice in control.choices.values()],
            }
            for name, control in lesson.controls.items()
        ],
        "charts": {name: _chart(grid, name) for name in lesson.charts},
        "measures": {name: meaning(name) for step in lesson.steps for name in step.measures},
        "cells": cells,
        "steps": [_step(grid, index) for index in range(len(lesson.steps))],
    }


def _key(lesson: Any, point: Any) -> str:
    return ",".join(str(at) for at in positions(lesson, point))


def positions(lesson: Any, point: Any) -> list[int]:
    """A point as the number of each control's position."""
    controls = lesson.controls.values()
    return [list(control.choices).index(choice) for control, choice in zip(controls, point)]


def _cell(grid: Any, point: Any) -> dict[str, Any]:
    cell, lesson = grid.cells[point], grid.lesson
    lines = {
        chart: [_rows(cell.lines[chart, name], line) for name, line in held.lines.items()]
        for chart, held in lesson.charts.items()
    }
    names = dict.fromkeys(name for step in lesson.steps for name in step.measures)
    measures = {name: measured(name, cell.outcomes[name]) for name in names}
    return {"lines": lines, "measures": measures}


def _rows(values: Any, line: Any) -> list[list[float | None]]:
    """A line over the months: quantiles over runs, or a share with its 90% interval."""
    if line.reached:
        hits, n = values.sum(axis=0), len(values)
        ends = [wilson(int(count), n) for count in hits]
        rows = [[low for low, _ in ends], [hit / n for hit in hits], [high for _, high in ends]]
    else:
        rows = [[_quantile(month, level) for month in values.T] for level in QUANTILES]
    return [[_short(value) for value in row] for row in rows]


def _quantile(values: Any, level: float) -> float:
    known = values[~np.isnan(values)]
    return float(np.quantile(known, level)) if len(known) else math.nan


def _short(value: float) -> float | int | None:
    """`value` with no more digits than a chart can show; None where there is none."""
    if not math.isfinite(value):
        return None
    short = float(f"{value:.{DIGITS}g}")
    return int(short) if short == int(short) else short


def _chart(grid: Any, name: str) -> dict[str, Any]:
    chart = grid.lesson.charts[name]
    of = next(iter(chart.lines.values())).unit
    found = [
        _rows(cell.lines[name, line], held)[-1]
        for cell in grid.cells.values()
        for line, held in chart.lines.items()
    ]
    top = max((value for row in found for value in row if value is not None), default=1.0)
    return {
        "title": chart.title,
        "unit": of,
        "words": UNITS.get(of, of),
        "top": _short(top) or 1,
        "lines": [
            {"label": line.label, "chance": bool(line.reached)} for line in chart.lines.values()
        ],
    }


def _step(grid: Any, index: int) -> dict[str, Any]:
    lesson = grid.lesson
    step = lesson.steps[index]
    shown: dict[str, Any] = {
        "title": step.title,
        "chart": step.chart,
        "at": positions(lesson, lesson.stands(step)),
        "controls": [list(lesson.controls).index(name) for name in step.controls],
        "measures": step.measures,
        "predict": _predict(grid, index),
        "goals": [],
    }
    for asked in lesson.asked():
        if asked.step == index and asked.at[2] == "try":
            shares = {
                _key(lesson, point): round(grid.finding(asked, point).share, 3)
                for point in lesson.tried(asked)
            }
            none = asked.model.reach == "none"
            where = _setting(lesson, asked.model.at or {})
            goal = {"share": asked.model.share, "none": none, "where": where, "shares": shares}
            shown["goals"].append(goal)
    return shown


def _predict(grid: Any, index: int) -> dict[str, Any] | None:
    step = grid.lesson.steps[index]
    if step.draw:
        return {"kind": "draw", "ask": step.draw.ask}
    asked = next((one for one in grid.lesson.asked()
                  if one.step == index and one.at[2] in ("choose", "guess")), None)  # fmt: skip
    if asked is None:
        return None
    model = asked.model
    if step.choose:
        right = list(model.options).index(grid.right(asked))
        options = [one.says for one in model.options.values()]
        return {"kind": "choose", "ask": model.ask, "right": right, "options": options}
    return {"kind": "guess", "ask": model.ask, "low": model.low, "high": model.high} | _guess(
        grid, asked
    )


def _guess(grid: Any, asked: Any) -> dict[str, Any]:
    """What a guess is held against: quantiles over runs, or a share of them with its interval."""
    found = grid.finding(asked)
    if asked.model.test:
        low, high = wilson(round(found.share * found.n), found.n)
        fine = [low, found.share, high]
        return {"unit": "share", "chance": True, "fine": [_short(x) for x in fine]}
    known = found.values[~np.isnan(found.values)]
    levels = np.linspace(0, 1, FINE)
    fine = [float(x) for x in np.quantile(known, levels, method="nearest")]
    return {"unit": told_unit(grid, asked), "chance": False, "fine": [_short(x) for x in fine]}


def steps(grid: Any) -> list[dict[str, Any]]:
    """The words of each step: what is read, what is asked, what is told after the reveal."""
    lesson, found = grid.lesson, []
    for index, step in enumerate(lesson.steps):
        own = [one for one in lesson.asked() if one.step == index]
        chosen = next((one for one in own if one.at[2] == "choose"), None)
        guessed = next((one for one in own if one.at[2] == "guess"), None)
        found.append(
            {
                "step": step,
                "paragraphs": paragraphs(step.say),
                "key": paragraphs(step.key or ""),
                "controls": [(name, lesson.controls[name]) for name in step.controls],
                "options": option_words(grid, chosen) if chosen else [],
                "because": _because(grid, chosen) if chosen else "",
                "guessed": told(grid, guessed) if guessed else "",
                "notice": [said(grid, one) for one in own if one.at[2] == "notice"],
                "goals": [(one.model, _met(grid, one)) for one in own if one.at[2] == "try"],
            }
        )
    return found


def paragraphs(text: str) -> list[str]:
    """`text` cut at empty lines; other ends of lines are spaces."""
    parts = [" ".join(part.split()) for part in text.split("\n\n")]
    return [part for part in parts if part]


def _because(grid: Any, asked: Any) -> str:
    return asked.model.options[grid.right(asked)].because or ""


def _met(grid: Any, asked: Any) -> list[str]:
    """Settings that meet a goal, in words, for the key."""
    lesson = grid.lesson
    found = []
    for point in lesson.tried(asked):
        share = grid.finding(asked, point).share
        if share >= asked.model.share:
            at = dict(zip(lesson.controls, point))
            places = {name: at[name] for name in lesson.steps[asked.step].controls}
            found.append(f"{_setting(lesson, places)} ({words.of_runs(share, grid.runs)})")
    return found


def _setting(lesson: Any, at: dict[str, str]) -> str:
    """Positions of some controls in words: 'The war: Goes on; Missiles made: Half'."""
    return "; ".join(
        f"{lesson.controls[name].label}: {lesson.controls[name].choices[choice].label}"
        for name, choice in at.items()
    )
