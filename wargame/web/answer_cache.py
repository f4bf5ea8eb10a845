"""Answers kept on disk between one start of the server and the next, in the user's cache folder."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from wargame.web.answers import Answer

MOST_BYTES = 300_000_000
FORMAT = "4"


@lru_cache
def home() -> Path:
    """The folder: WARGAME_ANSWERS, or within WARGAME_CACHE_DIR, or within the user's cache."""
    from platformdirs import user_cache_path

    chosen, cache = (os.environ.get(f"WARGAME_{name}") for name in ("ANSWERS", "CACHE_DIR"))
    if chosen:
        return Path(chosen)
    return (Path(cache) if cache else user_cache_path("wargame")) / "explore"


def read(key: str) -> Answer | None:
    """The answer of that key (a SHA-256), or None if it is not there or is damaged."""
    try:
        with np.load(home() / f"{key}.npz") as held:
            if str(held["format"]) != FORMAT:
                return None
            shown = json.loads(str(held["shown"]))
            return Answer(int(shown["n"]), shown, held["outcomes"])
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):
        return None


def there(key: str) -> bool:
    """Whether an answer is kept, without reading it."""
    return (home() / f"{key}.npz").is_file()


def write(key: str, answer: Answer) -> None:
    """Keep an answer; a full or read-only disk is no reason to stop."""
    with suppress(OSError):
        home().mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=home(), suffix=".draft")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(
                    file, format=FORMAT, shown=json.dumps(answer.shown), outcomes=answer.outcomes
                )
            Path(draft).replace(home() / f"{key}.npz")
        finally:
            Path(draft).unlink(missing_ok=True)


def prune() -> None:
    """Drop the answers that were made longest ago, until the folder is small enough."""
    with suppress(OSError):
        files = sorted(home().glob("*.npz"), key=lambda path: path.stat().st_mtime)
        size = sum(path.stat().st_size for path in files)
        for path in files:
            if size <= MOST_BYTES:
                return
            size -= path.stat().st_size
            path.unlink()
