"""The forms of the lobby, as a browser or anything else may send them."""

from __future__ import annotations

import pytest
from starlette.datastructures import FormData

from wargame.play.refused import Refused
from wargame.web.lobby import _choices


def test_a_form_becomes_choices() -> None:
    found = _choices(
        FormData({"scenario": "ceasefire", "turns": "6", "clock": "1.5", "kyiv": "machine"})
    )
    assert (found["scenario"], found["turns"], found["clock"]) == ("ceasefire", 6, 90.0)
    assert found["seats"]["kyiv"] == "machine" and found["seats"]["moscow"] == "person"
    left = _choices(FormData({"turns": " ", "clock": ""}))
    assert left["turns"] is None and left["clock"] is None


@pytest.mark.parametrize("key", ["turns", "clock"])
@pytest.mark.parametrize("text", ["six", "nan", "inf", "-1e999", "0x10"])
def test_what_is_no_number_is_refused(key: str, text: str) -> None:
    with pytest.raises(Refused, match=f"{key}: expected a number"):
        _choices(FormData({key: text}))


def test_half_a_turn_is_refused() -> None:
    with pytest.raises(Refused, match="whole number"):
        _choices(FormData({"turns": "2.5"}))
