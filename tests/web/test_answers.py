"""What pages show of runs: the same in any split, the same as reports say, paired."""

from __future__ import annotations

import re

import numpy as np
import pytest

from wargame.evidence import theatre
from wargame.model.batch import simulate
from wargame.report import headlines
from wargame.report.sentences import forbidden
from wargame.results import dataset, select
from wargame.scenario.outcomes import OUTCOMES
from wargame.study.compare import compare
from wargame.web import answer_cache, answers
from wargame.web.offer import offer
from wargame.web.parts import Part, join, part_of, simulate_part
from wargame.web.state import State, from_text, text_of

pytestmark = pytest.mark.slow

OFFERED = offer(theatre.load())
ROWS = OFFERED.rows
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
    for name, row in zip(ROWS, shown["rows"]):
        told = headlines.headline(name, select.outcome(data, name), scenario)
        assert (row[0], row[3]) == (told.label, told.n), name
        if forbidden(scenario, name):
            assert row[1] == "not allowed here" and "policies." not in row[2]
        elif not select.never(name):
            assert row[1:3] == [told.median, told.band], name
        elif told.median == "does not happen":
            assert row[1:3] == ["never", "in none of 12 runs"]
        else:  # twelve runs: counts; the share first, the same share, and once
            dates, share = told.band.split("; happens in ")
            assert row[1] == f"in {share}; there {told.median}"
            assert row[2] == f"there {dates}"
    stock = part_of(simulate(scenario, runs=12)).series["stock"]
    assert shown["fans"]["stock"][3] == pytest.approx(np.median(stock, axis=0), rel=1e-3)
    for name in OFFERED.charts:
        fan = np.array(shown["fans"][name])
        assert fan.shape == (7, 12) and (np.diff(fan, axis=0) >= 0).all()


def test_differences_are_those_of_compare(parts: list[Part]) -> None:
    scenarios = [from_text(text_of(state), None, 12) for state in STATES[:2]]
    found = [answers.answer(part, one) for part, one in zip(parts, scenarios)]
    rows = dict(zip(ROWS, answers.differences(found[1], found[0], ROWS)))
    both = compare(scenarios, [dataset(simulate(one, runs=12), "") for one in scenarios])
    pairs = {one.name: one for one in both.pairs[0]}
    assert rows["leaked_missiles"][0].startswith("+")
    assert pairs["leaked_missiles"].mean > 0
    same = dict(zip(ROWS, answers.differences(found[0], found[0], ROWS)))
    assert same.pop("spillover") == rows["spillover"] == ["not compared", ""]  # not allowed
    assert all(row == ["the same in every run", ""] for row in same.values())


@pytest.mark.parametrize(
    ("now", "says", "sure"),
    [
        # Later cases are gone: seldomer, and in the runs with both in the same month.
        (np.r_[np.full(30, 2.0), np.full(30, np.nan)], "−50 points|30 runs.*the same month", "yes"),
        (np.r_[np.full(30, 5.0), np.full(30, 9.0)], "no difference|60 runs.*3 months later", ""),
        (np.r_[np.full(30, 1.0), np.full(30, np.nan)], "−50 points|30 runs.*1 month sooner", "yes"),
    ],
)
def test_what_happens_more_seldom_is_not_said_to_happen_sooner(
    now: np.ndarray, says: str, sure: str
) -> None:
    names = list(OUTCOMES)
    then = np.r_[np.full(30, 2.0), np.full(30, 6.0)]
    both = []
    for values in (then, now):
        outcomes = np.zeros((60, len(names)))
        outcomes[:, names.index("dry_gem_t")] = values
        rows = [["", "", "", ""]] * len(ROWS)
        both.append(answers.Answer(60, {"rows": rows}, outcomes))
    text, bold = answers.differences(both[1], both[0], ROWS)[ROWS.index("dry_gem_t")]
    often, when = says.split("|")
    assert text.startswith(f"how often: {often}") and re.search(when, text), text
    assert bold == sure


def test_an_answer_comes_back_from_disk_and_a_damaged_one_does_not(
    parts: list[Part], tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARGAME_ANSWERS", str(tmp_path))
    answer_cache.folder.cache_clear()
    found = answers.answer(parts[0], from_text(text_of(STATES[0]), None, 12))
    answer_cache.write("k", found)
    back = answer_cache.read("k")
    assert back is not None and back.shown == found.shown
    assert np.array_equal(back.outcomes, found.outcomes, equal_nan=True)
    file = answer_cache.path_of("k")
    file.write_bytes(file.read_bytes()[:200])
    assert answer_cache.read("k") is None
    assert answer_cache.read("other") is None
    monkeypatch.setattr(answer_cache, "MOST_BYTES", 0)
    answer_cache.prune()
    assert not list(answer_cache.folder().glob("*.npz"))
    answer_cache.folder.cache_clear()
