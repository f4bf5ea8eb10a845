"""Names of files and columns in a directory of a sweep."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wargame.declare.errors import WargameError

MANIFEST = "manifest.json"
FINISHED = "finished.json"
DESIGN = "design.yaml"  # of a sweep that a program designed
POINTS = "points.parquet"
SHARDS = "shards"
KEYS = ("policy", "point", "replicate", "run")
ERROR = "error"


def manifest(directory: Path) -> dict[str, Any]:
    """The manifest of the sweep in `directory`; raises WargameError if there is none."""
    file = directory / MANIFEST
    try:
        result = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise WargameError(f"{directory}: holds no sweep (no {MANIFEST})") from error
    except (OSError, ValueError) as error:
        raise WargameError(f"{file}: cannot be read: {error}") from error
    if not isinstance(result, dict) or not {"plan", "provenance", "design"} <= set(result):
        raise WargameError(f"{directory}: holds no sweep, but results of something else")
    return result


def shards(directory: Path) -> list[Path]:
    """The shards that are there, in order of name."""
    return sorted((directory / SHARDS).glob("*.parquet"))
