"""The page of benchmarks says plainly what was met and what was missed."""

from __future__ import annotations

from benchmarks.measures import Timing
from benchmarks.page import Line, page, section, tell


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
    text = page(lines, quick=True, took=12.0, load="load 0.1")
    assert "Missed: a ratio; a size." in text
    assert "--quick" in text
    assert "| a quick thing | 100 ms | 100 ms | under 1 s processor | met |" in text


def test_one_line_tells_times_and_verdict() -> None:
    line = Line.time("a thing", Timing(0.2, 0.1), 0.05)
    assert tell(line) == "a thing: 200 ms, 100 ms processor, **missed**"


def test_the_section_about_sweeps_is_kept_apart() -> None:
    text = page([], quick=False, took=1.0, load="load 0.1")
    assert section(text) == ""
    whole = text + "\n## Sweeps\n\nMeasured by itself.\n"
    assert section(whole) == "## Sweeps\n\nMeasured by itself.\n"
    assert whole.removesuffix(section(whole)) == text + "\n"
