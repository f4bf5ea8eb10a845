"""Events: dates in the horizon and in order, actors that exist, quantities with units."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from wargame.declare.errors import WargameError
from wargame.scenario import load
from wargame.scenario.events import KINDS, in_force

HEAD = "scenario: 1\ntitle: T\nquestion: Why?\nstart: 2026-01-01\nmonths: 12\nevents:\n"
ALL = """\
  - {on: 2026-01-01, event: ceasefire, violation: 5 percent, until: 2026-02-01}
  - {on: 2026-01-02, event: energy_truce}
  - {on: 2026-01-03, event: aid_cut, supplier: all, share: 0.5}
  - {on: 2026-01-04, event: purchase_package, amount: 1 billion USD/month}
  - {on: 2026-01-04, event: battery_delivery, interceptor: irist, count: 2}
  - {on: 2026-01-05, event: sanctions_step, change: -0.1}
  - {on: 2026-01-06, event: signal_shot, count: 2}
  - {on: 2026-01-07, event: treaty_expiry}
  - {on: 2026-01-08, event: damage_campaign, factor: 2, against: lines}
  - {on: 2026-01-09, event: posture, posture: hoard, until: 2027-01-01}
  - {on: 2026-01-10, event: talks, momentum: active}
  - {on: 2026-01-11, event: defence_growth, power: usa, growth: 10 percent/year}
  - {on: 2026-01-12, event: surge_production}
  - {on: 2026-01-13, event: import_step, weapon: kn23, rate: 10 missiles/month}
  - {on: 2026-01-14, event: stock_drawdown, supplier: usa, interceptor: gem_t, rounds: 9 missiles}
  - {on: 2026-01-15, event: demand_elsewhere, interceptor: gem_t, rate: 9 missiles/month}
  - {on: 2026-01-16, event: election, supplier: usa, chance: 0.5, change: -0.2}
  - {on: 2026-01-17, event: strike, ally: baltics, size: incursion}
  - {on: 2026-12-31, event: incident, ally: poland, note: why}
"""


def write(folder: Path, events: str) -> Path:
    path = folder / "s.yaml"
    path.write_text(HEAD + events)
    return path


def test_every_kind(tmp_path: Path) -> None:
    events = load(write(tmp_path, ALL)).events
    assert sorted(event.event for event in events) == list(KINDS)
    by_kind = {event.event: event for event in events}
    assert by_kind["ceasefire"].violation.internal == pytest.approx(0.05)
    assert by_kind["ceasefire"].until == date(2026, 2, 1)
    assert by_kind["purchase_package"].amount.internal == pytest.approx(1e9 / 30.4375)
    assert by_kind["surge_production"].share.internal == 1.0
    assert by_kind["posture"].until is None  # the end of the horizon is no end at all


@pytest.mark.parametrize(
    ("event", "message"),
    [
        ("{on: 2025-12-31, event: treaty_expiry}", "events.0.on: 2025-12-31 is outside the"),
        ("{on: 2027-01-01, event: treaty_expiry}", "2027-01-01 is outside the horizon"),
        ("{on: 2026-13-01, event: treaty_expiry}", "'2026-13-01' is not a date of the calendar"),
        ("{on: 2026, event: treaty_expiry}", "expected a date as YYYY-MM-DD"),
        ("{event: treaty_expiry}", "s.yaml:7:5: events.0.on: is missing"),
        ("{on: 2026-05-01, event: ceasefire, until: 2026-05-01}", "is not after 'on'"),
        ("{on: 2026-05-01, event: ceasefire, until: 2028-05-01}", "after the end of the horizon"),
        ("{on: 2026-05-01, event: treaty_expiry, until: 2026-06-01}", "it has no 'until'"),
        ("{on: 2026-05-01, event: treaty_expry}", "did you mean 'treaty_expiry'?"),
        ("{on: 2026-05-01}", "'event' is missing"),
        ("{on: 2026-05-01, event: aid_cut, supplier: usa}", "events.0.share: is missing"),
        ("{on: 2026-05-01, event: aid_cut, supplier: us, share: 1}", "did you mean 'usa'?"),
        ("{on: 2026-05-01, event: aid_cut, supplier: usa, share: 2}", "outside its range"),
        ("{on: 2026-05-01, event: aid_cut, supplier: usa, sahre: 1}", "did you mean 'share'?"),
        ("{on: 2026-05-01, event: incident, ally: atlantis}", "there is no ally 'atlantis'"),
        ("{on: 2026-05-01, event: import_step, weapon: kh11, rate: 5}", "a unit is missing"),
        (
            "{on: 2026-05-01, event: import_step, weapon: kh11, rate: 5 missiles/month}",
            "there is no weapon 'kh11' — did you mean 'kh101'?",
        ),
        (
            "{on: 2026-05-01, event: import_step, weapon: kn23, rate: 5 USD}",
            "'USD' is a money; a weapon rate is needed",
        ),
    ],
)
def test_refused(event: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(WargameError) as caught:
        load(write(tmp_path, f"  - {event}\n"))
    assert message in str(caught.value)


def test_out_of_order(tmp_path: Path) -> None:
    events = "  - {on: 2026-05-01, event: treaty_expiry}\n  - {on: 2026-04-01, event: energy_truce}"
    with pytest.raises(WargameError) as caught:
        load(write(tmp_path, events))
    assert "s.yaml:8:10: events.1.on: dates out of order" in str(caught.value)


def test_what_began_before_a_later_start_is_in_force_or_over(tmp_path: Path) -> None:
    write(
        tmp_path,
        """
  - {on: 2026-02-01, event: energy_truce, until: 2026-03-01}
  - {on: 2026-02-05, event: treaty_expiry}
  - {on: 2026-03-01, event: incident, ally: poland}
  - {on: 2026-04-01, event: aid_cut, supplier: usa, share: 1, until: 2026-10-01}
