"""Results: labelled arrays with their provenance, and the files they are kept in.

Nothing heavy is imported here: the command line must answer `--help` at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import xarray

    from wargame.results.reading import Results


def dataset(record: Any, command: str) -> xarray.Dataset:
    """Label a Record of the model and attach its provenance: see `wargame.results.labelled`."""
    from wargame.results.labelled import label

    return label(record, command)


def read(directory: str | Path) -> Results:
    """Read a directory that `wargame run` wrote: see `wargame.results.reading`."""
    from wargame.results.reading import read_results

    return read_results(directory)
