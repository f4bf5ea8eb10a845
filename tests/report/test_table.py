"""One table, shown on a terminal, on a page, and as a frame, with the same words."""

from __future__ import annotations

import re
from html import unescape

from wargame.report.table import Cell, Column, html, table

SHOWN = table(
    "What [bold]differs[/bold]",
    ["input", Column("value", "missiles", "right"), "source"],
    [
        ["<b>Kh-101</b>", "80", Cell("a paper", "page 7", link="https://example.org/?a=1&b=2")],
        [Cell("a.b.c", code=True), Cell("90", strong=True), Cell("none", link="#below")],
        [Cell("label", "x.y.z", code=True), "", ""],
    ],
    note="n = 20",
)


def test_all_words_are_on_the_terminal() -> None:
    text = str(SHOWN)
    for word in ("[bold]differs[/bold]", "<b>Kh-101</b>", "missiles", "page 7", "x.y.z", "n = 20"):
        assert word in text
    assert repr(SHOWN) == text and text == text.rstrip("\n")


def test_a_page_escapes_all_and_marks_what_stands_out() -> None:
    page = html(SHOWN)
    assert "&lt;b&gt;Kh-101&lt;/b&gt;" in page and "<b>Kh" not in page
    assert "<strong>90</strong>" in page and "<code>a.b.c</code>" in page
    assert "label<br><code>x.y.z</code>" in page and '<span class="meta">page 7</span>' in page
    assert '<a href="https://example.org/?a=1&amp;b=2">link as given</a>' in page
    assert '<a href="#below">none</a>' in page
    assert '<td class="n" data-label="value">80</td>' in page
    words = unescape(re.sub(r"<[^>]+>", " ", page))
    for row in SHOWN.rows:
        for cell in row:
            assert cell.text in words and cell.detail in words


def test_it_can_be_cut_and_taken_as_a_frame() -> None:
    assert len(SHOWN) == 3 and len(SHOWN.first(2)) == 2
    assert SHOWN.column("value") == ["80", "90", ""]
    assert list(SHOWN.to_dataframe()["input"]) == ["<b>Kh-101</b>", "a.b.c", "label"]
