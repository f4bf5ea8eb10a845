"""The directory of a sweep: whole shards, one sweep, one driver, and clear words when it is not."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.study.sweep.small import GERAN, KH101, planned, swept
from wargame.declare.errors import WargameError
from wargame.results.manifest import resolved_text
from wargame.study import run_cache
from wargame.study.sweep import layout, sweep_directory
from wargame.study.sweep.chunk import fight
from wargame.study.sweep.opening import open_sweep

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return planned(tmp_path_factory.mktemp("design"), levers=None)


@pytest.fixture(scope="module")
def whole(plan: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    return swept(plan, tmp_path_factory.mktemp("whole") / "o").rows_sha256


class Counted:
    """`fight`, and how many rows it was asked for; stops the sweep after `most` calls."""

    def __init__(self, most: int = 1000) -> None:
        self.calls = self.rows = 0
        self.most = most

    def __call__(self, job: Any) -> Any:
        if self.calls == self.most:
            raise KeyboardInterrupt
        self.calls += 1
        self.rows += len(job.runs)
        return fight(job)


def test_a_stopped_sweep_goes_on_where_it_was(plan: Any, whole: str, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        swept(plan, tmp_path / "o", 2, work=Counted(2))
    assert not (tmp_path / "o" / layout.FINISHED).exists()
    assert open_sweep(tmp_path / "o").attrs["rows_missing"] == 6
    rest, told = Counted(), list[int]()
    assert swept(plan, tmp_path / "o", 2, work=rest, progress=told.append).rows_sha256 == whole
    assert rest.rows == 6 and told == [4, 2, 2, 2]
    nothing = Counted(0)
    assert swept(plan, tmp_path / "o", 2, work=nothing).rows_sha256 == whole


@pytest.mark.parametrize("how", ["cut", "flipped", "empty", "another", "draft", "foreign"])
def test_what_is_damaged_is_made_again(plan: Any, whole: str, tmp_path: Path, how: str) -> None:
    out = tmp_path / "o"
    swept(plan, out, 5)
    first, second = sorted((out / "shards").iterdir())
    raw = first.read_bytes()
    middle = len(raw) // 3
    if how == "cut":
        first.write_bytes(raw[:middle])
    elif how == "flipped":
        first.write_bytes(raw[:middle] + bytes([raw[middle] ^ 255]) + raw[middle + 1 :])
    elif how == "empty":
        first.write_bytes(b"")
    elif how == "another":
        first.write_bytes(second.read_bytes())
    elif how == "draft":
        first.rename(first.with_suffix(".draft"))
    else:
        (out / "shards" / "notes.txt").write_text("mine")
    again = Counted()
    assert swept(plan, out, 5, work=again).rows_sha256 == whole
    assert again.rows == (0 if how == "foreign" else 5)
    assert [file.read_bytes() for file in sorted((out / "shards").iterdir())] == [
        raw,
        second.read_bytes(),
    ]


def test_every_flipped_byte_is_found(plan: Any, tmp_path: Path) -> None:
    """Whatever one byte of a shard becomes, no other row is ever read from it."""
    import duckdb

    from wargame.study.sweep.shards import Store, packed

    swept(plan, tmp_path / "o", 10)
    mark = sweep_directory.mark(layout.manifest(tmp_path / "o")["plan"])
    with duckdb.connect(config={"threads": 1}) as connection:
        store = Store(tmp_path / "o", plan, mark, connection)
        chunk = plan.chunks(10)[0]
        raw, right = store.file(chunk).read_bytes(), packed(store.sound(chunk))
        for at in range(0, len(raw), 97):
            store.file(chunk).write_bytes(raw[:at] + bytes([raw[at] ^ 16]) + raw[at + 1 :])
            frame = store.sound(chunk)
            assert frame is None or packed(frame) == right, at


def test_another_design_seed_chunk_or_version_is_refused_by_name(
    plan: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "o"
    swept(plan, out, 5)
    cases: list[tuple[Any, int, str]] = [
        (planned(tmp_path, levers=None, seed=2), 5, "seed: 1 there, 2 here"),
        (planned(tmp_path, levers=None, months=2), 5, "[(]months: 1 there, 2 here"),
        (planned(tmp_path, levers=None, replicates=3), 5, "rows: 10 there, 15 here"),
        (plan, 4, "chunk: 5 there, 4 here"),
        (
            planned(tmp_path, levers=None, uncertainties={KH101: {"low": 30, "high": 140}}), 5,
            rf"{KH101}: 20[^;]* there, 30[^;]* here; {GERAN}: .* there, nothing here",
        ),
        (planned(tmp_path, levers=None, outcomes=["stock_growth"]), 5,
         "outcome leaked_missiles: kept there, nothing here"),
    ]  # fmt: skip
    same = planned(tmp_path, levers=None, title="Other words", question="Is it the same?")
    nothing = Counted(0)
    swept(same, out, 5, work=nothing)
    for other, chunk, words in cases:
        with pytest.raises(WargameError, match=words):
            swept(other, out, chunk)
    monkeypatch.setattr(run_cache, "code_hash", lambda: "0" * 64)
    with pytest.raises(WargameError, match=r"code: [0-9a-f]{12} there, 000000000000 here"):
        swept(plan, out, 5)


def test_a_directory_of_something_else_is_left_alone(plan: Any, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("precious")
    for act in (lambda: swept(plan, tmp_path), lambda: sweep_directory.remove(tmp_path)):
        with pytest.raises(WargameError, match="holds no sweep"):
            act()
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(WargameError, match="results of something else"):
        sweep_directory.remove(tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "precious"
    with pytest.raises(WargameError, match="cannot be written"):
        swept(plan, tmp_path / "mine.txt")


def test_two_drivers_do_not_meet(plan: Any, tmp_path: Path) -> None:
    with (
        sweep_directory.locked(tmp_path / "o"),
        pytest.raises(WargameError, match="another process"),
    ):
        swept(plan, tmp_path / "o")


def test_begin_anew_removes_the_sweep_and_no_more(plan: Any, whole: str, tmp_path: Path) -> None:
    out = tmp_path / "o"
    swept(plan, out)
    (out / "notes.txt").write_text("mine")
    sweep_directory.remove(out)
    assert sorted(path.name for path in out.iterdir()) == [".lock", "notes.txt"]
    (out / "notes.txt").unlink()
    assert swept(plan, out, 3).rows_sha256 == whole


@pytest.fixture()
def small_disk(tmp_path: Path, plan: Any) -> Iterator[Path]:
    """A file system of ten pages beside the scenario; only root can make one, and CI must."""
    if os.geteuid() != 0 and not os.environ.get("CI"):
        pytest.skip("needs root, to mount a small file system")
    place = tmp_path / "disk"
    place.mkdir()
    pages = 10 + -(-len(resolved_text(plan.scenarios[0]).encode()) // 4096)
    _mount(["-t", "tmpfs", "-o", f"size={4 * pages}k", "tmpfs"], place)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def _mount(words: list[str], place: Path) -> None:
    subprocess.run(["mount", *words, str(place)], check=True)


def test_a_full_disk_is_told_and_the_sweep_goes_on(plan: Any, whole: str, small_disk: Path) -> None:
    out = small_disk / "o"
    with pytest.raises(WargameError, match=r"cannot be written.*goes on from there") as told:
        swept(plan, out, 1)
    assert len(str(told.value).splitlines()) == 1
    assert {file.suffix for file in (out / "shards").iterdir()} == {".parquet"}
    there = len(list((out / "shards").iterdir()))
    assert 0 < there < 10
    _mount(["-o", "remount,size=4m"], small_disk)
    rest = Counted()
    assert swept(plan, out, 1, work=rest).rows_sha256 == whole
    assert rest.rows == 10 - there


def test_a_read_only_directory_is_told(plan: Any, whole: str, small_disk: Path) -> None:
    out = small_disk / "o"
    _mount(["-o", "remount,size=4m"], small_disk)
    with pytest.raises(KeyboardInterrupt):
        swept(plan, out, 5, work=Counted(1))
    _mount(["-o", "remount,ro"], small_disk)
    try:
        for place in (out, small_disk / "new"):
            with pytest.raises(WargameError, match=r"cannot be written \(Read-only file system\)"):
                swept(plan, place, 5)
    finally:
        _mount(["-o", "remount,rw"], small_disk)
    assert swept(plan, out, 5).rows_sha256 == whole
