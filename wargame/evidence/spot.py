"""A place in a document of evidence, where what is wrong is noted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from wargame.declare.errors import Problems, did_you_mean, kind
from wargame.evidence.strict_yaml import Document, KeyPath


@dataclass(frozen=True)
class Spot:
    """A place in a document; what is wrong there is noted with its line and column."""

    doc: Document
    problems: Problems
    path: KeyPath = ()

    def __truediv__(self, part: str | int) -> Spot:
        """What stands below, by its key or position."""
        return replace(self, path=(*self.path, part))

    def __str__(self) -> str:
        return ".".join(str(part) for part in self.path)

    def note(self, message: str, key: bool = False) -> None:
        """Note that what stands here (its key, if `key`) is wrong; nothing for an empty message."""
        if message:
            self.problems.add(self.doc.place(self.path, key), str(self), message)

    def mapping(self, data: object, allowed: Iterable[str] | None = None) -> dict[str, Any]:
        """`data` if it is a mapping, else an empty one; notes that, and keys not `allowed`."""
        if not isinstance(data, dict):
            self.note(f"expected keys with values, found {kind(data)}")
            return {}
        allowed = data if allowed is None else list(allowed)
        for key in data:
            if key not in allowed:
                (self / key).note(f"unknown key{did_you_mean(key, allowed)}", key=True)
        return data
