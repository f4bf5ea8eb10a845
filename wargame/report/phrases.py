"""Sentences that reports say, read from `phrases.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.evidence import strict_yaml
from wargame.report.words import capital

if TYPE_CHECKING:
    from wargame.evidence.theatre import Theatre

FILE = Path(__file__).with_name("phrases.yaml")


@cache
def _shipped() -> dict[str, dict[str, str]]:
    phrases: dict[str, dict[str, str]] = strict_yaml.load(FILE, FILE.name).data
    return phrases


def phrase(theatre: Theatre, group: str, name: str, *values: str, clock: str = "") -> str:
    """The phrase `name` of `group` with the words of `theatre`; '' where there is none.

    `values` stand in its empty braces, `clock` is the day that it counts from.
    """
    text = _shipped()[group].get(name, "")
    return capital(text.format(*values, clock=clock, **theatre.words.texts()))


def note(name: str, **values: str) -> str:
    """The note `name`, with `values` in its braces; it names nobody."""
    return _shipped()["note"][name].format(**values)
