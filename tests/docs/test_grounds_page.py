"""What the pages say of kinds of evidence is what the catalogue holds, and what was measured."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from wargame.evidence import catalogue
from wargame.evidence.kinds import KINDS, counts
from wargame.report.headlines import FRONT, named
from wargame.scenario import load
from wargame.scenario.library import START

ROOT = Path(__file__).parents[2]
NUMBERS = catalogue.load().showing(date.fromisoformat(START)).numbers.values()


def text(page: str) -> str:
    """A page as one line."""
    return " ".join((ROOT / page).read_text(encoding="utf-8").split())


@pytest.mark.parametrize("kind", KINDS)
def test_counts_are_those_of_the_catalogue(kind: str) -> None:
    found = counts(NUMBERS, load("continued_war").joint(np.arange(1)))
    whole = sum(found.values())
    row = f"| {kind} | {found[kind]} | {found[kind] / whole:.0%} |"
    assert row in text("docs/parameters.md"), "run: python docs/make_parameters.py"
    assert re.search(rf"Of {whole} numbers [^.]*{found[kind]} {kind}", text("README.md")), (
        "run: python docs/make_readme.py"
    )


@pytest.mark.parametrize("page", ["docs/parameters.md", "docs/grounds.md", "README.md"])
def test_shares_are_those_measured_with_band_and_n(page: str) -> None:
    data = json.loads((ROOT / "docs" / "grounds.json").read_text(encoding="utf-8"))
    assert data["sentence"] in text(page), "run: python docs/make_grounds.py"
    mean = data["mean"]
    assert mean["grounded"]["low"] <= mean["grounded"]["value"] <= mean["grounded"]["high"]
    assert f"n = {mean['n']:,} runs" in data["sentence"]
    assert len(FRONT) == 10 and set(mean["outcomes"]) <= set(named(FRONT, load("continued_war")))
