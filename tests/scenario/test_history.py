"""What a theatre knows to have happened comes before a later start, and nothing else does."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from wargame.declare.errors import WargameError
from wargame.evidence import model_file, theatre
from wargame.model.batch import opened
from wargame.scenario import history, load

OPENS = date(2026, 1, 1)


@pytest.mark.parametrize("start", [OPENS, date(2026, 2, 15), date(2026, 4, 15), date(2026, 7, 1)])
def test_history_is_what_had_happened(start: date) -> None:
    found = load("continued_war", as_of=start).history
    assert all(OPENS <= event.on < start for event in found)
    assert all(event.until is None or event.until < start for event in found)
    assert bool(found) == (start > OPENS)


def test_what_was_counted_later_is_not_known_before_it_was_published() -> None:
    """A start between a happening and the figure of it peeks at nothing."""
    _, file = model_file.read(theatre.load().folder / history.FILE, history.HistoryFile)
    assert file.later
    for one in file.later:
        assert one.event.on < one.published <= date(2026, 6, 30)  # and the cut-off holds
        for day, there in ((one.published, False), (one.published + timedelta(days=1), True)):
            assert (one.event in load("continued_war", as_of=day).history) == there
            told = load("continued_war", cutoff=day).history
            assert (one.event in told) == there


def test_a_draw_on_stock_by_another_theatre_is_felt() -> None:
    scenario = load("continued_war", months=1)
    rounds = next(one.rounds.internal for one in scenario.history if "drawdown" in one.event)
    with opened(scenario, range(3)) as war:
        flow = war.magazines.flow("drawn down")[war.interceptors.index("pac3_mse")]
        assert (flow == round(rounds)).all()


def test_a_removed_entry_has_no_history(tmp_path: Path) -> None:
    path = tmp_path / "fewer.yaml"
    path.write_text(
        "scenario: 1\nextends: continued_war\ntitle: T\nquestion: Q?\nremove: {suppliers: [usa]}\n"
    )
    try:
        found = load(path).history
    except WargameError as error:
        assert "is needed" in str(error)
    else:
        assert not [event for event in found if event.event == "stock_drawdown"]


def test_a_policy_of_the_future_leaves_the_past_as_it_was(tmp_path: Path) -> None:
    """Whatever actors may do later, runs stand on the first morning where the base's do."""
    path = tmp_path / "other.yaml"
    path.write_text(
        "scenario: 1\nextends: continued_war\ntitle: T\nquestion: Q?\npolicies:\n"
        "  attacker: {posture: surge, spillover: large, surge_production: true}\n"
        "  defender: {protect: energy, ration: false, long_range: lines}\n"
        "  suppliers: {purchases: 5 billion USD/month, keep: floor}\n"
        "  powers: {race: hold}\n  talks: {halt: hazard}\n"
    )
    with (
        opened(load("continued_war", months=1), range(4)) as one,
        opened(load(path, months=1), range(4)) as other,
    ):
        assert one.day == other.day == 0
        for table in ("arsenals.held", "air_command.pool", "suppliers.stock", "suppliers.will",
                      "powers.warheads", "factories.production", "grid.capacity"):  # fmt: skip
            owner, name = table.split(".")
            np.testing.assert_array_equal(
                getattr(getattr(one, owner), name), getattr(getattr(other, owner), name), table
            )
        assert other.leadership.fixed == "surge" and other.factories.surging == 1.0
        assert other.talks.hazard == 1 and other.suppliers.keep == "floor"
        assert other.suppliers.level is not None and one.suppliers.level is None


def test_a_fault_in_a_history_names_its_line(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(theatre.load().folder, tmp_path / "copy"))
    (folder / history.FILE).write_text("history: 1\nevents:\n  - {on: 2026-02-01, event: wr}\n")
    with pytest.raises(WargameError, match=r"history.yaml:3:"):
        history.events(theatre.load(folder), OPENS, date(2026, 7, 1), lambda section: [])
