"""What every agent of the plain telling is: an object with a name and ordinary attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa

from wargame.kernel.draws import digest

if TYPE_CHECKING:
    from benchmarks.plain_mesa.war import PlainWar


class Person(mesa.Agent):  # type: ignore[misc]
    """One agent of one run."""

    model: PlainWar

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war)
        self.name = name
        self.key = digest(name)

    def read(self, section: str, *fields: str, entry: str | None = None) -> None:
        """Set one attribute per field of the catalogue, as drawn for this run."""
        for field in fields:
            setattr(self, field, self.model.number(f"{section}.{entry or self.name}.{field}"))

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...
