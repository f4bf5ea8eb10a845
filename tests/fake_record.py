"""A made-up Record, honest to shapes, labels and NaNs: reports are tested without a model."""

from __future__ import annotations

import dataclasses
import datetime
import zlib
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np

from wargame.evidence import theatre
from wargame.scenario.library import NO_BASIS, Basis
from wargame.scenario.outcomes import OUTCOMES, SERIES
from wargame.scenario.scenario import add_months

WEAPONS = {
    "iskander_m": ("Iskander-M", "ballistic", 600, 65, 50),
    "kn23": ("KN-23", "ballistic", 60, 6, 8),
    "kinzhal": ("Kinzhal", "ballistic", 110, 12, 8),
    "iskander_k": ("Iskander-K", "cruise", 300, 25, 22),
    "kh101": ("Kh-101", "cruise", 350, 55, 45),
    "kalibr": ("Kalibr", "cruise", 400, 28, 22),
    "kh22": ("Kh-22/32", "supersonic", 280, 8, 4),
    "oniks": ("Oniks", "supersonic", 400, 10, 2),
    "zircon": ("Zircon", "supersonic", 60, 6, 3),
    "kh59": ("Kh-59/69", "air_tactical", 200, 45, 40),
    "oreshnik": ("Oreshnik", "ballistic", 4, 0.5, 0.1),
    "geran": ("Geran-2", "one_way_drone", 2500, 2700, 2650),
    "decoys": ("Decoys", "one_way_drone", 2000, 2500, 2500),
}
INTERCEPTORS = {
    "fighters": 0,
    "pac3_mse": 120,
    "gem_t": 90,
    "aster30": 40,
    "irist": 220,
    "amraam": 400,
    "s300": 300,
    "interceptor_drones": 3000,
    "guns": 0,
    "jamming": 0,
}
ALLIES = ("poland", "lithuania", "romania", "finland", "germany", "moldova")
POWERS = ("usa", "russia", "china")
PLANTED = "weapons.iskander_m.production"


ROLES = SimpleNamespace(
    mass="one_way_drone",
    ground_fire=("s300_ground",),
    ballistic_defence=("pac3_mse", "gem_t", "aster30"),
)


@dataclass(frozen=True)
class FakeNumber:
    path: str
    value: float
    low: float
    high: float
    unit: str
    as_of: str = "2025-06"
    source: str = "kyiv_independent_2025"
    grade: str = "A"
    note: str = ""
    estimates: tuple[Any, ...] = ()
    absent: bool = False


@dataclass(frozen=True)
class FakeSource:
    key: str = "kyiv_independent_2025"
    title: str = "Exclusive: Russia's ballistic missile production up at least 66% over past year"
    publisher: str = "Kyiv Independent"
    date: str = "2025-06-03"
    url: str = "https://kyivindependent.com/"
    note: str = ""


@dataclass(frozen=True)
class FakeCatalogue:
    numbers: dict[str, FakeNumber]
    hash: str = "e1" * 32
    bibliography: dict[str, FakeSource] = field(
        default_factory=lambda: {"kyiv_independent_2025": FakeSource()}
    )


@dataclass(frozen=True)
class FakeScenario:
    """The fields of `Scenario` that reports read."""

    name: str = "continued_war"
    title: str = "The war goes on"
    question: str = "Do launches keep up with production, and when do interceptors run dry?"
    start: datetime.date = datetime.date(2026, 1, 1)
    months: int = 36
    runs: int = 500
    seed: int = 1
    estimate: str = "central"
    numbers: dict[str, FakeNumber] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    events: tuple[Any, ...] = ()
    policies: Any = None
    mechanisms: dict[str, bool] = field(default_factory=lambda: {"production": True, "talks": True})
    catalogue: Any = None
    roles: Any = field(default_factory=lambda: ROLES)
    theatre: Any = field(default_factory=theatre.load)
    files: tuple[str, ...] = ("scenarios/continued_war.yaml",)
    overrides: dict[str, str] = field(default_factory=dict)
    panel: dict[str, str] = field(default_factory=dict)
    recorded: dict[str, Any] = field(default_factory=dict)
    nowcast: Any = None
    opens: datetime.date | None = None
    lead_up: int = 0
    history: tuple[Any, ...] = ()
    evidence: dict[str, Any] = field(default_factory=dict)
    basis: Basis = NO_BASIS
    conditioned: dict[str, str] = field(default_factory=dict)
    hash: str = "5c" * 32

    @property
    def end(self) -> datetime.date:
        return add_months(self.start, self.months)

    def resolved(self) -> dict[str, Any]:
        return {"name": self.name, "title": self.title, "months": self.months, "seed": self.seed}


