"""What may be moved in the browser: levers of policy, and numbers on which sources disagree.

A control has a closed list of stops, so that whatever a browser or a link asks for is one of them.
The stops of a number come from the catalogue: from the lowest to the highest figure that any
source gives for it, in steps of a plain size. Left alone, a number is drawn from its range.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from wargame.declare.units import UNITS
from wargame.evidence.number import Number
from wargame.report import assumptions, words
from wargame.scenario import Scenario
from wargame.scenario.scenario import add_months
from wargame.web.offer import Choice, offer

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

    def in_words(self, key: str | None) -> str:
        """Where it stands at the stop of that key, or left alone."""
        stop = self.stop(key) if key else None
        return stop.words if stop else self.asis


HALTS = (6, 9, 12, 18)  # months after the start
CUT = 3  # months after the start
SHARES = (25, 50, 75, 100)  # percent


def controls(scenario: Scenario) -> list[Control]:
    """The controls of `scenario`: levers first, then numbers that the sources do not agree on."""
    offered = offer(scenario.theatre)
    result = [_halt(scenario)] if _has(scenario, "talks") else []
    result += [_cut(scenario)] if _has(scenario, "suppliers") else []
    for key, choice in offered.choices.items():
        if not choice.needs or _has(scenario, choice.needs):
            result.append(_choice(key, choice, scenario))
    for key, path in offered.numbers.items():
        if path in scenario.numbers:
            result.append(_number(key, path, scenario))
    return result


def _has(scenario: Scenario, section: str) -> bool:
    """Whether the evidence has any number in a section."""
    numbers = scenario.numbers.items()
    return any(path.startswith(f"{section}.") and not one.absent for path, one in numbers)


def _as_has(scenario: Scenario, kind: str, none: str) -> str:
    days = [event.on for event in scenario.events if event.event == kind]
    if not days:
        return f"As in the scenario: {none}"
    return f"As in the scenario: from {words.full_date(days[0])}"


def _halt(scenario: Scenario) -> Control:
    days = [add_months(scenario.start, months) for months in HALTS]
    defender = scenario.theatre.words.defender
    stops = [Stop("no", "No ceasefire")]
    for day in days:
        event = {"on": day.isoformat(), "event": "ceasefire"}
        stops.append(Stop(day.isoformat(), f"From {words.full_date(day)}", event))
    return Control(
        "halt", "levers", "Ceasefire", "event", tuple(stops),
        _as_has(scenario, "ceasefire", "none"),
        f"Launches at {defender} stop but for violations; production goes on, on both sides. "
        "A date is assumed so that runs can be compared; it is not a forecast.",
        "ceasefire",
    )  # fmt: skip


def _cut(scenario: Scenario) -> Control:
    day = add_months(scenario.start, CUT)
    event = {"on": day.isoformat(), "event": "aid_cut", "supplier": "all"}
    stops = [Stop("0", "No cut")]
    stops += [Stop(str(n), f"{n}% less", event | {"share": n / 100}) for n in SHARES]
    return Control(
        "cut", "levers", f"Aid from {words.full_date(day)}", "event", tuple(stops),
        _as_has(scenario, "aid_cut", "no cut"),
        "All governments give and pay less from that day on: gifts, purchases, orders. "
        "No government has announced it; it is assumed to see what depends on supply.",
        "aid_cut",
    )  # fmt: skip


def _choice(key: str, choice: Choice, scenario: Scenario) -> Control:
    actor, name = choice.policy.split(".")
    now = _plainly(str(getattr(getattr(scenario.policies, actor), name))).lower()
    stops = tuple(Stop(one.split(" ")[0], _plainly(one), one) for one in choice.stops)
    return Control(
        key, "levers", choice.label, "choice", stops, f"As in the scenario: {now}",
        choice.about, choice.policy,
    )  # fmt: skip


def _plainly(name: str) -> str:
    text = {"choose": "chosen each month", "0 USD/month": "nothing"}.get(name, name)
    text = text.replace("_", " ")
    return text[:1].upper() + text[1:]


def _number(key: str, path: str, scenario: Scenario) -> Control:
    number: Number = scenario.numbers[path]
    factor = UNITS[number.unit].factor
    sourced = [(number.internal[0] / factor, assumptions.source(number, scenario.catalogue))]
    low, high = number.low, number.high
    for other in number.estimates:
        scale = UNITS[other.unit].factor / factor
        low, high = min(low, other.low * scale), max(high, other.high * scale)
        sourced.append((other.value * scale, assumptions.source(other, scenario.catalogue)))
    values = steps(low, high)
    first, last = values[0], values[-1]
    stops = tuple(Stop(assumptions.plain(v), _valued(v, number.unit), v) for v in values)
    marks = tuple(
        Mark(min(1.0, max(0.0, (v - first) / (last - first))), f"{_valued(v, number.unit)}: {who}")
        for v, who in sorted(sourced)
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


def apply(control: Control, stop: Stop, scenario: Scenario, data: dict[str, Any]) -> None:
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
        if stop.value and stop.value["on"] < scenario.end.isoformat():
            data["events"].append(stop.value)
