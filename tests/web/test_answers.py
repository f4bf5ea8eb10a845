"""What pages show of runs: the same in any split, the same as reports say, paired."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.model.batch import simulate
from wargame.report import headlines
from wargame.results import dataset
from wargame.study.compare import compare
from wargame.web import answers, kept
from wargame.web.parts import Part, join, part_of, simulate_part
from wargame.web.state import State, from_text, text_of

STATES = (State(months=12), State(months=12).moved("cut", "100"), State("ceasefire", 12))


@pytest.fixture(scope="module")
def parts() -> list[Part]:
    """Twelve runs of each state."""
    return [simulate_part(text_of(state), None, 12, 0, 12) for state in STATES]


@pytest.mark.parametrize("at", range(3))
def test_any_split_is_the_same_to_the_bit(parts: list[Part], at: int) -> None:
    text = text_of(STATES[at])
    pieces = [simulate_part(text, None, 12, first, n) for first, n in ((0, 5), (5, 1), (6, 6))]
    whole = join(pieces)
    for name, series in parts[at].series.items():
        assert np.array_equal(series, whole.series[name], equal_nan=True), name
    assert np.array_equal(parts[at].outcomes, whole.outcomes, equal_nan=True)
    assert np.array_equal(parts[at].allies, whole.allies, equal_nan=True)


@pytest.mark.parametrize("at", range(3))
def test_rows_say_what_reports_say(parts: list[Part], at: int) -> None:
    scenario = from_text(text_of(STATES[at]), None, 12)
    shown = answers.answer(parts[at], scenario).shown
    data = dataset(simulate(scenario, runs=12), "")
    for name, row in zip(answers.ROWS, shown["rows"]):
        told = headlines.headline(data, scenario, name)
        assert row == [told[key] for key in ("label", "median", "band", "n")], name
    stock = part_of(simulate(scenario, runs=12)).series["stock"]
    assert shown["fans"]["stock"][3] == pytest.approx(np.median(stock, axis=0), rel=1e-3)
    for name in answers.FANS:
        fan = np.array(shown["fans"][name])
        assert fan.shape == (7, 12) and (np.diff(fan, axis=0) >= 0).all()


def test_differences_are_those_of_compare(parts: list[Part]) -> None:
    scenarios = [from_text(text_of(state), None, 12) for state in STATES[:2]]
    found = [answers.answer(part, one) for part, one in zip(parts, scenarios)]
    rows = dict(zip(answers.ROWS, answers.differences(found[1], found[0])))
    both = compare(scenarios, [dataset(simulate(one, runs=12), "") for one in scenarios])
    pairs = {one.name: one for one in both.pairs[0]}
    assert rows["leaked_missiles"][0].startswith("+")
    assert pairs["leaked_missiles"].mean > 0
    same = answers.differences(found[0], found[0])
    assert all(row == ["the same in every run", ""] for row in same)


def test_an_answer_comes_back_from_disk_and_a_damaged_one_does_not(
    parts: list[Part], tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARGAME_ANSWERS", str(tmp_path))
    kept.home.cache_clear()
    found = answers.answer(parts[0], from_text(text_of(STATES[0]), None, 12))
    kept.write("k", found)
    back = kept.read("k")
    assert back is not None and back.shown == found.shown
    assert np.array_equal(back.outcomes, found.outcomes, equal_nan=True)
    file = kept.home() / "k.npz"
    file.write_bytes(file.read_bytes()[:200])
    assert kept.read("k") is None
    assert kept.read("other") is None
    monkeypatch.setattr(kept, "MOST_BYTES", 0)
    kept.prune()
    assert not list(kept.home().glob("*.npz"))
    kept.home.cache_clear()
