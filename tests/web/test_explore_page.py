"""The page to explore in a real browser: on a desk and on a phone, by mouse and by keyboard."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.web.conftest import Server, soon
from wargame.scenario import load

pytestmark = pytest.mark.slow

DESK, PHONE = 1280, 390
WHOLE = "html[data-runs='200']"


@pytest.fixture
def opened(browser: Any, server: Server) -> Iterator[Any]:
    """Open an address of the server in a window of its own -> page, what it complained of."""
    contexts = []

    def visit(path: str = "/explore?m=12", width: int = DESK, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        view = context.new_page()
        view.said, view.asked = [], []
        view.on("console", lambda message: view.said.append(message.text))
        view.on("pageerror", lambda error: view.said.append(str(error)))
        view.on("request", lambda request: view.asked.append(request.url))
        view.goto(server.address + path)
        view.locator(WHOLE).wait_for(state="attached", timeout=60_000)
        return view

    yield visit
    for context in contexts:
        context.close()


def shown(view: Any, part: str) -> None:
    """Wait for the whole answer of a state whose link has `part` in it."""
    whole = f"{WHOLE}[data-shown*='{part}']"
    view.locator(whole).wait_for(state="attached", timeout=60_000)


def stock(view: Any) -> float:
    """Median stock at the end, as the first chart says it."""
    view.wait_for_function(
        "document.documentElement.dataset.drawn === document.documentElement.dataset.shown"
        " && document.getElementById('words-stock').textContent"
    )
    words = view.locator("#words-stock").text_content()
    return float(re.search(r"median ([\d,]+)", words)[1].replace(",", ""))


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_opens_whole_from_this_server_alone(
    opened: Any, server: Server, width: int, scheme: str
) -> None:
    view = opened(width=width, color_scheme=scheme)
    assert view.said == []
    own = (server.address, server.address.replace("http", "ws"), "data:", "blob:")
    assert [url for url in view.asked if not url.startswith(own)] == []
    wide = view.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1], "the page scrolls sideways"
    view.wait_for_function("document.querySelectorAll('.chart canvas').length === 7")
    named = view.evaluate(
        "[...document.querySelectorAll('.chart [role=img]')].map(c => c.getAttribute('aria-label'))"
    )
    assert len(named) == 7 and all("n = 200" in one for one in named)
    cells = view.locator(".numbers td.n").all_text_contents()
    assert len(cells) == 19 and set(cells) == {"200"}
    assert "medians of 200 runs" in view.locator("#map-words").text_content()
    ground = view.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")


def test_the_open_menu_leaves_the_other_choices_where_they_were(opened: Any) -> None:
    view = opened(width=1600)
    was = view.locator("#scenario").bounding_box()["y"]
    view.locator(".menu summary").click()
    view.locator("#copy").wait_for()
    assert abs(view.locator("#scenario").bounding_box()["y"] - was) < 1


def test_how_often_stands_before_when(opened: Any) -> None:
    view = opened("/explore?m=12&s=ceasefire")
    rows = view.locator("tr[data-row]").all_inner_texts()
    dated = [row for row in rows if row.startswith("Month")]
    assert len(dated) == 8
    for row in dated:
        _, often, when, _ = row.split("\t")[:4]
        if often == "never":
            assert when == "in none of 200 runs"
        else:
            share = re.fullmatch(r"in (.+) runs; there [A-Z][a-z]+ 202\d", often)[1]
            assert re.fullmatch(r"(over )?[1-9]\d?% of|1?\d of 200", share), often
            assert when.startswith("there ") and "%" not in when


def test_every_control_has_a_name_and_its_source_one_click_away(opened: Any) -> None:
    view = opened()
    unnamed = view.evaluate(
        """[...document.querySelectorAll('input, select, button')].filter(e =>
        !(e.labels && e.labels.length) && !e.getAttribute('aria-label') && !e.textContent.trim())
        .map(e => e.outerHTML)"""
    )
    assert unnamed == []
    controls = view.locator(".control")
    assert controls.count() >= 12
    for at in range(controls.count()):
        box = controls.nth(at)
        assert not box.locator(".source ul, .source p").first.is_visible()
        box.locator(".source summary").click()
        assert box.locator(".source ul, .source p").first.is_visible()
    marks = view.locator('[data-key="isk"] .marks i')
    count = marks.count()
    assert count >= 8
    assert all(":" in marks.nth(at).get_attribute("title") for at in range(count))
    assert view.locator('[data-key="isk"] .source a').count() >= 5


def test_a_slider_by_keyboard_moves_everything_and_the_link_brings_it_back(opened: Any) -> None:
    view = opened()
    before, text = stock(view), view.locator(".numbers td").first.text_content()
    slider = view.locator("#c-isk")
    slider.focus()
    view.keyboard.press("Home")
    shown(view, "isk=5")
    assert slider.get_attribute("aria-valuetext") == "5 missiles/month in every run"
    after = stock(view)
    assert after < before
    assert soon(lambda: view.locator(".numbers td").first.text_content() != text)
    view.locator("#c-halt").select_option("2027-01-01")
    shown(view, "halt=2027-01-01")
    assert stock(view) > after
    link, final = view.url, stock(view)
    again = opened(link.split("/", 3)[3].join(["/", ""]))
    assert again.locator("#c-halt").input_value() == "2027-01-01"
    assert stock(again) == final
    assert again.locator(".notice").count() == 0
    view.locator('[data-key="isk"] .back').click()
    view.locator("html:not([data-shown*='isk='])").wait_for(state="attached")
    view.locator("#reset").click()
    view.locator(f"{WHOLE}:not([data-shown*='halt='])").wait_for(state="attached")
    assert stock(view) == before


def test_a_pinned_run_is_compared_pair_by_pair(opened: Any) -> None:
    view = opened()
    assert not view.locator("td.diff").first.is_visible()
    view.locator("#pin").click()
    view.locator("td.diff").first.wait_for()
    same = {"the same in every run", "not compared"}  # incursions alone are allowed
    assert soon(lambda: set(view.locator("td.diff").all_text_contents()) == same)
    view.locator("#c-cut").select_option("100")
    shown(view, "cut=100")
    told = view.locator("td.diff").all_text_contents()
    assert any(one.startswith("+") and "(" in one for one in told)
    assert soon(lambda: "100% less" in view.locator("#pinned").text_content())
    again = opened(view.url.split("/", 3)[3].join(["/", ""]))
    again.locator("td.diff").first.wait_for()
    assert soon(lambda: again.locator("td.diff").all_text_contents() == told)
    assert soon(
        lambda: again.locator("#pinned").text_content() == view.locator("#pinned").text_content()
    )
    assert soon(lambda: again.url == view.url)
    again.locator("#pin").click()
    again.locator("td.diff").first.wait_for(state="hidden")
    assert soon(lambda: "pin=" not in again.url)
    view.locator("#pin").click()
    view.locator("td.diff").first.wait_for(state="hidden")


def test_the_map_goes_through_the_months(opened: Any) -> None:
    view = opened()
    last = view.locator("#map-words").text_content()
    view.locator("#month").focus()
    view.keyboard.press("Home")
    first = view.locator("#map-words").text_content()
    assert first.startswith("Jul 2026") and last.startswith("Jun 2027")
    cells = view.locator(".numbers tr[data-row]")
    told = {at: cells.nth(at).locator("td").first.text_content() for at in (0, 6)}
    assert f"Russia holds {told[0]} and" in last  # the same number as in the table
    assert f"Ukraine holds {told[6].split()[0]} interceptors" in last
    words = view.locator("#words-stock").text_content()
    assert f"median {told[0].split()[0]}, 80% of runs" in words
    radius = view.evaluate("+document.getElementById('m-stock').getAttribute('r')")
    assert radius > 10
    assert view.locator(".land path[data-ally]").count() >= 6


def test_an_old_link_says_what_changed(opened: Any) -> None:
    view = opened("/explore?m=12&v=1&isk=40&x=1&by=0.0.1~old~old")
    said = view.locator(".notice").all_text_contents()
    assert len(said) == 2 and "model’s code" in said[0] and "no longer exists" in said[1]


def test_what_is_taken_away_gives_the_same_runs(opened: Any, tmp_path: Path) -> None:
    view = opened("/explore?m=12&isk=40&cut=50")
    view.locator(".menu summary").click()

    def taken(name: str) -> Path:
        with view.expect_download(timeout=120_000) as download:
            view.locator(f"#get-{name}").click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        return path

    file = taken("scenario")
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert data["extends"] == "continued_war"
    assert file.read_text(encoding="utf-8").splitlines()[0] == "# wargame run explored.yaml"
    assert load(file).months == data["months"] == 12
    assert load(file).numbers["weapons.iskander_m.production"].value == 40
    with zipfile.ZipFile(taken("data")) as archive:
        names = archive.namelist()
        assert {"manifest.json", "explored.yaml"} <= set(names)
        assert any(name.endswith(".parquet") for name in names)
        assert load(file).hash in archive.read("manifest.json").decode()
    report = taken("report").read_text(encoding="utf-8")
    assert "Continued war, changed" in report and "/tmp" not in report
    assert load(file).hash[:10] in report


def test_an_upload_is_explored_and_its_words_are_never_markup(opened: Any, tmp_path: Path) -> None:
    view = opened()
    evil = "<img src=x onerror=window.pwned=1><script>window.pwned=1</script>"
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        f"scenario: 1\ntitle: '{evil}'\nquestion: '{evil}'\nextends: continued_war\nmonths: 12\n"
        f"add:\n  allies:\n    new_state:\n      from: poland\n      name: ':x{evil}'\n",
        encoding="utf-8",
    )
    view.locator(".menu summary").click()
    view.locator("#upload").set_input_files(mine)
    view.wait_for_url("**/explore?s=u-*")
    view.locator(WHOLE).wait_for(state="attached", timeout=60_000)
    assert soon(lambda: view.locator("h1").text_content() == evil)
    assert view.evaluate("window.pwned") is None
    view.locator(".menu summary").click()
    mine.write_text("scenario: 1\ntitle: t\nquestion: q\nextends: /etc/passwd\n", encoding="utf-8")
    view.locator("#upload").set_input_files(mine)
    view.locator("#problems").wait_for()
    assert "only extend a shipped one" in view.locator("#problems").text_content()


def test_what_a_page_did_not_offer_is_not_obeyed(opened: Any) -> None:
    view = opened()
    address = view.url
    for given in ("{key: 'isk', stop: '41'}", "{key: 'x', stop: 1}", "null", "{key: {}, stop: []}"):
        view.evaluate(f"emitEvent('wargame-move', {given})")
    view.evaluate("emitEvent('wargame-months', 1e9)")
    view.evaluate("emitEvent('wargame-look', '__proto__')")
    view.locator("#c-isk").focus()
    view.keyboard.press("Home")
    shown(view, "isk=5")
    assert soon(lambda: view.url.replace("&isk=5", "") == address)
