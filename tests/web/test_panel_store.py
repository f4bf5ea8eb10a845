"""Panels on the server: who may answer, in which round, within which bounds; what files stay."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

import wargame as wg
from wargame.api import eliciting, panel_forms
from wargame.declare.errors import WargameError
from wargame.play.refused import Refused
from wargame.scenario import load
from wargame.web import panel_store
from wargame.web.panel_answers import questions, written
from wargame.web.panel_store import PanelStore

PATHS = ("weapons.kh101.failure", "grid.ukraine.energy_share")


@pytest.fixture(scope="module")
def blank() -> str:
    return panel_forms.form(wg.load("continued_war"), "winter", PATHS, seeds=6)


def sent(best: float, at: int = 1, **more: str) -> dict[str, str]:
    """What a browser sends: an answer to the first number."""
    figures = {"lowest": best - 2, "highest": best + 2, "best": best, "sure": 80}
    return {f"j0.{key}": str(value) for key, value in figures.items()} | {"round": str(at)} | more


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, blank: str) -> tuple[Path, dict[str, str]]:
    """A folder with one panel, and its codes, whose digests are slow to make by intent."""
    folder = tmp_path_factory.mktemp("opened") / "panels"
    return folder, PanelStore(folder).create("winter", blank, 3)


@pytest.fixture()
def store(tmp_path: Path, opened: tuple[Path, dict[str, str]]) -> Any:
    made = PanelStore(shutil.copytree(opened[0], tmp_path / "panels"))
    made.codes = dict(opened[1])  # type: ignore[attr-defined]
    return made


def test_two_rounds_leave_the_files_that_elicit_reads(store: Any) -> None:
    for at, name in ((1, "Ann"), (2, "")):
        given = sent(4.0 + at, expert=name, named="yes")
        assert store.answer("winter", f"expert_{at}", given | {"j0.reason": f"why {at}"}) == {}
    files = sorted((store.folder / "winter" / "round_1").iterdir())
    one, two = eliciting.answers(files)
    assert (one.expert, one.form.named, two.expert, two.form.named) == (
        "Ann", True, "expert_2", False)  # fmt: skip
    store.advance("winter")
    second = yaml.safe_load((store.folder / "winter" / "round_2.yaml").read_text())
    assert second["round"] == 2 and "seeds" not in second
    assert "Ann" not in (store.folder / "winter" / "round_2.yaml").read_text()
    with pytest.raises(Refused, match="in round 2 now"):
        store.answer("winter", "expert_1", sent(5.0))
    for seat, best in (("expert_1", 5.0), ("expert_2", 7.0)):
        assert store.answer("winter", seat, sent(best, 2)) == {}
    found = store.pool("winter", "equal")
    assert found.pooled[0].interval.best == pytest.approx(6.0)
    taken = load("continued_war", [], f"panel:{store.result('winter')}")
    assert taken.numbers[PATHS[0]].value == pytest.approx(6.0)
    for act in (lambda: store.pool("winter", "equal"), lambda: store.advance("winter"),
                lambda: store.answer("winter", "expert_3", sent(5.0, 2))):  # fmt: skip
        with pytest.raises(Refused):
            act()


def test_only_a_code_opens_a_seat(store: Any) -> None:
    for seat, code in store.codes.items():
        assert store.enter(code) == ("winter", seat)
        assert store.enter(code.lower().replace("-", " ")) == ("winter", seat)
    room = store.codes["lead"].split("-")[0]
    for wrong in ("", "x", f"{room}-22222-22222", "../../etc/passwd", "\x00"):
        with pytest.raises(Refused, match="opens no panel"):
            store.enter(wrong)
    held = (store.folder / "winter" / "panel.json").read_text()
    assert not any(code.split("-", 1)[1] in held for code in store.codes.values())


@pytest.mark.parametrize(
    ("given", "key", "said"),
    [
        ({"j0.highest": "500"}, "j0", "what it can be (0 to 100 percent)"),
        ({"j0.sure": "30"}, "j0", "from 50 to 99"),
        ({"j0.best": ""}, "j0", "'best' is blank"),
        ({"j0.lowest": "4.5", "j0.best": "4"}, "j0", "best guess lies between"),
        ({"j0.best": "nan"}, "j0", "best: "),
        ({"j0.best": "four"}, "j0", "best: "),
        ({"j0.best": "4 days"}, "j0", "best: "),
        ({"j1.lowest": "1"}, "j1", "is blank"),
        ({"s0.lowest": "1"}, "s0", "is blank"),
        ({"expert": "Ann"}, "expert", "another expert answers under this name"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_question(
    store: Any, given: dict[str, str], key: str, said: str
) -> None:
    assert store.answer("winter", "expert_2", sent(5.0, expert="Ann")) == {}
    wrong = store.answer("winter", "expert_1", sent(4.0) | given)
    assert list(wrong) == [key] and said in wrong[key][0]
    assert not (store.folder / "winter" / "round_1" / "expert_1.yaml").exists()


def test_text_of_any_kind_stays_text(store: Any) -> None:
    """No key of the form can be set by what is typed, and no line be added."""
    evil = "x\ntheatre: y\n- &a *b {c: !!python/object:os.system} \x00\x1b[31m 🚀 $HOME"
    given = sent(4.0, expert=evil, named="yes", theatre="z", panel="7") | {"j0.reason": evil * 50}
    assert store.answer("winter", "expert_1", given) == {}
    (one,) = store.answers("winter", 1).values()
    assert one.form.theatre == "ukraine" and len(one.judgements[PATHS[0]].reason) <= 500
    assert "\n" not in one.expert and "\x1b" not in one.expert and "🚀" in one.expert


def test_a_page_shows_what_was_sent_until_it_is_right(store: Any) -> None:
    form, given = store.form("winter"), sent(4.0) | {"j0.best": "<b>"}
    data, wrong = written(form, "expert_1", given)
    shown = questions(form, None, given, wrong, {})
    assert data["expert"] == "expert_1"
    assert shown[0]["fields"]["best"] == "<b>" and shown[0]["wrong"]
    assert shown[0]["span"] == "0 to 100 percent"
    assert [one["fact"] for one in shown] == [False] * 2 + [True] * 6


def test_bounds(store: Any, blank: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("", "Winter", "../x", "a" * 61, "1a", "winter"):
        with pytest.raises(Refused):
            store.create(name, blank, 3)
    for experts in (0, 1, 31):
        with pytest.raises(Refused, match="2 to 30"):
            store.create("other", blank, experts)
    with pytest.raises(Refused, match="2 experts or more must answer first: 0"):
        store.advance("winter")
    with pytest.raises(WargameError, match="must answer first: 0"):
        store.pool("winter", "equal")
    monkeypatch.setattr(panel_store, "MOST_PANELS", 1)
    with pytest.raises(Refused, match="holds 1 panels"):
        store.create("other", blank, 3)
