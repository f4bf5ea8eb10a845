"""Names of the entries of a scenario, by section and in order; what was added and removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from wargame.declare.errors import Place
from wargame.declare.fields import Text
from wargame.evidence.fields import SECTIONS, numbers_of
from wargame.evidence.number import FACTS, Number

T = TypeVar("T")


class EntryNames:
    """`added` and `removed` name entries as section.name; `places` say where one was removed."""

    def __init__(self, numbers: dict[str, Number]) -> None:
        order = dict.fromkeys([*(path.partition(".")[0] for path in numbers), *SECTIONS])
        names: dict[str, dict[str, None]] = {section: {} for section in order}
        for path in numbers:
            section, name, _ = path.split(".", 2)
            names[section][name] = None
        self._names = {section: list(entries) for section, entries in names.items()}
        self._shipped = {f"{s}.{name}" for s, names in self._names.items() for name in names}
        self.added: list[str] = []
        self.removed: list[str] = []
        self.places: dict[str, Place] = {}

    def of(self, section: str) -> list[str]:
        """Names of the entries of `section`, in order."""
        return list(self._names[section])

    def join(self, section: str, name: str, after: str | None) -> None:
        """An entry is new: last in its section, or right behind the entry `after`."""
        names = self._names[section]
        names.insert(names.index(after) + 1 if after in names else len(names), name)
        self.added.append(f"{section}.{name}")

    def drop(self, section: str, name: str, place: Place) -> None:
        """An entry is gone; `place` is where that is written."""
        entry = f"{section}.{name}"
        self._names[section].remove(name)
        if entry in self.added:
            self.added.remove(entry)
        if entry in self._shipped and entry not in self.removed:
            self.removed.append(entry)
        self.places[entry] = place

    def ordered(self, numbers: Mapping[str, T]) -> dict[str, T]:
        """`numbers` by path, section by section, entry by entry, and last the facts."""
        return {
            path: numbers[path]
            for section in self._names
            for name in self._names[section]
            for tail, _ in numbers_of(section, self.of)
            if (path := f"{section}.{name}.{tail}") in numbers
        } | {path: one for path, one in numbers.items() if path.startswith(FACTS)}

    def dangling(self, texts: Mapping[str, str]) -> list[tuple[str, Text, str]]:
        """Each text that names an entry which is not there: its path, its kind, and that entry."""
        result = []
        for path, value in texts.items():
            section, _, rest = path.partition(".")
            text = SECTIONS[section].texts[rest.partition(".")[2]]
            if text.refers and value not in self._names[text.refers]:
                result.append((path, text, f"{text.refers}.{value}"))
        return result

    def gone(self, entry: str) -> Place | None:
        """Where `entry` (section.name) was removed; None if it was not."""
        section, _, name = entry.partition(".")
        return None if name in self._names.get(section, ()) else self.places.get(entry)
