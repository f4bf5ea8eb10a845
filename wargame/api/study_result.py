"""What a study gives back: sentences, tables and data, and a report that holds them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from wargame.report.figures.canvas import Source
    from wargame.report.table import Table


@dataclass(frozen=True, kw_only=True)
class StudyResult(ABC):
    """A result in words and tables, with its provenance."""

    file: ClassVar[str]
    """Stem of the page and of the data file in a report."""

    provenance: dict[str, str]

    @abstractmethod
    def words(self) -> list[str]:
        """The whole in a few sentences."""

    @abstractmethod
    def tables(self) -> list[Table]:
        """The whole in tables."""

    @abstractmethod
    def _data(self) -> dict[str, Any]:
        """All but the provenance, as plain data."""

    def as_data(self) -> dict[str, Any]:
        """Everything for a program; what never happens is "never", a number that is not there is
        null."""
        return self._data() | {"provenance": self.provenance}

    def report(self, directory: str | Path, force: bool = False) -> Path:
        """Write the page, its figures, the data as JSON and manifest.json, all or nothing -> the
        directory. Raises WargameError if it holds anything else; `force` replaces earlier results.
        """
        from wargame.results.files import whole_directory, write_json
        from wargame.results.manifest import write_manifest

        with whole_directory(Path(directory), force) as draft:
            self._write(draft)
            write_json(draft / f"{self.file}.json", self.as_data())
            write_manifest(draft, self.provenance)
        return Path(directory)

    def _write(self, draft: Path) -> None:
        """Write the page and its figures into `draft`."""
        raise NotImplementedError

    @property
    def _source(self) -> Source:
        """What pages and figures read of the runs: provenance, and how many there are."""
        from wargame.report.figures.canvas import Source

        return Source(self.provenance, {"run": int(self.provenance["runs"])})

    def _repr_html_(self) -> str:
        from wargame.report.snippets import result_html

        return result_html(self.provenance["title"], self.words(), self.tables())
