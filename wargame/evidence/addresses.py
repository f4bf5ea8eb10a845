"""Addresses of draws: a number that gets another path keeps the draws of the path that it had.

A draw is addressed by the path of its number, so that a new path alone would give other draws.
A theatre may therefore say under `addresses:` by which path numbers are drawn, as `new: old`. Both
are beginnings of paths; each `*` stands for one name, the same on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from wargame.declare.errors import did_you_mean

Rows = tuple[tuple[str, str], ...]
_WORD = re.compile(r"[a-z0-9_*]+(\.[a-z0-9_*]+)*")


@dataclass(frozen=True)
class Addresses:
    """`rows` are pairs: the beginning of a path, and that of the path by which it is drawn."""

    rows: Rows = ()

    def of(self, path: str) -> str:
        """The path by which the number at `path` is drawn."""
        if path not in self._cache:
            self._cache[path] = _first(self._to_old, path) or path
        return self._cache[path]

    def moved(self, path: str) -> str:
        """The path that a number has now which once stood at `path`; '' if it stood nowhere."""
        return _first(self._to_new, path)

    def hint(self, path: str, paths: Collection[str]) -> str:
        """What to say of a `path` that is not among `paths`: where it moved, or what is near."""
        moved = self.moved(path)
        return f" — moved to {moved}" if moved in paths else did_you_mean(path, paths)

    @cached_property
    def _cache(self) -> dict[str, str]:
        return {}  # by path, what `of` gave: every scenario asks for all of them

    @cached_property
    def _to_old(self) -> list[tuple[re.Pattern[str], str]]:
        return [_rewriting(new, old) for new, old in self.rows]

    @cached_property
    def _to_new(self) -> list[tuple[re.Pattern[str], str]]:
        return [_rewriting(old, new) for new, old in self.rows]


def address_problem(new: str, old: object) -> str:
    """Why `old` cannot be the address of `new`, or ''."""
    if not isinstance(old, str) or not _WORD.fullmatch(old) or not _WORD.fullmatch(new):
        return "expected the beginning of a path, such as suppliers.*.stock"
    if new.count("*") != old.count("*"):
        return "expected as many * as on the other side"
    return ""


def _rewriting(before: str, after: str) -> tuple[re.Pattern[str], str]:
    """A pattern for paths that begin with `before`, and what stands for that beginning."""
    pattern = re.escape(before).replace(r"\*", "([a-z0-9_]+)")
    groups = iter(range(1, before.count("*") + 1))
    return re.compile(pattern + r"(?=\.|$)"), re.sub(r"\*", lambda _: rf"\{next(groups)}", after)


def _first(rows: list[tuple[re.Pattern[str], str]], path: str) -> str:
    for pattern, after in rows:
        match = pattern.match(path)
        if match:
            return match.expand(after) + path[match.end() :]
    return ""
