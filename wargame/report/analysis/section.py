"""A section of the page: sentences, figures, tables, notes, and why something is not there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wargame.report.figures.canvas import Chart
    from wargame.report.table import Table


@dataclass
class Section:
    """One part of the analysis; `part` is its word on the command line.

    `pictures` are those of `charts`, once saved; `brief` is what the summary of the page says,
    where that is not the first sentence.
    """

    part: str
    title: str
    skipped: dict[str, list[str]] = field(default_factory=dict)
    lead: list[str] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    pictures: list[dict[str, object]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    brief: str = ""

    @property
    def short(self) -> str:
        """What the summary of the page says of it."""
        return self.brief or (self.lead[0] if self.lead else "")

    @property
    def missing(self) -> list[str]:
        """Why (part of) it cannot be told."""
        return list(dict.fromkeys(self.skipped.get(self.part, [])))
