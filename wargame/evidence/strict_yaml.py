"""Strict YAML with positions: what is ambiguous or dangerous is refused, not guessed.

Unlike YAML 1.1 as most parsers read it, only `true` and `false` are booleans (`NO` is a word:
Norway), `1e6` is a number, dates stay text, and there are no octal or base-60 numbers. Duplicate
keys, merge keys, tags, alias bombs, binary, empty and oversized files are errors; so are
characters that steer a terminal or turn the order of what is read (Trojan Source).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from wargame.declare.errors import InputError, Place, Problem, WargameError, kind
from wargame.declare.meant import one_or_thousand

MAX_BYTES = 5_000_000
MAX_CACHED = 100_000  # characters of a file that is kept when it was parsed
MAX_NODES = 100_000  # counted through aliases, so that a few lines cannot unfold into gigabytes
MAX_DEPTH = 40

KeyPath = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
# Control characters but tab and line feed, and what turns the direction of writing.
_STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_PLAIN = "!plain"
_TEXT = "tag:yaml.org,2002:str"
_LIST = "tag:yaml.org,2002:seq"
_MAPPING = "tag:yaml.org,2002:map"
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Composer(_Base):  # type: ignore[misc]
    """Composes nodes only; every plain scalar keeps its text and is read by `_Builder.scalar`.

    The C parser calls `descend_resolver` for each node that it enters; counting there stops a
    text of a hundred thousand brackets before it overflows the C stack.
    """

    yaml_implicit_resolvers = {None: [(_PLAIN, re.compile(""))]}  # noqa: RUF012

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = 0

    def descend_resolver(self, parent: object, index: object) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise RecursionError

    def ascend_resolver(self) -> None:
        self.depth -= 1


@dataclass(frozen=True)
class Document:
    """One parsed YAML text: its `data` as plain Python, and the place of every key and value."""

    name: str
    data: dict[str, Any]
    node: yaml.Node

    def part(self, key: str) -> Document | None:
        """What stands at `key`, with its places; None if that is no mapping."""
        child = _child(self.node, key)
        data = self.data.get(key)
        return Document(self.name, data, child[1]) if child and isinstance(data, dict) else None

    def place(self, path: KeyPath = (), key: bool = False) -> Place:
        """Place of the value at `path` (of its key if `key`); of the nearest parent if absent."""
        node, mark = self.node, self.node.start_mark
        for part in path:
            child = _child(node, part)
            if child is None:
                break
            name, node = child
            mark = (name if key else node).start_mark
        return Place(self.name, mark.line + 1, mark.column + 1)


def load(path: Path | str, name: str | None = None) -> Document:
    """Read and parse the YAML file at `path`; `name` is how messages call it (default: path).

    Raises WargameError if the file is missing, not a regular file, over 5 MB, not text, or not
    strict YAML with a mapping at the top.
    """
    path = Path(path)
    name = name or str(path)
    text = _text(path, name)
    # The same few files are read for every scenario: what was parsed once is kept, by its text.
    return _parsed(text, name) if len(text) <= MAX_CACHED else parse(text, name)


@lru_cache(maxsize=128)
def _parsed(text: str, name: str) -> Document:
    return parse(text, name)


def parse(text: str, name: str) -> Document:
    """Parse `text` as strict YAML; `name` is the file name used in messages."""
    node = _compose(text, name)
    if node is None:
        raise InputError([Problem(Place(name, 1, 1), "", "the file is empty")])
    builder = _Builder(name)
    data = builder.value(node, "", 0)
    if builder.problems:
        raise InputError(builder.problems)
    if not isinstance(data, dict):
        message = f"expected keys with values at the top of the file, found {kind(data)}"
        raise InputError([Problem(builder.place(node), "", message)])
    return Document(name, data, node)


def _text(path: Path, name: str) -> str:
    try:
        if path.is_dir():
            raise WargameError(f"{name}: is a directory, not a file")
        if not path.exists():
            raise WargameError(f"{name}: no such file")
        if not path.is_file():
            raise WargameError(f"{name}: is not a regular file")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise WargameError(f"{name}: {size / 1e6:.1f} MB is too large (limit 5 MB)")
        raw = path.read_bytes()
    except OSError as error:
        raise WargameError(f"{name}: cannot be read ({error.strerror or error})") from error
    except ValueError as error:  # a NUL byte in the name itself
        raise WargameError(f"{name!r}: is not a file name") from error
    if b"\0" in raw:
        raise WargameError(f"{name}:1:1: is a binary file, not YAML text")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        raise WargameError(f"{name}:{line}:{column}: is a binary file or not UTF-8 text") from error


def _compose(text: str, name: str) -> yaml.Node | None:
    try:
        loader = _Composer(text)
        try:
            node: yaml.Node | None = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name, 1, 1)
        parts = [part for part in (error.context, error.problem) if part]
        if "maximum nesting depth" in (error.problem or ""):  # libyaml since 0.2.6 sees it first
            parts = ["nested too deeply"]
        raise InputError([Problem(place, "", "not valid YAML: " + ", ".join(parts))]) from error
    except (yaml.YAMLError, RecursionError) as error:
        message = f"not valid YAML: {getattr(error, 'reason', None) or 'nested too deeply'}"
        raise InputError([Problem(Place(name, 1, 1), "", message)]) from error
    return node


def _child(node: yaml.Node, part: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == part:
                return key, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    return None


class _Builder:
    """Turns composed nodes into plain Python, noting every problem."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.count = 0

    def place(self, node: yaml.Node) -> Place:
        return Place(self.name, node.start_mark.line + 1, node.start_mark.column + 1)

    def problem(self, node: yaml.Node, path: str, message: str) -> None:
        self.problems.append(Problem(self.place(node), path, message))

    def value(self, node: yaml.Node, path: str, depth: int) -> Any:
        self.count += 1
        if self.count > MAX_NODES or depth > MAX_DEPTH:
            why = "nested too deeply" if depth > MAX_DEPTH else "unfolds into too many values"
            message = f"{why} (aliases that multiply or contain themselves are refused)"
            raise InputError([Problem(self.place(node), path, message)])
        if node.tag in (_PLAIN, _TEXT):
            self.steers(node, path)
            return self.scalar(node, path) if node.tag == _PLAIN else node.value
        if node.tag == _MAPPING and isinstance(node, yaml.MappingNode):
            return self.mapping(node, path, depth)
        if node.tag == _LIST and isinstance(node, yaml.SequenceNode):
            items = enumerate(node.value)
            return [self.value(item, f"{path}[{i}]", depth + 1) for i, item in items]
        self.problem(node, path, f"tags such as '{node.tag}' are not allowed")
        return None

    def steers(self, node: yaml.Node, path: str) -> None:
        if match := _STEERS.search(node.value):
            message = f"the control character U+{ord(match[0]):04X} is not allowed in text"
            self.problem(node, path, message)

    def mapping(self, node: yaml.MappingNode, path: str, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        first: dict[str, int] = {}
        for name, value in node.value:
            if not isinstance(name, yaml.ScalarNode):
                self.problem(name, path, "a key must be a word")
                continue
            key = name.value
            where = f"{path}.{key}" if path else key
            self.steers(name, path)
            if key == "<<":
                self.problem(name, where, "merge keys (<<) are not allowed; use 'extends:'")
            elif key in result:
                message = f"duplicate key (first written in line {first[key]})"
                self.problem(name, where, message)
            else:
                first[key] = name.start_mark.line + 1
                result[key] = self.value(value, where, depth + 1)
        return result

    def scalar(self, node: yaml.Node, path: str) -> Any:
        text: str = node.value
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            if why := one_or_thousand(text):
                self.problem(node, path, why)
            number = float(text)
            if not math.isfinite(number):
                self.problem(node, path, f"{text} is too large a number")
            return number
        return text
