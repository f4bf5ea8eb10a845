"""wargame: an agent-based policy model of missile stockpiling and air defence.

From Python: `wargame.sweep(design, out)` runs a design, `wargame.open(out)` opens its rows as one
labelled xarray Dataset, and `wargame.simulate(params, seed)` is one run as a plain function. Of
such a Dataset `sensitivity`, `discover`, `leads_to`, `response`, `plane`, `robust` and
`across_levers` tell what `wargame analyse` shows; `attribute` says why two scenarios differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wargame.study.analysis.discovery import discover
    from wargame.study.analysis.leads_to import leads_to
    from wargame.study.analysis.mixing import across_levers, attribute
    from wargame.study.analysis.plane import plane
    from wargame.study.analysis.robust import robust
    from wargame.study.analysis.sensitivity import sensitivity
    from wargame.study.analysis.tipping import response
    from wargame.study.sweep.opening import open_sweep as open
    from wargame.study.sweep.running import sweep
    from wargame.study.sweep.single import simulate

__all__ = [
    "across_levers", "attribute", "discover", "leads_to", "open", "plane", "response", "robust",
    "sensitivity", "simulate", "sweep",
]  # fmt: skip

_PLACES = {
    "open": ("sweep.opening", "open_sweep"),
    "simulate": ("sweep.single", "simulate"),
    "sweep": ("sweep.running", "sweep"),
    "across_levers": ("analysis.mixing", "across_levers"),
    "attribute": ("analysis.mixing", "attribute"),
    "discover": ("analysis.discovery", "discover"),
    "leads_to": ("analysis.leads_to", "leads_to"),
    "plane": ("analysis.plane", "plane"),
    "response": ("analysis.tipping", "response"),
    "robust": ("analysis.robust", "robust"),
    "sensitivity": ("analysis.sensitivity", "sensitivity"),
}


def __getattr__(name: str) -> Any:
    """Import on first use: the command line must answer `--help` at once."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, function = _PLACES[name]
    return getattr(import_module(f"wargame.study.{module}"), function)
