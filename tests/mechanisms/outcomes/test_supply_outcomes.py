"""Power, money, deliveries and own missiles, on hand-made tapes."""

from __future__ import annotations

from tests.mechanisms.outcomes.planted_tape import NAN, expect, tape

BY_KIND = {
    "shield": [[1, 1], [0, 0], [4, 0]],
    "sister": [[0, 1], [0, 0], [0, 0]],
    "net": [[3, 0], [1, 0], [0, 0]],
    "rifle": [[50, 50], [50, 50], [50, 50]],
}


def test_power_met_mean() -> None:
    """A month weighs by its days."""
    expect("power_met_mean", tape(power_met=[[1, 0], [0.5, 0.5], [0, 1]]), 31 / 59, 0.5, 28 / 59)


def test_power_met_worst_month() -> None:
    expect("power_met_worst_month", tape(power_met=[[1, 0.25], [0.5, 0.75], [1, 1]]), 0.25, 0.5, 1)


def test_blackout_days() -> None:
    expect("blackout_days", tape(dark_days=[0, 4, 31]), 0, 4, 31)


def test_paid_per_pledged() -> None:
    paid, pledged = [[1, 2], [4, 0], [0, 0]], [[4, 2], [2, 0], [0, 0]]
    expect("paid_per_pledged", tape(paid=paid, pledged=pledged), 0.5, 2, NAN)


def test_paid_per_month() -> None:
    paid = [[1e6, 3e6], [0, 0], [5e6, 5e6]]
    expect("paid_per_month", tape(paid=paid), 2, 0, 5)


def test_delivered_per_promised() -> None:
    due = {
        "shield": [[4, 4], [0, 2], [0, 0]],
        "sister": [[0, 0], [2, 0], [0, 0]],
        "net": [[4, 0], [0, 0], [0, 0]],
        "rifle": 7,
    }
    expect("delivered_per_promised", tape(received=BY_KIND, promised=due), 0.5, 0.25, NAN)


def test_interceptors_received() -> None:
    expect("interceptors_received", tape(received=BY_KIND), 6, 1, 4)


def test_own_missiles_end() -> None:
    expect("own_missiles_end", tape(own_missiles=[[9, 3], [9, 0], [0, 8]]), 3, 0, 8)


def test_halt_months() -> None:
    expect("halt_months", tape(halted=[[0, 0], [0.5, 1], [0, 0.25]]), 0, 1.5, 0.25)
