"""Scenario files that readers bring: small, checked like any file, kept in memory only.

No path of a reader's choice reaches the file system: a file may extend a shipped scenario by its
bare name, be set in a shipped theatre, and nothing else.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wargame.declare.errors import WargameError
from wargame.evidence import strict_yaml, theatre
from wargame.scenario import load
from wargame.scenario.library import shipped

UPLOADED = "uploaded.yaml"
MOST_BYTES = 200_000
MOST_FILES = 50
_texts: OrderedDict[str, str] = OrderedDict()


def uploaded(name: str) -> str | None:
    """The text of an uploaded scenario by the name it was given, or None."""
    return _texts.get(name)


def accept(content: bytes) -> str:
    """Check an uploaded file and keep it -> the name under which it can be explored.

    Raises WargameError with every problem found, each at line and column.
    """
    if len(content) > MOST_BYTES:
        raise WargameError(f"larger than {MOST_BYTES // 1000} kB")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WargameError("is not UTF-8 text") from error
    with folder_of(text) as folder:
        try:
            _check_names(strict_yaml.load(folder / UPLOADED).data)
            load(folder / UPLOADED)
        except WargameError as error:
            # Where the copy lies is nobody's business.
            raise WargameError(re.sub(re.escape(f"{folder}") + "/?", "", str(error))) from error
    name = "u-" + hashlib.sha256(content).hexdigest()[:20]
    _texts[name] = text
    _texts.move_to_end(name)
    while len(_texts) > MOST_FILES:
        _texts.popitem(last=False)
    return name


@contextmanager
def folder_of(upload: str | None) -> Iterator[Path]:
    """A folder for a while: where there is an upload, with it and the shipped scenarios in it."""
    with tempfile.TemporaryDirectory(prefix="wargame-") as directory:
        folder = Path(directory)
        if upload is not None:
            for one in shipped().values():
                shutil.copyfile(one, folder / one.name)
            (folder / UPLOADED).write_text(upload, encoding="utf-8")
        yield folder


def _check_names(data: dict[str, object]) -> None:
    """Raise WargameError where a file extends, or is set in, what is not shipped."""
    scenarios, theatres = list(shipped()), theatre.shipped()
    extends, within = data.get("extends"), data.get("theatre")
    if isinstance(data.get("evidence"), str):
        raise WargameError("evidence: an uploaded scenario holds its evidence itself, not a file")
    if extends is not None and str(extends).removesuffix(".yaml") not in scenarios:
        raise WargameError(
            "extends: an uploaded scenario can only extend a shipped one by its name: "
            + ", ".join(scenarios)
        )
    if within is not None and within not in theatres:
        names = ", ".join(theatres)
        raise WargameError(f"theatre: an uploaded scenario can only name a shipped one: {names}")
