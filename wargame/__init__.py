"""wargame: an agent-based policy model of missile stockpiling and air defence.

`wargame.open(DIR)` opens what `wargame sweep` wrote as one labelled xarray Dataset. Of such a
Dataset `sensitivity`, `discover`, `leads_to`, `response`, `plane`, `robust` and `across_levers`
tell what `wargame analyse` shows; `attribute` says why two scenarios differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wargame.study.analysis.discovery import discover
    from wargame.study.analysis.leads_to import leads_to
    from wargame.study.analysis.mixing import across_levers, attribute
    from wargame.study.analysis.robust import robust
    from wargame.study.analysis.sensitivity import sensitivity
    from wargame.study.analysis.tipping import plane, response
    from wargame.study.sweep.opening import open_sweep as open

__all__ = ["across_levers", "attribute", "discover", "leads_to", "open", "plane", "response",
           "robust", "sensitivity"]  # fmt: skip

_PLACES = {
    "open": ("wargame.study.sweep.opening", "open_sweep"),
    "sensitivity": ("wargame.study.analysis.sensitivity", "sensitivity"),
    "discover": ("wargame.study.analysis.discovery", "discover"),
    "leads_to": ("wargame.study.analysis.leads_to", "leads_to"),
    "response": ("wargame.study.analysis.tipping", "response"),
    "plane": ("wargame.study.analysis.tipping", "plane"),
    "robust": ("wargame.study.analysis.robust", "robust"),
    "across_levers": ("wargame.study.analysis.mixing", "across_levers"),
    "attribute": ("wargame.study.analysis.mixing", "attribute"),
}


def __getattr__(name: str) -> Any:
    """Import on first use: the command line must answer `--help` at once."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, function = _PLACES[name]
    return getattr(import_module(module), function)
