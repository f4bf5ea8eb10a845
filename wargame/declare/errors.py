"""Errors meant for the user: one readable message, every problem at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class WargameError(Exception):
    """Something the user can put right; the message is ready to be shown as it is."""


class Place(NamedTuple):
    """Where something was written: a file (or `--set`), line and column counted from 1."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Problem(NamedTuple):
    """One thing that is wrong: its place, the dotted key it concerns ('' for none), and why."""

    place: Place
    key: str
    message: str

    def __str__(self) -> str:
        key = f"{self.key}: " if self.key else ""
        return f"{self.place}: {key}{self.message}"


class InputError(WargameError):
    """Input that was refused, with all its `problems`, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Problems:
    """Collects problems so that all of them are reported at once, not one by one."""

    def __init__(self) -> None:
        self.noted: list[Problem] = []

    def add(self, place: Place, key: str, message: str) -> None:
        """Note one problem and go on."""
        self.noted.append(Problem(place, key, message))

    def take(self, error: InputError) -> None:
        """Note every problem of input that was refused."""
        self.noted += error.problems

    def stop(self) -> None:
        """Raise InputError if anything was noted."""
        if self.noted:
            raise InputError(self.noted)


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """' — did you mean 'x'?' for the choice nearest to `word`, or '' if none is near."""
    from difflib import get_close_matches

    valid = list(choices)
    folded = [choice for choice in valid if choice.lower() == word.lower()]
    near = folded or get_close_matches(word, valid, n=1, cutoff=0.6)
    return f" — did you mean '{near[0]}'?" if near else ""


def kind(value: object) -> str:
    """What a value is, in words for a message."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text '{value[:40]}'"
    if isinstance(value, int | float):
        return f"the number {value}"
    if value is None:
        return "nothing"
    return {"dict": "a mapping", "list": "a list"}.get(type(value).__name__, repr(value))
