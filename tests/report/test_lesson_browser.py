"""A lesson in a real browser, from disk and offline: predict, reveal, move, turn pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.report.test_browser import DESK, PHONE, browser, opened
from tests.short_lesson import TEXT, written
from wargame.questions import lesson_loading
from wargame.report import lesson_page as page
from wargame.study import lesson_grid as study
from wargame.study.lesson_grid import provenance

pytestmark = pytest.mark.slow

__all__ = ["browser"]  # a fixture
LINE = ".step.now .l0 .mid"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("lesson")
    grid = study.grid(lesson_loading.load(written(home)), 40, directory=home / "kept", workers=1)
    out = home / "lesson.html"
    out.write_text(page.html(grid, provenance(grid, "wargame lesson export short.yaml")))
    return out


@pytest.fixture(params=[DESK, PHONE])
def view(browser: Any, file: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    """The lesson in a window; at the end it has complained of nothing and asked for nothing."""
    shown, said, asked = opened(browser, file, request.param)
    shown.emulate_media(reduced_motion="reduce")
    yield shown
    assert said == []
    assert asked == [file.as_uri()]
    shown.context.close()


def fits(view: Any) -> bool:
    """Whether the page does not scroll sideways."""
    wide, window = view.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return bool(wide <= window)


def press(view: Any, place: str, *keys: str) -> None:
    view.locator(place).focus()
    for key in keys:
        view.keyboard.press(key)


def draw(view: Any) -> None:
    """Predict and reveal the first step, with the keyboard alone."""
    press(view, ".step.now .points input >> nth=0", "ArrowRight", "ArrowRight")
    press(view, ".step.now button.reveal", "Enter")


def choose(view: Any) -> None:
    press(view, ".step.now .option input >> nth=1", "Space")
    press(view, ".step.now button.reveal", "Enter")


def guess(view: Any) -> None:
    press(view, ".step.now .guess input", "ArrowRight")
    press(view, ".step.now button.reveal", "Enter")


def test_nothing_is_shown_before_it_is_predicted(view: Any) -> None:
    assert view.locator(LINE).count() == 0
    assert view.locator("#next").is_disabled()
    assert view.locator(".step.now button.reveal").is_disabled()
    assert not view.locator(".step.now .notice").is_visible()
    level = view.locator(".step.now path.mine").get_attribute("d")
    press(view, ".step.now .points input >> nth=1", "ArrowRight")
    assert view.locator(".step.now path.mine").get_attribute("d") != level
    draw(view)
    assert view.locator(LINE).count() == 1
    assert view.locator(".step.now path.mine").count() == 1
    assert "Your line lies in the band" in view.locator(".step.now .verdict").inner_text()
    assert view.locator(".step.now .notice").is_visible()
    assert "n = 40" in view.locator(".step.now .measures").inner_text().replace("\xa0", " ")
    assert fits(view)


def test_a_line_is_drawn_by_hand(view: Any) -> None:
    view.locator(".step.now svg.drawing").scroll_into_view_if_needed()
    view.evaluate("document.querySelector('.turn').style.position = 'static'")
    box = view.locator(".step.now svg.drawing").bounding_box()
    x, y = box["x"] + 0.97 * box["width"], box["y"] + 0.3 * box["height"]
    view.mouse.move(x, y)
    view.mouse.down()
    view.mouse.move(x, y - 20)
    view.mouse.up()
    told = view.locator(".step.now .points output").last.inner_text()
    first = view.locator(".step.now .points output").first.inner_text()
    assert float(told.replace(",", "")) > float(first.replace(",", ""))
    assert view.locator(".step.now button.reveal").is_enabled()


def test_a_choice_is_held_against_the_runs(view: Any) -> None:
    draw(view)
    press(view, "#next", "Enter")
    assert view.evaluate("document.activeElement.textContent") == "Second"
    assert not view.locator(".step.now .share").first.is_visible()
    choose(view)
    assert view.locator(".step.now .option.right").inner_text().startswith("Fewer")
    assert (
        "You said: As many, or more. Most runs: Fewer."
        in view.locator(".step.now .verdict").inner_text()
    )
    assert "The drain is closed." in view.locator(".step.now .because").inner_text()
    assert view.locator(".step.now .option input").first.is_disabled()
    assert fits(view)


def to_the_end(view: Any) -> None:
    for act in (draw, choose, guess):
        act(view)
        press(view, "#next", "Enter")


def test_controls_move_the_fan_and_tasks_are_told(view: Any) -> None:
    to_the_end(view)
    before = view.locator(LINE).get_attribute("d")
    label = view.locator(".step.now svg[role=img]").first.get_attribute("aria-label")
    assert "Not yet" in view.locator(".step.now .met").first.inner_text()
    assert "Not here" in view.locator(".step.now .met").last.inner_text()
    press(view, ".step.now .stops >> nth=1 >> input:checked", "ArrowRight")
    assert view.locator(LINE).get_attribute("d") != before
    assert view.locator(".step.now svg[role=img]").first.get_attribute("aria-label") != label
    assert view.locator(".step.now path.was").count() == 1
    assert "Done" in view.locator(".step.now .met").first.inner_text()
    press(view, ".step.now .stops >> nth=0 >> input:checked", "ArrowLeft")
    assert "You tried all 2 settings" in view.locator(".step.now .met").last.inner_text()
    view.locator(".step.now .numbers summary").click()
    assert view.locator(".step.now .numbers tbody tr").count() == 3
    assert fits(view)


def test_the_end_gathers_what_was_said_and_going_back_keeps_it(view: Any) -> None:
    to_the_end(view)
    press(view, "#next", "Enter")
    assert view.locator("#answers li").count() == 3
    assert "You said: As many, or more" in view.locator("#words").input_value()
    assert view.locator("#next").is_disabled()
    for _ in range(4):
        press(view, "#back", "Enter")
    assert view.locator(LINE).count() == 1
    assert "Your line lies" in view.locator(".step.now .verdict").inner_text()


def test_motion_ends_where_it_should(browser: Any, file: Path) -> None:
    view, said, _ = opened(browser, file, DESK)
    to_the_end(view)
    view.locator(".step.now .stops >> nth=1 >> input").last.check()
    view.wait_for_timeout(500)
    moved = view.locator(LINE).get_attribute("d")
    view.locator(".step.now .stops >> nth=1 >> input").first.check()
    view.wait_for_timeout(500)
    view.locator(".step.now .stops >> nth=1 >> input").last.check()
    view.wait_for_timeout(500)
    assert view.locator(LINE).get_attribute("d") == moved
    assert said == []
    view.context.close()


@pytest.mark.parametrize("months", [3, 12, 23, 36])
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_first_and_last_month_are_named_and_no_names_meet(
    browser: Any, tmp_path: Path, width: Any, months: int
) -> None:
    text = TEXT.replace("months: 3", f"months: {months}")
    grid = study.grid(
        lesson_loading.load(written(tmp_path, text)), 2, directory=tmp_path, workers=1
    )
    out = tmp_path / "lesson.html"
    out.write_text(page.html(grid, provenance(grid, "")))
    view, said, _ = opened(browser, out, width)
    names, boxes, edge = view.evaluate(
        """() => {
          const found = [...document.querySelectorAll('.step.now svg text')]
            .filter(e => /^[A-Z][a-z]{2} 20/.test(e.textContent));
          const boxes = found.map(e => e.getBoundingClientRect());
          return [found.map(e => e.textContent), boxes.map(b => [b.left, b.right]), innerWidth];
        }"""
    )
    last = {3: "Sep 2026", 12: "Jun 2027", 23: "May 2028", 36: "Jun 2029"}[months]
    assert {"Jul 2026", last} <= set(names)
    boxes.sort()
    assert all(one[1] < other[0] for one, other in pairwise(boxes)), names
    assert boxes[0][0] >= 0 and boxes[-1][1] <= edge
    assert said == []
    view.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_the_page(browser: Any, file: Path, scheme: str) -> None:
    """Contrast of text, lines and marks against the page: 4.5 for text, 3 for lines (WCAG 2.2)."""
    context = browser.new_context(color_scheme=scheme, offline=True)
    view = context.new_page()
    view.goto(file.as_uri())
    names = ["--ink", "--faint", "--accent", "--right", "--first", "--second", "--third"]
    found = view.evaluate(
        """names => {
          const style = getComputedStyle(document.documentElement);
          const part = (hex, at) => {
            const x = parseInt(hex.trim().slice(1 + 2 * at, 3 + 2 * at), 16) / 255;
            return x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
          };
          const light = hex =>
            0.2126 * part(hex, 0) + 0.7152 * part(hex, 1) + 0.0722 * part(hex, 2);
          const page = light(style.getPropertyValue('--page'));
          return names.map(name => {
            const own = light(style.getPropertyValue(name));
            return (Math.max(own, page) + 0.05) / (Math.min(own, page) + 0.05);
          });
        }""",
        names,
    )
    told = dict(zip(names, found))
    assert all(told[name] >= 4.5 for name in names), told
    context.close()
