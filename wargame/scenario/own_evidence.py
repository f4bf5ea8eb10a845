"""Evidence that a scenario, or who runs it, lays beside the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from wargame.declare.errors import InputError, Problems, WargameError
from wargame.evidence import strict_yaml
from wargame.evidence.strict_yaml import Document
from wargame.scenario.layers import Layer


def documents(
    layers: Sequence[Layer], files: Sequence[str | Path | Mapping[str, object]], problems: Problems
) -> list[Document]:
    """Documents of evidence that the files of a scenario bring, and then `files`."""
    result = []
    for layer in layers:
        try:
            document = layer.evidence()
        except InputError:
            raise
        except WargameError as error:
            problems.add(layer.place(("evidence",)), "evidence", str(error))
            continue
        result += [document] if document else []
    return [*result, *map(_document, files)]


def _document(given: str | Path | Mapping[str, object]) -> Document:
    """Evidence in a file, or as plain data."""
    if isinstance(given, Mapping):
        return strict_yaml.parse(yaml.safe_dump(dict(given), sort_keys=False), "evidence")
    return strict_yaml.load(Path(given))


def joined(documents: Sequence[Document]) -> dict[str, dict[str, Any]]:
    """All that `documents` of evidence hold, as one."""
    result: dict[str, dict[str, Any]] = {}
    for doc in documents:
        for section, entries in doc.data.items():
            held = result.setdefault(section, {})
            for key, given in entries.items():
                held[key] = [*held.get(key, []), *given] if section == "estimates" else given
    return result
