"""Every outcome has a planted answer, and says of itself what its kind needs."""

from __future__ import annotations

import ast
from pathlib import Path

from wargame.mechanisms.defence import defence_series
from wargame.scenario.outcomes import OUTCOMES, SERIES


def test_every_outcome_has_a_planted_answer() -> None:
    """A test of its name somewhere among those of the rooms."""
    files = sorted(Path(__file__).parents[1].rglob("test_*.py"))
    tests = {
        node.name.removeprefix("test_")
        for file in files
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    family = f"{defence_series.dry.name}_"
    missing = [n for n in OUTCOMES if n not in tests and not n.startswith(family)]
    assert not missing
    assert defence_series.dry.name in tests


def test_a_time_has_a_clock_and_says_what_happens() -> None:
    for name, one in OUTCOMES.items():
        if one.kind == "time":
            assert one.unit == "months" and one.clock != "none", name
            assert one.occurs and one.when_empty == "if never", name
            assert one.meaning.endswith(one.occurs), name
        else:
            assert not one.occurs, name
        if one.kind in ("share", "event"):
            assert one.unit == "share", name


def test_texts_have_no_gaps() -> None:
    """Every word in braces was filled from the theatre."""
    texts = [one.meaning for one in (*OUTCOMES.values(), *SERIES.values())]
    texts += [one.occurs for one in OUTCOMES.values()]
    assert not [text for text in texts if set("{}") & set(text)]


def test_what_is_averaged_by_another_series_has_its_dimensions() -> None:
    for name, one in SERIES.items():
        if one.weight:
            assert SERIES[one.weight].dims == one.dims and not one.summable, name
