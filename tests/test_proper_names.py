"""The engine holds no proper name of a country, weapon or city: theatres do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import wargame
from wargame.evidence import catalogue
from wargame.evidence.fields import SECTIONS

ROOT = Path(wargame.__file__).parent
ENGINE = (
    "agents", "api", "cli", "declare", "evidence", "kernel", "mechanisms", "model", "play",
    "questions", "report", "results", "scenario", "study", "web",
)  # fmt: skip
# Names of entries that are ordinary words of the field, which the engine may use.
ORDINARY = {
    "air_tactical", "ballistic", "ballistic missiles", "centre", "command", "commands", "cruise",
    "cruise missiles", "decoy", "decoys", "defender", "drones", "electronic warfare", "fighters",
    "fleet", "guns", "interceptor drones", "jamming", "north", "one_way_drone", "south",
    "strategic forces", "supersonic", "supersonic missiles", "west", "norway",
}  # fmt: skip
ALWAYS = (
    "ukraine", "ukrainian", "russia", "russian", "moscow", "kyiv", "american", "washington",
    "european", "europe", "nato", "polish", "chinese", "patriot", "shahed", "pac3", "pac-3",
)  # fmt: skip
NOT_NAMES = (  # lines that may hold one, and why
    ("evidence/theatre.py", 'DEFAULT = "ukraine"'),  # which theatre ships as the default
    ("scenario/schema.py", "default: ukraine"),
    ("evidence/strict_yaml.py", "Norway"),  # why NO is a word
    ("study/analysis/robust.py", "Journal of the American Statistical"),
)


def names() -> set[str]:
    """Entries of the shipped theatre and their names, but for ordinary words."""
    found = catalogue.load()
    words = set(ALWAYS)
    for section, declared in SECTIONS.items():
        for entry in () if declared.entries else found.entries(section):
            shown = found.texts.get(f"{section}.{entry}.name", "").lower()
            words |= {entry, shown, shown.partition(" (")[0]}
    return words - ORDINARY - {""}


PATTERN = re.compile(
    r"(?<![a-z0-9_])(" + "|".join(sorted(map(re.escape, names()), key=len, reverse=True)) + r")"
    r"(?![a-z0-9])",
    re.IGNORECASE,
)


@pytest.mark.parametrize("folder", ENGINE)
def test_no_proper_name(folder: str) -> None:
    found = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        short = path.relative_to(ROOT).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            allowed = any(short == file and text in line for file, text in NOT_NAMES)
            if not allowed and (match := PATTERN.search(line)):
                found.append(f"{short}:{number}: {match[0]}: {line.strip()[:70]}")
    assert not found, "\n".join(found)


def test_the_pattern_finds_names() -> None:
    """The search itself: names as entries, as words, and in another case."""
    for text in ("x = 'kh101'", "# Kyiv's sector", '"""Kh-101 and others."""', "the PAC3_MSE line"):
        assert PATTERN.search(text), text
    for text in ("ballistic missiles", "ukrainians_x", "north of it", "can", "guns"):
        assert not PATTERN.search(text), text
