"""Once for all workers: rules are compiled before tests begin, so that no two compile the same."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """In the process that starts the workers, fill the cache of compiled rules."""
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        return
    import importlib
    import pkgutil

    from wargame import rules
    from wargame.rules.compiled import compile_all

    for module in pkgutil.iter_modules(rules.__path__):
        importlib.import_module(f"wargame.rules.{module.name}")
    compile_all()
