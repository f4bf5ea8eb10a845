"""One shape of results: a run and a sweep offer the same names, and analyses take either."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wargame.declare.errors import WargameError
from wargame.scenario.outcomes import hint

if TYPE_CHECKING:
    import xarray

    from wargame.api.scenarios import Scenario
    from wargame.report.table import Table


class Results(ABC):
    """What was simulated: outcomes, inputs, series, and where they come from.

    Every array is labelled and carries `units` and `meaning`; outcomes also carry `better`
    ("higher", "lower" or "neither"). NaN means never, or nothing to measure.
    """

    @property
    @abstractmethod
    def outcomes(self) -> xarray.Dataset:
        """One value per run of each outcome."""

    @property
    @abstractmethod
    def inputs(self) -> xarray.Dataset:
        """The value of each number that varies between runs, by path."""

    @property
    @abstractmethod
    def series(self) -> xarray.Dataset:
        """Monthly series by name. Raises WargameError where they are not stored."""

    @property
    @abstractmethod
    def scenario(self) -> Scenario:
        """The scenario that was run (of a sweep: that of its first policy)."""

    @property
    @abstractmethod
    def provenance(self) -> dict[str, str]:
        """Version, commit, seed, hashes, libraries, and the command that gives the same again."""

    @abstractmethod
    def sample(self) -> xarray.Dataset:
        """Outcomes with dims (policy, point, replicate), as analyses take them."""

    @abstractmethod
    def summary(self, outcomes: Sequence[str] = ()) -> Table:
        """Median, 80% band and number of runs of each outcome (or of those that are named)."""

    def _chosen(self, wanted: Sequence[str]) -> list[str]:
        """Names of outcomes: those wanted, or all. Raises WargameError for an unknown one."""

        valid = [str(name) for name in self.outcomes.data_vars]
        for name in wanted:
            if name not in valid:
                raise WargameError(f"there is no outcome '{name}'{hint(name, valid)}")
        return list(wanted) or valid
