"""The page of estimates: verdicts in words, ages of figures, a figure for each conclusion."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from wargame.declare.comparison import parse
from wargame.report import estimates_page as page
from wargame.results.provenance import provenance
from wargame.scenario import load
from wargame.scenario.outcomes import OUTCOMES
from wargame.study.estimates import choices, conclude, conclusions

N = 300


@pytest.fixture(scope="module")
def told() -> tuple[list[Any], list[Any], list[str]]:
    """Real choices; outcomes made up, with one difference planted under one source."""
    chosen = choices(lambda key: load("continued_war", [], key, runs=N))
    rng = np.random.default_rng(2)
    base = {name: rng.normal(0.5, 0.05, N) for name in OUTCOMES}
    base["spillover"] = (rng.random(N) < 0.02).astype(float)
    held = {one.key: dict(base) for one in chosen}
    held["csis_2025_06"]["intercept_share_ballistic"] = base["intercept_share_ballistic"] + 0.2
    key = ["stock_growth", "intercept_share_ballistic", "spillover"]
    return chosen, conclusions([*key, "cost_exchange"], {"stock_growth": parse("> 0")}, held), key


@pytest.mark.slow
def test_the_page_names_what_changes_and_how_old_it_is(told: Any, tmp_path: Path) -> None:
    chosen, found, key = told
    facts = provenance(chosen[0].scenario, "wargame estimates continued_war")
    page.write(tmp_path, chosen, found, key, SimpleNamespace(attrs=facts, sizes={"run": N}))
    html = (tmp_path / "estimates.html").read_text(encoding="utf-8")
    assert "2 of 3 key conclusions survive the figures of every source" in html
    assert "changes under csis_2025_06 (figures 12 months old)" in html
    assert "+20.0 points" in html
    assert "weapons.iskander_m.production" in html
    assert "months old at the start" in html
    assert "wargame estimates continued_war" in html
    assert 'src="http' not in html
    names = {path.name for path in (tmp_path / "figures").iterdir()}
    assert names == {f"{name}.{kind}" for name in key for kind in ("svg", "png")}


def test_summary_and_rows_agree(told: Any) -> None:
    chosen, found, _ = told
    old = page.ages(chosen)
    assert old["csis_2025_06"] == "12 months old"
    assert "low" not in old
    central = chosen[0].scenario
    shown = page.verdict_table(found, old, central)
    rows = {one.outcome: [cell.text for cell in row] for one, row in zip(found, shown.rows)}
    planted = rows["intercept_share_ballistic"]
    assert planted[2:4] == ["changes", "survives"]
    assert planted[4].startswith("csis_2025_06 (changes; 12 months old): ")
    assert "\n" not in planted[4] and "; mean difference +20.0 points" in planted[4]
    by_name = {one.outcome: one for one in found}
    assert page.moved_most(by_name["intercept_share_ballistic"]).startswith("csis_2025_06: +20.0")
    assert rows["spillover"][4] == "no source moves it"
    assert rows["spillover"][1].startswith("remote: ")
    assert rows["stock_growth"][0] == "Russia’s stock of missiles grows"


@pytest.mark.parametrize(
    ("name", "test", "words"),
    [
        ("capital_ballistic_dry", "< 12", "Kyiv first cannot fire at a ballistic missile, within"),
        ("capital_ballistic_dry", "> 6", "not before 6 months"),
        ("intercept_share_ballistic", "< 0.25", "Ballistic missiles stopped < 25%"),
        ("stock_growth", "> 100", "Stock at the end less stock at the start > 100 missiles"),
    ],
)
def test_statements(name: str, test: str, words: str) -> None:
    values = np.linspace(0, 1, 20)
    assert words in page.statement(
        conclude(name, parse(test), {"central": values}), load("continued_war")
    )


def test_each_conclusion_ends_with_whether_it_survives(told: Any) -> None:
    chosen, found, key = told
    old, central = page.ages(chosen), chosen[0].scenario
    asked = [one for one in found if one.outcome in key]
    by_name = {one.outcome: page.survival(one, old) for one in asked}
    changes = by_name["intercept_share_ballistic"]
    assert changes.endswith("No: it changes under csis_2025_06 (figures 12 months old).")
    assert by_name["spillover"].endswith(", and every number low, or high.")
    count = len(chosen) - 3  # without central, low and high
    assert f"Yes, all {count}" in by_name["stock_growth"]
    lines = page.summary(asked, old, central)[1:]
    assert [line.endswith(end) for line, end in zip(lines, by_name.values())] == [True] * 3


def test_what_only_an_end_moves_survives_all_sources() -> None:
    base = np.linspace(0.4, 0.6, N)
    moved = {"central": base, "a": base, "high": base + 1}
    one = conclude("intercept_share_ballistic", None, moved)
    assert page.survival(one, {}) == (
        "Does it survive other sources? Yes, the only one; it may not survive every number high."
    )
    alone = conclude("intercept_share_ballistic", None, {"central": base, "high": base})
    assert "There are none" in page.survival(alone, {})
    at_the_edge = {"central": base, "a": base + 0.08}  # its median is where the band ends
    near = conclude("intercept_share_ballistic", None, at_the_edge)
    assert "More runs are needed to tell under a" in page.survival(near, {})
