"""wargame: an agent-based policy model of missile stockpiling and air defence.

    import wargame as wg

    base = wg.load("continued_war", runs=200)
    more = base.set({"weapons.decoy.production": "3000 drones/month"})
    r = more.run()                       # r.outcomes, r.inputs, r.series: xarray, with units
    print(r.summary())                   # median, 80% band, n
    wg.compare(base, more).report("out/more_decoys")

`docs/library.md` says what is stable. Names are imported on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wargame.api.analyses import (
        across_levers,
        discover,
        leads_to,
        plane,
        response,
        robust,
        sensitivity,
    )
    from wargame.api.analysing import Analysis, analyse
    from wargame.api.answering_claims import Claims, claims
    from wargame.api.attributing import Attributions, attribute
    from wargame.api.backtesting import Backtest, backtest
    from wargame.api.calibrating import Calibrated, calibrate
    from wargame.api.checking_behaviour import Checks, checks
    from wargame.api.checking_files import check
    from wargame.api.comparing import Comparison, compare
    from wargame.api.diaries import diary
    from wargame.api.differing_evidence import EvidenceDiff, evidence_diff
    from wargame.api.drawing_network import network
    from wargame.api.estimating import Estimates, estimates
    from wargame.api.explaining import Explanation, explain
    from wargame.api.forecasting import Forecast, Score, forecast, score
    from wargame.api.grounding import Grounds
    from wargame.api.hindcasting import hindcast
    from wargame.api.importing_record import RecordImport, import_record, record_diff
    from wargame.api.listing import numbers, outcomes, scenarios
    from wargame.api.nowcasting import Nowcast, nowcast
    from wargame.api.querying_sweeps import Query, query
    from wargame.api.reporting import Report
    from wargame.api.scenarios import Results, Run, Scenario, load
    from wargame.api.sharing_variance import grounds
    from wargame.api.stored_results import open
    from wargame.api.sweep_results import Sweep
    from wargame.api.sweeping import sweep
    from wargame.declare.errors import WargameError
    from wargame.report.table import Table
    from wargame.study.sweep.single import simulate

    __version__: str

_MODULES = {
    "wargame.api.analyses": "across_levers discover leads_to plane response robust sensitivity",
    "wargame.api.analysing": "Analysis analyse",
    "wargame.api.answering_claims": "Claims claims",
    "wargame.api.attributing": "Attributions attribute",
    "wargame.api.backtesting": "Backtest backtest",
    "wargame.api.calibrating": "Calibrated calibrate",
    "wargame.api.checking_behaviour": "Checks checks",
    "wargame.api.checking_files": "check",
    "wargame.api.comparing": "Comparison compare",
    "wargame.api.diaries": "diary",
    "wargame.api.differing_evidence": "EvidenceDiff evidence_diff",
    "wargame.api.drawing_network": "network",
    "wargame.api.estimating": "Estimates estimates",
    "wargame.api.explaining": "Explanation explain",
    "wargame.api.forecasting": "Forecast Score forecast score",
    "wargame.api.grounding": "Grounds",
    "wargame.api.hindcasting": "hindcast",
    "wargame.api.sharing_variance": "grounds",
    "wargame.api.importing_record": "RecordImport import_record record_diff",
    "wargame.api.listing": "numbers outcomes scenarios",
    "wargame.api.nowcasting": "Nowcast nowcast",
    "wargame.api.querying_sweeps": "Query query",
    "wargame.api.reporting": "Report",
    "wargame.api.scenarios": "Results Run Scenario load",
    "wargame.api.stored_results": "open",
    "wargame.api.sweep_results": "Sweep",
    "wargame.api.sweeping": "sweep",
    "wargame.declare.errors": "WargameError",
    "wargame.report.table": "Table",
    "wargame.study.sweep.single": "simulate",
}
_PLACES = {name: module for module, names in _MODULES.items() for name in names.split()}

__all__ = [
    "Analysis", "Attributions", "Backtest", "Calibrated", "Checks", "Claims", "Comparison",
    "Estimates", "EvidenceDiff", "Explanation", "Forecast", "Grounds", "Nowcast", "Query",
    "RecordImport", "Report", "Results", "Run", "Scenario", "Score", "Sweep", "Table",
    "WargameError", "__version__", "across_levers", "analyse", "attribute", "backtest", "calibrate",
    "check", "checks", "claims", "compare", "diary", "discover", "estimates", "evidence_diff",
    "explain", "forecast", "grounds", "hindcast", "import_record", "leads_to", "load", "network",
    "nowcast", "numbers", "open", "outcomes", "plane", "query", "record_diff", "response", "robust",
    "scenarios", "score", "sensitivity", "simulate", "sweep",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Import on first use: the command line must answer `--help` at once."""
    if name == "__version__":
        from importlib.metadata import version

        return version("wargame")
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    result: object = getattr(import_module(_PLACES[name]), name)
    globals()[name] = result
    return result


def __dir__() -> list[str]:
    """Names for completion."""
    return __all__
