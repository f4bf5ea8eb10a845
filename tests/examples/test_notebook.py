"""The notebook runs from its first cell to its last, and finds what the model gives."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "docs" / "examples" / "from_design_to_finding.ipynb"


def test_the_notebook_runs_and_is_kept_without_output() -> None:
    book = nbformat.read(NOTEBOOK, as_version=4)
    assert all(not cell.get("outputs") for cell in book.cells), "commit it without output"
    done = NotebookClient(book, timeout=300, resources={"metadata": {"path": str(ROOT)}}).execute()
    said = "".join(
        output.get("text", "")
        for cell in done.cells
        for output in cell.get("outputs", [])
        if output.output_type == "stream" and output.name == "stdout"
    )
    assert re.search(r"luck: \d+% \(\d+% to \d+%\) of the variance", said)
    first = re.search(r"^(\S+\.\S+): \d+%", said, re.MULTILINE)
    assert first and first[1] == "weapons.iskander_m.production"
    assert len(re.findall("stands for", said)) == 3
    flip = re.search(r"flips at (\d+)", said)
    assert flip and 40 < int(flip[1]) < 110
    assert any(
        "image/png" in output.get("data", {})
        for output in done.cells[-1].outputs
    )  # fmt: skip
