"""`wargame analyse`, `leads-to`, `attribute` as a user calls them, on a sweep of the model."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import wargame
from tests.cli.test_backtest import call
from tests.study.sweep.small import Here

pytestmark = pytest.mark.slow

DESIGN = """\
sweep: 1
title: Two policies over what is uncertain
question: Which holds up?
months: 6
design: {kind: lhs, points: 60}
replicates: 2
uncertainties:
  weapons.iskander_m.production: {low: 30, high: 120, unit: missiles/month}
  interceptors.pac3_mse.stock: catalogue
levers:
  policies.defender.protect: [cities, energy]
  aid:
    kept: {}
    cut: {events: [{on: 2026-02-01, event: aid_cut, supplier: all, share: 1.0}]}
outcomes: [leaked_ballistic, capital_ballistic_dry, stock_end]
"""


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small sweep, run once in this process."""
    home = tmp_path_factory.mktemp("swept")
    (home / "two.yaml").write_text(DESIGN)
    wargame.sweep(home / "two.yaml", home / "out", executor=Here())
    return home / "out"


def test_one_report_with_everything_that_a_sweep_can_tell(
    swept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "report"
    words = ["analyse", str(swept), "--test", "leaked_ballistic > 350", "--out", str(home)]
    assert call(*words, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told["sections"]) == {
        "sensitivity", "discovery", "leads-to", "tipping", "robust", "attribution"
    }  # fmt: skip
    first = told["found"]["sensitivity"][0]
    assert first["outcome"] == "leaked_ballistic" and first["by"] == "rbd_fast"
    assert first["effects"][0]["path"] == "weapons.iskander_m.production"
    assert told["found"]["responses"][0]["flips"], "more missiles flip it"
    assert len(told["found"]["robust"][0]["standings"]) == 4
    assert told["provenance"]["command"].startswith("wargame analyse")
    page = (home / "analysis.html").read_text(encoding="utf-8")
    for title in ("What it hangs on", "Where it happens", "What leads there", "Tipping points",
                  "Which policy is robust", "Why policies differ"):  # fmt: skip
        assert f">{title}</h2>" in page
    assert not re.search(r'(src|href)="(?!data:|#)http', page)
    assert page.count("<figure") == len(list((home / "figures").glob("*.svg"))) >= 12
    assert "n\u00a0=\u00a0" in page and "None" not in re.sub("<[^>]*>", "", page)
    before = (home / "analysis.html").read_bytes()
    assert call(*words) == 2  # not over what is there
    assert "not empty" in capsys.readouterr().err
    assert call("analyse", str(swept), "--policy", "x", "--out", str(home)) == 2
    assert "there is no policy 'x'" in capsys.readouterr().err  # before the place is looked at
    assert call(*words, "--force") == 0
    assert (home / "analysis.html").read_bytes() == before
    assert "Not a prediction." in capsys.readouterr().out


def test_a_part_alone_and_what_cannot_be_told(
    swept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "part"
    part = ["--what", "discovery", "--test", "leaked_ballistic > 1e5"]
    assert call("analyse", str(swept), *part, "--out", str(home)) == 2
    assert "expected OUTCOME" in capsys.readouterr().err and not home.exists()
    part[-1] = "leaked_ballistic > 100000"
    assert call("analyse", str(swept), *part, "--out", str(home)) == 0
    assert "left out: 'leaked_ballistic > 100000' holds in no run" in " ".join(
        capsys.readouterr().out.split()
    )


def test_the_command_and_the_call_agree(swept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = "capital_ballistic_dry < 2026-09"
    assert call("leads-to", asked, str(swept), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    found = wargame.leads_to(wargame.open(swept), asked)
    assert told["there"] == found.there and len(told["ways"]) == len(found.ways)
    assert [way["point"] for way in told["ways"]] == [way.point for way in found.ways]
    assert call("leads-to", asked, str(swept), "--sets", "3") == 0
    out = capsys.readouterr().out
    assert "A (" in out and "C (" in out and "D (" not in out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["analyse", "DIR", "--test", "leaked_balistic > 3"], "did you mean 'leaked_ballistic'"),
        (["analyse", "DIR", "--test", "power_met_mean > 3"], "the sweep holds no outcome"),
        (["analyse", "DIR", "--outcome", "stock_ends"], "did you mean 'stock_end'"),
        (["analyse", "DIR", "--what", "robst"], "did you mean 'robust'"),
        (["analyse", "DIR", "--policy", "x"], "there is no policy 'x'"),
        (["analyse", "DIR", "--along", "a", "--along", "b", "--along", "c"], "one number or two"),
        (["leads-to", "DIR", "stock_end > 3"], "expected the predicate first"),
        (["leads-to", "stock_end > 3", "nowhere"], "holds no results"),
        (["attribute", "continued_war", "continued_war"], "have the same inputs"),
        (["attribute", "continued_war", "knockot"], "did you mean 'knockout'"),
        (["attribute", "continued_war", "knockout", "--method", "x"], "method x: expected"),
        (["attribute", "continued_war", "knockout", "--outcome", "x"], "no outcome 'x'"),
    ],
)
def test_bad_input_is_one_clear_error(
    words: list[str], why: str, swept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [str(swept) if word == "DIR" else word for word in words]
    extra = ["--out", str(tmp_path / "out")] if words[0] != "leads-to" else []
    assert call(*given, *extra) == 2
    said = capsys.readouterr().err
    assert why in said and "Traceback" not in said
    assert not (tmp_path / "out").exists()


def test_why_two_scenarios_differ(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "why"
    words = ["attribute", "continued_war", "aid_cutoff", "--runs", "20", "--months", "9"]
    words += ["--outcome", "leaked_missiles", "--test", "capital_ballistic_dry < 6"]
    assert call(*words, "--out", str(home), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    whole, share = told["found"]
    assert whole["what"] == "leaked_missiles" and share["what"] == "capital_ballistic_dry < 6"
    assert whole["parts"][0]["share"]["value"] == pytest.approx(whole["difference"]["value"])
    assert "aid cut" in whole["parts"][0]["name"]
    page = (home / "analysis.html").read_text(encoding="utf-8")
    assert page.count("<figure") == 2 and "Why aid_cutoff differs from continued_war" in page
    asked = "leaked_missiles"
    why = wargame.attribute("continued_war", "aid_cutoff", asked, runs=20, months=9)
    found = why[asked]
    assert found.difference.value == pytest.approx(whole["difference"]["value"])
