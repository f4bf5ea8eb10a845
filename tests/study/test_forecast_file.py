"""The ledger: what was filed is read back, and what was changed is refused."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.declare.errors import InputError, WargameError
from wargame.evidence import theatre
from wargame.study import forecast_file
from wargame.study.forecast import LEVELS
from wargame.study.forecast_file import Filed, digest

MONTHS = ("2025-01", "2025-02")


def made(values: np.ndarray | None = None, months: tuple[str, ...] = MONTHS) -> Filed:
    """A forecast of two classes."""
    if values is None:
        values = np.sort(np.random.default_rng(1).integers(0, 90, (2, 2, len(months), 2, 7)))
    names = {"ballistic": "Ballistic «missiles»", "one_way_drone": "Drones"}
    return Filed("A title: with a colon", "How many?", date(2025, 1, 1), "None.", {"seed": "1"}, 50,
                 names, months, values.astype(float))  # fmt: skip


def saved(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_filed_is_read_back(tmp_path: Path) -> None:
    one = made()
    back = forecast_file.read(saved(tmp_path / "f.yaml", one.text()))
    assert back.hash == one.hash and (back.values == one.values).all()
    assert (back.months, back.names, back.as_of, back.known) == (
        one.months, one.names, one.as_of, one.known,
    )  # fmt: skip
    assert back.text() == one.text()


CHANGES = {
    "a number": ("[0-9]+\\.[0-9]", "91.5"),
    "the day": ("2025-01-01", "2025-01-02"),
    "a name": ("Drones", "Drone"),
    "n": ("runs: 50", "runs: 5000"),
    "the seed": ("seed: '1'", "seed: '2'"),
    "the hash": ("hash: [0-9a-f]{6}", "hash: 000000"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_edited_by_hand_is_refused(tmp_path: Path, change: str) -> None:
    text = made().text()
    edited = re.sub(*CHANGES[change], text, count=1)
    assert edited != text
    with pytest.raises(WargameError, match=r"f\.yaml:\d+.*hash: the file was changed after"):
        forecast_file.read(saved(tmp_path / "f.yaml", edited))


def test_comments_and_spaces_may_change(tmp_path: Path) -> None:
    text = "# mine\n" + made().text().replace(", ", ",  ")
    assert forecast_file.read(saved(tmp_path / "f.yaml", text)).hash == made().hash


@pytest.mark.parametrize(
    "wrong, says",
    [
        (made(months=("2025-02", "2025-03")), "expected whole months on end from 2025-01-01"),
        (made(months=("2025-01", "2025-03")), "expected whole months on end"),
        (made(-made().values[..., ::-1]), "rising quantiles, zero or more"),
        (made(made().values[..., ::-1] + np.arange(7) * -1.0 + 9), "rising quantiles"),
    ],
)
def test_a_forecast_that_is_none_is_refused(tmp_path: Path, wrong: Filed, says: str) -> None:
    with pytest.raises(InputError, match=says):
        forecast_file.read(saved(tmp_path / "f.yaml", wrong.text()))


def test_another_file_is_no_forecast(tmp_path: Path) -> None:
    with pytest.raises(WargameError, match="is no filed forecast; `wargame forecast`"):
        forecast_file.read(saved(tmp_path / "f.yaml", "sweep: 1\nmonths: 3\n"))


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="unknown key — did you mean 'caveat'"):
        text = made().text().replace("caveat:", "caveats:")
        forecast_file.read(saved(tmp_path / "f.yaml", text))


@given(st.dictionaries(st.text(max_size=5), st.integers(0, 10**6), max_size=5))
def test_the_hash_knows_content_and_not_its_writing(data: dict[str, int]) -> None:
    turned = {key: float(data[key]) for key in reversed(data)}
    assert digest(data) == digest(turned)
    assert digest(data | {"more": 1}) != digest(data)


def test_forecasts_that_ship_hold() -> None:
    found = forecast_file.shipped(theatre.load().folder)
    assert [f"{one.as_of}" for one in found] == ["2026-01-01", "2026-07-01"]
    for one in found:
        assert len(one.months) == 12 and one.runs >= 1000
        assert "wargame forecast" in one.known["command"]
        assert one.known["commit"] and "uncommitted" not in one.known["commit"]
        assert one.values.shape[-1] == len(LEVELS)
