"""The scorecard of a back-test: one page, with the failures in words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.evidence.record import CREDIT
from wargame.report import page_file, words
from wargame.report.figures import backtest_figure
from wargame.report.figures.canvas import Sourced
from wargame.report.table import Table, table

if TYPE_CHECKING:
    from wargame.study.scoring import Scores

NEAR = "1-3"


def write(
    directory: Path, card: dict[str, Any], scores: Scores, months: list[list[str]], data: Sourced
) -> None:
    """Write backtest.html and figures/ into `directory`.

    `months` are those that each origin forecasts.
    """
    charts = backtest_figure.draw(card, scores, months, data)
    values = {
        "origins": card["origins"],
        "every": card["every"],
        "summary": summary(card),
        "failures": failures(card),
        "near": score_table(card, near=True),
        "far": score_table(card, near=False),
        "credit": CREDIT,
    }
    page_file.write(directory, "backtest", data, values, charts)


def title(row: Mapping[str, Any], card: Mapping[str, Any]) -> str:
    """What a row is about: 'Ballistic missiles launched'."""
    return f"{card['names'][row['weapon_class']]}, {row['what']}"


def skill(row: Mapping[str, Any]) -> str:
    """Skill with its interval and n; no more digits than it supports."""
    of = row["skill"]
    return f"{of['value']:+.2f} (90% interval {of['low']:+.2f} to {of['high']:+.2f}; n = {of['n']})"


def score_table(card: Mapping[str, Any], near: bool) -> Table:
    """Skill, bands held and bias of every forecast: one to three months ahead with the verdict, or
    each month ahead."""
    rows = []
    for row in card["rows"]:
        bands = ", ".join(f"{100 * row['coverage'][band]:.0f}%" for band in ("50", "80", "90"))
        bias = "none flew" if row["bias"] is None else f"{100 * row['bias']:+.0f}%"
        ahead = row["ahead"].replace("-", " to ")
        scores = (skill(row), row["skill"]["best"], bands, bias, verdict(row))
        if (row["ahead"] == NEAR) == near:
            rows.append((title(row, card), ahead, *scores))
    heads = ("Forecast", "Months ahead", "Skill", "Best plain forecast", "50, 80, 90% bands held",
             "Bias", "Verdict")  # fmt: skip
    head = "One to three months ahead" if near else "Each month ahead"
    return table(head, heads, rows).without("Months ahead" if near else "Verdict")


def verdict(row: Mapping[str, Any]) -> str:
    """Whether forecasts beat the past, and whether their bands held."""
    of = row["skill"]
    if of["value"] <= 0:
        better = "worse than its past" if of["high"] < 0 else "no better than its past"
    else:
        better = "better than its past" if of["low"] > 0 else "better, but not surely"
    if row["covers"]:
        return f"{better}; bands hold"
    narrow = row["coverage"]["80"] < 0.8
    return f"{better}; bands too {'narrow' if narrow else 'wide'}"


def summary(card: Mapping[str, Any]) -> list[str]:
    """The answer in a few sentences: goal by class, launches first."""
    rows = [row for row in card["rows"] if row["asked"] and row["ahead"] == NEAR]
    met = [row for row in rows if row["better"] and row["covers"]]
    sure = [row for row in rows if row["skill"]["low"] > 0]
    lines = [
        f"Asked of {len(rows)} forecasts of the next 1 to 3 months (ballistic, cruise and one-way "
        "drones, launched and stopped): nearer to the record than the best of three plain "
        "forecasts from the same past, with 80% bands that hold 70 to 90% of cases. "
        f"{len(met)} of {len(rows)} do both. The 90% interval of the skill leaves out zero for "
        f"{len(sure) or 'none'} of them."
    ]
    return lines + [f"{title(row, card)}: skill {skill(row)}; {verdict(row)}." for row in rows]


def failures(card: Mapping[str, Any]) -> list[str]:
    """What went wrong, in words: each class of which something fails, and its costliest miss."""
    worst = {(one["what"], one["weapon_class"]): one for one in card["worst"]}
    lines = []
    for row in card["rows"]:
        if row["ahead"] != NEAR or (row["better"] and row["covers"]):
            continue
        text = [f"{title(row, card)}: {verdict(row)}."]
        if not row["better"]:
            text.append(f"The best plain forecast is the {row['skill']['best']}.")
        in_band = 100 * row["coverage"]["80"]
        text.append(f"80% bands held {in_band:.0f}% of n = {row['skill']['n']} cases.")
        if row["bias"] is not None and abs(row["bias"]) > 0.1:
            way = "low" if row["bias"] < 0 else "high"
            text.append(f"Forecasts ran {abs(100 * row['bias']):.0f}% {way}.")
        text.append(miss(worst[row["what"], row["weapon_class"]]))
        lines.append(" ".join(text))
    return lines


def miss(one: Mapping[str, Any]) -> str:
    """The costliest miss of a class."""
    fine = words.step(one["low"], one["high"])
    ahead, origin = words.plural(one["ahead"], "month"), words.month_name(one["origin"])
    return (
        f"Costliest miss: {ahead} ahead from {origin}, {one['seen']:,} in the record against "
        f"{words.number(one['middle'], fine)} forecast (80% of runs: "
        f"{words.ends(one['low'], one['high'], fine)}); {100 * one['share']:.0f}% of the class’s "
        "score came from this one case."
    )
