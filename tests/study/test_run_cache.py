"""Runs are kept as they finish, go on where they stopped, and are never mixed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wargame.declare.errors import WargameError
from wargame.scenario import load
from wargame.study import run_cache

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def variants() -> dict[str, Any]:
    keys = ("central", "high", "csis_2025_06")
    return {key: load("continued_war", [], key, runs=3, months=1) for key in keys}


@pytest.fixture(scope="module")
def home(variants: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("kept") / "home"
    run_cache.open_directory(place, run_cache.plan(variants))
    told: list[str] = []
    run_cache.finish(run_cache.jobs(place, variants), told.append, workers=2)
    assert sorted(told) == sorted(variants)
    return place


def test_workers_and_order_change_nothing(
    home: Path, variants: dict[str, Any], tmp_path: Path
) -> None:
    backwards = dict(reversed(variants.items()))
    run_cache.open_directory(tmp_path, run_cache.plan(variants))
    run_cache.finish(run_cache.jobs(tmp_path, backwards), workers=1)
    one, other = run_cache.outcomes(home, variants), run_cache.outcomes(tmp_path, variants)
    for key in variants:
        for name, values in one[key].items():
            np.testing.assert_array_equal(values, other[key][name])
    assert (one["central"]["stock_end"] != one["high"]["stock_end"]).any()


def test_only_what_is_missing_is_run_again(home: Path, variants: dict[str, Any]) -> None:
    run_cache.open_directory(home, run_cache.plan(variants))
    assert run_cache.missing(home, variants) == []
    before = (home / "runs" / "high.npz").read_bytes()
    (home / "runs" / "high.npz").unlink()
    told: list[str] = []
    run_cache.finish(run_cache.jobs(home, variants), told.append)
    assert told == ["high"]
    assert (home / "runs" / "high.npz").read_bytes() == before
    assert sorted(path.name for path in (home / "runs").iterdir()) == [
        "central.npz",
        "csis_2025_06.npz",
        "high.npz",
    ]


def test_other_inputs_are_refused_with_the_difference_named(
    home: Path, variants: dict[str, Any]
) -> None:
    facts = run_cache.plan(variants)
    for name, other in (("seed", "7"), ("version", "9.9"), ("scenario (high)", "f" * 64)):
        with pytest.raises(WargameError) as caught:
            run_cache.open_directory(home, facts | {name: other})
        assert f"{name}: {facts[name][:12]} there, {other[:12]} here" in str(caught.value)
        assert "use force" in str(caught.value)
    assert run_cache.missing(home, variants) == []


def test_a_directory_of_something_else_is_never_touched(
    tmp_path: Path, variants: dict[str, Any]
) -> None:
    (tmp_path / "letter").write_text("dear reader")
    for force in (False, True):
        with pytest.raises(WargameError, match="holds something else"):
            run_cache.open_directory(tmp_path, run_cache.plan(variants), force)
    assert [path.name for path in tmp_path.iterdir()] == ["letter"]


def test_force_begins_anew(tmp_path: Path, variants: dict[str, Any]) -> None:
    place = tmp_path / "home"
    run_cache.open_directory(place, {"seed": "1"})
    (place / "runs" / "central.npz").write_text("old")
    run_cache.open_directory(place, {"seed": "2"}, force=True)
    assert json.loads((place / "plan.json").read_text()) == {"seed": "2"}
    assert run_cache.missing(place, variants) == list(variants)


def test_runs_of_another_scenario_are_not_read(
    home: Path, variants: dict[str, Any], tmp_path: Path
) -> None:
    place = tmp_path / "home"
    run_cache.open_directory(place, {})
    for key, source in (("central", "high"), ("high", "high"), ("csis_2025_06", "high")):
        content = (home / "runs" / f"{source}.npz").read_bytes()
        (place / "runs" / f"{key}.npz").write_bytes(content)
    with pytest.raises(WargameError, match=r"central\.npz: does not hold the runs"):
        run_cache.outcomes(place, variants)
    (place / "runs" / "central.npz").write_bytes(b"PAR1 torn")
    with pytest.raises(WargameError, match=r"central\.npz: cannot be read"):
        run_cache.outcomes(place, variants)


def test_an_interruption_keeps_what_is_done_and_leaves_the_rest(
    tmp_path: Path, variants: dict[str, Any]
) -> None:
    many = {f"{key}_{at}": one for at in range(4) for key, one in variants.items()}
    place = tmp_path / "home"
    run_cache.open_directory(place, run_cache.plan(many))

    def interrupt(_: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_cache.finish(run_cache.jobs(place, many), interrupt, workers=2)
    left = run_cache.missing(place, many)
    assert 0 < len(left) < len(many)
    assert all(path.suffix == ".npz" for path in (place / "runs").iterdir())
    run_cache.finish(run_cache.jobs(place, many), workers=1)
    assert run_cache.missing(place, many) == []
