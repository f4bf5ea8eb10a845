"""The debrief of a game as one page: timeline, beliefs against the truth, turning points, what if.

It takes what `wargame.play.debrief` gives as plain objects: report and play are siblings and do
not import each other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from wargame.report import page_file, words
from wargame.report.figures import game_figure

POINTS = 8  # turning points that are told


def write(
    directory: Path,
    told: Mapping[str, Any],
    facts: dict[str, Any],
    others: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Write game.html, game.json and figures/ into `directory`.

    told: a debrief; others: counterfactuals of the same game; facts: provenance.
    """
    from types import SimpleNamespace

    data: Any = SimpleNamespace(attrs=facts, sizes={"run": 0})
    charts = game_figure.draw(told, others, data)
    values = {
        "told": told,
        "names": told["names"],
        "seats": [score(seat, told) for seat in told["names"]],
        "turns": [turn(one, told["names"]) for one in told["turns"]],
        "points": [point(one, told["names"]) for one in told["points"][:POINTS]],
        "others": [other(one) for one in others],
    }
    page_file.write(directory, "game", data, values, charts)
    text = json.dumps({"debrief": told, "counterfactuals": list(others), "provenance": facts},
                      indent=1, ensure_ascii=False, allow_nan=False)  # fmt: skip
    (directory / "game.json").write_text(text + "\n", encoding="utf-8")


def percent(share: float) -> str:
    """A score of 0 to 1 as a whole number of hundred."""
    return f"{100 * share:.0f}"


def score(seat: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """One seat's score beside the machine's in its place and beside nobody's orders."""
    result = told["scores"][seat]
    unled = result["unled"]
    against = int(percent(result["score"])) - int(percent(result["machine"]))  # as they are shown
    verdict = "as the machine would" if not against else (
        "better than the machine" if against > 0 else "worse than the machine"
    )  # fmt: skip
    return {
        "seat": told["names"][seat],
        "player": told["seats"][seat],
        "score": percent(result["score"]),
        "machine": percent(result["machine"]),
        "unled": f"{percent(unled['same_luck'])}; other luck {percent(unled['low'])} to "
        f"{percent(unled['high'])}, n = {unled['n']}",
        "verdict": "" if told["seats"][seat] == "machine" else verdict,
        "goals": [(goal["says"], percent(goal["met"])) for goal in result["goals"]],
    }


def event(one: Mapping[str, Any]) -> str:
    """An event that was brought in: its kind, and what was said of it."""
    rest = [
        f"{key} {value}".replace("_", " ")
        for key, value in one.items()
        if key not in ("event", "note") and value
    ]
    return f"{one['event'].replace('_', ' ')} ({', '.join(rest)})"


def turn(one: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """One turn of the timeline."""
    return {
        "number": one["turn"],
        "from": one["from"],
        "orders": [(names[s], "; ".join(text)) for s, text in one["orders_in_words"].items()],
        "events": [event(brought) for brought in one["injected"]],
        "said": [(names[said["seat"]], said["text"]) for said in one["said"]],
        "news": [f"{line['date']}: {line['text']}" for line in one["news"]],
    }  # fmt: skip


def moved(found: Mapping[str, Mapping[str, Any]], names: Mapping[str, str]) -> list[dict[str, str]]:
    """What changed for each seat, in hundredths of a score, with band and n."""
    rows = []
    for seat, one in found.items():
        fine = max(0.1, words.step(100 * one["low"], 100 * one["high"]))
        low, middle, high = (
            words.signed(100 * one[key], fine) for key in ("low", "median", "high")
        )
        rows.append(
            {"seat": names[seat], "change": middle, "band": f"{low} to {high}"}
            | {"better": f"{100 * one['better']:.0f}%", "n": str(one["n"])}
        )
    return rows


def point(one: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """One turn's orders of one seat, and what they moved."""
    return {
        "turn": one["turn"],
        "seat": names[one["seat"]],
        "orders": "; ".join(one["orders_in_words"]),
        "moved": moved(one["moved"], names),
    }


def other(one: Mapping[str, Any]) -> dict[str, Any]:
    """One counterfactual."""
    parts = [one, *one["also"]]
    names = one["names"]
    asked = [
        f"{names[p['seat']]} in turn {p['turn']} ordered {'; '.join(p['orders_in_words'])}"
        for p in parts
    ]
    return {
        "asked": ", and ".join(asked),
        "instead": " / ".join("; ".join(part["instead_in_words"]) for part in parts),
        "n": one["n"],
        "moved": moved(one["scores"], names),
        "words": one["words"],
    }
