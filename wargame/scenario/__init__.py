"""Scenarios: YAML files laid over the catalogue of evidence, checked and frozen."""

from wargame.scenario.loading import load
from wargame.scenario.scenario import Answer, Scenario

__all__ = ["Answer", "Scenario", "load"]
