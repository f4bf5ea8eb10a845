"""The debrief page: what it says is what the data say, and text from players stays text."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest

from wargame.play.counterfactual import counterfactual
from wargame.play.debrief import debrief
from wargame.play.game import Game, Turn
from wargame.report import debrief_page as page
from wargame.results.provenance import provenance
from wargame.scenario import load

pytestmark = pytest.mark.slow

NASTY = '<script>alert(1)</script> "Enough" & <img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    seats = {"moscow": "person", "kyiv": "person", "europe": "machine", "washington": "model"}
    turns = (
        Turn({"moscow": {"posture": "surge", "energy": 0.9}, "kyiv": {"ration": False}}),
        Turn({"moscow": {"posture": None}}, ({"event": "incident", "ally": "poland",
                                              "on": "2026-08-03"},)),
        Turn(),
    )  # fmt: skip
    one = Game("TEST", load("continued_war", months=3), 5, "month", seats, turns)
    told = debrief(one, [{"turn": 0, "seat": "europe", "text": NASTY}])
    other = counterfactual(one, 1, "moscow", {"posture": "hoard"}, runs=10)
    home = tmp_path_factory.mktemp("game")
    page.write(home, told, provenance(one.scenario, "wargame play debrief TEST"), [other])
    return home, told, other


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_the_page_stands_alone_and_runs_nothing(written):
    html = (written[0] / "game.html").read_text(encoding="utf-8")
    tags = Tags()
    tags.feed(html)
    names = {tag for tag, _ in tags.found}
    assert "script" not in names
    assert all(a["src"].startswith("data:image/svg+xml") for t, a in tags.found if t == "img")
    assert not any(key.startswith("on") for _, attrs in tags.found for key in attrs)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_the_page_tells_scores_orders_and_events(written):
    home, told, _ = written
    html = (home / "game.html").read_text(encoding="utf-8")
    for seat in told["scores"].values():
        assert f">{page.percent(seat['score'])}</td>" in html
    for text in ("Posture: surge; Aim at energy: 90%", "Ration: no",
                 "Posture: the model&#39;s own rule",
                 "incident (", "Had Moscow in turn 1 ordered Posture: hoard",
                 "Instead of: Posture: surge", "not a prediction"):  # fmt: skip
        assert text in html, text
    assert "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}200" in html


def test_the_data_stand_beside_the_page(written):
    home, told, other = written
    data = json.loads((home / "game.json").read_text(encoding="utf-8"))
    assert data["debrief"] == json.loads(json.dumps(told))
    assert data["counterfactuals"] == [json.loads(json.dumps(other))]
    assert data["provenance"]["seed"] == str(load("continued_war").seed)
    names = {path.stem for path in (home / "figures").iterdir()}
    seats = {f"beliefs_{seat}" for seat in told["names"]}
    assert names == {"war", "payoffs", "other_1"} | seats


def test_changes_have_no_more_digits_than_their_band():
    one = {"low": -0.176, "median": -0.12, "high": -0.064, "better": 0.1, "n": 40}
    names = {"kyiv": "Kyiv"}
    ((_, change, band, *_),) = page.moved({"kyiv": one}, names).rows
    less = "\N{MINUS SIGN}"
    assert (change.text, band.text) == (f"{less}12", f"{less}18 to {less}6")
    still = {"low": 0.0, "median": 0.0, "high": 0.0, "better": 0.0, "n": 40}
    assert page.moved({"kyiv": still}, names).rows[0][1].text == "0.0"
