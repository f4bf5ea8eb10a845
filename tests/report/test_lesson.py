"""The page of a lesson: one file that asks for nothing, the key apart, every number with its n."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from typing import Any

import numpy as np
import pytest

from tests.short_lesson import written
from wargame.questions import lesson_loading
from wargame.questions.question_library import shipped
from wargame.report import lesson_page as page
from wargame.report import lesson_words
from wargame.study import lesson_grid as study
from wargame.study.lesson_grid import provenance

pytestmark = pytest.mark.slow

RUNS = 40
MEGABYTES = 2e6


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> study.Grid:
    home = tmp_path_factory.mktemp("lesson")
    return study.grid(lesson_loading.load(written(home)), RUNS, directory=home / "kept", workers=1)


@pytest.fixture(scope="module")
def text(grid: study.Grid) -> str:
    return page.html(grid, provenance(grid, "wargame lesson export short.yaml --out a.html"))


def held(text: str) -> Any:
    """What the page's script reads."""
    found = re.search(r'<script type="application/json" id="lesson">(.*?)</script>', text, re.S)
    assert found
    return json.loads(found[1])


def test_only_its_own_script_may_run(text: str) -> None:
    script = re.search(r"<script>(.*?)</script>", text, re.S)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert script and policy
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in html.unescape(policy[1])
    assert policy[1].startswith("default-src 'none'")
    assert len(re.findall(r"<script", text)) == 2
    assert not re.search(r"\son\w+=", text)


def test_nothing_is_fetched(text: str) -> None:
    link = r"""(?:src|href|url|action)\s*[=(]\s*["']?(?!#|data:)\w+:?//[^\s"')]+"""
    assert re.findall(link, text) == []
    assert "fetch(" not in text
    assert "import(" not in text


def test_words_never_become_markup(text: str) -> None:
    assert "A short &lt;lesson&gt; &amp; more" in text
    assert "<lesson>" not in text
    assert held(text)["title"] == "A short <lesson> & more"


def test_the_key_is_not_in_the_file_for_the_class(grid: study.Grid, text: str) -> None:
    assert "SECRET" not in text
    key = page.key(grid, provenance(grid, "wargame lesson export short.yaml --out a.html"))
    assert key.count("SECRET") == 3
    assert "<b>Fewer</b>" in key
    assert "No setting meets it" in key
    assert "Met by: Missiles made" in key


def test_data_hold_every_point_with_quantiles_in_order(grid: study.Grid, text: str) -> None:
    told = held(text)
    assert set(told["cells"]) == {"0,0", "0,1", "1,0", "1,1"}
    assert told["n"] == RUNS
    for cell in told["cells"].values():
        for rows in (row for lines in cell["lines"].values() for row in lines):
            assert (np.diff(np.array(rows, float), axis=0) >= 0).all()
            assert len(rows[0]) == 3
        assert set(cell["measures"]) == {"stock_end", "capital_ballistic_dry", "stock_growth"}
    cell = told["cells"]["0,1"]
    own = grid.cells["none", "halt"].lines["store", "held"]
    assert cell["lines"]["store"][0][2] == pytest.approx(np.median(own, axis=0), rel=1e-3)


def test_goals_and_predictions_are_those_of_the_runs(grid: study.Grid, text: str) -> None:
    steps = held(text)["steps"]
    assert [step["predict"] and step["predict"]["kind"] for step in steps] == [
        "draw", "choose", "guess", None,
    ]  # fmt: skip
    assert steps[1]["predict"]["right"] == 0
    low, share, high = steps[2]["predict"]["fine"]
    assert low <= share <= high
    dry = grid.cells[grid.lesson.start].outcomes["capital_dry_share"] > 0
    assert share == pytest.approx(dry.mean(), abs=1e-3)
    first, second = steps[3]["goals"]
    assert first["shares"]["1,0"] == 0
    assert second["none"] and set(second["shares"]) == {"0,1", "1,1"}


def test_every_sentence_has_band_and_n(grid: study.Grid) -> None:
    told = [one["says"] for step in page.steps(grid) for one in step["notice"]]
    assert len(told) == 2
    assert all(f"n = {RUNS}" in says for says in told)
    assert re.search(r"missiles \(80% of runs: [\d,]+ to [\d,]+; n = 40\)", told[0])
    assert re.search(r"It is [\d.]+% \(80% of runs: \d+ to \d+%", told[1])


def test_what_never_happens_is_said_and_shares_are_points() -> None:
    values = np.array([3.0, 4.0, np.nan, np.nan, np.nan])
    assert lesson_words.measured("capital_ballistic_dry", values)[0] == "never"
    hits = np.array([1.0] * 5 + [0.0] * 45)
    assert lesson_words.measured("spillover", hits) == ("10%", "90% interval 5 to 19%")
    lesson = lesson_loading.load("empty_magazine")
    apart = next(one for one in lesson.asked() if one.at == ("steps", 5, "notice", 0))
    grid = study.Grid(lesson, 3, 1, [], {})
    few = lesson_words.value(grid, apart, np.array([-0.05, -0.06, -0.04]))
    assert few == "5.0 points (too few runs for a band; n = 3)"
    enough = study.Grid(lesson, 12, 1, [], {})
    told = lesson_words.value(enough, apart, np.repeat([-0.05, -0.06, -0.04], 4))
    assert told == "5.0 points (80% of runs: 4.0 to 6.0; n = 12)"


@pytest.mark.parametrize("name", shipped("lesson"))
def test_a_shipped_lesson_is_small_and_says_everything(name: str) -> None:
    grid = study.grid(lesson_loading.load(name), 60, workers=1)
    text = page.html(grid, provenance(grid, f"wargame lesson export {name} --out a.html"))
    assert len(text.encode()) < MEGABYTES
    words = text.split("<script")[0]
    assert "{value}" not in words and "{share}" not in words
    assert grid.lesson.file.key.aim not in html.unescape(text)
    assert all(step.title in html.unescape(text) for step in grid.lesson.steps)
