"""A theatre: roles are read strictly, and each is played by an entry that is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from wargame.declare.errors import WargameError
from wargame.evidence import theatre
from wargame.scenario import load

UKRAINE = (theatre.FOLDER / "ukraine" / theatre.FILE).read_text(encoding="utf-8")


def folder(tmp_path: Path, old: str, new: str) -> Path:
    assert old in UKRAINE
    place = tmp_path / "other"
    shutil.copytree(theatre.load().evidence, place / "evidence")
    (place / theatre.FILE).write_text(UKRAINE.replace(old, new, 1), encoding="utf-8")
    return place


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  capital: kyiv", "  capitl: kyiv", "roles.capitl: unknown key — did you mean 'capital'"),
        ("seller: usa", "seller: [usa]", "roles.seller: Input should be a valid string"),
        ("theatre: 1", "theatre: 2", "theatre: Input should be 1"),
    ],
)
def test_what_is_wrong_is_refused_at_its_place(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(WargameError) as refused:
        theatre.load(folder(tmp_path, old, new))
    assert message in str(refused.value)
    assert "other/theatre.yaml:" in str(refused.value)


def test_a_theatre_that_is_not_there_is_refused_with_the_nearest() -> None:
    with pytest.raises(WargameError, match=r"no theatre 'ukrane' — did you mean 'ukraine'\?"):
        theatre.load("ukrane")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("capital: kyiv", "capital: lviv", "the role 'capital' .* sectors.lviv, which is not"),
        ("mass: one_way_drone", "mass: one_way_drones", "did you mean 'one_way_drone'"),
        ("released: [pac3_mse", "released: [pac3", "'released' .* did you mean 'pac3_mse'"),
        (
            "{USA: USA, Eur",
            "{US: USA, Eur",
            "amraam.made_by: .* no maker 'USA' — did you mean 'US'",
        ),
    ],
)
def test_a_role_that_nobody_plays_is_refused_by_name(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    folder(tmp_path, old, new)
    file = tmp_path / "mine.yaml"
    file.write_text("scenario: 1\ntitle: a\nquestion: b\nextends: continued_war\ntheatre: other\n")
    with pytest.raises(WargameError, match=message):
        load(file)


def test_a_scenario_names_its_theatre_and_passes_it_on(tmp_path: Path) -> None:
    folder(tmp_path, "title: Ukraine", "title: Elsewhere")
    (tmp_path / "base.yaml").write_text(
        "scenario: 1\ntitle: a\nquestion: b\nextends: continued_war\ntheatre: other\n"
    )
    mine = tmp_path / "mine.yaml"
    mine.write_text("scenario: 1\ntitle: a\nquestion: b\nextends: base.yaml\n")
    assert load(mine).theatre.title == "Elsewhere"
    assert load("continued_war").theatre.title == "Ukraine"


def test_parts_come_from_names_and_from_what_entries_say_of_themselves(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "scenario: 1\ntitle: a\nquestion: b\nextends: continued_war\n"
        "remove: {weapons: [oreshnik], suppliers: [usa], interceptors: [aster30]}\n"
        "add:\n  interceptors: {lance: {from: gem_t, after: pac3_mse}}\n"
        "  classes: {glider: {from: cruise}}\n"
    )
    before, after = load("continued_war").roles, load(mine).roles
    assert (before.signal_weapon, after.signal_weapon) == ("oreshnik", "")
    assert (before.seller, before.sold) == ("usa", ("pac3_mse", "gem_t", "amraam"))
    assert (after.seller, after.sold, after.released) == ("", (), ())
    assert before.radars == (("pac3_mse", "gem_t"), ("aster30",))
    assert after.radars == (("pac3_mse", "lance", "gem_t"),)
    assert after.ballistic_defence == ("pac3_mse", "lance", "gem_t")
    assert after.baskets.purchases[0].kinds == ("pac3_mse", "lance", "gem_t")
    assert [basket.kinds for basket in after.baskets.orders] == [("irist",)]
    assert after.engagement == (*before.engagement, "glider")
    assert after.classes == (*before.classes, "glider")