@dataclass(frozen=True)
class FakeRecord:
    series: dict[str, Any]
    outcomes: dict[str, Any]
    inputs: dict[str, Any]
    labels: dict[str, list[str]]
    months: list[str]
    runs: Any
    scenario: Any


def fake_numbers() -> dict[str, FakeNumber]:
    numbers = {}
    for key, (_, _, stock, made, _) in WEAPONS.items():
        for name, value, unit in (
            ("production", made, "missiles/month"),
            ("stock", stock, "missiles"),
        ):
            path = f"weapons.{key}.{name}"
            numbers[path] = FakeNumber(path, value, 0.8 * value, 1.25 * value, unit)
    for key in ("hit_chance.ballistic", "readiness"):
        path = f"interceptors.pac3_mse.{key}"
        numbers[path] = FakeNumber(path, 0.6, 0.4, 0.8, "share", source="judgement", grade="J")
    return numbers


def fake_scenario(**changes: Any) -> FakeScenario:
    numbers = fake_numbers()
    texts = {f"weapons.{key}.name": row[0] for key, row in WEAPONS.items()}
    texts |= {f"weapons.{key}.class": row[1] for key, row in WEAPONS.items()}
    texts |= {f"interceptors.{key}.name": key.replace("_", " ").upper() for key in INTERCEPTORS}
    base = FakeScenario(numbers=numbers, texts=texts, catalogue=FakeCatalogue(numbers))
    return dataclasses.replace(base, **changes)


def fake_record(runs: int = 200, months: int = 36, seed: int = 1, **changes: Any) -> FakeRecord:
    """A Record of `runs` runs in which one input, `PLANTED`, drives the growth of stock.

    `changes` go to the scenario; `halt=12` stops launches from that month on.
    """
    halt = changes.pop("halt", months)
    scenario = fake_scenario(months=months, runs=runs, seed=seed, **changes)
    rng = np.random.default_rng(seed)
    inputs = {
        path: rng.triangular(n.low, n.value, n.high, runs)
        for path, n in scenario.numbers.items()
        if n.high > n.low
    }
    series = _series(rng, runs, months, inputs[PLANTED], halt)
    labels = {
        "weapon": list(WEAPONS),
        "interceptor": list(INTERCEPTORS),
        "ally": list(ALLIES),
        "power": list(POWERS),
    }
    names = [f"{2026 + m // 12}-{m % 12 + 1:02}" for m in range(months)]
    values = _outcomes(rng, runs, months, series, inputs[PLANTED])
    return FakeRecord(series, values, inputs, labels, names, np.arange(runs), scenario)


def _own(name: str) -> Any:
    """Draws of one series or outcome: another one changes nothing in them."""
    return np.random.default_rng(zlib.crc32(name.encode()))


