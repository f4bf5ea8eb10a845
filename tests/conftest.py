"""What holds for all tests: which are slow, how many run at once, and when rules are compiled."""

from __future__ import annotations

import gc
import os
import warnings
from collections.abc import Generator
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from hypothesis import settings

# A case may compile a rule or share two cores with a browser: how long it takes is no finding.
settings.register_profile("wargame", deadline=None)
settings.load_profile("wargame")

gc.set_threshold(50_000, 20, 50)  # little here is garbage in circles, and looking for it takes long

SLOW_FIXTURES = {"browser", "server"}  # whoever opens Chromium, or starts a server
ALL_SLOW = "pytestmark = pytest.mark.slow"
LIMIT = 5.0  # seconds of processor time; here no test that is not slow takes two


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """The whole suite runs on two processes; tests that are named run in this one."""
    if hasattr(config, "workerinput"):
        return  # a worker starts no workers
    everything = config.args_source == pytest.Config.ArgsSource.TESTPATHS
    if everything and config.getoption("numprocesses", 0) is None:
        config.option.numprocesses = 2


def pytest_configure(config: pytest.Config) -> None:
    """In the process that starts the workers, fill the cache of compiled rules.

    So no two workers compile the same rule.
    """
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        return
    from wargame.model.compiling import compile_all

    compile_all()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Files that are slow as a whole are not even read where slow tests are left out."""
    if config.option.markexpr != "not slow" or not collection_path.name.startswith("test_"):
        return None
    return ALL_SLOW in collection_path.read_text(encoding="utf-8").splitlines() or None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests are slow without saying so."""
    for item in items:
        if SLOW_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Only a slow test may start a worker process, by whatever way it goes to it."""
    if item.get_closest_marker("slow"):
        return (yield)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseProcess, "start", _refused)
        return (yield)


def _refused(process: BaseProcess) -> None:
    raise AssertionError("this test starts a process: mark it slow")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Warn of a test that takes long and is not marked `slow`: `-m "not slow"` is to stay fast."""
    before = _processor_time()
    result = yield
    spent = _processor_time() - before
    if spent > LIMIT and not item.get_closest_marker("slow"):
        what = f"{item.nodeid} took {spent:.1f} s of processor time: is it slow?"
        warnings.warn(pytest.PytestWarning(what), stacklevel=1)
    return result


def _processor_time() -> float:
    """Seconds of this process and of the children that it waited for."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system
