"""Once for all workers: rules are compiled before tests begin, so that no two compile the same."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """In the process that starts the workers, fill the cache of compiled rules."""
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        return
    from wargame.model.compiling import compile_all

    compile_all()
