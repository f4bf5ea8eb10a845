"""Sweeps whose driver, worker or cluster dies end with the same rows as one that nothing befell."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.study.sweep.small import planned, swept, written
from wargame.declare.errors import WargameError
from wargame.study.sweep import worker_pools
from wargame.study.sweep.chunk import fight
from wargame.study.sweep.driver import DIED
from wargame.study.sweep.opening import open_sweep
from wargame.study.sweep.querying import query
from wargame.study.sweep.running import run

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
LARGE: dict[str, Any] = {"months": 3, "replicates": 6}  # 60 rows
LISTEN = "0A"  # the state in /proc/net/tcp


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return planned(tmp_path_factory.mktemp("design"), **LARGE)


@pytest.fixture(scope="module")
def whole(plan: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The hash of all rows, in one process, nothing having happened."""
    return swept(plan, tmp_path_factory.mktemp("whole") / "o", 20).rows_sha256


Started = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture()
def command() -> Iterator[Started]:
    """Starts `wargame sweep` with two workers, in a process group that is ended with the test."""
    made: list[subprocess.Popen[str]] = []

    def start(folder: Path, *more: str) -> subprocess.Popen[str]:
        words = ["run.py", "sweep", str(written(folder, **LARGE)), "--out", str(folder / "o")]
        made.append(
            subprocess.Popen(
                [sys.executable, *words, "--workers", "2", "--chunk", "3", *more],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
        )
        return made[-1]

    yield start
    for one in made:
        with suppress(ProcessLookupError):
            os.killpg(one.pid, signal.SIGKILL)
        one.communicate()


def shards(folder: Path) -> int:
    return len(list((folder / "o" / "shards").glob("*.parquet")))


def until(holds: Any, seconds: float = 60.0) -> None:
    """Wait until `holds()`, and fail if that takes too long."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)


def members(group: int) -> list[int]:
    """Living processes of a process group."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            words = (folder / "stat").read_text().rpartition(")")[2].split()
        except (OSError, ValueError):
            continue
        if folder.name.isdigit() and int(words[2]) == group and words[0] != "Z":
            found.append(int(folder.name))
    return found


def listeners(pids: list[int]) -> list[str]:
    """Local addresses, in hexadecimal, at which any of these processes listens."""
    sockets = set()
    for pid in pids:
        for handle in Path(f"/proc/{pid}/fd").iterdir():
            try:
                sockets.add(str(handle.readlink()))
            except OSError:
                continue
    found = []
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            words = line.split()
            if f"socket:[{words[9]}]" in sockets and (words[3] == LISTEN or "udp" in table):
                found.append(words[1])
    return found


def test_the_driver_is_killed(whole: str, tmp_path: Path, command: Started) -> None:
    """No shard is lost, no worker is left behind, nothing listened; the same command goes on."""
    driver = command(tmp_path)
    until(lambda: shards(tmp_path) >= 3)
    pids = members(driver.pid)
    assert len(pids) >= 3 and listeners(pids) == []
    driver.kill()
    driver.wait()
    there = shards(tmp_path)
    assert 3 <= there < 20
    until(lambda: not members(driver.pid), 20)
    went_on = command(tmp_path, "--resume", "--json")
    text, _ = went_on.communicate(timeout=120)
    told = json.loads(text)
    assert (told["rows_sha256"], told["rows"], told["shards"]) == (whole, 60, 20)


def test_control_c_stops_cleanly(plan: Any, whole: str, tmp_path: Path, command: Started) -> None:
    driver = command(tmp_path)
    until(lambda: shards(tmp_path) >= 2)
    os.killpg(driver.pid, signal.SIGINT)  # as a terminal does: all of the group
    _, said = driver.communicate(timeout=60)
    assert driver.returncode == 130
    assert said.endswith("the same command goes on from there\n") and "Traceback" not in said
    until(lambda: not members(driver.pid), 20)
    there = shards(tmp_path)
    assert 2 <= there < 20 and f"{3 * there} of 60 rows" in said
    assert swept(plan, tmp_path / "o", 3).rows_sha256 == whole


def test_a_worker_is_killed(plan: Any, whole: str, tmp_path: Path) -> None:
    made, killed = [], []

    def crew() -> worker_pools.WorkerPool:
        made.append(worker_pools.processes(2))
        return made[0]

    def told(rows: int) -> None:
        pool: Any = made and made[0].executor
        if pool and not killed:
            killed.append(next(iter(pool._processes)))
            os.kill(killed[0], signal.SIGKILL)

    done = run(plan, tmp_path / "o", crew, 7, progress=told)
    assert killed and done.rows_failed == 0 and done.rows_sha256 == whole


def deadly(job: Any) -> Any:
    """`fight`, but run 5 kills the worker that is given it."""
    if 5 in job.runs:
        os.kill(os.getpid(), signal.SIGKILL)
    return fight(job)


def test_a_row_that_kills_its_worker_is_recorded(tmp_path: Path) -> None:
    plan = planned(tmp_path, levers=None)
    done = run(plan, tmp_path / "o", lambda: worker_pools.processes(1), 2, work=deadly)
    assert (done.rows, done.rows_failed) == (10, 1)
    whole = swept(plan, tmp_path / "whole")
    assert whole.rows_failed == 0
    found, other = open_sweep(tmp_path / "o"), open_sweep(tmp_path / "whole")
    failed = found["failed"].values
    assert found["run"].values[failed[0]].tolist() == [5]
    for name in plan.sweep.outcomes:
        assert np.isnan(found[name].values[failed]).all()
        np.testing.assert_array_equal(found[name].values[~failed], other[name].values[~failed])
    told = query(tmp_path / "o", "select run, error from runs where error is not null")
    assert told.rows == [(5, DIED)]


def suicide(job: Any) -> Any:
    """Every worker dies, whatever it is given."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_an_executor_that_cannot_be_renewed_says_so(tmp_path: Path) -> None:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        crew = worker_pools.brought(pool)
        with pytest.raises(WargameError, match="what is finished is kept"):
            run(planned(tmp_path), tmp_path / "o", lambda: crew, work=suicide)


def test_a_cluster_that_loses_a_worker(plan: Any, whole: str, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        address = cluster.scheduler_address
        killed: list[int] = []

        def told(rows: int) -> None:
            if rows and not killed:
                worker = next(iter(cluster.workers.values()))
                killed.append(worker.process.pid)
                os.kill(killed[0], signal.SIGKILL)

        done = run(plan, tmp_path / "o", lambda: worker_pools.cluster(address), 6, progress=told)
        assert killed and done.rows_failed == 0 and done.rows_sha256 == whole
        pids = [os.getpid(), *(one.process.pid for one in cluster.workers.values())]
        assert all(one.startswith("0100007F:") for one in listeners(pids))  # 127.0.0.1


def test_a_cluster_that_is_not_there() -> None:
    pytest.importorskip("distributed")
    with pytest.raises(WargameError, match=r"cluster tcp://127\.0\.0\.1:1: no scheduler"):
        worker_pools.cluster("tcp://127.0.0.1:1", patience=1)
