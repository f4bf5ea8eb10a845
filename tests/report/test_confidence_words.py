"""Likelihood and confidence stand apart; nothing is certain that a source overturns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import wargame as wg
from wargame.report import confidence_words
from wargame.report.answer import Judgement
from wargame.results.intervals import LIKELIHOOD
from wargame.scenario import load
from wargame.study.certainty import Confidence
from wargame.study.estimates import Conclusion, Reading

SAID = "That it grows is almost certain (over 99%, 90% interval 97 to 100%, n = 100)."


def reading(key: str, verdict: str) -> Reading:
    return Reading(key, 60, 0.3, 0.2, 0.4, 0.2, 0.4, -0.6, -0.7, -0.5, verdict)


@pytest.mark.parametrize("word", [word for _, word in LIKELIHOOD])
def test_no_word_of_likelihood_stands_beside_what_a_source_overturns(word: str) -> None:
    scenario = load("continued_war")
    one = reading("csis_2025_06", "changes")
    found = Confidence("stock_growth", "low", one, ("csis_2025_06",), 60)
    conclusion = Conclusion("stock_growth", "missiles", None, True, (0.9, 1.0), (one, one))
    judgement = Judgement("stock_growth", SAID.replace("almost certain", word), ())
    told = confidence_words.with_confidence(judgement, found, conclusion, scenario)
    assert word not in told.sentence and "over 99% of runs with the figures in use" in told.sentence
    assert told.confidence.startswith("Confidence: low - figures of ")
    assert "(csis_2025_06), change it: " in told.confidence
    assert "n = 60 paired runs" in told.confidence


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (True, "change it: unlikely, 30% (90% interval"),
        (False, "change it: 0.30 missiles (80% of runs: "),
    ],
)
def test_a_reading_has_one_colon_less_than_it_would(event: bool, said: str) -> None:
    """A chance follows its word by a comma; the band of a level keeps its colon."""
    one = reading("csis_2025_06", "changes")
    found = Confidence("stock_growth", "low", one, ("csis_2025_06",), 60)
    conclusion = Conclusion("stock_growth", "missiles", None, event, (0.9, 1.0), (one, one))
    judgement = Judgement("stock_growth", SAID, ())
    told = confidence_words.with_confidence(judgement, found, conclusion, load("continued_war"))
    assert said in told.confidence


def test_what_survives_keeps_its_word() -> None:
    one = reading("low", "survives")
    found = Confidence("stock_growth", "high", None, ("csis_2025_06",), 60)
    conclusion = Conclusion("stock_growth", "missiles", None, True, (0.9, 1.0), (one, one))
    judgement = Judgement("stock_growth", SAID, ())
    told = confidence_words.with_confidence(judgement, found, conclusion, load("continued_war"))
    assert told.sentence == SAID and told.confidence.startswith("Confidence: high")


@pytest.mark.slow
def test_page_json_and_answers_agree(tmp_path: Path) -> None:
    report = (
        wg.load("continued_war", runs=60, months=6)
        .run(progress=False)
        .report(tmp_path / "r", progress=False)
    )
    said = [one for one in report.answers if one.confidence]
    assert len(said) >= 4
    html = (tmp_path / "r" / "report.html").read_text(encoding="utf-8")
    rows = {row["outcome"]: row for row in json.loads(json.dumps(report.as_data()))["answers"]}
    for one in said:
        assert f"Confidence: {one.level}" in html
        assert rows[one.outcome]["confidence"] == one.level
        assert rows[one.outcome]["why"] == one.confidence
    assert "Confidence is whether other figures" in html
