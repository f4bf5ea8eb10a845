"""What may be moved in the browser: levers of policy, and numbers on which sources disagree.

A control has a closed list of stops, so that whatever a browser or a link asks for is one of them.
The stops of a number come from the catalogue: from the lowest to the highest figure that any
source gives for it, in steps of a plain size. Left alone, a number is drawn from its range.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

from wargame.declare.rungs import CEILINGS
from wargame.declare.units import UNITS
from wargame.evidence.number import Number
from wargame.report import assumptions, words
from wargame.scenario.scenario import add_months

MOST_STOPS = 16
SIZES = (1.0, 2.0, 2.5, 5.0)


@dataclass(frozen=True)
class Mark:
    """A published figure on the scale of a slider: where it stands (0 to 1), and who says so."""

    at: float
    words: str


@dataclass(frozen=True)
class Stop:
    """One position of a control: its key in links, its words, and what it writes (see `apply`)."""

    key: str
    words: str
    value: Any = None


@dataclass(frozen=True)
class Control:
    """A slider or a list. `stops` are its positions; none chosen means as the scenario has it.

    `centre` is where a slider's handle rests when none is chosen; `asis` says what holds then.
    """

    key: str
    group: str
    label: str
    kind: str
    stops: tuple[Stop, ...]
    asis: str
    about: str
    path: str = ""
    centre: int = 0
    marks: tuple[Mark, ...] = ()

    def stop(self, key: str) -> Stop | None:
        """The stop of that key, or None."""
        return next((stop for stop in self.stops if stop.key == key), None)


NUMBERS = {  # key in links -> path of the number
    "isk": "weapons.iskander_m.production",
    "x101": "weapons.kh101.production",
    "geran": "weapons.geran.production",
    "stock": "weapons.iskander_m.stock",
    "pac": "interceptors.pac3_mse.production",
    "hit": "interceptors.pac3_mse.hit_chance.ballistic",
    "idro": "interceptors.interceptor_drones.production",
}
CHOICES = {  # key -> policy, label, positions, what it is
    "post": (
        "attacker.posture",
        "Russia’s posture",
        ("choose", "fire_as_made", "hoard", "winter_campaign", "coerce", "surge"),
        "What Moscow does with its missiles: fixed, or chosen each month by its own payoffs.",
    ),
    "spill": (
        "attacker.spillover",
        "How far Moscow may go beyond Ukraine",
        CEILINGS,
        "What it may do against other European states; whether it does is its own choice.",
    ),
    "buy": (
        "suppliers.purchases",
        "Money for interceptors",
        ("as_pledged", "0 USD/month", *(f"{n} billion USD/month" for n in (0.25, 0.5, 1, 1.5, 2))),
        "All purchases for Ukraine together: as each has pledged, or a rate. Lines, other "
        "customers and stocks decide what it buys, and when.",
    ),
    "prot": (
        "defender.protect",
        "What Ukraine’s defences are spread to protect",
        ("balanced", "cities", "energy", "industry"),
        "Where batteries and rounds go.",
    ),
    "own": (
        "defender.long_range",
        "What Ukraine’s own long-range weapons strike",
        ("balanced", "lines", "depots", "energy"),
        "Missile lines, stocks, energy, or all of them.",
    ),
}
HALTS = (6, 9, 12, 18)  # months after the start
CUT = 3  # months after the start
SHARES = (0, 25, 50, 75, 100)


def controls(scenario: Any) -> list[Control]:
    """The controls of `scenario`: levers first, then numbers that the sources do not agree on."""
    levers = [_halt(scenario), _cut(scenario)]
    levers += [_choice(key, scenario) for key in CHOICES]
    return levers + [
        _number(key, path, scenario) for key, path in NUMBERS.items() if path in scenario.numbers
    ]


def _as_has(scenario: Any, kind: str, none: str) -> str:
    days = [event.on for event in scenario.events if event.event == kind]
    if not days:
        return f"As in the scenario: {none}"
    return f"As in the scenario: from {words.full_date(days[0])}"


def _halt(scenario: Any) -> Control:
    days = [add_months(scenario.start, months) for months in HALTS]
    stops = [Stop("no", "No ceasefire", None)]
    stops += [Stop(day.isoformat(), f"From {words.full_date(day)}", day) for day in days]
    return Control(
        "halt", "levers", "Ceasefire", "event", tuple(stops),
        _as_has(scenario, "ceasefire", "none"),
        "Launches at Ukraine stop but for violations; production goes on, on both sides. "
        "A date is assumed so that runs can be compared; it is not a forecast.",
        "ceasefire",
    )  # fmt: skip


def _cut(scenario: Any) -> Control:
    day = add_months(scenario.start, CUT)
    stops = [Stop(str(n), f"{n}% less" if n else "No cut", (day, n / 100)) for n in SHARES]
    return Control(
        "cut", "levers", f"Aid from {words.full_date(day)}", "event", tuple(stops),
        _as_has(scenario, "aid_cut", "no cut"),
        "All governments give and pay less from that day on: gifts, purchases, orders. "
        "No government has announced it; it is assumed to see what depends on supply.",
        "aid_cut",
    )  # fmt: skip


def _choice(key: str, scenario: Any) -> Control:
    policy, label, names, about = CHOICES[key]
    actor, name = policy.split(".")
    now = str(getattr(getattr(scenario.policies, actor), name))
    stops = tuple(Stop(_short(one), _plainly(one), one) for one in names)
    return Control(
        key, "levers", label, "choice", stops, f"As in the scenario: {_plainly(now).lower()}",
        about, policy,
    )  # fmt: skip


def _short(name: str) -> str:
    return name.split(" ")[0]


def _plainly(name: str) -> str:
    text = {"choose": "chosen each month", "0 USD/month": "nothing"}.get(name, name)
    text = text.replace("_", " ")
    return text[:1].upper() + text[1:]


def _number(key: str, path: str, scenario: Any) -> Control:
    number: Number = scenario.numbers[path]
    factor = UNITS[number.unit].factor
    told = [(number.internal[0] / factor, assumptions.source(number, scenario.catalogue))]
    low, high = number.low, number.high
    for other in number.estimates:
        scale = UNITS[other.unit].factor / factor
        low, high = min(low, other.low * scale), max(high, other.high * scale)
        told.append((other.value * scale, assumptions.source(other, scenario.catalogue)))
    values = steps(low, high)
    first, last = values[0], values[-1]
    stops = tuple(Stop(assumptions.plain(v), _valued(v, number.unit), v) for v in values)
    marks = tuple(
        Mark(min(1.0, max(0.0, (v - first) / (last - first))), f"{_valued(v, number.unit)}: {who}")
        for v, who in sorted(told)
    )
    spread = f"drawn from {assumptions.span(number)}"
    asis = f"{assumptions.value(number)}, " + ("fixed" if number.fixed else spread)
    nearest = min(range(len(values)), key=lambda i: abs(values[i] - number.value))
    return Control(
        key, "numbers", assumptions.label(path, scenario.texts), "number", stops,
        asis, "", path, nearest, marks,
    )  # fmt: skip


def _valued(value: float, unit: str) -> str:
    if unit in ("share", "percent"):
        return f"{assumptions.plain(round(value * (100 if unit == 'share' else 1), 6))}%"
    return words.counted(assumptions.plain(round(value, 6)), unit)


def steps(low: float, high: float) -> list[float]:
    """From `low` to `high`, both rounded outwards, in at most MOST_STOPS steps of a plain size."""
    width = high - low
    if width <= 0:
        return [low, low + (abs(low) or 1.0) * 0.1]
    power = 10.0 ** math.floor(math.log10(width / MOST_STOPS))
    for size in (*(s * power for s in SIZES), 10 * power, 20 * power):
        first, last = math.floor(low / size + 1e-9), math.ceil(high / size - 1e-9)
        if last - first < MOST_STOPS:
            break
    return [round(i * size, 10) for i in range(first, last + 1)]


def apply(control: Control, stop: Stop, scenario: Any, data: dict[str, Any]) -> None:
    """Write what `stop` means into `data`, the content of a scenario file that extends another."""
    if control.kind == "number":
        number = scenario.numbers[control.path]
        data["set"][control.path] = {
            "value": stop.value, "low": stop.value, "high": stop.value, "unit": number.unit,
        }  # fmt: skip
    elif control.kind == "choice":
        actor, name = control.path.split(".")
        data["policies"].setdefault(actor, {})[name] = stop.value
    else:
        data["drop_events"].append(control.path)
        event = _event(control.path, stop.value)
        if event and date.fromisoformat(event["on"]) < scenario.end:
            data["events"].append(event)


def _event(kind: str, value: Any) -> dict[str, Any] | None:
    if kind == "ceasefire":
        return None if value is None else {"on": value.isoformat(), "event": kind}
    day, share = value
    if not share:
        return None
    return {"on": day.isoformat(), "event": kind, "supplier": "all", "share": share}
