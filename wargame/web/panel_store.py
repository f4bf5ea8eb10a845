"""Panels of experts on the server: who may answer, in which round, and the files of their answers.

A panel is a folder `panels/NAME` of the server's own: `panel.json` says who may come in, by digests
of their codes, `round_1.yaml` is the blank form of a round, `round_1/expert_2.yaml` what one expert
answered: the form that `wargame elicit` reads. What it comes to is `panels/NAME.yaml`, where
`--estimate panel:NAME` finds it.
"""

from __future__ import annotations

import hmac
import json
import os
import re
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

# Before the server's threads start: models made in two threads at once upset the parser of 3.11.
from wargame.api import eliciting, panel_forms
from wargame.play import codes
from wargame.play.refused import Refused
from wargame.questions.panel_file import Answers, PanelFile, load
from wargame.results.files import write_whole
from wargame.scenario import panels
from wargame.web import server_directory
from wargame.web.panel_answers import written

if TYPE_CHECKING:
    from wargame.api.eliciting import Panel
    from wargame.study.elicitation import Weighting

LEAD = "lead"  # who opened the panel
MOST_PANELS = 100
EXPERTS = (2, 30)
ROUNDS = 2
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


class PanelStore:
    """All panels of the server. Every method may be called from any thread."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._lock = threading.RLock()
        self._entered: dict[str, tuple[str, str]] = {}

    @property
    def folder(self) -> Path:
        """Where panels are."""
        return self._folder or server_directory.directory() / panels.FOLDER

    def names(self) -> list[str]:
        """Names of the panels."""
        return sorted(file.parent.name for file in self.folder.glob("*/panel.json"))

    def check(self, name: str) -> None:
        """Raise Refused where no panel of that name can be opened."""
        if not _NAME.fullmatch(name):
            raise Refused("name of the panel: expected a-z, 0-9 and _, a letter first")
        if (self.folder / name).exists() or (self.folder / f"{name}.yaml").exists():
            raise Refused(f"there is a panel {name} already; choose another name")
        if len(self.names()) >= MOST_PANELS:
            raise Refused(
                f"this server holds {MOST_PANELS} panels; remove the folder of an old one"
            )

    def create(self, name: str, form: str, experts: int) -> dict[str, str]:
        """Open a panel with the blank `form` -> the code of each who may come in, by seat."""
        if not EXPERTS[0] <= experts <= EXPERTS[1]:
            raise Refused(f"experts: expected {EXPERTS[0]} to {EXPERTS[1]}")
        with self._lock:
            self.check(name)
            taken = {self._held(one)["room"] for one in self.names()}
            room = next(n for n in iter(lambda: codes.letters(codes.ROOM), "") if n not in taken)
            salt = os.urandom(16)
            seats = (LEAD, *(f"expert_{at}" for at in range(1, experts + 1)))
            shown = {seat: codes.code(room) for seat in seats}
            digests = {s: codes.digest(codes.split(c)[1], salt).hex() for s, c in shown.items()}
            held = {"room": room, "salt": salt.hex(), "round": 1, "digests": digests}
            write_whole(self.folder / name / "round_1.yaml", form.encode())
            write_whole(self.folder / name / "panel.json", json.dumps(held).encode())
        return shown

    def enter(self, code: str) -> tuple[str, str]:
        """Panel and seat of a code. Raises Refused for one that opens nothing here."""
        if code in self._entered:
            return self._entered[code]
        room, secret = codes.split(code)
        for name in self.names() if room else ():
            held = self._held(name)
            if held["room"] != room:
                continue
            digest = codes.digest(secret, bytes.fromhex(held["salt"])).hex()
            for seat, stored in held["digests"].items():
                if hmac.compare_digest(digest, stored):
                    if len(self._entered) > 1000:
                        self._entered.clear()
                    self._entered[code] = name, seat
                    return name, seat
        raise Refused("this code opens no panel here")

    def round(self, name: str) -> int:
        """The round that is open."""
        return int(self._held(name)["round"])

    def seats(self, name: str) -> list[str]:
        """Seats of experts."""
        return [seat for seat in self._held(name)["digests"] if seat != LEAD]

    def form(self, name: str, round_: int | None = None) -> PanelFile:
        """The blank form of a round (default: the one that is open)."""
        at = self.round(name) if round_ is None else round_
        return load(self.folder / name / f"round_{at}.yaml").form

    def answers(self, name: str, round_: int) -> dict[str, Answers]:
        """What was answered in a round, by seat."""
        files = sorted((self.folder / name / f"round_{round_}").glob("expert_*.yaml"))
        return {file.stem: load(file) for file in files}

    def result(self, name: str) -> Path | None:
        """The file of what the panel came to; None while it is open."""
        file = self.folder / f"{name}.yaml"
        return file if file.is_file() else None

    def answer(self, name: str, seat: str, given: Mapping[str, str]) -> dict[str, list[str]]:
        """Keep what an expert answered in the open round -> what is wrong with it, by question; if
        anything is, nothing was kept. Raises Refused once the panel is closed."""
        with self._lock:
            if self.result(name):
                raise Refused("this panel is closed")
            at = self.round(name)
            if given.get("round") != str(at):
                raise Refused(f"the panel is in round {at} now; what was sent is of another")
            data, problems = written(self.form(name), seat, given)
            others = {one.expert for s, one in self.answers(name, at).items() if s != seat}
            if data["expert"] in others:
                problems["expert"] = ["another expert answers under this name; choose another"]
            if not problems:
                text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
                write_whole(self.folder / name / f"round_{at}" / f"{seat}.yaml", text.encode())
            return problems

    def advance(self, name: str) -> None:
        """Open the second round, whose form holds what all said in the first."""
        with self._lock:
            at = self.round(name)
            if at >= ROUNDS or self.result(name):
                raise Refused("there is no further round")
            files = [one.file for one in self.answers(name, at).values() if one.judgements]
            if len(files) < EXPERTS[0]:
                raise Refused(f"{EXPERTS[0]} experts or more must answer first: {len(files)} have")
            form = panel_forms.feedback(eliciting.answers(files))
            write_whole(self.folder / name / f"round_{at + 1}.yaml", form.encode())
            held = self._held(name) | {"round": at + 1}
            write_whole(self.folder / name / "panel.json", json.dumps(held).encode())

    def pool(self, name: str, weighting: Weighting) -> Panel:
        """Close the panel on the answers of its open round. Raises WargameError."""
        with self._lock:
            at = self.round(name)
            answered = {s: one for s, one in self.answers(name, at).items() if one.judgements}
            if self.result(name):
                raise Refused("the panel is closed")
            if len(answered) < EXPERTS[0]:
                raise Refused(
                    f"{EXPERTS[0]} experts or more must answer first: {len(answered)} have"
                )
            first = self.answers(name, 1) if at > 1 and weighting == "performance" else {}
            seeds = [first[seat].file for seat in answered if seat in first]
            panel = eliciting.pooled([one.file for one in answered.values()], weighting, seeds)
            panel.save(self.folder / f"{name}.yaml")
            return panel

    def _held(self, name: str) -> dict[str, Any]:
        try:
            text = (self.folder / name / "panel.json").read_text(encoding="utf-8")
        except OSError as error:
            raise Refused("there is no such panel here") from error
        held: dict[str, Any] = json.loads(text)
        return held