""",
    )
    later = tmp_path / "later.yaml"
    later.write_text(
        "scenario: 1\nextends: s.yaml\ntitle: L\nquestion: Q?\nstart: 2026-07-01\nmonths: 6\n"
    )
    found = {event.event: event for event in load(later).events}
    assert len(found) == 4  # the lead-up to the start lives through them on their days
    assert found["treaty_expiry"].on == date(2026, 2, 5)
    start = date(2026, 7, 1)
    standing = {kind: in_force(event, start) for kind, event in found.items()}
    assert [kind for kind, event in standing.items() if event] == ["treaty_expiry", "aid_cut"]
    assert {event.on for event in standing.values() if event} == {start}
    assert standing["aid_cut"].until == date(2026, 10, 1)
    later.write_text(later.read_text() + "events:\n  - {on: 2025-12-01, event: treaty_expiry}\n")
    with pytest.raises(WargameError, match="2025-12-01 is outside the horizon"):
        load(later)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1 July 2026", "2026-07-01"), ("2026-7-1", "2026-07-01"), ("01.07.2026", "2026-07-01"),
     ("July 1, 2026", "2026-07-01"), ("2026/07/01", "2026-07-01"), ("1 Jul 2026", "2026-07-01")],
)  # fmt: skip
def test_a_date_in_another_hand_is_refused_with_the_one_that_was_meant(
    tmp_path: Path, written: str, meant: str
) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(f"scenario: 1\ntitle: T\nquestion: Q?\nstart: {written}\n")
    with pytest.raises(WargameError, match=rf"s.yaml:4:8: start: .* did you mean {meant}\?"):
        load(path)


@pytest.mark.parametrize(("day", "days"), [("2026-06-31", 30), ("2026-02-29", 28)])
def test_a_day_that_a_month_lacks_is_said(tmp_path: Path, day: str, days: int) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(f"scenario: 1\ntitle: T\nquestion: Q?\nstart: {day}\n")
    with pytest.raises(WargameError, match=f"that month has {days} days"):
        load(path)


@pytest.mark.parametrize(
    "text", ["start: 2025-07-15\n", "months: 1\n", "start: 2025-07-15\nmonths: 1\n"]
)
@pytest.mark.parametrize("base", ["continued_war", "knockout", "winter_campaign"])
def test_what_an_extended_file_dates_beyond_the_horizon_is_left_out(
    tmp_path: Path, base: str, text: str
) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(f"scenario: 1\nextends: {base}\ntitle: T\nquestion: Q?\n{text}")
    scenario = load(path)
    assert all(event.on < scenario.end for event in scenario.events)
    path.write_text(
        path.read_text() + "events:\n  - {on: 2030-01-01, event: talks, momentum: active}\n"
    )
    with pytest.raises(WargameError, match="2030-01-01 is outside the horizon"):
        load(path)
