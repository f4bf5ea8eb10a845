"""One value per run of every declared outcome, worked out from the recorded series."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.declare.durations import DAYS_PER_MONTH
from wargame.declare.rungs import INCURSION, MISSILES
from wargame.evidence.fields import BALLISTIC_DEFENCE, CLASSES
from wargame.kernel.arrays import total
from wargame.scenario.outcomes import OUTCOMES

if TYPE_CHECKING:
    from wargame.model.recorder import Recorder
    from wargame.model.war import War

DRY = ("pac3_mse", "gem_t", "aster30", "irist", "amraam", "interceptor_drones", "s300")


def work_out(war: War, recorder: Recorder) -> dict[str, Any]:
    """Every outcome in OUTCOMES, each (runs,) float64; NaN where it never happened."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # empty means stand for "never"
        found = {
            **_launches(war, recorder),
            **_stocks(war, recorder),
            **_defence(war, recorder),
            **_society(war, recorder),
            **_politics(war, recorder),
        }
    return {name: np.asarray(found[name], np.float64) for name in OUTCOMES}


def _of(war: War, *classes: str) -> Any:
    return np.isin(war.class_of, [CLASSES.index(c) for c in classes])


def _add(series: Any, mask: Any) -> Any:
    """Sum over months and the weapons in `mask`, one after the other, (runs,)."""
    result = np.zeros(series.shape[0])
    for w in np.flatnonzero(mask):
        for month in range(series.shape[1]):
            result += series[:, month, w]
    return result


def _share(part: Any, whole: Any) -> Any:
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), np.nan)


def _launches(war: War, recorder: Recorder) -> dict[str, Any]:
    s = recorder.series
    missiles, drones = ~_of(war, "one_way_drone"), _of(war, "one_way_drone")
    ballistic, cruise = _of(war, "ballistic"), _of(war, "cruise")
    launched = {
        "missiles": _add(s["launched"], missiles),
        "ballistic": _add(s["launched"], ballistic),
        "cruise": _add(s["launched"], cruise),
        "drones": _add(s["launched"], drones),
    }
    out = {f"launched_{name}": value for name, value in launched.items()}
    out["leaked_missiles"] = _add(s["leaked"], missiles)
    out["leaked_ballistic"] = _add(s["leaked"], ballistic)
    out["leaked_drones"] = _add(s["leaked"], drones)
    for name, mask in (("ballistic", ballistic), ("cruise", cruise), ("drones", drones)):
        out[f"intercept_share_{name}"] = _share(_add(s["intercepted"], mask), launched[name])
    out["made_missiles"] = _add(s["made"], missiles)
    return out


def _stocks(war: War, recorder: Recorder) -> dict[str, Any]:
    s = recorder.series
    missile = np.flatnonzero(war.factories.stocked)
    stock = s["stock"][:, :, missile].sum(axis=2, dtype=np.float64)
    start = war.arsenals.opening[missile].sum(axis=0).astype(np.float64)
    months = stock.shape[1]
    last = min(12, months)
    launched = s["launched"][:, -last:, missile].astype(np.float64).sum(axis=(1, 2))
    halted = _rows(s["halted"][:, -last:].astype(np.float64))
    first = np.maximum(0, war.talks.first_halt)
    halt_month = np.array(war.calendar.month_of)[first]
    out = {
        "stock_start": start,
        "stock_end": stock[:, -1],
        "stock_growth": stock[:, -1] - start,
        "months_of_fire": np.where(
            halted > last / 2, np.nan, _share(stock[:, -1], launched / last)
        ),
        "break_even_month": _break_even(war, s, halt_month),
    }
    for later in (12, 24, 36):  # the series is of month ends, so month 11 is twelve months on
        at = halt_month + later - 1
        picked = stock[np.arange(len(at)), np.minimum(at, months - 1)]
        out[f"stock_{later}_months"] = np.where(at < months, picked, np.nan)
    weights = s["stock"][:, -1, missile].astype(np.float64)
    ages = np.nan_to_num(s["stock_age"][:, -1, missile].astype(np.float64))
    out["stock_age_end"] = _share(_rows(weights * ages), _rows(weights))
    fired = s["launched"][:, -last:, missile].astype(np.float64)
    aged = np.nan_to_num(s["launch_age"][:, -last:, missile].astype(np.float64)) * fired
    count = fired.reshape(len(start), -1)
    out["launch_age_last_year"] = _share(_rows(aged.reshape(len(start), -1)), _rows(count))
    return out


def _rows(array: Any) -> Any:
    """Sum along the last axis, one column after the other, (runs,)."""
    result = np.zeros(array.shape[0])
    for column in range(array.shape[1]):
        result += array[:, column]
    return result


def _break_even(war: War, s: dict[str, Any], halt_month: Any) -> Any:
    """Months from the halt until the ballistic missiles added since exceed what can be stopped.

    What can be stopped: ballistic interceptors held, each at its hit chance against an
    Iskander-M. S-300s kept for firing at the ground are left out, as everywhere in stocks.
    """
    added = _of(war, "ballistic") & war.factories.stocked
    kinds = [war.interceptors.index(k) for k in BALLISTIC_DEFENCE]
    stock = s["stock"][:, :, added].astype(np.float64).sum(axis=2)
    chance = war.sectors.hit_chance[:, kinds, 0]
    bite = 1.0 - war.powers.first_evasion[war.weapons.index("iskander_m")]
    stoppable = np.zeros_like(stock)
    for position, kind in enumerate(kinds):
        stoppable += s["held"][:, :, kind] * (chance[:, position] * bite)[:, None]
    months = np.arange(stock.shape[1])
    opening = war.arsenals.opening[added].sum(axis=0).astype(np.float64)
    before = stock[np.arange(len(stock)), np.maximum(0, halt_month - 1)]
    at_halt = np.where(halt_month > 0, before, opening)
    over = (stock - at_halt[:, None] > stoppable) & (months[None, :] >= halt_month[:, None])
    first = np.argmax(over, axis=1).astype(np.float64) - halt_month + 1
    return np.where(over.any(axis=1), first, np.nan)


