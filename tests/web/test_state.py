"""Links: the same state back, whatever is in them; what has changed since is said."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from wargame import results
from wargame.cli import main
from wargame.scenario.library import shipped
from wargame.scenario.outcomes import OUTCOMES
from wargame.web.parts import simulate_part
from wargame.web.state import (
    MONTHS,
    State,
    controls_of,
    from_text,
    key_of,
    made_by,
    read,
    read_pin,
    text_of,
)

pytestmark = pytest.mark.slow


@some.composite
def states(draw: some.DrawFn) -> State:
    """Any state of a shipped scenario."""
    state = State(draw(some.sampled_from(list(shipped()))), draw(some.sampled_from(MONTHS)))
    for control in controls_of(state.scenario):
        stop = draw(some.none() | some.sampled_from([one.key for one in control.stops]))
        state = state.moved(control.key, stop)
    return state


@given(states())
def test_a_link_opens_the_same_state_and_says_nothing(state: State) -> None:
    assert read(dict(parse_qsl(state.query))) == (state, [])


@given(states(), states())
def test_a_link_brings_the_pin_back(state: State, other: State) -> None:
    pinned, _ = read(dict(other.chosen) | {"s": state.scenario, "m": str(state.months)})
    query = dict(parse_qsl(state.address(pinned)))
    assert read(query) == (state, [])
    assert read_pin(query, state) == (pinned, [])
    assert state.address(None) == state.query
    assert read_pin(dict(parse_qsl(state.query)), state) == (None, [])


def test_a_pin_holds_what_the_state_has_not() -> None:
    state = State("ceasefire", 12).moved("isk", "40")
    for pinned in (State("ceasefire", 12), State("ceasefire", 12).moved("halt", "no")):
        query = dict(parse_qsl(state.address(pinned)))
        assert read(query) == (state, []) and read_pin(query, state) == (pinned, [])
    found, said = read_pin({"pin": "isk=41&gone=1&halt=no"}, state)
    assert found == State("ceasefire", 12).moved("halt", "no")
    assert len(said) == 2 and all(one.startswith("In the pinned run") for one in said)


@given(
    some.dictionaries(
        some.sampled_from(["s", "m", "v", "by", "isk", "halt", "pin", "x"]), some.text()
    )
)
def test_whatever_is_in_a_link_a_page_can_be_shown(query: dict[str, str]) -> None:
    state, said = read(query)
    pinned, lost = read_pin(query, state)
    assert controls_of(state.scenario)
    assert pinned is None or pinned.scenario == state.scenario
    said += lost
    assert all(len(one) > 20 for one in said)


@pytest.mark.parametrize(
    ("at", "word"), [(0, "version of wargame"), (1, "scenario"), (2, "model’s code")]
)
def test_an_old_link_says_what_has_changed(at: int, word: str) -> None:
    parts = made_by("continued_war").split("~")
    parts[at] = "older"
    state, said = read({"v": "1", "s": "continued_war", "isk": "40", "by": "~".join(parts)})
    assert dict(state.chosen) == {"isk": "40"}
    assert len(said) == 1 and word in said[0]


def test_what_is_no_longer_offered_is_named() -> None:
    state, said = read({"s": "ceasefire", "m": "99", "isk": "41", "gone": "1"})
    assert state == State("ceasefire", 24)
    assert len(said) == 3
    assert "Iskander-M" in " ".join(said)
    assert "another format" in read({"v": "0"})[1][0]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "u-00", "claims", "a" * 99])
def test_no_name_reaches_the_file_system(name: str) -> None:
    state, said = read({"s": name})
    assert state.scenario == "continued_war"
    assert "not here" in said[0]


def test_the_same_runs_have_the_same_key_and_others_another() -> None:
    base = State()
    keys = {key_of(base), key_of(base.moved("isk", "40")), key_of(base.moved("isk", "45"))}
    keys |= {key_of(State(months=12)), key_of(State("ceasefire"))}
    assert len(keys) == 5
    assert key_of(base.moved("isk", "40").moved("isk", None)) == key_of(base)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (State(months=12).moved("isk", "40"), []),
        (State("ceasefire", 12).moved("cut", "100"), []),
        (State("winter_campaign", 12), []),  # a winter beyond is left out
        (State(months=12).moved("halt", "2027-07-01"), ["--months", "12"]),
    ],
)
def test_the_command_on_top_of_the_file_gives_the_very_same_runs(
    state: State, says: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = text_of(state)
    Path("explored.yaml").write_text(text, encoding="utf-8")
    command = text.splitlines()[0].removeprefix("# wargame ").split()
    assert command == ["run", "explored.yaml", *says]
    with pytest.raises(SystemExit) as done:
        main([*command, "--runs", "6", "--out", "out"])
    assert not done.value.code
    own = simulate_part(text, None, state.months, 0, 6).outcomes
    table = results.read("out").outcomes
    for at, name in enumerate(OUTCOMES):
        assert np.array_equal(table[name].to_numpy(float), own[:, at], equal_nan=True), name


@given(states())
def test_every_file_is_accepted_as_its_first_line_says(state: State) -> None:
    text = text_of(state)
    alone = "--months" not in text.splitlines()[0]
    assert from_text(text, None, None if alone else state.months).months == state.months
