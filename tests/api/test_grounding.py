"""What outcomes stand on: through the library, the command line and a report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_check import run
from wargame.api.grounding import of_run
from wargame.api.progress import SILENT
from wargame.api.scenarios import load
from wargame.api.sharing_variance import grounds
from wargame.declare.errors import WargameError
from wargame.evidence import catalogue
from wargame.evidence.kinds import KINDS
from wargame.report.grounds import Section
from wargame.scenario.outcomes import OUTCOMES

pytestmark = pytest.mark.slow

SHORT = load("continued_war", months=2)


def test_one_outcome_by_name() -> None:
    found = grounds(SHORT, "launched_missiles", 100, False)
    [one] = found.shares
    assert one.outcome == "launched_missiles" and one.n == 100
    assert set(one.kinds) <= set(KINDS)
    total = one.luck.value + one.together.value + sum(band.value for band in one.kinds.values())
    assert total == pytest.approx(1.0)
    again = grounds(SHORT, "launched_missiles", 100, False)
    assert again.as_data() == found.as_data()
    assert found.provenance["command"].startswith(
        "wargame explain launched_missiles --scenario continued_war --runs 100"
    )


def test_a_report_shares_out_as_the_command_does() -> None:
    """As many runs of each ensemble as it has, and the same as the command gives."""
    given = load("continued_war", months=2, runs=100)
    section = of_run(given, given.run(progress=False).data, SILENT)
    assert isinstance(section, Section)
    other = grounds(given, "headlines", 100, False)
    names = {one.outcome: one for one in other.shares}
    assert section.sentence == other.words()[-1]
    assert 5 < len(section.shares.rows) <= len(names)
    few = load("continued_war", months=2, runs=20)
    assert "from 100 runs on" in str(of_run(few, few.run(progress=False).data, SILENT))


@pytest.mark.slow
def test_report_holds_the_section(tmp_path: Path) -> None:
    load("continued_war", months=2, runs=100).run(progress=False).report(
        tmp_path / "r", progress=False
    )
    text = (tmp_path / "r" / "report.html").read_text(encoding="utf-8")
    assert 'id="grounds"' in text and "wargame explain headlines" in text
    assert 'id="figure-grounds"' in text and (tmp_path / "r" / "figures" / "grounds.svg").is_file()


def test_where_nothing_varies_all_is_luck() -> None:
    found = grounds(
        load("continued_war", months=2, estimate="low"), "launched_missiles", 100, False
    )
    [one] = found.shares
    assert not one.kinds and not one.aside and found.mean is None
    assert one.luck.low <= 1.0 <= one.luck.high + 1e-9


def test_refused() -> None:
    with pytest.raises(WargameError, match="did you mean 'stock_end'"):
        grounds(SHORT, "stock_nd", 100, False)
    with pytest.raises(WargameError, match="runs 99: expected 100"):
        grounds(SHORT, "stock_end", 99, False)


def test_command(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("explain", "launched_missiles", "--runs", "100", "--months", "2")
    assert run(*words) == 0
    out = capsys.readouterr().out
    assert "Luck, with all numbers held" in out and "What it stands on" in out
    assert run(*words, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["outcomes"][0]["n"] == 100


def test_command_refuses_what_does_not_go_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "weapons.kh101.production", "--runs", "100") == 2
    assert "--runs: weapons.kh101.production is no outcome" in capsys.readouterr().err
    assert run("explain", "stock_end", "--theatre", "ukraine") == 2
    assert "--scenario" in capsys.readouterr().err
    assert run("explain", "stock_nd") == 2
    assert "did you mean 'stock_end'" in capsys.readouterr().err
    assert run("explain", "stock_nd", "--scenario", "ceasefire") == 2
    assert "there is no outcome 'stock_nd'" in capsys.readouterr().err


def test_numbers_of_a_section_go_before_an_outcome_of_its_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    known = catalogue.load()
    assert not set(OUTCOMES) & {*known.facts, "headlines"}
    assert run("explain", "spillover") == 0
    assert "spillover." in capsys.readouterr().out
    assert (
        run("explain", "spillover", "--scenario", "spillover", "--months", "2", "--runs", "99") == 2
    )
    assert "runs 99" in capsys.readouterr().err
