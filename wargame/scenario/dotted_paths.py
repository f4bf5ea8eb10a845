"""Dotted paths of numbers, policies and mechanisms, as parts of a scenario file."""

from __future__ import annotations

from typing import Any

SWITCHES = ("policies", "mechanisms")


def file_part(path: str, value: object) -> dict[str, Any]:
    """`path: value` as a file writes it: under policies or mechanisms, or else under `set`."""
    head, _, rest = path.partition(".")
    return nested(path, value) if head in SWITCHES and rest else {"set": {path: value}}


def nested(path: str, value: object) -> dict[str, Any]:
    """'attacker.posture', x as {'attacker': {'posture': x}}."""
    *parents, last = path.split(".")
    result: dict[str, Any] = {last: value}
    for parent in reversed(parents):
        result = {parent: result}
    return result


def merged(old: object, new: object) -> Any:
    """`new` over `old`, key by key where both are mappings."""
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return new
    return old | {key: merged(old.get(key), value) for key, value in new.items()}
