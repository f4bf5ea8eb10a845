"""A section of the page: sentences, figures, tables, notes, and why something is not there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from wargame.report.table import Table


@dataclass
class Section:
    """One part of the analysis; `part` is its word on the command line."""

    name: str
    title: str
    part: str
    skipped: dict[str, list[str]]
    lead: list[str] = field(default_factory=list)
    charts: list[Any] = field(default_factory=list)
    pictures: list[dict[str, Any]] = field(default_factory=list)  # of the charts, once saved
    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    brief: str = ""  # what the summary says, where that is not the first sentence

    @property
    def short(self) -> str:
        """What the summary of the page says of it."""
        return self.brief or (self.lead[0] if self.lead else "")

    @property
    def missing(self) -> list[str]:
        """Why (part of) it cannot be told."""
        return list(dict.fromkeys(self.skipped.get(self.part, [])))
