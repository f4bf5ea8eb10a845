"""A table writes its own columns and nobody else's, and declares all that it uses of others."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.model.short import differing, distinct, first_fast, short
from wargame import mechanisms
from wargame.agents.agent_table import Table
from wargame.agents.numbers import Numbers
from wargame.agents.ownership import NotDeclaredError, guarded
from wargame.evidence.fields import readers
from wargame.kernel.day_loop import step
from wargame.mechanisms import collect, rooms, switches
from wargame.mechanisms.stock.stock_rules import receive
from wargame.model.batch import simulate
from wargame.model.schedule import DAY, EVENING, INITIAL_ORDER, SCHEDULE
from wargame.model.war import War, table_kinds
from wargame.scenario.library import shipped


@pytest.mark.parametrize("name", first_fast(shipped()))
def test_whole_wars_hold_to_what_is_declared(name: str) -> None:
    scenario = short(name, months=14)
    free = simulate(scenario, runs=3)
    with guarded():
        held = simulate(scenario, runs=3)
    assert distinct(free)
    assert not differing(free, held)


def test_what_is_declared_is_there_and_used_by_somebody() -> None:
    war = War(short(months=1), range(2))
    war.step()
    for table in war.tables:
        for declared in (*table.reads, *table.acts):
            other, _, attribute = declared.partition(".")
            assert hasattr(getattr(war, other), attribute), f"{table.name}: {declared}"
    war.close()


class Thief(Table):
    """Reaches where it should not."""

    name = "thief"
    reads = ("arsenals.held",)

    def initialise(self) -> None: ...


def test_a_table_that_reaches_for_more_is_refused_by_name() -> None:
    with guarded():
        war = War(short(months=1), range(2))
        thief = Thief(war, war.setup, war.clock, war)
    assert (thief.see.arsenals.held == war.arsenals.held).all()
    with pytest.raises(ValueError, match="read-only"):
        thief.see.arsenals.held[:] = 0
    with pytest.raises(NotDeclaredError, match=r"thief uses arsenals.oldest, .* `reads`"):
        _ = thief.see.arsenals.oldest
    with pytest.raises(NotDeclaredError, match=r"thief uses arsenals.expire, .* `acts`"):
        thief.act.arsenals.expire()
    with pytest.raises(NotDeclaredError, match=r"arsenals.held is set by another table"):
        thief.see.arsenals.held = np.zeros(3)
    war.close()


def test_a_step_that_writes_what_is_not_its_own_is_refused() -> None:
    with pytest.raises(TypeError, match=r"would write arsenals.held, which is not its own"):
        step("factories", receive, held="arsenals.held")
    with pytest.raises(TypeError, match="rule receive has no argument 'hold'"):
        step("arsenals", receive, hold="factories.made")


def test_a_number_is_declared_by_the_room_that_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for a number is a module of its room, or of one that says so."""
    asked: dict[str, set[str]] = {}

    def watched(name: str, paths: Callable[..., list[str]]) -> None:
        plain = getattr(Numbers, name)

        def watch(self: Numbers, *args: Any) -> Any:
            frame = sys._getframe(1)
            while "mechanisms" not in (module := frame.f_globals["__name__"]):
                if module.startswith("wargame.model") or frame.f_back is None:
                    return plain(self, *args)
                frame = frame.f_back
            for path in paths(*args):
                section, _, field = self._full(path).split(".", 2)
                asked.setdefault(f"{section}.{field.partition('.')[0]}", set()).add(
                    module.split(".")[2]
                )
            return plain(self, *args)

        monkeypatch.setattr(Numbers, name, watch)

    watched("one", lambda path: [path])
    watched("central", lambda path: [path])
    watched("column", lambda section, entries, field: [f"{section}.{e}.{field}" for e in entries])
    for name in ("continued_war", "spillover"):
        simulate(short(name, months=3), runs=2)
    wrong = {f: rooms for f, rooms in asked.items() if not rooms <= set(readers(*f.split(".")))}
    assert not wrong
    assert len(asked) > 190


def test_every_room_and_every_phase_is_found() -> None:
    kinds = {kind.name: kind for kind in table_kinds()}
    assert set(INITIAL_ORDER) <= set(kinds)
    assert all(hasattr(kinds[phase.table], phase.act) for phase in (*SCHEDULE, *EVENING))
    owners = {slot.partition(".")[0] for slot in DAY.slots}
    assert owners <= {*kinds, "clock"}
    agents = {module.__name__.split(".")[2] for module in collect("agents")}
    assert agents == set(rooms()) - {"cost"}


def test_every_switch_is_looked_at_by_its_own_room() -> None:
    for name, declared in switches().items():
        room = Path(mechanisms.__file__).parent / name
        text = "".join(path.read_text() for path in room.glob("*_agents.py"))
        text += "".join(path.read_text() for path in room.glob("*_events.py"))
        assert all(f'on["{name}"]' in text for name in declared), room.name
