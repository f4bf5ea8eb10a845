"""Two or more scenarios side by side: first what was put in, then what came out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from wargame.declare.errors import WargameError
from wargame.results import select
from wargame.scenario import Scenario
from wargame.scenario.outcomes import OUTCOMES
from wargame.scenario.scenario import add_months
from wargame.study.arrays import Floats
from wargame.study.differences import Difference, input_differences
from wargame.study.paired import Paired, paired

if TYPE_CHECKING:
    import pandas
    import xarray


@dataclass(frozen=True)
class Comparison:
    """Scenarios compared with the first of them.

    `pairs` holds, for each scenario after the first, every outcome compared run by run.
    """

    scenarios: tuple[Scenario, ...]
    datasets: tuple[xarray.Dataset, ...]
    differences: tuple[Difference, ...]
    pairs: tuple[tuple[Paired, ...], ...]
    labels: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """Names of the scenarios (or `labels`), numbered where two have the same."""
        return (
            distinct(list(self.labels))
            if self.labels
            else distinct([str(scenario.name) for scenario in self.scenarios])
        )


def distinct(names: list[str]) -> list[str]:
    """`names`, each with its place where another is the same."""
    return [
        f"{name} ({at + 1})" if names.count(name) > 1 else name for at, name in enumerate(names)
    ]


def compare(scenarios: list[Scenario], datasets: list[xarray.Dataset]) -> Comparison:
    """Compare `datasets[1:]` with `datasets[0]`; each belongs to the scenario at its place.

    Raises WargameError if there are fewer than two, or they hold different runs or seeds.
    """
    if len(scenarios) < 2:
        raise WargameError("compare needs two scenarios or more")
    pairs = tuple(tuple(paired(datasets[0], other)) for other in datasets[1:])
    differences = tuple(input_differences(scenarios))
    return Comparison(tuple(scenarios), tuple(datasets), differences, pairs)


def table(comparison: Comparison) -> pandas.DataFrame:
    """One row per scenario after the first and outcome; columns as in `Paired`."""
    import pandas as pd

    base, *others = comparison.names
    rows = [
        {"base": base, "scenario": name} | asdict(one)
        for name, pairs in zip(others, comparison.pairs)
        for one in pairs
    ]
    return pd.DataFrame(rows)


def one_clock(comparison: Comparison) -> bool:
    """Whether every scenario counts from the same halt (or the same start)."""
    halts = {select.halt_date(scenario) for scenario in comparison.scenarios}
    return len(halts) == 1


def fair(comparison: Comparison, pairs: tuple[Paired, ...]) -> list[Paired]:
    """The pairs that may be compared: those that count from a halt only if it is the same."""
    if one_clock(comparison):
        return list(pairs)
    return [one for one in pairs if OUTCOMES[one.name].clock != "halt"]


@dataclass(frozen=True)
class StockAt:
    """Missiles held in one calendar month, per scenario (runs,), in the order of scenarios."""

    after: int
    month: str
    values: tuple[Floats, ...]


def stock_after(comparison: Comparison) -> list[StockAt]:
    """Missiles held 12, 24, 36 months after the first halt, on the same calendar in all.

    Empty where no scenario has a ceasefire; months beyond the horizon are left out.
    """
    halts = [halt for scenario in comparison.scenarios if (halt := select.halt_date(scenario))]
    if not halts:
        return []
    first = min(halts)
    result = []
    for after in (12, 24, 36):
        # The stock at the end of the month before holds on the day itself.
        month = f"{add_months(first.replace(day=1), after - (first.day < 15)):%Y-%m}"
        if all(month in data["month"].values for data in comparison.datasets):
            stocks = (
                select.missile_stock(data)[:, list(data["month"].values).index(month)]
                for data in comparison.datasets
            )
            result.append(StockAt(after, month, tuple(stocks)))
    return result
