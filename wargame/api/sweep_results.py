"""A sweep: run from its design, read back from its directory."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.api.querying_sweeps import query
from wargame.api.scenarios import Results, Scenario, load
from wargame.declare.errors import WargameError
from wargame.report.headlines import policy_table
from wargame.report.snippets import sweep_html
from wargame.results.manifest import RESOLVED
from wargame.study.sweep.layout import FINISHED, manifest
from wargame.study.sweep.opening import open_sweep
from wargame.study.sweep.running import Finished

if TYPE_CHECKING:
    import pandas
    import xarray

    from wargame.report.table import Table


class Sweep(Results):
    """Runs of a design, in `directory`: dims (policy, point, replicate).

    Replicates of a point share its inputs; the same point and replicate has the same draws under
    every policy.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.provenance  # a directory without a sweep is refused at once  # noqa: B018

    @cached_property
    def _data(self) -> xarray.Dataset:
        return open_sweep(self.directory)

    def sample(self) -> xarray.Dataset:
        """All outcomes (policy, point, replicate), `failed`, and inputs as coordinates."""
        return self._data

    @cached_property
    def outcomes(self) -> xarray.Dataset:
        """One variable per outcome, (policy, point, replicate); inputs are coordinates."""
        return self._data.drop_vars("failed")

    @cached_property
    def failed(self) -> xarray.DataArray:
        """Which runs failed or are not there yet, (policy, point, replicate)."""
        return self._data["failed"]

    @cached_property
    def inputs(self) -> xarray.Dataset:
        """Uncertainties (point,) and levers (policy,) by path."""
        own = ("policy", "point", "replicate", "run")
        names = [str(name) for name in self._data.coords if name not in own]
        return self._data[names].reset_coords(names)

    @property
    def series(self) -> xarray.Dataset:
        """Refused: a sweep keeps outcomes alone."""
        raise WargameError(
            f"{self.directory}: a sweep keeps outcomes and no series; run one of its scenarios"
        )

    @property
    def scenario(self) -> Scenario:
        """The scenario of the first policy."""
        file = self.directory / RESOLVED
        if not file.is_file():
            raise WargameError(f"{self.directory}: was made before sweeps stored their scenario")
        return load(file)

    @cached_property
    def provenance(self) -> dict[str, str]:
        """Version, commit, seed, hashes, libraries, and the command that goes on with it."""
        return {key: str(value) for key, value in manifest(self.directory)["provenance"].items()}

    def summary(self, outcomes: Sequence[str] = ()) -> Table:
        """Median, 80% band and n of each outcome under each policy, over all points."""
        return policy_table(self._data, self._chosen(outcomes))

    @property
    def finished(self) -> Finished:
        """Rows, failed rows, and the hash of all rows. Raises WargameError if rows are missing."""
        import json

        file = self.directory / FINISHED
        try:
            return Finished(**json.loads(file.read_text(encoding="utf-8")))
        except FileNotFoundError as error:
            raise WargameError(f"{self.directory}: is not finished") from error

    def query(self, sql: str) -> pandas.DataFrame:
        """The answer to `sql`: `runs` has one row per run, `points` one per point."""
        return query(self.directory, sql).to_dataframe()

    def __repr__(self) -> str:
        sizes = self._data.sizes
        each = ", ".join(f"{sizes[dim]} {dim}" for dim in ("policy", "point", "replicate"))
        return f"<Sweep {self.provenance['scenario']} in {self.directory}: {each}>"

    def _repr_html_(self) -> str:
        return sweep_html(self._data, self.provenance, self.summary())
