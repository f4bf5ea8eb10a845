"""A value far outside its range warns with that range, once; one within reach of it does not."""

from __future__ import annotations

import pytest

from tests.cli.test_check import run
from wargame.scenario import load
from wargame.scenario.far_off import FAR, far_off

KH101 = "weapons.kh101.production"


def test_far_outside_warns_with_range_and_source() -> None:
    [line] = far_off(load("continued_war", [f"{KH101}=5000 missiles/month"]))
    base = load("continued_war").numbers[KH101]
    assert f"{KH101}: 5000 missiles/month lies far outside" in line
    assert f"({base.low:g} to {base.high:g} {base.unit}; {base.source}, {base.as_of})" in line
    assert line.startswith(f"--set {KH101}: ")


def test_shipped_scenarios_and_all_ends_of_ranges_are_quiet() -> None:
    for name in ("continued_war", "knockout", "arms_race"):
        assert far_off(load(name)) == []
    # On purpose: three times the missiles, half of them kept.
    assert len(far_off(load("porcupine"))) == 2
    base = load("continued_war").numbers[KH101]
    room = FAR * (base.high - base.low)
    for value in (base.low, base.high, base.high + 0.99 * room):
        assert far_off(load("continued_war", [f"{KH101}={value} {base.unit}"])) == []


@pytest.mark.slow
def test_run_says_it_on_standard_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: str
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ("run", "continued_war", "--runs", "2", "--months", "1", "--set")
    assert run(*words, f"{KH101}=5000 missiles/month") == 0
    err = capsys.readouterr().err
    assert err.count("warning:") == 1 and "lies far outside the range" in err
