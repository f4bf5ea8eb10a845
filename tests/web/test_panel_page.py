"""A panel of two experts in three browsers: opened, answered twice, pooled, used by a run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_check import run
from tests.web.conftest import Browsers, Server, follow

pytestmark = pytest.mark.slow

PATHS = "weapons.kh101.failure\ngrid.ukraine.energy_share"


class Experts(Browsers):
    """Browsers at the page of panels."""

    def page(self, width: int = 1280) -> Any:
        """A new browser at the page of panels."""
        view = self.sit(width)
        view.goto(f"{self.server.address}/panels")
        return view

    def opened(self, name: str, paths: str = PATHS, facts: int = 0) -> Any:
        """The page of who has opened a panel of two experts."""
        view = self.page()
        for field, value in {
            "name": name,
            "paths": paths,
            "facts": str(facts),
            "experts": "2",
        }.items():
            view.locator(f"form.open [name={field}]").fill(value)
        follow(view, "form.open button")
        assert view.url.endswith(f"/panels/{name}")
        return view

    def entered(self, code: str, width: int = 1280) -> Any:
        """The page of an expert who has a code."""
        view = self.page(width)
        view.locator("[name=code]").fill(code)
        follow(view, "form[action='/panels/enter'] button")
        return view


@pytest.fixture()
def room(browser: Any, server: Server) -> Iterator[Experts]:
    made = Experts(browser, server)
    yield made
    made.close()
    assert not made.errors


def fill(
    view: Any, key: str, lowest: str, highest: str, best: str, sure: str, why: str = ""
) -> None:
    """Fill in one question."""
    given = {"lowest": lowest, "highest": highest, "best": best, "sure": sure, "reason": why}
    for field, value in given.items():
        view.locator(f"[name='{key}.{field}']").fill(value)


def keep(view: Any) -> str:
    """Send the form -> what the page says of it."""
    follow(view, "form[action$='/answer'] button")
    return str(view.locator("p.notice").first.text_content())


def test_two_rounds_to_a_run(
    room: Experts, server: Server, monkeypatch: pytest.MonkeyPatch, capsys: Any, tmp_path: Path
) -> None:
    lead = room.opened("winter")
    codes = lead.locator("td.code").all_text_contents()
    assert len(codes) == 2 and all(re.fullmatch(r"\w{4}-\w{5}-\w{5}", code) for code in codes)
    ann, bob = (room.entered(code, width) for code, width in zip(codes, (1280, 390)))

    fill(ann, "j0", "3", "500", "5", "80", "fuzes <b>age</b>")
    ann.locator("[name=expert]").fill("Ann Expert")
    ann.locator("[name=named]").check()
    assert "Nothing was kept yet" in keep(ann)
    assert "what it can be (0 to 100 percent)" in ann.locator("fieldset.wrong li").text_content()
    assert ann.locator("[name='j0.highest']").input_value() == "500"
    ann.locator("[name='j0.highest']").fill("9")
    assert "are kept" in keep(ann)
    fill(bob, "j0", "0.06 share", "12", "8", "90")
    fill(bob, "j1", "0.2", "0.6", "0.4", "70")
    assert "are kept" in keep(bob)

    lead.reload()
    assert lead.locator("tbody td").all_text_contents()[1::2] == ["1 answer", "2 answers"]
    assert "fuzes" not in lead.content() and "Ann" not in lead.content()
    follow(lead, "#advance")
    lead.get_by_text("round 2 of 2").wait_for()

    bob.reload()
    heard = bob.locator("ul.said").first.text_content()
    assert "best 5" in heard and "best 8" in heard and "mean: " in heard
    assert "said: fuzes <b>age</b>" in heard
    assert "Ann" not in bob.content() and "expert_1" not in bob.content()
    assert bob.locator("[name='j0.best']").input_value() == "8"
    assert bob.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    bob.locator("[name='j0.best']").fill("7")
    assert "are kept" in keep(bob)
    ann.reload()
    assert "are kept" in keep(ann)

    lead.reload()
    follow(lead, "#pool")
    lead.get_by_text("estimate panel:winter").wait_for()
    assert "2 experts (Ann Expert)" in lead.locator("pre").text_content()
    bob.reload()
    assert "is closed" in bob.locator("p.notice").text_content()

    monkeypatch.setenv("WARGAME_HOME", str(server.home / "state"))
    out = tmp_path / "out"
    words = ("--months", "1", "--runs", "5", "--estimate", "panel:winter", "--out", str(out))
    assert run("run", "continued_war", *words) == 0
    capsys.readouterr()
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "Judged by a panel of experts (winter: 2 experts (Ann Expert); 2 numbers)" in page
    assert "panel hash" in page
    assert "<code>weapons.kh101.failure</code> 6 percent (range " in page and "; 2 answers" in page


def test_judgements_that_matter_are_found(room: Experts) -> None:
    lead = room.opened("found", paths="", facts=2)
    assert lead.locator("section li code").count() >= 1
    expert = room.entered(lead.locator("td.code").first.text_content())
    assert expert.get_by_role("heading", name="Facts").count() == 1
    assert expert.locator("fieldset").count() == lead.locator("section li code").count() + 2


def test_who_holds_no_seat_sees_nothing(room: Experts, server: Server) -> None:
    room.opened("closed_door")
    other = room.page()
    for page in ("closed_door", "nowhere", "..%2f..%2fsecret"):
        answer = other.goto(f"{server.address}/panels/{page}")
        assert answer.status == 404 or "holds no seat in that panel" in other.content()
        assert other.locator("td.code").count() == 0
    for act in ("answer", "round", "pool"):
        sent = other.request.post(f"{server.address}/panels/closed_door/{act}", form={"round": "1"})
        assert "This browser may not do that there" in sent.text()
    assert not (server.home / "state" / "panels" / "closed_door.yaml").exists()
    other.goto(f"{server.address}/panels")
    for _ in range(7):
        other.locator("[name=code]").fill("ABCD-EFGHJ-KLMNP")
        follow(other, "form[action='/panels/enter'] button")
    assert "too many wrong codes" in other.locator("p.notice").text_content()
    big = other.request.post(f"{server.address}/panels/enter", form={"code": "x" * 200_000})
    assert "not a form of this page" in big.text()
    foreign = other.request.post(
        f"{server.address}/panels/enter",
        form={"code": "x"},
        headers={"origin": "http://evil.example"},
    )
    assert foreign.status == 403
    assert (server.home / "state").stat().st_mode & 0o077 == 0