def _series(rng: Any, runs: int, months: int, planted: Any, halt: int) -> dict[str, Any]:
    dims = {"weapon": len(WEAPONS), "interceptor": len(INTERCEPTORS), "ally": 6, "power": 3}
    series = {
        name: _own(name).random((runs, months, *(dims[d] for d in declared.dims)))
        for name, declared in SERIES.items()
    }
    rows = list(WEAPONS.values())
    start, made, fired = (np.array([row[i] for row in rows], float) for i in (2, 3, 4))
    scale = np.repeat(made[None, :], runs, 0)
    scale[:, 0] = planted
    shape = (runs, months, len(rows))
    series["made"] = rng.poisson(np.broadcast_to(scale[:, None, :], shape)).astype(float)
    mood = np.exp(0.4 * rng.standard_normal((runs, months, 1)))
    series["launched"] = rng.poisson(fired * mood * np.ones(shape)).astype(float)
    series["launched"][:, halt:] = 0
    held = start + np.cumsum(series["made"] - series["launched"], axis=1)
    series["stock"] = np.maximum(held, 0)
    stopped = np.array([0.2 if row[1] == "ballistic" else 0.8 for row in rows])
    for name in ("lost", "expired", "fired_elsewhere"):
        series[name] = np.zeros(shape)
    series["failed"] = np.floor(0.03 * series["launched"])
    series["intercepted"] = np.floor(stopped * series["launched"])
    series["leaked"] = series["launched"] - series["failed"] - series["intercepted"]
    series["stock_age"] = 3 + 10 * series["stock_age"]
    series["launch_age"] = np.where(series["launched"] > 0, 6 * series["launch_age"], np.nan)
    magazine = np.array(list(INTERCEPTORS.values()), float)
    drain = 1 - np.linspace(0, 1.2, months)[None, :, None] * rng.random((runs, 1, 1)) * 1.5
    series["held"] = np.rint(np.maximum(magazine * drain, 0))
    series["capital_dry"] = np.clip(1.4 - series["held"][..., 1] / 60, 0, 1)
    for name in ("attacks_none", "attacks_some", "attacks_most"):
        series[name] = np.rint(8 * series[name])
    season = 0.12 * np.cos(2 * np.pi * np.arange(months) / 12)
    series["power_met"] = np.clip(0.82 - season + 0.05 * rng.standard_normal((runs, months)), 0, 1)
    series["power_met_worst"] = np.clip(series["power_met"] - 0.15, 0, 1)
    series["posture"] = rng.integers(0, 6, (runs, months)).astype(float)
    series["halted"] = np.zeros((runs, months))
    series["halted"][:, halt:] = 1
    missiles = series["stock"][..., :11].sum(-1)
    series["believed_stock"] = missiles * np.exp(0.25 * rng.standard_normal((runs, months)))
    rung = (rng.random((runs, months)) < 0.01) * rng.integers(1, 4, (runs, months))
    series["spillover_rung"] = rung.astype(float)
    series["escalation_rung"] = np.maximum(rung, rng.integers(0, 3, (runs, months)))
    series["attack_cost"] = 6e8 * mood[..., 0]
    series["defence_cost"] = 4e8 * mood[..., 0] ** 0.5
    growth = 1 + 0.002 * np.arange(months)[None, :, None] * rng.random((runs, 1, 3))
    series["strategic_warheads"] = np.array([1670.0, 1710, 600]) * growth
    series["strategic_defence"] = np.array([44.0, 68, 0]) * growth
    return {name: values.astype(np.float32) for name, values in series.items()}


def _outcomes(rng: Any, runs: int, months: int, series: Any, planted: Any) -> dict[str, Any]:
    values = {name: _own(name).random(runs) for name in OUTCOMES}
    missiles = slice(0, 11)
    for word in ("launched", "leaked", "made"):
        values[f"{word}_missiles"] = series[word][..., missiles].sum((1, 2)).astype(float)
    values["leaked_ballistic"] = series["leaked"][..., [0, 1, 2]].sum((1, 2)).astype(float)
    values["stock_end"] = series["stock"][:, -1, missiles].sum(-1).astype(float)
    values["stock_start"] = np.full(runs, 2764.0)
    values["stock_growth"] = values["stock_end"] - values["stock_start"]
    for after in (12, 24, 36):
        held = series["stock"][:, min(after, months) - 1, missiles].sum(-1)
        values[f"stock_{after}_months"] = held.astype(float)
    values["months_of_fire"] = 12 + 5 * rng.random(runs)
    values["blackout_days"] = np.rint(40 * rng.random(runs))
    values["paid_per_month"] = series["paid"].mean(1).astype(float) / 1e6
    values["cost_exchange"] = 1 + rng.random(runs)
    for name, outcome in OUTCOMES.items():
        if outcome.kind == "time":
            never = _own(f"{name} never").permutation(runs) < 0.3 * runs
            values[name] = np.where(never, np.nan, _own(name).uniform(1, months, runs))
    values["capital_ballistic_dry"] = _first(series["capital_dry"] > 0)
    worst = series["spillover_rung"].max(1)
    values["spillover"] = (worst >= 2).astype(float)
    values["incursion"] = (worst >= 1).astype(float)
    values["spillover_rung"] = worst.astype(float)
    late = series["spillover_rung"][:, -12:].max(1)
    values["spillover_last_year"] = (late >= 2).astype(float)
    values["spillover_rung_last_year"] = late.astype(float)
    for name in ("spillover", "incursion"):
        values[f"{name}_after_halt"] = values[name]
    return values


def _first(true: Any) -> Any:
    when = true.argmax(1).astype(float)
    return np.where(true.any(1), when, np.nan)
