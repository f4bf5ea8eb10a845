"""What a lead-up is held to: launches of the record, and what is known of how they were stopped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from wargame.declare.errors import Problems, WargameError
from wargame.evidence import nowcast_file, record
from wargame.evidence.nowcast_file import NowcastFile
from wargame.evidence.theatre import Theatre
from wargame.scenario.layers import Layer
from wargame.scenario.scenario import add_months

KEY = "nowcast"
NONE = "none"  # in place of a file: draw chances of a hit as the evidence has them
LOOK_BACK = 6  # months: older launches say little of those to come
REACH = 100  # days after the last whole month of the record that a start may lie


class Held(NamedTuple):
    """`recorded` launches by month and class; the `nowcast`, and whether a file brought it."""

    recorded: Mapping[str, Mapping[str, int]] = {}
    nowcast: NowcastFile | None = None
    own: bool = False


def held_to(
    theatre: Theatre,
    layers: Sequence[Layer],
    opens: date | None,
    start: date,
    problems: Problems,
    record_file: str | Path | None = None,
    cutoff: date | None = None,
) -> Held:
    """What a lead-up from `opens` to `start` is held to.

    The last of `layers` that names a nowcast brings its launches too; else the record of the
    theatre (or `record_file`) is taken, with the latest nowcast that the theatre has for the day,
    or for `cutoff`, the day before which all is known. Notes a file that cannot be read or is of a
    later day, and a start that the record does not reach.
    """
    if opens is None:
        return Held()
    nowcast, own = _own(layers, start, problems)
    if nowcast:
        recorded: Mapping[str, Mapping[str, int]] = nowcast.launched
    else:
        recorded = record.launches(theatre.folder, opens, start, record_file)
        if not own and record_file is None:
            nowcast = nowcast_file.shipped(theatre.folder, opens, min(start, cutoff or start))
    _reach(recorded, layers[-1], start, problems)
    return Held(recorded, nowcast, own)


def preceding(
    theatre: Theatre,
    first: date,
    record_file: str | Path | None = None,
    cutoff: date | None = None,
) -> Mapping[str, Mapping[str, int]]:
    """Launches by month and class in the LOOK_BACK months before the day `first` that is simulated,
    as far as they were out before the day `cutoff`."""
    begins = add_months(first.replace(day=1), -LOOK_BACK)
    return record.launches(theatre.folder, begins, min(first, cutoff or first), record_file)


def _own(
    layers: Sequence[Layer], start: date, problems: Problems
) -> tuple[NowcastFile | None, bool]:
    """The nowcast that the last layer to name one brings; whether any did."""
    for layer in reversed(layers):
        given = layer.data.get(KEY)
        if given is None:
            continue
        if given == NONE:
            return None, True
        try:
            nowcast = (
                nowcast_file.of_data(given, layer.name)
                if isinstance(given, Mapping)
                else nowcast_file.read((layer.path or Path()).parent / str(given))
            )
        except WargameError as error:
            problems.add(layer.place((KEY,)), KEY, str(error))
            return None, True
        if nowcast.day > start:
            what = (
                f"it was made for {nowcast.day}, which is after the start ({start}); make one with "
                f"wargame nowcast --until {start - timedelta(days=1)} --write FILE"
            )
            problems.add(layer.place((KEY,)), KEY, what)
        return nowcast, True
    return None, False


def _reach(recorded: Mapping[str, object], layer: Layer, start: date, problems: Problems) -> None:
    """Note a start long after the last month of the record: nobody knows how things stand then."""
    if not recorded:
        return
    year, month = map(int, max(recorded).split("-"))
    last = date(year + month // 12, month % 12 + 1, 1)
    if start - last > timedelta(days=REACH):
        problems.add(
            layer.place(("start",)), "start",
            f"the last whole month of the record of strikes ends on {last - timedelta(days=1)}, "
            f"over {REACH} days before {start}: how things stand then is not known; bring a newer "
            "record: wargame record import TABLE --out record.csv, then wargame nowcast "
            f"--until {start - timedelta(days=1)} --record record.csv --write nowcast.json, and in "
            "the scenario nowcast: nowcast.json",
        )  # fmt: skip
