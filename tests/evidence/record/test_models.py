"""Names of weapons: alphabets, bundles, shortened series, and what is not known."""

from __future__ import annotations

import pytest

from wargame.evidence.record.models import read_model
from wargame.evidence.record.reports import OUTSIDE


@pytest.mark.parametrize(
    ("name", "weapon_class"),
    [
        ("Iskander-M", "ballistic"),
        ("Iskander-M/KN-23", "ballistic"),
        ("Iskander-M and C-300", "ballistic"),
        ("С-300/400", "ballistic"),  # Cyrillic С
        ("S-400", "ballistic"),
        ("X-47 Kinzhal", "ballistic"),
        ("X-101/X-555 and Kalibr", "cruise"),
        ("Kh-101 / Kh-555", "cruise"),
        ("Х-101", "cruise"),  # Cyrillic Х
        ("iskander-k", "cruise"),
        ("X-22/32", "supersonic"),
        ("3M22 Zircon", "supersonic"),
        ("P-800 Oniks missiles", "supersonic"),
        ("X-59/X-69, X-31P", "air_tactical"),
        ("Shahed-136/131", "one_way_drone"),
        ("Shahed-136/131 & Geran-2 drones", "one_way_drone"),
        ("Unknown Missile", "unknown_missile"),
        ("Orlan-10", OUTSIDE),
        ("Unknown UAV", OUTSIDE),
    ],
)
def test_a_name_has_its_class(name: str, weapon_class: str) -> None:
    assert read_model(name) == (weapon_class, False, "")


def test_a_bundle_counts_under_the_first_and_says_so() -> None:
    found = read_model("X-59 and Iskander-K")
    assert (found.weapon_class, found.mixed) == ("air_tactical", True)
    assert "several classes" in found.problem
    found = read_model("Wunderwaffe and Kalibr")
    assert (found.weapon_class, found.mixed) == ("cruise", False)
    assert "Wunderwaffe" in found.problem


def test_the_unknown_is_not_guessed_but_hinted_at() -> None:
    found = read_model("Iskander")  # M or K, ballistic or cruise: the name does not say
    assert found.weapon_class == ""
    assert "did you mean 'Iskander-" in found.problem
    assert read_model(" / ").problem == "no model is named"
    assert read_model("Kinzhal Kalibr").weapon_class == ""  # two names, nothing between them
