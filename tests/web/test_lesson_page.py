"""A lesson inside the app: made when first asked for, predicted, revealed, finished."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.conftest import Server
from wargame.questions import lesson_loading
from wargame.questions.question_library import shipped

pytestmark = pytest.mark.slow


def test_a_lesson_is_finished_in_the_app(browser: Any, server: Server) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900})
    view = context.new_page()
    said: list[str] = []
    view.on("pageerror", lambda error: said.append(str(error)))
    view.goto(f"{server.address}/lessons")
    assert view.locator("main li").count() == len(shipped("lesson"))
    assert view.locator("text=flow_and_stock").count() == 0  # titles, not names of files
    view.locator("main li a[href='/lessons/flow_and_stock']").click()
    view.locator("html[data-lesson=shown]").wait_for(state="attached", timeout=400_000)
    frame = view.frame_locator("#lesson")
    steps = len(lesson_loading.load("flow_and_stock").steps)
    for at in range(1, steps + 1):
        frame.locator(f"#where:has-text('Step {at} of')").wait_for()
        assert view.evaluate("document.getElementById('lesson').clientHeight") > 400
        now = frame.locator(".step.now")
        if now.locator("button.reveal").count():
            assert not now.locator(".after").is_visible()
            if now.locator(".option input").count():
                now.locator(".option input").first.check()
            for field in now.locator("input[type=range]:visible").all():
                field.press("ArrowRight")
            for number in now.locator("input[type=number]:visible").all():
                number.fill("3")
            now.locator("button.reveal").click()
            now.locator(".verdict").wait_for()
            assert now.locator(".after").is_visible()
        frame.locator("#next").click()
    frame.locator("#title-end").wait_for()
    assert said == []
    wide = view.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1]
    for path in ("/lessons/nothing", "/lessons/..%2f..%2fetc", "/lessons/nothing/page"):
        answer = view.request.get(server.address + path)
        assert answer.status == 404 and "root:" not in answer.text()
    context.close()
