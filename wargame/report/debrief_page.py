"""The debrief of a game as one page: scores, turning points, what if, timeline, beliefs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from wargame.report import page_file, words
from wargame.report.figures import game_figure
from wargame.report.table import Column, Table, table

POINTS = 8  # turning points that are shown
SCORES = (
    "Scores of 0 to 100: goals of the role card met, by weight, over the months played. Beside it: "
    "the machine player in the same seat against the same others and luck; and the war had nobody "
    "ordered anything."
)


def write(
    directory: Path,
    debrief: Mapping[str, Any],
    facts: dict[str, str],
    others: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Write game.html, game.json and figures/ into `directory`.

    `debrief` is what `wargame.play.debrief` gives, `others` are counterfactuals of the same game,
    `facts` is provenance.
    """
    data: Any = SimpleNamespace(attrs=facts, sizes={"run": 0})
    charts = game_figure.draw(debrief, others, data)
    names = debrief["names"]
    values = {
        "debrief": debrief,
        "names": names,
        "scores": score_table(debrief),
        "turns": [
            one | {"brought": [event(given) for given in one["injected"]]}
            for one in debrief["turns"]
        ],
        "points": [point(one, names) for one in debrief["points"][:POINTS]],
        "others": [other(one) for one in others],
    }
    page_file.write(directory, "game", data, values, charts)
    plain = {"debrief": debrief, "counterfactuals": list(others), "provenance": facts}
    text = json.dumps(plain, indent=1, ensure_ascii=False, allow_nan=False)
    (directory / "game.json").write_text(text + "\n", encoding="utf-8")


def percent(share: float) -> str:
    """A score of 0 to 1 as a whole number of hundred."""
    return f"{100 * share:.0f}"


def score_table(debrief: Mapping[str, Any]) -> Table:
    """Each seat's score beside the machine's in its place and beside nobody's orders."""
    rows = []
    for seat, result in debrief["scores"].items():
        score, machine = percent(result["score"]), percent(result["machine"])
        low, high, n = (result["unled"][key] for key in ("low", "high", "n"))
        unled = percent(result["unled"]["same_luck"])
        goals = "; ".join(f"{goal['says']}: {percent(goal['met'])}" for goal in result["goals"])
        player = _player(debrief["seats"][seat], int(score) - int(machine))
        unled += f"; other luck {percent(low)} to {percent(high)}, n = {n}"
        rows.append((debrief["names"][seat], player, score, machine, unled, goals))
    heads = (
        "Seat", "Player", Column("Score", align="right", strong=True),
        Column("Machine", align="right"), "Without orders", "Goals met, of 100",
    )  # fmt: skip
    return table(SCORES, heads, rows)


def _player(player: str, ahead: int) -> str:
    """Who played, and how a person did beside the machine, by the scores as they are shown."""
    if player == "machine":
        return player
    verdict = "better than" if ahead > 0 else "worse than"
    return f"{player}; {f'{verdict} the machine' if ahead else 'as the machine would'}"


def event(one: Mapping[str, Any]) -> str:
    """An event that was brought in: its kind, and its details."""
    rest = [
        f"{key} {value}".replace("_", " ")
        for key, value in one.items()
        if key not in ("event", "note") and value
    ]
    return f"{one['event'].replace('_', ' ')} ({', '.join(rest)})"


def moved(scores: Mapping[str, Mapping[str, Any]], names: Mapping[str, str]) -> Table:
    """What changed for each seat, in hundredths of a score, with band and n."""
    rows = []
    for seat, one in scores.items():
        low, middle, high = (100 * one[key] for key in ("low", "median", "high"))
        fine = max(0.1, words.step(low, high))
        band = f"{words.signed(low, fine)} to {words.signed(high, fine)}"
        better = f"{100 * one['better']:.0f}%"
        rows.append((names[seat], words.signed(middle, fine), band, better, f"{one['n']}"))
    change = Column("Score moved, of 100", strong=True, hint="Moved")
    n = Column("n", align="right")
    return table("", ("Seat", change, "80% of lucks", "Better in", n), rows)


def point(one: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, object]:
    """One turn's orders of one seat, and what they moved."""
    return {
        "turn": one["turn"],
        "seat": names[one["seat"]],
        "orders": "; ".join(one["orders_in_words"]),
        "moved": moved(one["moved"], names),
    }


def other(one: Mapping[str, Any]) -> dict[str, object]:
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
