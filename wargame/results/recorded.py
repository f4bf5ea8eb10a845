"""A record of strikes that travels with the results, so that figures show it beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.evidence.record import RECORDED_CLASSES, Cell, Record, load_record

if TYPE_CHECKING:
    import xarray

NAME = "public_record"


def with_record(data: xarray.Dataset, record: Record) -> xarray.Dataset:
    """`data` with `record` (record_month, record_class, record_count), named in its provenance."""
    cells = [
        [list(record.cells[month, name]) for name in RECORDED_CLASSES] for month in record.months
    ]
    held = data.assign({NAME: (("record_month", "record_class", "record_count"), cells)})
    held = held.assign_coords(
        record_month=record.months,
        record_class=list(RECORDED_CLASSES),
        record_count=list(Cell._fields),
    )
    return held.assign_attrs(record=record.name, record_hash=record.hash)


def record_of(data: xarray.Dataset) -> Record:
    """The record that travels with `data`; the shipped one if none does."""
    if NAME not in data:
        return load_record()
    values = data[NAME].values
    cells = {
        (str(month), str(name)): Cell(*(int(count) for count in values[row, column]))
        for row, month in enumerate(data["record_month"].values)
        for column, name in enumerate(data["record_class"].values)
    }
    return Record(cells, frozenset(), data.attrs["record_hash"], data.attrs["record"])
