"""A directory of results is written whole or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fake_record import fake_record
from wargame import results
from wargame.declare.errors import WargameError
from wargame.results.files import refuse_used, whole_directory
from wargame.results.manifest import write_manifest, write_resolved
from wargame.results.parquet import write_tables


def test_failure_midway_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), whole_directory(tmp_path / "out") as draft:
        (draft / "report.html").write_text("half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_a_used_directory_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("mine")
    with pytest.raises(WargameError, match="is not empty"):
        refuse_used(tmp_path / "out")
    with pytest.raises(WargameError, match="no earlier results"):
        refuse_used(tmp_path / "out", force=True)
    assert (tmp_path / "out" / "letter.txt").read_text() == "mine"


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(WargameError, match="is a file"):
        refuse_used(tmp_path / "out")


def test_force_replaces_earlier_results_and_only_when_all_is_well(tmp_path: Path) -> None:
    target = tmp_path / "out"
    for text in ("first", "second"):
        with whole_directory(target, force=True) as draft:
            (draft / "manifest.json").write_text(text)
    assert (target / "manifest.json").read_text() == "second"
    with pytest.raises(RuntimeError), whole_directory(target, force=True):
        raise RuntimeError
    assert (target / "manifest.json").read_text() == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_empty_directory_is_used(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with whole_directory(tmp_path / "out") as draft:
        (draft / "manifest.json").write_text("{}")
    assert (tmp_path / "out" / "manifest.json").exists()


def test_a_place_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(WargameError, match="cannot be written"),
        whole_directory(tmp_path / "file" / "out"),
    ):
        pass


# The limit on the size of a file makes every longer write fail, as a full disk does, for any
# user; it needs a process of its own.
_SHORT_OF_SPACE = """
import resource, signal, sys
from pathlib import Path
from tests.fake_record import fake_record
from wargame import results
from wargame.declare.errors import WargameError
from wargame.results.files import whole_directory
from wargame.results.parquet import write_tables

data = results.dataset(fake_record(runs=40, months=12), "wargame run x")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
try:
    with whole_directory(Path(sys.argv[1])) as draft:
        if sys.argv[2] == "parquet":
            write_tables(draft, data)
        else:
            (draft / "report.html").write_text("x" * 5000)
except WargameError as error:
    print(error)
"""


@pytest.mark.slow
@pytest.mark.parametrize("what", ["parquet", "page"])
def test_no_space_is_one_clear_error_and_leaves_nothing(tmp_path: Path, what: str) -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", _SHORT_OF_SPACE, str(tmp_path / "out"), what]
    done = subprocess.run(
        command,
        cwd=root,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    assert "cannot be written" in done.stdout, done.stderr
    assert len(done.stdout.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_manifest_and_tables_read_back(tmp_path: Path) -> None:
    record = fake_record(runs=6, months=5)
    data = results.dataset(record, "wargame run x --seed 1")
    with whole_directory(tmp_path / "out") as draft:
        write_tables(draft, data)
        write_resolved(draft, record.scenario)
        write_manifest(draft, dict(data.attrs))
    back = results.read(tmp_path / "out")
    assert back.manifest["command"] == "wargame run x --seed 1"
    assert set(back.manifest["sha256"]) >= {"monthly.parquet", "scenario.resolved.yaml"}
    assert back.scenario["name"] == "continued_war"
    assert back.units["power_met_mean"] == "share"
    assert len(back.outcomes) == 6
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["seed"] == "1"


def test_reading_what_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(WargameError, match="holds no results"):
        results.read(tmp_path)
