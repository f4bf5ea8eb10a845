"""The report: self-contained, escaped, honest about n, with what drives each answer."""

from __future__ import annotations

import builtins
import datetime
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.fake_record import PLANTED, fake_record
from wargame import results
from wargame.evidence.errors import WargameError
from wargame.report import answer, page

HOSTILE = "<script>alert('x')</script>"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory):
    record = fake_record(runs=150, title=HOSTILE)
    data = results.dataset(record, "wargame run x --seed 1")
    home = tmp_path_factory.mktemp("report")
    told = page.write(home, data, record.scenario)
    return home, told, (home / "report.html").read_text(encoding="utf-8")


class Reader(HTMLParser):
    """Collects tags with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, Any]]] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))


def test_nothing_is_fetched_and_nothing_is_run(written) -> None:
    _, _, html = written
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in html
    reader = Reader()
    reader.feed(html)
    names = {tag for tag, _ in reader.tags}
    assert not names & {"script", "link", "iframe", "object"}
    images = [attrs for tag, attrs in reader.tags if tag == "img"]
    assert len(images) == 12
    for image in images:
        assert image["src"].startswith("data:image/svg+xml;base64,")
        assert len(image["alt"]) > 20
    assert HOSTILE not in html


def test_headings_do_not_skip_a_level(written) -> None:
    reader = Reader()
    reader.feed(written[2])
    levels = [int(tag[1]) for tag, _ in reader.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_it_says_what_a_reader_needs(written) -> None:
    _, _, html = written
    text = html.replace("\N{NO-BREAK SPACE}", " ")
    for words in (
        "This is not a prediction",
        "n = 150",
        "wargame run x --seed 1",
        "Limits",
        PLANTED,
    ):
        assert words in text
    assert "Kyiv Independent" in text  # the source of an assumption
    assert not re.search(r"\bnan\b", re.sub(r"base64,[^\"]*", "", text))


def test_figures_are_written_as_svg_and_png(written) -> None:
    home, _, _ = written
    names = sorted(path.name for path in (home / "figures").iterdir())
    assert len(names) == 24
    assert {"stock.svg", "stock.png"} <= set(names)


def test_the_planted_driver_is_named_with_its_answer(written) -> None:
    _, told, html = written
    growth = next(one for one in told if one.outcome == "stock_growth")
    assert growth.drivers[0].path == PLANTED
    assert "Iskander-M" in html


def test_a_ceasefire_asks_for_stock_after_it_and_break_even() -> None:
    event = SimpleNamespace(event="ceasefire", on=datetime.date(2027, 1, 1))
    record = fake_record(runs=20, halt=12, events=(event,))
    asked = answer.asked(record.scenario)
    assert asked[:3] == ["stock_12_months", "stock_24_months", "break_even_month"]
    data = results.dataset(record, "c")
    assert "the halt (1 January 2027)" in answer.sentence(data, record.scenario, "stock_12_months")


def test_the_scenarios_own_answers_come_first_with_their_probability() -> None:
    named = (SimpleNamespace(outcome="kyiv_ballistic_dry", test="< 12"),)
    record = fake_record(runs=40)
    scenario = SimpleNamespace(**vars(record.scenario), answer=named)
    assert answer.asked(scenario)[0] == "kyiv_ballistic_dry"
    data = results.dataset(record, "c")
    assert "happens within 12 months is" in answer.tested(data, "kyiv_ballistic_dry", "< 12")
    assert "above 10% is" in answer.tested(data, "power_met_worst_month", "> 0.1")


def test_an_outcome_that_never_happens_is_said_so() -> None:
    record = fake_record(runs=20)
    record.outcomes["break_even_month"][:] = float("nan")
    data = results.dataset(record, "c")
    told = answer.sentence(data, record.scenario, "break_even_month")
    assert "remote (under 5%" in told
    row = answer.headline(data, record.scenario, "break_even_month")
    assert row["median"] == "does not happen"


def test_a_pdf_without_the_extra_is_a_clear_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "weasyprint":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(WargameError, match=r"wargame\[pdf\]"):
        page.write_pdf("<p>x</p>", tmp_path / "x.pdf")
