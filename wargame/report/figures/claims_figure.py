"""Claims as shares of runs: all of them at a glance, then each under every choice of figures."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from wargame.report.figures import canvas, rows
from wargame.report.figures.canvas import Chart
from wargame.report.figures.style import BLUE, DOTTED, FAINT, ORANGE, RED
from wargame.report.figures.texts import chart, text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from wargame.study.claim_study import Answer
    from wargame.study.estimates import Share

ENDS = ("central", "low", "high")
MOST = 9  # sources shown by name, those furthest from the central answer
MARKS = {1: (BLUE, "o"), -1: (RED, "D"), 0: (ORANGE, "s")}


@canvas.styled
def draw(answers: list[tuple[Answer, str]], data: canvas.Sourced) -> list[Chart]:
    """The overview, then one chart for each (answer, statement)."""
    return [
        _overview([one for one, _ in answers], data),
        *(_chart(one, statement, data) for one, statement in answers),
    ]


def _overview(answers: list[Answer], data: canvas.Sourced) -> Chart:
    head = text("claims", "head")
    figure, axis = rows.sheet(head, data, len(answers), row=0.26, left=0.27)
    others = [[of for of in one.shares[1:] if of.n] for one in answers]
    for at, (one, shares) in enumerate(zip(answers, others)):
        for of in shares:
            axis.plot([100 * of.value], [at], marker="|", color=FAINT, markersize=8)
        _dot(axis, one.central, at)
    _finish(axis, [one.question.key for one in answers])
    least = min((of.n for shares in others for of in shares), default=0)
    return chart("claims", figure, head, "overview", least=least)


def _chart(one: Answer, statement: str, data: canvas.Sourced) -> Chart:
    heads = [of for of in one.shares if of.key in ENDS and of.n]
    rest = [of for of in one.shares if of.key not in ENDS and of.n]
    rest.sort(key=lambda of: (-abs(of.value - one.central.value), of.key))
    shown = heads + sorted(rest[:MOST], key=lambda of: (-of.value, of.key))
    lines = textwrap.wrap(statement, 88)
    figure, axis = rows.sheet("\n".join(lines), data, len(shown), row=0.21, left=0.27,
                              head=0.4 + 0.2 * len(lines))  # fmt: skip
    for at, of in enumerate(shown):
        _dot(axis, of, at)
    _finish(axis, [f"{of.key}  (n = {of.n:,})" for of in shown])
    left = [of.value for of in rest[MOST:]]
    return chart("claim", figure, statement, one.question.key.replace(".", "_"), left=left)


def _dot(axis: Axes, of: Share, at: int) -> None:
    if of.n:
        rows.dot(axis, at, of, *MARKS[of.side], scale=100)


def _finish(axis: Axes, names: list[str]) -> None:
    rows.name(axis, names)
    axis.axvline(50, color=FAINT, linewidth=0.8, linestyle=DOTTED)
    rows.percents(axis)
