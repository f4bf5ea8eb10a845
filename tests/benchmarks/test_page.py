"""The page of benchmarks says plainly what was met and what was missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.measures import Timing
from benchmarks.page import Line, PrintedLines, filled, put, sections


def test_goals_are_held_against_the_right_time() -> None:
    busy = Timing(wall=2.0, cpu=0.5)
    assert Line.time("by processor", busy, 1.0).met is True
    assert Line.time("by the clock", busy, 1.0, wall=True).met is False
    assert Line.time("no goal", busy).met is None


def test_what_was_missed_is_named() -> None:
    lines = [
        Line.time("a quick thing", Timing(0.1, 0.1), 1.0),
        Line.ratio("a ratio", 42.0, 50.0),
        Line.size("a size", 1 << 31, 1 << 30),
    ]
    text = filled("performance", lines, took="it took 12 s", load="load 0.1", versions="3.11")
    assert "Missed: a ratio; a size." in text
    assert "| a quick thing | 100 ms | 100 ms | under 1 s processor | met |" in text


def test_a_line_is_printed_as_it_comes(capsys: pytest.CaptureFixture[str]) -> None:
    PrintedLines().append(Line.time("a thing", Timing(0.2, 0.1), 0.05))
    assert capsys.readouterr().out == "a thing: 200 ms, 100 ms processor, **missed**\n"


def test_a_section_is_written_and_the_others_stay(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    put(page, "Sweeps", "## Sweeps\n\nMeasured by itself.\n")
    put(page, "", "# Performance\n\n## What is compared\n\nThis.\n")
    assert sections(page.read_text()) == {
        "": "# Performance\n\n## What is compared\n\nThis.\n\n",
        "Sweeps": "## Sweeps\n\nMeasured by itself.\n",
    }
    put(page, "Sweeps", "## Sweeps\n\nAgain.\n")
    assert page.read_text().endswith("This.\n\n## Sweeps\n\nAgain.\n")
