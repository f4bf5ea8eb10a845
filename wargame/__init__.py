"""wargame: an agent-based policy model of missile stockpiling and air defence.

From Python: `wargame.sweep(design, out)` runs a design, `wargame.open(out)` opens its rows as one
labelled xarray Dataset, and `wargame.simulate(params, seed)` is one run as a plain function.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wargame.study.sweep.opening import open_sweep as open
    from wargame.study.sweep.running import sweep
    from wargame.study.sweep.single import simulate

__all__ = ["open", "simulate", "sweep"]

_PLACES = {
    "open": ("opening", "open_sweep"),
    "simulate": ("single", "simulate"),
    "sweep": ("running", "sweep"),
}


def __getattr__(name: str) -> Any:
    """Import on first use: the command line must answer `--help` at once."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, function = _PLACES[name]
    return getattr(import_module(f"wargame.study.sweep.{module}"), function)
