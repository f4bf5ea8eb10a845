"""The report of an analysis in a real browser, and what it says of sweeps that are not whole."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from SALib.sample import morris, sobol

from tests.report.test_browser import DESK, PHONE, browser, opened
from tests.study.analysis.planted import FACTS, sweep, uniform
from wargame.api.analysing import Analysis
from wargame.report.analysis import (
    discovery_section,
    policies_section,
    sensitivity_section,
    tipping_section,
)
from wargame.report.analysis.analysis_page import warnings
from wargame.report.analysis.naming import Naming
from wargame.results.files import plain
from wargame.study.analysis.full_analysis import analyse

pytestmark = pytest.mark.slow

__all__ = ["browser"]
POLICIES = {f"{aid}, {posture}": {"aid": aid, "policies.attacker.posture": posture}
            for aid in ("kept", "cut") for posture in ("hoard", "surge")}  # fmt: skip


def rule(x: Any, levers: Any, noise: Any) -> Any:
    """More get through with more of the first number, without aid, and where Moscow hoards."""
    more = 100 * (levers["aid"] == "cut") + 30 * (levers["policies.attacker.posture"] == "hoard")
    leaked = 500 + 400 * x.iloc[:, [0]].to_numpy() + more + 40 * noise
    return {
        "leaked_missiles": leaked,
        "capital_ballistic_dry": np.where(leaked > 800, 3 + noise**2, np.nan),
        "break_even_month": np.where(leaked > 600, 30000 / leaked - 33, np.nan),
    }


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of a planted sweep with everything on it, a failed run and real paths."""
    points = uniform(150, "abc").set_axis(
        ["weapons.iskander_m.production", "interceptors.pac3_mse.stock",
         "leadership.moscow.capital_focus"], axis=1
    )  # fmt: skip
    ds = sweep(points, rule, "lhs", 3, POLICIES)
    for name in ds.data_vars:
        ds[name][1, 3, 0] = True if name == "failed" else np.nan
    ds = ds.assign_attrs(rows=1800, rows_failed=1, rows_missing=7)
    home = tmp_path_factory.mktemp("page") / "analysis"
    found = analyse(ds, "leaked_missiles > 800")
    Analysis(found, ds, provenance=FACTS | {"title": "Planted", "scenario": "planted"}).report(home)
    return home / "analysis.html"


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_page_opens_whole_and_alone(browser: Any, page: Path, width: int) -> None:
    view, said, asked = opened(browser, page, width)
    assert said == []
    assert all(url.startswith(("data:", page.as_uri())) for url in asked)
    wide = view.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1], "the page scrolls sideways"
    shown = view.evaluate(
        "[...document.querySelectorAll('figure img')].map(i => [i.naturalWidth, i.alt.length])"
    )
    assert len(shown) == 18 and all(natural > 0 and alt > 20 for natural, alt in shown)
    view.context.close()


