"""What an expert of a panel answers: lowest, highest, best, and how sure, number by number.

The questions are those of the four-step interval of the IDEA protocol (Hemming and others, Methods
in Ecology and Evolution 9, 2018). A form is a YAML file that `wargame elicit form` writes; what is
left blank is not answered.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from wargame.declare.errors import did_you_mean
from wargame.declare.event_types import Date, Model
from wargame.declare.quantity import parse_each
from wargame.declare.units import UNITS
from wargame.evidence import catalogue, theatre
from wargame.evidence.catalogue import Catalogue
from wargame.evidence.fields import field_of
from wargame.evidence.number import JUDGEMENT, Number
from wargame.questions import question_file
from wargame.questions.question_file import At, Reading, Title

LEAST_SURE, MOST_SURE = 50.0, 99.0  # percent: below it an interval says nothing


class Reply(Model):
    """One question as it is answered; all that is blank is not."""

    asks: str = ""
    """What is asked, for the reader."""
    unit: str | None = None
    """Unit of a bare number."""
    lowest: float | int | str | None = None
    """The lowest that it could plausibly be."""
    highest: float | int | str | None = None
    """The highest that it could plausibly be."""
    best: float | int | str | None = None
    """The best guess."""
    sure: Annotated[float, Field(strict=False)] | None = None
    """How sure, in percent, that the truth lies between lowest and highest (50 to 99)."""
    reason: str | None = None
    """Why."""


class PanelFile(Model):
    """A form of a panel, blank or filled in."""

    panel: Literal[1]
    """Version of this format."""
    name: Title
    """Name of the panel."""
    round: Annotated[int, Field(ge=1, le=9)] = 1
    """Round of the panel; in the second, each sees what the others said."""
    expert: Annotated[str, StringConstraints(max_length=80)] | None = None
    """Who answers: a name, or a word of one's own."""
    named: bool = False
    """Whether the name may be printed with the result."""
    theatre: str = theatre.DEFAULT
    """Theatre whose numbers are asked about."""
    as_of: Date
    """Day of which the answers speak."""
    judgements: dict[str, Reply] = Field(default_factory=dict)
    """Numbers by path, and judged facts that numbers are derived from."""
    seeds: dict[str, Reply] = Field(default_factory=dict)
    """Facts by path whose values are known to who asks: they show how good answers are."""


@dataclass(frozen=True)
class Judgement:
    """An answer in `unit`: lowest <= best <= highest, and `sure` (0.5 to 0.99) of the interval."""

    path: str
    lowest: float
    best: float
    highest: float
    sure: float
    unit: str
    reason: str = ""
    bounds: tuple[float, float] = (-math.inf, math.inf)
    """The least and the most that it can be, in `unit`."""


@dataclass(frozen=True)
class Answers:
    """What one expert answered in one round; `judgements` and `seeds` by path."""

    file: Path
    form: PanelFile
    judgements: dict[str, Judgement]
    seeds: dict[str, Judgement]

    @property
    def expert(self) -> str:
        """Who answered: a name, or the file's."""
        return self.form.expert or self.file.stem


def load(path: str | Path) -> Answers:
    """The answers in the form at `path`.

    Raises InputError with every problem at file:line:column: keys that are unknown, paths that are
    no numbers, an interval out of order or half answered, one that is not 50 to 99% sure.
    """
    reading, form = question_file.read(Path(path), "panel", PanelFile)
    evidence = catalogue.load(theatre.load(form.theatre).evidence)
    facts = {fact.path: fact for fact in evidence.facts.values()}
    judgements = _replies(reading, "judgements", form.judgements, asked(evidence))
    seeds = _replies(reading, "seeds", form.seeds, facts)
    reading.stop()
    return Answers(Path(path), form, judgements, seeds)


def asked(evidence: Catalogue) -> dict[str, Number]:
    """What a panel may be asked to judge: numbers, and judged facts from which they are derived."""
    judged = {
        path: fact for path, fact in evidence.facts_in_use.items() if fact.source == JUDGEMENT
    }
    return evidence.numbers | judged


def bounds(number: Number) -> tuple[float, float]:
    """The least and the most that a number or a judged fact can be, in its unit."""
    field, factor = field_of(number.path), UNITS[number.unit].factor
    if field:
        return field.low / factor, field.high / factor
    most = 1.0 / factor if number.dimension == "share" else math.inf
    return 0.0 if number.low >= 0 else -math.inf, most


def _replies(
    reading: Reading, key: str, replies: Mapping[str, Reply], asked: Mapping[str, Number]
) -> dict[str, Judgement]:
    result = {}
    for path, reply in replies.items():
        at = (key, path)
        if path not in asked:
            what = "fact" if key == "seeds" else "number"
            reading.note(at, f"there is no {what} '{path}'{did_you_mean(path, asked)}", key=True)
        elif judgement := _judgement(reading, at, reply, asked[path]):
            result[path] = judgement
    return result


def _judgement(reading: Reading, at: At, reply: Reply, number: Number) -> Judgement | None:
    """The reply, checked; None if it is blank or wrong."""
    figures: dict[str, Any] = {name: getattr(reply, name) for name in ("lowest", "best", "highest")}
    given = {name: value for name, value in figures.items() if value is not None}
    if not given and reply.sure is None:
        return None
    before = len(reading.noted)
    for name in [name for name in figures if name not in given]:
        reading.note(at, f"'{name}' is blank: answer all of a question, or none of it", key=True)
    unit = reply.unit or number.unit

    def note(message: str, name: str) -> None:
        reading.note((*at, name), message)

    read = parse_each(given, number.dimension, unit, note)
    if reply.sure is None or not LEAST_SURE <= reply.sure <= MOST_SURE:
        reading.note((*at, "sure"), "expected how sure you are, in percent, from 50 to 99")
    if len(reading.noted) > before:
        return None
    low, best, high = (read[name].to(number.unit).value for name in figures)
    if not low <= best <= high or low == high:
        reading.note(
            at,
            f"lowest {low:g}, best {best:g}, highest {high:g}: the best guess lies between lowest "
            "and highest, which differ",
        )
    if at[0] == "judgements":
        _in_bounds(reading, at, number, {"lowest": low, "highest": high})
    if len(reading.noted) > before or reply.sure is None:
        return None
    return Judgement(
        number.path, low, best, high, reply.sure / 100, number.unit, reply.reason or "",
        bounds(number),
    )  # fmt: skip


def _in_bounds(reading: Reading, at: At, number: Number, ends: Mapping[str, float]) -> None:
    least, most = bounds(number)
    for name, value in ends.items():
        if not least <= value <= most:
            span = f"{least:g} to {most:g} {number.unit}"
            reading.note((*at, name), f"{value:g} is outside what it can be ({span})")
