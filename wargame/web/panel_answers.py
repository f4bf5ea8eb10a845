"""What an expert sent from the page of a panel, as the form that `wargame elicit` reads; and what a
page shows of a form."""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from wargame.declare.errors import InputError, Problem
from wargame.evidence import catalogue, theatre
from wargame.questions.panel_file import Answers, PanelFile, asked, bounds, load

if TYPE_CHECKING:
    from wargame.api.panel_forms import Said
    from wargame.evidence.number import Number

FIELDS = ("lowest", "highest", "best", "sure", "reason")
MOST_TEXT = {"reason": 500, "expert": 80}  # characters
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
Wrong = dict[str, list[str]]
"""What is wrong, by question (its key on the page), `expert` or ''."""


def keys(form: PanelFile) -> dict[str, tuple[str, str]]:
    """Key of each question on the page -> its section and path."""
    return {f"{section[0]}{at}": (section, path)
            for section in ("judgements", "seeds")
            for at, path in enumerate(getattr(form, section))}  # fmt: skip


def written(
    form: PanelFile, seat: str, given: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The form with what was sent, and what is wrong with it. An expert without a name goes by the
    seat."""
    data = form.model_dump(mode="json", exclude_none=True)
    data["expert"] = _line(given.get("expert", ""), MOST_TEXT["expert"]) or seat
    data["named"] = given.get("named") == "yes" and data["expert"] != seat
    for key, (section, path) in keys(form).items():
        for field in FIELDS:
            text = _line(given.get(f"{key}.{field}", ""), MOST_TEXT.get(field))
            if text:
                data[section][path][field] = text if field == "reason" else _figure(text)
    with tempfile.TemporaryDirectory(prefix="wargame-") as folder:
        file = Path(folder) / "form.yaml"
        file.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
        try:
            load(file)
        except InputError as error:
            return data, _by_question(form, error.problems)
    return data, {}


def _line(text: str, most: int | None) -> str:
    """One line of printable characters, cut to `most`."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:most]


def _figure(text: str) -> float | str:
    """A bare number; anything else is left to the reader of quantities ('0.02 share')."""
    return float(text) if _NUMBER.fullmatch(text) and math.isfinite(float(text)) else text


def _by_question(form: PanelFile, problems: tuple[Problem, ...]) -> Wrong:
    result: Wrong = {}
    for one in problems:
        at, field = "", ""
        for key, (section, path) in keys(form).items():
            if one.key == f"{section}.{path}" or one.key.startswith(f"{section}.{path}."):
                at, field = key, one.key.removeprefix(f"{section}.{path}").lstrip(".")
        result.setdefault(at, []).append(f"{field}: {one.message}" if field else one.message)
    return result


def questions(
    form: PanelFile,
    own: Answers | None,
    draft: Mapping[str, str],
    wrong: Mapping[str, list[str]],
    said: Mapping[str, Said],
) -> list[dict[str, Any]]:
    """The questions of a page: what is asked, what the fields hold, what is wrong, what all said.

    `own` is what the expert answered before, `draft` what was sent and could not be kept.
    """
    numbers = asked(catalogue.load(theatre.load(form.theatre).evidence))
    return [
        {
            "key": key,
            "path": path,
            "fact": section == "seeds",
            "asks": getattr(form, section)[path].asks,
            "unit": getattr(form, section)[path].unit or "",
            "span": _span(None if section == "seeds" else numbers.get(path)),
            "fields": _fields(key, section, path, own, draft),
            "wrong": wrong.get(key, []),
            "said": said[path].remarks if path in said and section == "judgements" else [],
        }
        for key, (section, path) in keys(form).items()
    ]


def _fields(
    key: str, section: str, path: str, own: Answers | None, draft: Mapping[str, str]
) -> dict[str, str]:
    if draft:
        return {field: draft.get(f"{key}.{field}", "") for field in FIELDS}
    held = getattr(own.form, section).get(path) if own else None
    values = {field: getattr(held, field, None) for field in FIELDS}
    return {
        f: "" if v is None else v if isinstance(v, str) else f"{v:.12g}" for f, v in values.items()
    }


def _span(number: Number | None) -> str:
    """'0 to 100 percent': what a number can be; '' for no bounds."""
    low, high = bounds(number) if number else (-math.inf, math.inf)
    unit = number.unit if number else ""
    if math.isfinite(low) and math.isfinite(high):
        return f"{low:g} to {high:g} {unit}"
    return f"at least {low:g} {unit}" if math.isfinite(low) else ""