def test_what_is_not_whole_is_said_and_numbers_have_band_and_n(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert "1 of 1,800 runs failed and are left out." in text
    assert "7 of 1,800 runs are not there yet" in text
    for told in ("break-even month", "Iskander-M, output of the line", "1 future left out"):
        assert told in text
    assert text.count("<caption>") == 0 and text.count("<details>") == text.count("Table: ") > 10
    for summary in text.split("<summary>")[1:]:
        assert re.search('n\u00a0=\u00a0|scope="col">n', summary.split("</details>")[0])


@pytest.mark.parametrize(
    ("kind", "figures"),
    [("sobol", {"sensitivity_leaked_missiles", "tree", "leads_to", "tipping", "plane"}),
     ("morris", {"sensitivity_leaked_missiles", "leads_to", "tipping"}),
     ("factorial", {"sensitivity_leaked_missiles", "tipping"}),
     ("one_at_a_time", {"leads_to", "tipping"})],
)  # fmt: skip
def test_every_kind_of_design_has_its_page(kind: str, figures: set[str], tmp_path: Path) -> None:
    paths = ["weapons.iskander_m.production", "interceptors.pac3_mse.stock"]
    cube = {"num_vars": 2, "names": paths, "bounds": [[0.0, 1.0]] * 2}
    levels = np.linspace(0, 1, 7)
    one = [(v, 0.5) for v in levels] + [(0.5, v) for v in levels]
    rows = {
        "sobol": sobol.sample(cube, 32, calc_second_order=True, seed=1),
        "morris": morris.sample(cube, 20, seed=1),
        "factorial": np.array(np.meshgrid(levels, levels)).reshape(2, -1).T,
        "one_at_a_time": np.array(one),
    }[kind]
    only = {"base": {"aid": "kept", "policies.attacker.posture": "hoard"}}
    ds = sweep(pd.DataFrame(rows, columns=paths), rule, kind, 5, only, sizes={"levels": 4})
    ds = ds.assign_attrs(rows=ds["failed"].size, rows_failed=0, rows_missing=0)
    found = analyse(ds, "leaked_missiles > 730", ["leaked_missiles"])
    facts = FACTS | {"title": kind, "scenario": "planted"}
    analysis = Analysis(found, ds, provenance=facts)
    analysis.report(tmp_path / kind)
    told = analysis.as_data()
    drawn = {file.stem for file in (tmp_path / kind / "figures").glob("*.svg")}
    assert figures <= drawn, drawn
    text = (tmp_path / kind / "analysis.html").read_text(encoding="utf-8")
    assert "Left out: the sweep has one policy" in text
    assert ("second-order Sobol indices" in text) == (kind == "sobol")
    for section in told["sections"].values():
        assert section["words"] or section["missing"]
    assert not re.search(r"\b(nan|inf|None)\b", " ".join(re.findall(r">([^<]*)<", text)))


def test_everything_found_is_plain_json() -> None:
    given = {"a": frozenset({"x"}), "b": (np.float64(1.5), np.inf, np.nan), "c": np.arange(2)}
    assert plain(given, "never") == {"a": ["x"], "b": [1.5, "never", None], "c": [0, 1]}


def said(ds: Any, test: str, **asked: Any) -> tuple[Any, Naming]:
    return analyse(ds, test, **asked), Naming(ds)


def test_policies_that_are_alike_are_not_ranked() -> None:
    """Three policies that differ in nothing, a fourth that is far worse."""

    def alike(x: Any, levers: Any, noise: Any) -> Any:
        return {"leaked_missiles": 100 * x[["a"]].to_numpy() + 80 * (levers["aid"] == "d") + noise}

    options = {name: {"aid": name} for name in "abcd"}
    ds = sweep(uniform(60, "ab"), alike, policies=options, replicates=2)
    found, _ = said(ds, "leaked_missiles > 50", what=["robust"])
    words = policies_section.sentence(found.robust[0])
    assert "“a”, “b” and “c” share the least largest regret, no missiles" in words
    assert "“a” has" in words and "overlaps with that of “b” and “c”" in words
    assert "the most of all" not in words
    found, _ = said(ds, "leaked_missiles > 500", what=["robust"])
    assert "The intervals of all policies overlap" in policies_section.sentence(found.robust[0])


def test_numbers_that_stand_out_are_said_to_and_no_more() -> None:
    def one(x: Any, levers: Any, noise: Any) -> Any:
        return {"stock_end": 10 * x[["a"]].to_numpy() + 3 * noise}

    ds = sweep(uniform(200, "ab"), one, replicates=3)
    found, naming = said(ds, "stock_end > 5", what=["sensitivity"])
    words = sensitivity_section.sentence(found.sensitivity[0], naming)
    assert "the number that stands out is a (" in words and "most of what" not in words


def test_a_crossing_that_is_not_sure_is_not_called_none() -> None:
    told = []
    for seed in range(6):
        ds = sweep(uniform(100, "ab"), lambda x, levers, noise: {"stock_end": noise}, seed=seed)
        found, naming = said(ds, "stock_end > 0", what=["tipping"], along=["a"])
        (one,) = found.responses
        words = tipping_section.flip_words(one, naming)
        assert ("does not flip" in words) == (not one.flips and not one.unsure)
        told.append("but not surely" in words)
    assert any(told)


def test_a_month_stands_beside_its_own_bin() -> None:
    """The first bin has no run that can be told: its row is not there, nor is its month."""

    def holed(x: Any, levers: Any, noise: Any) -> Any:
        a = x[["a"]].to_numpy() + 0 * noise
        return {"stock_end": np.where(a < 0.1, np.nan, a), "break_even_month": 1 + 10 * a}

    ds = sweep(uniform(200, "ab"), holed)
    found, naming = said(ds, "stock_end > 0.5", what=["tipping"], along=["a"])
    rows = tipping_section.response_table(found.responses[0], naming, found.break_even["a"]).rows
    assert len(rows) == 9 and len(found.break_even["a"]) == 10
    for row, one in zip(rows, found.responses[0].bins):
        assert float(row[3].text.split()[0]) == pytest.approx(1 + 10 * one.at, abs=0.3)


def test_where_all_sets_lead_there_none_are_told_from_them() -> None:
    ds = sweep(uniform(100, "ab"), lambda x, levers, noise: {"stock_end": noise}, replicates=40)
    found, naming = said(ds, "stock_end > -1.5", what=["leads-to"])
    assert found.leads_to.there == found.leads_to.points
    assert "All sets lead there" in discovery_section.leads_words(found.leads_to, naming)[1]


def test_luck_of_one_replicate_that_all_share_is_a_warning() -> None:
    whole = {"rows": 1, "rows_failed": 0, "rows_missing": 0}
    for replicates, words in ((3, "(3 in all): intervals of"), (1, "luck is in no interval")):
        ds = sweep(uniform(10, "ab"), lambda x, levers, noise: {"stock_end": noise},
                   replicates=replicates, luck="shared").assign_attrs(whole)  # fmt: skip
        assert words in warnings(ds)[0]
    assert warnings(sweep(uniform(10, "ab"), rule_of_luck).assign_attrs(whole)) == []


def rule_of_luck(x: Any, levers: Any, noise: Any) -> Any:
    return {"stock_end": noise}
