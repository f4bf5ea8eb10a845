"""The report on paper: a PDF that holds the words, labels on the map included."""

from __future__ import annotations

import base64
import builtins
import os
from pathlib import Path
from typing import Any

import pytest

from tests.fake_record import fake_record
from tests.report.test_map import DESCRIPTION
from wargame import results
from wargame.declare.errors import WargameError
from wargame.report import page_file, scenario_page
from wargame.report.figures import canvas

pytestmark = pytest.mark.slow


def _pango() -> str:
    """Why no PDF can be made here; '' where one can."""
    try:
        page_file.printer()
    except WargameError as error:
        return str(error)
    return ""


def test_a_report_is_printed(tmp_path: Path) -> None:
    if why := _pango():
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    record = fake_record(runs=30, months=14)
    data = results.dataset(record, "wargame run x --seed 1")
    scenario_page.write(tmp_path, data, record.scenario, DESCRIPTION, pdf=True)
    made = (tmp_path / "report.pdf").read_bytes()
    assert made.startswith(b"%PDF-")
    assert made.rstrip().endswith(b"%%EOF")
    assert len(made) > 100_000  # with its figures


def test_outlines_of_letters_are_for_the_screen_only(tmp_path: Path) -> None:
    record = fake_record(runs=12, months=6)
    data = results.dataset(record, "c")
    scenario_page.write(tmp_path, data, record.scenario, DESCRIPTION)
    drawn = (tmp_path / "figures" / "network.svg").read_bytes()
    assert canvas.HALO in drawn
    paper = page_file.printed({"name": "network"}, tmp_path / "figures")
    assert canvas.HALO not in base64.b64decode(paper["uri"].partition(",")[2])


@pytest.mark.parametrize(
    ("error", "told"),
    [(ImportError, r"wargame\[pdf\]"), (OSError, "apt-get install libpango")],
)
def test_what_is_missing_for_a_pdf_is_named(
    error: type[Exception], told: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "weasyprint":
            raise error(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(WargameError, match=told):
        page_file.write_pdf("<p>x</p>", tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()
