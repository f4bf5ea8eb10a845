"""Results read back from a directory: of a run or of a sweep, in one shape."""

from __future__ import annotations

from pathlib import Path

from wargame.api.scenarios import Results, Run, load
from wargame.api.sweep_results import Sweep
from wargame.declare.errors import WargameError


def open(directory: str | Path) -> Results:
    """What `wargame run`, `wargame sweep`, `Run.save` or `wargame.sweep` wrote in `directory`.

    Raises WargameError if it holds neither, or a file cannot be read.

    >>> import tempfile
    >>> import wargame as wg
    >>> r = wg.load("continued_war", runs=4, months=2).run()
    >>> with tempfile.TemporaryDirectory() as home:
    ...     again = wg.open(r.save(f"{home}/war"))
    ...     bool((again.series["stock"] == r.series["stock"]).all())
    True
    """
    from wargame.results.manifest import MANIFEST, RESOLVED
    from wargame.results.reading import read_dataset
    from wargame.study.sweep.layout import POINTS

    folder = Path(directory)
    if not (folder / MANIFEST).is_file():
        raise WargameError(f"{folder}: holds no results (no {MANIFEST})")
    if (folder / POINTS).is_file():
        return Sweep(folder)
    if not (folder / RESOLVED).is_file():
        raise WargameError(
            f"{folder}: holds neither a run nor a sweep, but results of something else"
        )
    scenario = load(folder / RESOLVED)
    return Run(read_dataset(folder, scenario.definition), scenario)
