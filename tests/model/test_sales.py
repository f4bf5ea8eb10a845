"""American stocks: sold down to their floor and no further, replaced in part, or left alone."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.model.short import event, short
from wargame.model.batch import Record, opened, simulate
from wargame.scenario import load

FLOOR = 0.9
# A small stock, much money and a high limit of release, so that the floor is reached.
EAGER: dict[str, Any] = {
    "suppliers.usa.floor": FLOOR,
    "aid.politics.stock_release": "60 interceptors/month",
    "aid.politics.stock_refill": 0.0,
    "aid.politics.gift_rate": "0 percent/month",
}
SOLD = load("continued_war").roles.sold
OPENING = np.array(
    [load("continued_war").numbers[f"suppliers.usa.stock.{k}"].internal[0] for k in SOLD]
)
EAGER |= {f"suppliers.usa.stock.{k}": float(held) for k, held in zip(SOLD, OPENING)}


def record(runs: int = 6, months: int = 14, **fix: Any) -> Record:
    """A war in which the purchase list spends three times what was pledged."""
    package = event("purchase_package", "2026-01-01", amount="3 billion USD/month")
    return simulate(short(months=months, events=[package], fix=EAGER | fix), runs=runs)


def stock(found: Record) -> Any:
    """American stock of the kinds sold, (runs, months, kinds)."""
    columns = [found.labels["interceptor"].index(kind) for kind in SOLD]
    return found.series["seller_stock"][:, :, columns]


def test_stocks_are_sold_down_to_the_floor_and_no_further() -> None:
    found = record()
    opening = OPENING[None, :]
    held = stock(found)
    assert (held >= np.rint(opening)[:, None] * FLOOR - 1e-6).all()
    assert (held[:, -1] <= np.rint(opening) * FLOOR + 1.0).all()
    # What is released ends with it: orders at the lines remain.
    pac3 = found.labels["interceptor"].index("pac3_mse")
    free = record(**{"suppliers.usa.floor": 0.0})
    late = slice(-3, None)
    with_floor, without = (r.series["received"][:, late, pac3].mean() for r in (found, free))
    assert with_floor < without


def test_what_is_not_sold_from_stock_is_ordered_from_the_lines() -> None:
    scenario = short(months=14, fix=EAGER | {"suppliers.usa.floor": 1.0}, events=[])
    loose = short(months=14, fix=EAGER | {"suppliers.usa.floor": 0.0}, events=[])
    ordered = []
    for found in (scenario, loose):
        with opened(found, [0, 1, 2]) as war:
            for _ in range(40):
                war.step()
            ordered.append(war.lines.due[war.lines.home_defence_line].sum(axis=1))
    assert (ordered[0] > ordered[1]).all()


def test_no_share_from_stock_leaves_the_stock_alone() -> None:
    held = stock(record(months=6, **{"aid.politics.from_stock": 0.0}))
    assert (held == held[:, :1]).all()
    assert (np.diff(stock(record(months=6)), axis=1) <= 0).all()


def test_the_lines_replace_what_was_sold_and_not_more() -> None:
    refilled = record(**{"aid.politics.stock_refill": 0.3})
    assert (stock(refilled)[:, -1] > stock(record())[:, -1]).all()
    opening = OPENING[None, :]
    assert (stock(refilled) <= np.rint(opening)[:, None]).all()
    more = refilled.outcomes["interceptors_received"] > record().outcomes["interceptors_received"]
    assert more.mean() > 0.8


def test_a_government_that_cuts_its_aid_stops_its_sales() -> None:
    cut = event("aid_cut", "2026-01-01", supplier="usa", share=1.0)
    scenario = short(months=6, events=[cut], fix=EAGER)
    held = stock(simulate(scenario, runs=4))
    assert (held == held[:, :1]).all()
