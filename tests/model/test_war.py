"""The War as a Mesa model: phases, rows, what is read, what is let go."""

from __future__ import annotations

import gc
import tracemalloc
import weakref
from collections.abc import Iterator
from typing import Any

import mesa
import numpy as np
import pytest

from tests.model.short import shipped, short
from wargame.mechanisms.talks.talks_rules import tally_halt
from wargame.model.batch import opened, simulate
from wargame.model.schedule import SCHEDULE
from wargame.model.war import War
from wargame.scenario.library import shipped as names
from wargame.scenario.outcomes import OUTCOMES, SERIES


@pytest.fixture(scope="module")
def war() -> Iterator[War]:
    """Three runs, a month old."""
    with opened(short(months=2), [0, 3, 17]) as found:
        for _ in range(33):
            found.step()
        yield found


def test_the_phases_of_a_day_come_in_their_order() -> None:
    called: list[str] = []

    def watch(what: Any, name: str, label: str) -> None:
        plain = getattr(what, name)

        def told(*args: Any) -> Any:
            called.append(label)
            return plain(*args)

        patch.setattr(what, name, told, raising=True)

    with opened(short(months=1), [0, 1, 2]) as war, pytest.MonkeyPatch.context() as patch:
        watch(war.agenda, "morning", "morning")
        for phase in SCHEDULE:
            watch(getattr(war, phase.table), phase.act, f"{phase.table}.{phase.act}")
        watch(war, "live", "live")
        watch(war, "record", "record")
        war.step()
        all_of_them = [f"{phase.table}.{phase.act}" for phase in SCHEDULE]
        assert [one for one in called if one in all_of_them] == all_of_them
        assert (called[0], called[-2:]) == ("morning", ["live", "record"])
        called.clear()
        war.step()
        daily = [f"{phase.table}.{phase.act}" for phase in SCHEDULE if phase.cadence == "stop"]
        assert called == ["morning", *daily, "live", "record"]
        assert war.day == 2


@pytest.mark.parametrize("name", list(names()))
def test_every_number_of_the_catalogue_is_read(name: str) -> None:
    with opened(shipped(name), [0]) as war:
        for _ in range(32):
            war.step()
        present = {
            path
            for path, number in war.spec.numbers.items()
            if not number.absent and not path.startswith("facts.")  # formulas read those
        }
        assert present - war.numbers.read == set()


def test_a_mesa_model_with_every_kind_of_agent(war: War) -> None:
    assert isinstance(war, mesa.Model)
    kinds = {table.kind for table in war.tables}
    assert len(kinds) == len(war.tables), "two tables hold agents of one kind"
    assert set(war.agents_by_type) == kinds
    for table in war.tables:
        assert [agent.name for agent in war.agents_by_type[table.kind]] == table.names
    assert len(war.agents) == sum(len(table) for table in war.tables)


def test_a_row_reads_and_writes_its_column(war: War) -> None:
    row = war.factories.row("kh101")
    agent = war.factories.agents[row]
    before = war.factories.health.copy()
    assert agent.health.shape == (3,)
    assert np.shares_memory(agent.health, war.factories.health)
    agent.health = np.array([0.1, 0.2, 0.3])
    assert war.factories.health[row].tolist() == [0.1, 0.2, 0.3]
    agent.health[1] = 0.9
    assert war.factories.columns["health"][row].tolist() == [0.1, 0.9, 0.3]
    others = np.delete(np.arange(len(war.factories)), row)
    assert np.array_equal(war.factories.health[others], before[others])
    agent.health = before[row]
    assert war.sectors.agents[0].magazine.shape == (3, len(war.interceptors))
    agent.note = "kept on the agent"
    assert agent.note == "kept on the agent"
    assert repr(agent) == "<Factory kh101>"
    with pytest.raises(AttributeError, match=r"Factory 'kh101': 'helth'"):
        _ = agent.helth
    with pytest.raises(AttributeError, match="'Factories' object has no attribute 'helth'"):
        _ = war.factories.helth


def test_runs_differ(war: War) -> None:
    for array in (war.factories.production, war.arsenals.held, war.sectors.magazine[0].T):
        assert len(np.unique(array, axis=1).T) == 3


def test_every_series_and_outcome_is_there_and_finite() -> None:
    scenario = short(months=14)
    record = simulate(scenario, first=5, runs=3)
    assert record.runs.tolist() == [5, 6, 7]
    assert len(record.months) == 14
    assert record.months[0] == "2026-01"
    assert record.months[-1] == "2027-02"
    assert set(record.series) == set(SERIES)
    for name, series in record.series.items():
        dims = SERIES[name].dims
        assert series.shape == (3, 14, *(len(record.labels[d]) for d in dims)), name
        assert series.dtype == np.float32
        if not name.endswith("_age"):
            assert np.isfinite(series).all(), name
    assert list(record.outcomes) == list(OUTCOMES)
    for name, outcome in record.outcomes.items():
        assert outcome.shape == (3,), name
        assert outcome.dtype == np.float64, name
        if OUTCOMES[name].unit == "share":
            assert not (outcome < -1).any() and not (outcome > 1.5).any(), name
    aged, held = record.series["stock_age"], record.series["stock"]
    assert np.array_equal(np.isnan(aged), held == 0)
    fired = record.series["launched"]
    assert np.array_equal(np.isnan(record.series["launch_age"]), fired == 0)


def test_inputs_are_the_numbers_that_vary() -> None:
    scenario = short(months=1, fix={"weapons.kh101.production": "60 missiles/month"})
    record = simulate(scenario, runs=30)
    assert "weapons.kh101.production" not in record.inputs
    for path, drawn in record.inputs.items():
        value, low, high = scenario.numbers[path].internal
        assert low < high, path
        assert ((drawn >= low - 0.5) & (drawn <= high + 0.5)).all(), path
        assert low <= value <= high
    varied = [p for p, drawn in record.inputs.items() if len(np.unique(drawn)) > 1]
    assert len(varied) > 0.9 * len(record.inputs)


def test_a_model_that_is_closed_is_let_go() -> None:
    scenario = short(months=1)
    kept = []
    for run in range(5):
        with opened(scenario, [run, run + 1, run + 2]) as war:
            war.step()
            kept.append(weakref.ref(war))
        del war
    gc.collect()
    assert [ref() for ref in kept] == [None] * 5


@pytest.mark.slow
def test_memory_stays_flat_over_thirty_models() -> None:
    scenario = short(months=1)

    def models(n: int) -> int:
        for run in range(n):
            with opened(scenario, np.arange(run, run + 20)) as war:
                war.step()
        del war
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        one = models(3)
        assert models(30) - one < 1_000_000  # one such model alone holds more
    finally:
        tracemalloc.stop()


def test_a_model_is_closed_on_an_error_too() -> None:
    with pytest.raises(KeyError), opened(short(months=1), [0, 1, 2]) as war:
        raise KeyError
    assert len(war.agents) == 0


def test_a_rule_without_an_out_is_refused_where_a_table_calls_it(war: War) -> None:
    with pytest.raises(TypeError, match="tally_halt has no Out"):
        war.talks.apply(tally_halt)
