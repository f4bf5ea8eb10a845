"""Scenario files that readers bring: small, checked like any file, kept in memory only.

No path of a reader's choice reaches the file system: a file may extend a shipped scenario by its
bare name and nothing else.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections import OrderedDict
from pathlib import Path

from wargame.declare.errors import WargameError
from wargame.evidence import strict_yaml
from wargame.scenario import load
from wargame.scenario.library import shipped

MOST_BYTES = 200_000
MOST_KEPT = 50
_kept: OrderedDict[str, str] = OrderedDict()


def uploaded(name: str) -> str | None:
    """The text of an uploaded scenario by the name it was given, or None."""
    return _kept.get(name)


def take(content: bytes) -> str:
    """Check an uploaded file and keep it -> the name under which it can be explored.

    Raises WargameError with every problem found, each at line and column.
    """
    if len(content) > MOST_BYTES:
        raise WargameError(f"larger than {MOST_BYTES // 1000} kB")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WargameError("is not UTF-8 text") from error
    with tempfile.TemporaryDirectory(prefix="wargame-") as folder:
        path = lay_out(Path(folder), text)
        try:
            _extends_shipped(strict_yaml.load(path).data)
            load(path)
        except WargameError as error:
            # Where the copy lies is nobody's business.
            raise WargameError(re.sub(re.escape(folder) + r"/?", "", str(error))) from error
    name = "u-" + hashlib.sha256(content).hexdigest()[:20]
    _kept[name] = text
    _kept.move_to_end(name)
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return name


def lay_out(home: Path, text: str) -> Path:
    """Write an uploaded text into an empty folder, the shipped scenarios beside it -> its path."""
    for one in shipped().values():
        shutil.copyfile(one, home / one.name)
    path = home / "uploaded.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def _extends_shipped(data: dict[str, object]) -> None:
    name = data.get("extends")
    valid = shipped()
    if name is None or (isinstance(name, str) and name in valid):
        return
    if isinstance(name, str) and name.endswith(".yaml") and name[: -len(".yaml")] in valid:
        return
    raise WargameError(
        "extends: an uploaded scenario can only extend a shipped one by its name: "
        + ", ".join(valid)
    )
