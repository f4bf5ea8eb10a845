"""`record import` and `--record`, from a table to a figure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_check import run
from wargame.evidence.record import load_record
from wargame.evidence.record.monthly import SHIPPED

pytestmark = pytest.mark.slow

TABLE = """time_end,model,launched,destroyed,not_reach_goal
2025-11-01,Kalibr,12,5,1
2026-01-31,Iskander-M,77,7,
2026-01-31,Foobar,3,3,
""" + "".join(f"2025-{month}-{day:02},Kalibr,0,0,\n" for month in (11, 12) for day in range(2, 31))


@pytest.fixture()
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "attacks.csv"
    path.write_text(TABLE)
    return path


def test_import_writes_a_record_with_its_provenance(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("record", "import", "attacks.csv", "--out", "strikes.csv") == 0
    out = capsys.readouterr().out
    assert "61 rows read, 60 counted: 3 months, 2025-11 to 2026-01" in out
    assert "attacks.csv:4: model: unknown model: 'Foobar' is not known; not counted" in out
    assert "Against the shipped record: " in out
    head = Path("strikes.csv").read_text().splitlines()[:4]
    assert "wargame record import attacks.csv --out strikes.csv" in head[0]
    assert "CC BY-NC-SA" in head[3]
    record = load_record("strikes.csv")
    assert record.cells["2025-11", "cruise"] == (12, 5, 1)
    assert record.cells["2025-12", "cruise"] == (0, 0, 0)
    assert sorted(path.name for path in table.parent.iterdir()) == ["attacks.csv", "strikes.csv"]


def test_without_out_nothing_is_written(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("record", "import", "attacks.csv", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["noted"] == {"unknown model": 1}
    assert told["notes"][0]["line"] == 4
    assert {"month": "2026-01", "weapon_class": "ballistic", "launched": 77} | {
        "intercepted": 7,
        "suppressed": 0,
    } in told["record"]
    assert [path.name for path in table.parent.iterdir()] == ["attacks.csv"]


def test_nothing_else_is_overwritten(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = SHIPPED.read_bytes()
    for out, message in (
        (str(SHIPPED), "shipped evidence"),
        ("attacks.csv", "the table itself"),
        ("letter", "is no earlier record"),
    ):
        Path("letter").write_text("dear reader")
        assert run("record", "import", "attacks.csv", "--out", out, "--force") == 2
        assert message in capsys.readouterr().err
    assert SHIPPED.read_bytes() == before
    assert table.read_text() == TABLE
    assert Path("letter").read_text() == "dear reader"
    assert run("record", "import", "attacks.csv", "--out", "strikes.csv") == 0
    assert run("record", "import", "attacks.csv", "--out", "strikes.csv") == 2
    assert "use force" in capsys.readouterr().err
    assert run("record", "import", "attacks.csv", "--out", "strikes.csv", "--force") == 0


def test_a_record_that_was_made_already_is_called_one(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = tmp_path / "made.csv"
    assert run("record", "import", str(table), "--out", str(made)) == 0
    assert run("record", "import", str(made)) == 2
    assert "is a monthly record already" in capsys.readouterr().err


def test_what_is_no_table_leaves_nothing(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("letter").write_text("dear reader\n")
    assert run("record", "import", "letter", "--out", "strikes.csv") == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not Path("strikes.csv").exists()


WAR = "scenario: 1\ntitle: A short war\nquestion: What happens?\nmonths: 2\nruns: 3\n"


def test_run_and_compare_draw_the_record_that_is_given(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("war.yaml").write_text(WAR)
    assert run("run", "war.yaml", "--record", "attacks.csv") == 2  # reports, not a record
    assert "record import" in capsys.readouterr().err
    assert not Path("out").exists()
    assert run("record", "import", "attacks.csv", "--out", "strikes.csv") == 0
    capsys.readouterr()
    assert run("run", "war.yaml", "--record", "strikes.csv", "--json") == 0
    facts = json.loads(capsys.readouterr().out)["provenance"]
    assert facts["command"].endswith("--record strikes.csv")
    assert facts["record_hash"] == load_record("strikes.csv").hash
    assert "as held in strikes.csv" in Path("out/war/report.html").read_text()
    assert run("compare", "war.yaml", "war.yaml", "--record", "strikes.csv", "--out", "c") == 0
    assert "as held in strikes.csv" in Path("c/compare.html").read_text()
