"""wargame: an agent-based policy model of missile stockpiling and air defence.

`wargame.open(DIR)` opens what `wargame sweep` wrote as one labelled xarray Dataset.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wargame.study.sweep.opening import open_sweep as open

__all__ = ["open"]

_PLACES = {"open": ("wargame.study.sweep.opening", "open_sweep")}


def __getattr__(name: str) -> Any:
    """Import on first use: the command line must answer `--help` at once."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, function = _PLACES[name]
    return getattr(import_module(module), function)