def _defence(war: War, recorder: Recorder) -> dict[str, Any]:
    s = recorder.series
    kinds = [war.interceptors.index(k) for k in BALLISTIC_DEFENCE]
    ready = total(war.allies.magazine) / np.maximum(1.0, total(war.allies.need))
    # Either Patriot missile is fired by the same batteries: they are counted once.
    systems = [war.interceptors.index(k) for k in ("pac3_mse", "aster30")]
    out = {
        "batteries_end": s["batteries"][:, -1, systems].astype(np.float64).sum(axis=1),
        "interceptors_end": s["held"][:, -1, kinds].astype(np.float64).sum(axis=1),
        "interceptors_received": s["received"][:, :, kinds].astype(np.float64).sum(axis=(1, 2)),
        "kyiv_ballistic_dry": _months(recorder.capital_first_dry),
        "delivered_per_promised": _share(
            s["received"][:, :, kinds].astype(np.float64).sum(axis=(1, 2)),
            s["promised"][:, :, kinds].astype(np.float64).sum(axis=(1, 2)),
        ),
        "allied_ready": ready,
        "allied_ready_all_out": ready / np.maximum(1e-9, war.allies.all_out),
        "allied_ready_worst": s["allied_ready"].min(axis=(1, 2)),
    }
    days = np.bincount(war.calendar.month_of)
    out["kyiv_dry_share"] = _rows(s["kyiv_dry"].astype(np.float64) * days) / days.sum()
    for kind in DRY:
        out[f"dry_{kind}"] = _months(recorder.first_dry[war.interceptors.index(kind)])
    attack = _rows(s["attack_cost"].astype(np.float64))
    defence = _rows(s["defence_cost"].astype(np.float64))
    stopped = _add(s["intercepted"], np.ones(len(war.weapons), bool))
    out["cost_exchange"] = _share(attack, defence)
    out["stopped_per_million"] = _share(stopped, defence / 1e6)
    paid, pledged = (_rows(s[name].astype(np.float64)) for name in ("paid", "pledged"))
    out["paid_per_pledged"] = _share(paid, pledged)
    out["paid_per_month"] = paid / s["paid"].shape[1] / 1e6
    return out


def _months(day: Any) -> Any:
    """Days since the start as months; -1 (never) as NaN."""
    return np.where(day >= 0, day / DAYS_PER_MONTH, np.nan)


def _society(war: War, recorder: Recorder) -> dict[str, Any]:
    s = recorder.series
    days = np.bincount(war.calendar.month_of)
    return {
        "power_met_mean": _rows(s["power_met"].astype(np.float64) * days) / days.sum(),
        "power_met_worst_month": s["power_met"].min(axis=1),
        "blackout_days": recorder.blackout_days,
        "halt_months": _rows(s["halted"].astype(np.float64)),
        "line_health_mean": _rows(s["line_health"].astype(np.float64)) / len(days),
        "own_missiles_end": s["own_missiles"][:, -1],
    }


def _politics(war: War, recorder: Recorder) -> dict[str, Any]:
    s = recorder.series
    rung = s["spillover_rung"].max(axis=1)
    heads = s["strategic_warheads"].astype(np.float64)
    pair = heads[:, :, war.powers.row("usa")] + heads[:, :, war.powers.row("russia")]
    rows = [war.powers.row("usa"), war.powers.row("russia")]
    start = war.powers.opening[rows[0]] + war.powers.opening[rows[1]]
    year = min(12, pair.shape[1] - 1)
    worst_late = s["spillover_rung"][:, -12:].max(axis=1)
    late = pair[:, -1] - pair[:, -1 - year]
    return {
        "spillover": rung >= MISSILES,
        "incursion": (s["spillover_rung"] == INCURSION).any(axis=1),
        "spillover_rung": rung,
        "spillover_month": _months(recorder.spill_first),
        **_after_halt(war, s["spillover_rung"]),
        "spillover_last_year": worst_late >= MISSILES,
        "spillover_rung_last_year": worst_late,
        "escalation_rung": s["escalation_rung"].max(axis=1),
        "race_growth": pair[:, -1] / start - 1.0,
        "race_stable": late < 0.01 * start,
    }


def _after_halt(war: War, rung: Any) -> dict[str, Any]:
    """Strikes from the first month that opens under the halt, or from the start without one.

    Strikes come on the first of a month, so a month in which the halt begins later is before it.
    rung: (runs, months), the worst of each month.
    """
    month_of = np.array(war.calendar.month_of)
    halt = war.talks.first_halt
    since = np.where(halt > 0, month_of[np.maximum(0, halt - 1)] + 1, 0)
    kept = np.where(np.arange(rung.shape[1]) >= since[:, None], rung, 0)
    struck = kept >= MISSILES
    passed = np.argmax(struck, axis=1) - month_of[np.maximum(0, halt)].astype(np.float64)
    return {
        "spillover_after_halt": struck.any(axis=1),
        "spillover_month_after_halt": np.where(struck.any(axis=1), passed, np.nan),
        "incursion_after_halt": (kept == INCURSION).any(axis=1),
    }
