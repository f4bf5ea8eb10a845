"""wargame: an agent-based policy model of missile stockpiling and air defence.

    import wargame as wg

    base = wg.load("continued_war", runs=200)
    more = base.set({"weapons.kh101.production": "80 missiles/month"})
    r = more.run()                       # r.outcomes, r.inputs, r.series: xarray, with units
    print(r.summary())                   # median, 80% band, n
    wg.compare(base, more).report("out/more_kh101")

`docs/library.md` says what is stable. Names are imported on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wargame.api.analyses import (
        across_levers,
        attribute,
        discover,
        leads_to,
        plane,
        response,
        robust,
        sensitivity,
    )
    from wargame.api.comparing import Comparison, compare
    from wargame.api.listing import numbers, outcomes, scenarios
    from wargame.api.results_shape import Results
    from wargame.api.run_results import Report, Run
    from wargame.api.scenarios import Scenario, load
    from wargame.api.stored_results import open_results as open
    from wargame.api.sweep_results import Sweep
    from wargame.api.sweeping import sweep
    from wargame.declare.errors import WargameError
    from wargame.study.sweep.single import simulate

    __version__: str

_MODULES = {
    "wargame.api.analyses": "across_levers attribute discover leads_to plane response robust "
    "sensitivity",
    "wargame.api.comparing": "Comparison compare",
    "wargame.api.listing": "numbers outcomes scenarios",
    "wargame.api.results_shape": "Results",
    "wargame.api.run_results": "Report Run",
    "wargame.api.scenarios": "Scenario load",
    "wargame.api.stored_results": "open_results",
    "wargame.api.sweep_results": "Sweep",
    "wargame.api.sweeping": "sweep",
    "wargame.declare.errors": "WargameError",
    "wargame.study.sweep.single": "simulate",
}
_PLACES = {name: module for module, names in _MODULES.items() for name in names.split()}
_PLACES["open"] = _PLACES.pop("open_results")

__all__ = [
    "Comparison", "Report", "Results", "Run", "Scenario", "Sweep", "WargameError", "__version__",
    "across_levers", "attribute", "compare", "discover", "leads_to", "load", "numbers", "open",
    "outcomes", "plane", "response", "robust", "scenarios", "sensitivity", "simulate", "sweep",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Import on first use: the command line must answer `--help` at once."""
    if name == "__version__":
        from importlib.metadata import version

        return version("wargame")
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(_PLACES[name]), "open_results" if name == "open" else name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Names for completion."""
    return __all__
