"""Forms of a panel: read, converted, and refused at their places."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.declare.errors import WargameError
from wargame.questions import panel_file

HEAD = "panel: 1\nname: winter\nexpert: Ann\nas_of: 2026-07-01\n"
PATH = "weapons.kh101.failure"


def write(folder: Path, text: str) -> Path:
    path = folder / "ann.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def test_answers_are_read_in_the_unit_of_the_number(tmp_path: Path) -> None:
    text = (
        f"judgements:\n  {PATH}: {{lowest: 0.02 share, best: 4, highest: 9, sure: 80, reason: R}}\n"
    )
    found = panel_file.load(write(tmp_path, text))
    one = found.judgements[PATH]
    assert (one.lowest, one.best, one.highest, one.sure) == pytest.approx((2, 4, 9, 0.8))
    assert (one.unit, one.reason, found.expert) == ("percent", "R", "Ann")


def test_what_is_blank_is_not_answered(tmp_path: Path) -> None:
    blank = "{asks: what?, unit: percent, lowest: , best: , highest: , sure: }"
    text = f"judgements:\n  {PATH}: {blank}\n"
    assert panel_file.load(write(tmp_path, text)).judgements == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"judgements: {{{PATH}x: {{lowest: 1}}}}", "did you mean 'weapons.kh101.failure'"),
        (f"judgements: {{{PATH}: {{lowest: 1, best: 2, sure: 80}}}}", "'highest' is blank"),
        (
            f"judgements: {{{PATH}: {{lowest: 3, best: 2, highest: 5, sure: 80}}}}",
            "best guess lies between",
        ),
        (f"judgements: {{{PATH}: {{lowest: 1, best: 2, highest: 5, sure: 30}}}}", "from 50 to 99"),
        (
            f"judgements: {{{PATH}: {{lowest: 1, best: 2, highest: 500, sure: 80}}}}",
            "what it can be",
        ),
        (f"judgements: {{{PATH}: {{lowest: 1 day, best: 2, highest: 5, sure: 80}}}}", "'days'"),
        (f"seeds: {{{PATH}: {{lowest: 1, best: 2, highest: 5, sure: 80}}}}", "there is no fact"),
        (f"judgement: {{{PATH}: {{}}}}", "did you mean 'judgements'"),
    ],
)
def test_what_is_refused_at_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(WargameError) as caught:
        panel_file.load(write(tmp_path, text + "\n"))
    assert said in str(caught.value)
    assert "ann.yaml:5:" in str(caught.value)
