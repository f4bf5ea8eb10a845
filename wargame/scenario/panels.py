"""Panels of experts, whose pooled figures stand in for those of the catalogue.

`estimate` may be `panel:NAME` or `panel:PATH`: a file that `wargame elicit pool` or the page of
panels wrote. A name is looked for in `panels/` here, and then in the server's own folder.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from wargame.declare.errors import WargameError, did_you_mean
from wargame.evidence import strict_yaml
from wargame.evidence.dated import last_day
from wargame.evidence.number import PANEL
from wargame.evidence.strict_yaml import Document

SIGN = "panel:"  # what such an estimate begins with
FOLDER = "panels"


class Laid(NamedTuple):
    """Evidence with a panel among it, the key of the figures to take, and facts for provenance."""

    documents: list[Document]
    figures: str
    facts: dict[str, str]


class Panel(NamedTuple):
    """A pooled panel: its name, the key of its figures, its file, and the SHA-256 of that."""

    name: str
    source: str
    document: Document
    sha256: str

    @property
    def facts(self) -> dict[str, str]:
        """It for provenance."""
        count = len(self.document.data.get("estimates") or {})
        who = self.document.data["bibliography"][self.source].get("publisher", "")
        return {
            "panel": f"{self.name}: {who}; {count} number{'s' * (count != 1)}",
            "panel_hash": self.sha256,
        }


def server_folder() -> Path:
    """Where the server's own folder is, or would be; WARGAME_HOME names another."""
    from platformdirs import user_state_path

    chosen = os.environ.get("WARGAME_HOME")
    return Path(chosen) if chosen else user_state_path("wargame")


def folders() -> tuple[Path, Path]:
    """Where panels are looked for by name: here, and in the server's own folder."""
    return Path(FOLDER), server_folder() / FOLDER


def named(estimate: str) -> Panel | None:
    """The panel that an estimate names; None for an estimate that is none.

    Raises WargameError where there is no such file, or it is not a pooled panel.
    """
    if not estimate.startswith(SIGN):
        return None
    path = find(estimate.removeprefix(SIGN))
    document = strict_yaml.load(path)
    bibliography = document.data.get("bibliography")
    keys = [key for key in bibliography or () if str(key).startswith(PANEL)]
    if len(keys) != 1 or not document.data.get("estimates"):
        what = "is a form" if "panel" in document.data else "is not a pooled panel"
        raise WargameError(f"{path}: {what}; `wargame elicit pool` makes one of filled-in forms")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Panel(keys[0].removeprefix(PANEL), keys[0], document, digest)


def find(name: str) -> Path:
    """The file of the panel that `name` means: a path, or a bare name. Raises WargameError."""
    path = Path(name)
    if path.is_file():
        return path
    places = folders()
    if name and path.name == name and not path.suffix:
        for folder in places:
            if (folder / f"{name}.yaml").is_file():
                return folder / f"{name}.yaml"
        held = [file.stem for folder in places for file in sorted(folder.glob("*.yaml"))]
        raise WargameError(
            f"estimate {SIGN}{name}: there is no {name}.yaml in {places[0]}/ or {places[1]}"
            f"{did_you_mean(name, held)}"
        )
    raise WargameError(f"estimate {SIGN}{name}: expected panel:NAME, or panel:PATH of a file")


def laid(own: Sequence[Document], estimate: str, start: date) -> Laid:
    """`own` evidence with the panel that `estimate` names.

    A scenario that was written out whole brings its panel along, which is not laid twice. Raises
    WargameError for a panel that answered on or after the day `start`.
    """
    panel = named(estimate)
    if panel is None:
        return Laid(list(own), estimate, {})
    entry = panel.document.data["bibliography"][panel.source]
    answered = str(entry.get("date", ""))
    if answered and last_day(answered) >= start:
        raise WargameError(
            f"estimate {estimate}: the panel answered as of {answered}, which nobody could know at "
            f"a start on {start}; start later, or ask the panel about an earlier day (`as_of:`)"
        )
    held = [doc.data.get("bibliography") or {} for doc in own]
    there = any(one.get(panel.source) == entry for one in held)
    return Laid([*own, *([] if there else [panel.document])], panel.source, panel.facts)
