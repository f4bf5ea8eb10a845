"""The public record of strikes: launches and interceptions by month and weapon class."""

from __future__ import annotations

from wargame.evidence.record.monthly import (
    CLASSES,
    CREDIT,
    RECORDED_CLASSES,
    Cell,
    Record,
    launches,
    load_record,
)

__all__ = ["CLASSES", "CREDIT", "RECORDED_CLASSES", "Cell", "Record", "launches", "load_record"]
