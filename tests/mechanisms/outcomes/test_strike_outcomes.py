"""What is launched, gets through and is stopped, and what lines make, on hand-made tapes."""

from __future__ import annotations

from tests.mechanisms.outcomes.planted_tape import NAN, expect, tape

LAUNCHED = {
    "arrow": [[1, 2], [0, 0], [5, 0]],
    "flare": [[10, 0], [0, 1], [0, 0]],
    "dart": [[0, 4], [2, 0], [0, 0]],
    "gnat": [[100, 50], [7, 0], [0, 0]],
}
STOPPED = {
    "arrow": [[1, 1], [0, 0], [0, 0]],
    "flare": [[3, 0], [0, 1], [0, 0]],
    "dart": [[0, 1], [2, 0], [0, 0]],
    "gnat": [[30, 15], [0, 0], [0, 0]],
}


def test_launched_missiles() -> None:
    expect("launched_missiles", tape(launched=LAUNCHED), 17, 3, 5)


def test_launched_ballistic() -> None:
    expect("launched_ballistic", tape(launched=LAUNCHED), 13, 1, 5)


def test_launched_cruise() -> None:
    expect("launched_cruise", tape(launched=LAUNCHED), 4, 2, 0)


def test_launched_drones() -> None:
    expect("launched_drones", tape(launched=LAUNCHED), 150, 7, 0)


def test_leaked_missiles() -> None:
    expect("leaked_missiles", tape(leaked=LAUNCHED, launched=STOPPED), 17, 3, 5)


def test_leaked_ballistic() -> None:
    expect("leaked_ballistic", tape(leaked=LAUNCHED), 13, 1, 5)


def test_leaked_drones() -> None:
    expect("leaked_drones", tape(leaked=LAUNCHED), 150, 7, 0)


def test_intercept_share_ballistic() -> None:
    bare = LAUNCHED | {"arrow": [[1, 2], [0, 0], [0, 0]]}
    of = tape(launched=bare, intercepted=STOPPED)
    expect("intercept_share_ballistic", of, 5 / 13, 1, NAN)


def test_intercept_share_cruise() -> None:
    expect("intercept_share_cruise", tape(launched=LAUNCHED, intercepted=STOPPED), 0.25, 1, NAN)


def test_intercept_share_drones() -> None:
    expect("intercept_share_drones", tape(launched=LAUNCHED, intercepted=STOPPED), 0.3, 0, NAN)


def test_made_missiles() -> None:
    expect("made_missiles", tape(made=LAUNCHED), 17, 3, 5)


def test_line_health_mean() -> None:
    health = [[0.5, 1.0], [0.0, 0.0], [1.0, 1.0]]
    expect("line_health_mean", tape(line_health=health), 0.75, 0, 1)
