"""Report and comparison in a real browser, from disk and offline, on a desk and on a phone.

Chromium is Debian's (`apt-get install chromium`). Without it the tests are skipped on a developer's
machine; in CI they fail.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.chromium import launched
from tests.fake_record import fake_record
from wargame import results
from wargame.report import comparison_page, scenario_page
from wargame.study.compare import compare, fair, stock_after

pytestmark = pytest.mark.slow

DESK, PHONE = 1280, 390


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A report and a comparison of made-up records, written once."""
    home = tmp_path_factory.mktemp("pages")
    for name in ("report", "compare"):
        (home / name).mkdir()
    base = fake_record(runs=60)
    on = datetime.date(2027, 1, 1)
    held = {"on": "2027-01-01", "event": "ceasefire"}
    halt = SimpleNamespace(
        event="ceasefire", on=on, until=None, note="Assumed", model_dump=lambda **_: dict(held)
    )
    other = fake_record(runs=60, halt=12, name="ceasefire", title="Ceasefire", events=(halt,))
    data = [results.dataset(one, "wargame compare a b") for one in (base, other)]
    scenario_page.write(home / "report", data[0], base.scenario)
    both = compare([base.scenario, other.scenario], data)
    pairs = [fair(both, one) for one in both.pairs]
    comparison_page.write(home / "compare", both, pairs, stock_after(both))
    return {
        "report": home / "report" / "report.html",
        "compare": home / "compare" / "compare.html",
    }


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium."""
    with launched() as opened:
        yield opened


def opened(browser: Any, path: Path, width: int) -> tuple[Any, list[str], list[str]]:
    """The page in a window of `width`, what it complained of, and what it asked for."""
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
    view = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    view.on("console", lambda message: said.append(message.text))
    view.on("pageerror", lambda error: said.append(str(error)))
    view.on("request", lambda request: asked.append(request.url))
    view.goto(path.as_uri())
    return view, said, asked


def opens_whole(browser: Any, path: Path, width: int) -> tuple[Any, int]:
    """Open a page that must complain of nothing, ask for nothing, and fit; and how many figures."""
    view, said, asked = opened(browser, path, width)
    assert said == []
    assert [url for url in asked if not url.startswith(("data:", path.as_uri()))] == []
    wide = view.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1], "the page scrolls sideways"
    shown = view.evaluate(
        "[...document.querySelectorAll('figure img')].map(i => [i.naturalWidth, i.alt.length])"
    )
    assert all(natural > 0 and alt > 20 for natural, alt in shown)
    return view, len(shown)


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("name", ["report", "compare"])
def test_a_page_opens_whole_and_alone(
    browser: Any, pages: dict[str, Path], name: str, width: int
) -> None:
    view, figures = opens_whole(browser, pages[name], width)
    assert figures == {"report": 12, "compare": 6}[name]
    named = view.evaluate(
        "[...document.querySelectorAll('.plate')].map(p => p.getAttribute('aria-label') || '')"
    )
    assert len(named) == figures
    assert all(named)
    view.context.close()


@pytest.mark.parametrize("name", ["report", "compare"])
def test_on_a_phone_figures_scroll_in_their_box_with_a_cue_and_tables_fit(
    browser: Any, pages: dict[str, Path], name: str
) -> None:
    view, _, _ = opened(browser, pages[name], PHONE)
    boxes = view.evaluate(
        "[...document.querySelectorAll('.plate')].map(p => [p.scrollWidth, p.clientWidth])"
    )
    assert all(inner > outer for inner, outer in boxes)
    cues = view.locator(".swipe")
    assert cues.count() == len(boxes)
    assert all(cues.nth(at).is_visible() for at in range(cues.count()))
    tables = view.evaluate(
        "[...document.querySelectorAll('table')]"
        ".map(t => [t.scrollWidth, t.parentElement.clientWidth])"
    )
    assert tables
    assert all(inner <= outer for inner, outer in tables)
    view.context.close()


def test_on_a_desk_figures_fit_and_no_cue_is_shown(browser: Any, pages: dict[str, Path]) -> None:
    view, _, _ = opened(browser, pages["report"], DESK)
    boxes = view.evaluate(
        "[...document.querySelectorAll('.plate')].map(p => [p.scrollWidth, p.clientWidth])"
    )
    assert all(inner <= outer for inner, outer in boxes)
    assert not view.locator(".swipe").first.is_visible()
    view.context.close()
