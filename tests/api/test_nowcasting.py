"""A nowcast as a user asks for it: tables, words, data, refusals, own records and evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.api.nowcasting import Nowcast, nowcast
from wargame.declare.errors import WargameError
from wargame.evidence.record.monthly import SHIPPED


@pytest.fixture(scope="module")
def made() -> Nowcast:
    return nowcast("2026-02-28", runs=30, progress=False)


@pytest.mark.slow
def test_it_says_where_things_stand_and_how_far_to_believe_it(made: Nowcast) -> None:
    levels, fits, moved = made.tables()
    assert len(moved) == len(made.conditioned.classes) >= 3
    assert "eve of 2026-03-01, n = 30 runs" in levels.title
    assert any("Kh-101" in name for name in levels.column(""))
    assert set(fits.column("month")) == {"2026-01", "2026-02"}
    assert all(unit != "share" for unit in levels.column("unit"))
    shares = zip(levels.column(""), levels.column("median"), levels.column("unit"))
    [met] = [(value, unit) for name, value, unit in shares if "power demand met" in name]
    assert met[1] == "%" and 50 < float(met[0]) <= 100
    assert not any("-" in word for word in (*moved.column("before"), *moved.column("after")))
    assert any("lies in the band" in line for line in made.words())
    data = made.as_data()
    assert data["from"] == "2026-01-01" and len(data["levels"]) == len(levels)
    assert data["command"].startswith("wargame nowcast --until 2026-02-28")


def test_a_record_of_ones_own_is_followed(tmp_path: Path) -> None:
    text = SHIPPED.read_text().replace("2026-02,cruise,133,", "2026-02,cruise,33,")
    text = text.replace("2026-02,cruise,33,111,0", "2026-02,cruise,33,11,0")
    own = tmp_path / "own.csv"
    own.write_text(text)
    found = nowcast("2026-02-28", record=own, runs=30, condition=False, progress=False)
    fit = next(f for f in found.study.fits() if (f.month, f.weapon_class) == ("2026-02", "cruise"))
    assert (fit.launched, fit.flown, fit.stopped) == (33, (33, 33, 33), 11)


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("2025-12-31", "supports a nowcast from 2026-01-01 on"),
        ("2026-02-30", "until: '2026-02-30' is not a date"),
        ("June", "until: expected a date"),
    ],
)
def test_days_that_cannot_be_are_refused(until: str, said: str) -> None:
    with pytest.raises(WargameError, match=said):
        nowcast(until, runs=10, progress=False)
