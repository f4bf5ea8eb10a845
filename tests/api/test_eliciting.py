"""A panel from the form to a run: two rounds, pooled, laid beside the catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import wargame as wg
from wargame.api import eliciting, panel_forms
from wargame.declare.errors import WargameError
from wargame.scenario import load

PATHS = ("weapons.kh101.failure", "grid.ukraine.energy_share")


def filled(text: str, expert: str, shift: float, folder: Path) -> Path:
    """The form as an expert fills it in: every question, truths of seeds shifted."""
    data = yaml.safe_load(text)
    scenario = load("continued_war")
    truths = {fact.path: fact.value for fact in scenario.catalogue.facts.values()}
    data["expert"], data["named"] = expert, expert == "Ann"
    for path, reply in data["judgements"].items():
        number = scenario.numbers[path]
        best = number.value * (1 + shift)
        reply |= {"lowest": best * 0.8, "best": best, "highest": best * 1.2, "sure": 80}
        reply["reason"] = f"because of {expert}"
    for at, (path, reply) in enumerate((data.get("seeds") or {}).items()):
        best = truths[path] * (1 + shift + 0.01 * (-1) ** at)
        width = abs(best) * 0.1 + 0.1
        reply |= {"lowest": best - width, "best": best, "highest": best + width, "sure": 90}
    out = folder / f"{expert}.yaml"
    out.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return out


@pytest.fixture()
def first() -> str:
    return panel_forms.form(wg.load("continued_war"), "winter", PATHS, seeds=8)


def test_from_form_to_run(first: str, tmp_path: Path) -> None:
    asked = yaml.safe_load(first)
    assert tuple(asked["judgements"]) == PATHS
    assert len(asked["seeds"]) == 8
    assert all(reply["best"] is None for reply in asked["judgements"].values())
    panel = [filled(first, name, by, tmp_path) for name, by in (("Ann", 0.1), ("Bob", 0.5))]
    second = panel_forms.feedback(eliciting.answers(panel))
    assert "Bob" not in second.replace("because of Bob", "")
    assert second.count("best") >= 6 and "# mean:" in second
    again = [filled(second, name, by, tmp_path) for name, by in (("Ann", 0.1), ("Bob", 0.2))]
    found = eliciting.pooled(again)
    own = load("continued_war").numbers[PATHS[0]]
    assert found.pooled[0].interval.best == pytest.approx(own.value * 1.15)
    assert (found.round, found.named) == (2, ("Ann",))
    out = tmp_path / "panel.yaml"
    found.save(out)
    taken = load("continued_war", evidence_files=[out], estimate="panel_winter")
    number = taken.numbers[PATHS[0]]
    assert (number.source, number.grade) == ("panel_winter", "J")
    assert number.value == pytest.approx(own.value * 1.15, rel=1e-3)
    assert number.low < found.pooled[0].interval.low < found.pooled[0].interval.high < number.high


def test_weights_by_performance_follow_who_was_right(first: str, tmp_path: Path) -> None:
    panel = [filled(first, name, by, tmp_path) for name, by in (("Ann", 0.0), ("Bob", 0.9))]
    found = eliciting.pooled(panel, "performance")
    own = load("continued_war").numbers[PATHS[0]].value
    assert found.pooled[0].interval.best == pytest.approx(own, rel=0.01)
    assert found.scores[0].inside == 8
    assert any("truth inside" in line for line in found.words())


def test_the_form_asks_about_judgements_that_matter() -> None:
    text = panel_forms.form(wg.load("continued_war", months=6), "winter", top=3, seeds=0, runs=60)
    asked = yaml.safe_load(text)
    numbers = load("continued_war").numbers
    assert 1 <= len(asked["judgements"]) <= 3
    assert {numbers[path].source for path in asked["judgements"]} == {"judgement"}
    assert "seeds" not in asked


def test_seeds_are_published_figures_and_nothing_is_asked_that_a_nowcast_gives() -> None:
    scenario = wg.load("continued_war", months=6)
    path = "grid.ukraine.energy_share"
    asked = yaml.safe_load(panel_forms.form(scenario, "winter", [path], seeds=5))
    known = scenario.definition.catalogue
    for seed in asked["seeds"]:
        fact = known.facts[seed.removeprefix("facts.")]
        assert not known.bibliography[fact.source].running, seed
    with pytest.raises(wg.WargameError, match="the nowcast gives it"):
        panel_forms.form(scenario, "winter", ["classes.ballistic.stop_odds"], seeds=0)


def test_forms_that_do_not_belong_together_are_refused(first: str, tmp_path: Path) -> None:
    ann = filled(first, "Ann", 0.1, tmp_path)
    other = tmp_path / "other.yaml"
    other.write_text(ann.read_text())
    with pytest.raises(WargameError, match="Ann also answered in"):
        eliciting.answers([ann, other])
    other.write_text(ann.read_text().replace("round: 1", "round: 2"))
    with pytest.raises(WargameError, match="round 2; "):
        eliciting.answers([ann, other])
    with pytest.raises(WargameError, match="did you mean"):
        panel_forms.form(wg.load("continued_war"), "winter", ["weapons.kh101.failur"])


def test_a_first_round_weighs_the_second(first: str, tmp_path: Path) -> None:
    """Facts are asked once; a second round has none of its own."""
    (tmp_path / "one").mkdir()
    early = [filled(first, name, by, tmp_path / "one") for name, by in (("Ann", 0.0), ("Bob", 0.9))]
    second = panel_forms.feedback(eliciting.answers(early))
    late = [filled(second, name, by, tmp_path) for name, by in (("Ann", 0.0), ("Bob", 0.9))]
    with pytest.raises(WargameError, match="answered 0 questions"):
        eliciting.pooled(late, "performance")
    found = eliciting.pooled(late, "performance", early)
    own = load("continued_war").numbers[PATHS[0]].value
    assert found.pooled[0].interval.best == pytest.approx(own, rel=0.01)


def test_a_reason_stays_a_remark(first: str, tmp_path: Path) -> None:
    """What an expert wrote over several lines adds no line to the next form."""
    data = yaml.safe_load(first)
    data["judgements"][PATHS[0]] |= {
        "lowest": 1, "best": 2, "highest": 3, "sure": 80, "reason": "one\nnamed: true\ntheatre: x",
    }  # fmt: skip
    data["expert"] = "Ann"
    (tmp_path / "ann.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
    second = yaml.safe_load(panel_forms.feedback(eliciting.answers([tmp_path / "ann.yaml"])))
    assert (second["theatre"], second["named"]) == ("ukraine", False)
    assert "x" not in second


def test_a_panel_that_said_nothing_is_refused(first: str, tmp_path: Path) -> None:
    (tmp_path / "blank.yaml").write_text(first, encoding="utf-8")
    with pytest.raises(WargameError, match="nobody of the panel answered"):
        eliciting.pooled([tmp_path / "blank.yaml"])


def test_every_form_of_judgements_can_be_read(tmp_path: Path) -> None:
    """Also where a judgement is a fact, from which numbers are derived: the panel moves these."""
    fact = "facts.judged_irist_reached"
    text = panel_forms.form(wg.load("continued_war"), "winter", [fact], seeds=0)
    found = eliciting.pooled([filled(text, "Ann", 0.3, tmp_path)])
    found.save(tmp_path / "panel.yaml")
    own, taken = (load("continued_war", [], one) for one in (
        "central", f"panel:{tmp_path / 'panel.yaml'}"))  # fmt: skip
    assert taken.numbers[fact].value == pytest.approx(own.numbers[fact].value * 1.3, rel=1e-3)
    moved = [
        p for p, n in taken.numbers.items() if n.derivation and n.value != own.numbers[p].value
    ]
    assert moved
    with pytest.raises(WargameError, match="outside what it can be"):
        eliciting.answers([filled(text, "Bob", -2.0, tmp_path)])
