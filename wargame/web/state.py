"""What is being explored, as a link: scenario, horizon, and the controls that were moved.

A link carries the version of its format and the first characters of the hashes of the scenario and
of the code that made it, so that an old link can say what has changed since.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import yaml

from wargame.declare.errors import WargameError
from wargame.results.provenance import code_hash, installed
from wargame.scenario import Scenario, load
from wargame.scenario.library import shipped
from wargame.scenario.scenario import add_months
from wargame.web.controls import Control, apply, controls
from wargame.web.uploads import UPLOADED, folder_of, uploaded

FORMAT = "1"
MONTHS = (12, 24, 36)
RUNS = 200
DEFAULT = "continued_war"
AS_IS = "asis"  # the pin of a link in which nothing was moved
HASH = 8  # characters of a hash in a link
_NAME = re.compile(r"[A-Za-z][\w-]{0,60}")


@dataclass(frozen=True)
class State:
    """A scenario by name, its months, and the stops chosen: (control key, stop key), sorted."""

    scenario: str = DEFAULT
    months: int = 24
    chosen: tuple[tuple[str, str], ...] = ()

    def moved(self, control: str, stop: str | None) -> State:
        """The same with one control at `stop`, or left alone."""
        retained = {key: value for key, value in self.chosen if key != control}
        if stop is not None:
            retained[control] = stop
        return replace(self, chosen=tuple(sorted(retained.items())))

    @property
    def query(self) -> str:
        """The state as the query of a link, with what it was made by."""
        facts = {"v": FORMAT, "s": self.scenario, "m": str(self.months)}
        return urlencode(facts | dict(self.chosen) | {"by": made_by(self.scenario)})

    def address(self, pinned: State | None) -> str:
        """The query of a link that also brings back the pin: what was moved in `pinned`."""
        if pinned is None:
            return self.query
        return f"{self.query}&{urlencode({'pin': urlencode(pinned.chosen) or AS_IS})}"


@lru_cache
def code() -> str:
    """Hash of the code that decides results: it does not change while the server runs."""
    return code_hash()


def made_by(scenario: str) -> str:
    """Version, and what the scenario and the code are at present, in a few characters."""
    base = base_of(scenario)
    return f"{installed('wargame')}~{base.hash[:HASH]}~{code()[:HASH]}"


def names() -> dict[str, str]:
    """Shipped scenarios: name -> title."""
    return {name: base_of(name).title for name in shipped()}


def base_of(scenario: str) -> Scenario:
    """The scenario as it is shipped or was uploaded. Raises WargameError if there is none."""
    if not _NAME.fullmatch(scenario):
        raise WargameError("that is not the name of a scenario")
    text = uploaded(scenario)  # asked each time: an upload is kept for a while only
    return _shipped(scenario) if text is None else uploaded_scenario(text)


@lru_cache(maxsize=64)
def _shipped(scenario: str) -> Scenario:
    if scenario not in shipped():
        raise WargameError("there is no such scenario here")
    return load(scenario)


@lru_cache(maxsize=64)
def controls_of(scenario: str) -> tuple[Control, ...]:
    """The controls of a scenario."""
    return tuple(controls(base_of(scenario)))


def read(query: Mapping[str, str]) -> tuple[State, list[str]]:
    """The state that a link asks for, and what had to be changed, in words for the reader."""
    notices: list[str] = []
    scenario = query.get("s", DEFAULT)
    try:
        base_of(scenario)
    except WargameError:
        gone = "An uploaded scenario is kept only while the server runs; upload it again."
        notices.append(
            f"The scenario of this link is not here; “{DEFAULT}” is shown instead. "
            + (gone if scenario.startswith("u-") else "")
        )
        scenario = DEFAULT
    months = query.get("m", "24")
    if months not in map(str, MONTHS):
        notices.append("The horizon of this link is not offered; 24 months are shown.")
        months = "24"
    state, left_out = _moved(State(scenario, int(months)), query)
    return state, _older(query, scenario) + notices + left_out


def read_pin(query: Mapping[str, str], state: State) -> tuple[State | None, list[str]]:
    """The state that a link to `state` has pinned, if any, and what had to be changed in it."""
    pin = query.get("pin", "")
    if not pin:
        return None, []
    given = {} if pin == AS_IS else dict(parse_qsl(pin))
    pinned, left_out = _moved(replace(state, chosen=()), given)
    return pinned, [f"In the pinned run: {one}" for one in left_out]


def _moved(state: State, query: Mapping[str, str]) -> tuple[State, list[str]]:
    """`state` with the controls that `query` names at the stops that it names."""
    notices: list[str] = []
    valid = {one.key: one for one in controls_of(state.scenario)}
    for key, value in query.items():
        if key in ("s", "m", "v", "by", "pin"):
            continue
        if key not in valid:
            notices.append("A control of this link no longer exists; it was left out.")
        elif valid[key].stop(value) is None:
            notices.append(f"“{valid[key].label}” has no such value any more; it was left alone.")
        else:
            state = state.moved(key, value)
    return state, notices


def _older(query: Mapping[str, str], scenario: str) -> list[str]:
    """What is no longer as it was when the link was made."""
    if query.get("v", FORMAT) != FORMAT:
        return ["This link is of another format; what could be read of it is shown."]
    if "by" not in query:
        return []
    was, now = query["by"].split("~"), made_by(scenario).split("~")
    if len(was) != 3 or was == now:
        return []
    parts = ("the version of wargame", "the scenario’s numbers or events", "the model’s code")
    changed = [name for name, old, new in zip(parts, was, now) if old != new]
    return [
        f"This link was made earlier; since then these have changed: {', '.join(changed)}. "
        "The figures are those of today."
    ]


def text_of(state: State) -> str:
    """The scenario file of a state: the command on its first line gives the very same runs.

    It extends the shipped scenario; of an uploaded one it extends `uploaded.yaml`.
    """
    base = base_of(state.scenario)
    data: dict[str, Any] = {"set": {}, "policies": {}, "drop_events": [], "events": []}
    chosen = dict(state.chosen)
    for control in controls_of(state.scenario):
        stop = control.stop(chosen.get(control.key, ""))
        if stop is not None:
            apply(control, stop, base, data)
    data["events"].sort(key=lambda event: event["on"])
    extends = UPLOADED if uploaded(state.scenario) else state.scenario
    title = f"{base.title}, changed" if chosen else base.title
    head = {
        "scenario": 1, "name": "explored", "title": title,
        "question": base.question, "extends": extends, "runs": RUNS, "seed": base.seed,
    }  # fmt: skip
    body = {key: value for key, value in data.items() if value}
    command = "# wargame run explored.yaml"
    end = add_months(base.start, state.months).isoformat()
    within = all(event["on"] < end for event in data["events"])
    if within:
        head["months"] = state.months
    else:
        # A file is refused where it dates anything of its own beyond its horizon; only the
        # command leaves such events out.
        command += f" --months {state.months}"
    written = yaml.safe_dump(head | body, sort_keys=False, allow_unicode=True, width=96)
    return f"{command}\n{written}"


def from_text(text: str, upload: str | None, months: int | None = None) -> Scenario:
    """The Scenario of a file's text, which may extend the text `upload` (as uploaded.yaml).

    Events that begin after a shorter horizon of `months` are left out.
    """
    with written(text, upload) as path:
        return load(path, months=months)


@contextmanager
def written(text: str, upload: str | None) -> Iterator[Path]:
    """A file's text as explored.yaml, in a folder with the upload that it may extend."""
    with folder_of(upload) as folder:
        path = folder / "explored.yaml"
        path.write_text(text, encoding="utf-8")
        yield path


@lru_cache(maxsize=64)
def uploaded_scenario(text: str) -> Scenario:
    """The Scenario of an uploaded text itself."""
    with folder_of(text) as folder:
        return load(folder / UPLOADED)


def key_of(state: State) -> str:
    """What decides the runs of a state: the same key, the same runs."""
    text = f"{text_of(state)}\0{uploaded(state.scenario) or ''}\0{code()}"
    return hashlib.sha256(text.encode()).hexdigest()
