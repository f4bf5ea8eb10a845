"""Scenarios: YAML files laid over the catalogue of evidence, checked and frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wargame.scenario.loading import load
    from wargame.scenario.scenario import Answer, Scenario

__all__ = ["Answer", "Scenario", "load"]


def __getattr__(name: str) -> Any:
    """Import on first use: `explain` and `list` need this floor without its validators."""
    if name == "load":
        from wargame.scenario.loading import load

        return load
    if name in ("Answer", "Scenario"):
        from wargame.scenario import scenario

        return getattr(scenario, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
