"""Answers kept on disk between one start of the server and the next, in the user's cache folder."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from wargame.declare.errors import WargameError
from wargame.results.files import whole_file
from wargame.web.answers import Answer

MOST_BYTES = 300_000_000
FORMAT = "4"


@lru_cache
def folder() -> Path:
    """The folder: WARGAME_ANSWERS, or within WARGAME_CACHE_DIR, or within the user's cache."""
    from platformdirs import user_cache_path

    chosen, cache = (os.environ.get(f"WARGAME_{name}") for name in ("ANSWERS", "CACHE_DIR"))
    if chosen:
        return Path(chosen)
    return (Path(cache) if cache else user_cache_path("wargame")) / "explore"


def path_of(key: str) -> Path:
    """The file of an answer by its key (a SHA-256)."""
    return folder() / f"{key}.npz"


def read(key: str) -> Answer | None:
    """The answer of that key, or None if it is not there or is damaged."""
    try:
        with np.load(path_of(key)) as arrays:
            if str(arrays["format"]) != FORMAT:
                return None
            shown = json.loads(str(arrays["shown"]))
            return Answer(int(shown["n"]), shown, arrays["outcomes"])
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):
        return None


def write(key: str, answer: Answer) -> None:
    """Keep an answer; a full or read-only disk is no reason to stop."""
    arrays = {"shown": np.array(json.dumps(answer.shown)), "outcomes": answer.outcomes}
    with suppress(WargameError), whole_file(path_of(key)) as draft, draft.open("wb") as file:
        np.savez(file, format=np.array(FORMAT), **arrays)


def prune() -> None:
    """Drop the answers that were made longest ago, until the folder is small enough."""
    with suppress(OSError):
        files = sorted(folder().glob("*.npz"), key=lambda path: path.stat().st_mtime)
        size = sum(path.stat().st_size for path in files)
        for path in files:
            if size <= MOST_BYTES:
                return
            size -= path.stat().st_size
            path.unlink()
