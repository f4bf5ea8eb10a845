"""The page of filed forecasts and how they did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.report import forecast_words, page_file
from wargame.report.figures import forecast_figure
from wargame.study import forecast_scores

if TYPE_CHECKING:
    from wargame.evidence.record import Record
    from wargame.report.figures.canvas import Sourced
    from wargame.study.forecast_scores import Held


def write(
    directory: Path, helds: Sequence[Held], record: Record, credit: str, data: Sourced
) -> None:
    """Write score.html and figures/ into `directory`; `credit` says whose record it is."""
    names = forecast_words.names_of(helds)
    rows = forecast_scores.rows(helds)
    values = {
        "filed": [one.filed for one in helds],
        "summary": forecast_words.summary(helds, record.months[-1]),
        "scores": forecast_words.score_table(rows, names) if rows else None,
        "totals": forecast_words.totals_table(helds, names),
        "plain": forecast_words.plain_table(rows, names),
        "tables": [forecast_words.filed_table(one.filed) for one in helds],
        "credit": credit,
        "cut": record.cut,
    }
    charts = forecast_figure.draw(helds, record, data)
    page_file.write(directory, "score", data, values, charts)
