"""docs/play.md tells every lever there is, with its values."""

from __future__ import annotations

from pathlib import Path

from wargame.evidence import seats, theatre

PAGE = Path(__file__).parents[2] / "docs" / "play.md"


def test_every_lever_is_told_with_its_values() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    held = seats.load(theatre.load())
    for lever in (lever for seat in held.values() for lever in seat.levers.values()):
        meaning = lever.meaning[0].lower() + lever.meaning[1:]
        (row,) = {row for row in rows if f"`{lever.name}`" in row and meaning in row}
        assert lever.label in row
        if lever.kind in ("number", "whole"):
            assert f"{lever.low:g} to {lever.high:g} {lever.unit}" in row
        else:
            assert all(option.replace("_", " ") in row for option in lever.options)
