"""The page to explore and the lobby in the smallest theatre: no map, no grid, no talks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.play.test_minimal import FIRST
from tests.web.conftest import Server, soon
from wargame.evidence import theatre
from wargame.web import uploads
from wargame.web.answers import answer
from wargame.web.offer import offer
from wargame.web.parts import simulate_part
from wargame.web.state import State, controls_of, from_text, text_of

pytestmark = pytest.mark.slow


def test_it_has_the_controls_and_rows_that_any_theatre_can_have() -> None:
    name = uploads.accept(FIRST.encode())
    keys = [one.key for one in controls_of(name)]
    assert keys == ["cut", "post", "buy", "prot"]
    state = State(name, 12)
    for control in controls_of(name):
        moved = state.moved(control.key, control.stops[-1].key)
        text = text_of(moved)
        shown = answer(simulate_part(text, FIRST, 12, 0, 4), from_text(text, FIRST, 12)).shown
        offered = offer(theatre.load("minimal"))
        assert list(shown["fans"]) == list(offered.charts)
        assert len(shown["rows"]) == len(offered.rows)
        assert shown["map"]["flows"] == shown["map"]["allies"] == []


def test_the_page_opens_and_a_control_moves_it(
    server: Server, browser: Any, tmp_path: Path
) -> None:
    (tmp_path / "first_war.yaml").write_text(FIRST)
    page = browser.new_page()
    page.set_default_timeout(60_000)
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(f"{server.address}/explore")
    page.locator("details.menu summary").click()
    page.locator("#upload").set_input_files(tmp_path / "first_war.yaml")
    page.wait_for_url(re.compile(r"/explore\?.*s=u-"))
    page.locator("html[data-runs='200']").wait_for(state="attached")
    before = page.locator("tr[data-row='0'] td").first.text_content()
    page.locator("#c-post").select_option("hoard")
    page.locator("html[data-shown*='post=hoard']").wait_for(state="attached")
    page.locator("html[data-runs='200']").wait_for(state="attached")
    assert soon(lambda: page.locator("tr[data-row='0'] td").first.text_content() != before)
    assert page.locator(".map").count() == 0 and page.locator("figure.chart").count() == 6
    name = re.search(r"s=(u-\w+)", page.url)
    assert name
    page.goto(f"{server.address}/play?s={name[1]}")
    seats = page.locator("fieldset select").evaluate_all("all => all.map((one) => one.name)")
    assert seats == ["attacker", "defender", "partner"]
    page.get_by_role("button", name="Open the room").click()
    page.locator(".code").first.wait_for()
    assert soon(lambda: page.locator(".code").count() == 4)
    assert not failed
    page.close()
