"""Writing a directory or a file of results: all of it or none of it."""

from __future__ import annotations

import json
import math
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from wargame.declare.errors import WargameError

MARK = "manifest.json"  # every directory of results holds one; nothing else is ever replaced


def plain(value: object, endless: str | None = None) -> Any:
    """Anything that a study gives as plain JSON: dataclasses and arrays as mappings and lists.

    What is not a number is null; an infinite number is `endless`.
    """
    import dataclasses

    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {of.name: getattr(value, of.name) for of in dataclasses.fields(value)}
        return plain(fields, endless)
    if isinstance(value, dict):
        return {str(key): plain(one, endless) for key, one in value.items()}
    if hasattr(value, "_asdict"):
        return plain(value._asdict(), endless)
    if hasattr(value, "tolist"):  # of NumPy
        return plain(value.tolist(), endless)
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [plain(one, endless) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return endless if value == math.inf else None
    return value


def json_text(data: object) -> str:
    """`data` as JSON for people and programs. Raises ValueError for a number that JSON has not."""
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)


def write_json(path: Path, data: object) -> None:
    """Write `data` as JSON."""
    path.write_text(json_text(data) + "\n", encoding="utf-8")


def yaml_text(data: Mapping[str, object]) -> str:
    """`data` as YAML, keys in their order."""
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # the compiled one is much faster
    text: str = yaml.dump(dict(data), Dumper=dumper, sort_keys=False, allow_unicode=True, width=96)
    return text


def refuse_used(target: Path, force: bool = False) -> None:
    """Raise WargameError if results may not be written to `target`.

    An empty or missing directory is fine. With `force`, earlier results (a directory that holds
    a manifest) may be replaced; a directory of anything else is never touched.
    """
    try:
        if target.exists() and not target.is_dir():
            raise WargameError(f"{target}: is a file, not a directory; choose another place")
        if not target.exists() or not any(target.iterdir()):
            return
        earlier = (target / MARK).is_file()
    except OSError as error:
        raise WargameError(f"{target}: cannot be read: {error.strerror}") from error
    if not force:
        raise WargameError(f"{target}: is not empty; choose another place, or use force")
    if not earlier:
        raise WargameError(
            f"{target}: holds no earlier results (no {MARK}), so force does not replace it"
        )


def refuse_file(file: Path, force: bool = False, mark: str = "", what: str = "") -> None:
    """Raise WargameError if `file` may not be written.

    With `force` a file that is there may be replaced if it begins with `mark`, as an earlier `what`
    does; a directory never.
    """
    if not file.exists():
        return
    if file.is_dir():
        raise WargameError(f"{file}: is a directory; give the name of a file")
    if not force:
        raise WargameError(f"{file}: exists; choose another place, or use force to replace it")
    try:
        with file.open("rb") as stream:
            earlier = stream.read(len(mark.encode())) == mark.encode()
    except OSError as error:
        raise WargameError(f"{file}: cannot be read ({error.strerror or error})") from error
    if not earlier:
        raise WargameError(f"{file}: is no earlier {what}, so force does not replace it")


@contextmanager
def whole_directory(target: Path, force: bool = False) -> Iterator[Path]:
    """Give a new directory to write in; it becomes `target` only if everything went well.

    The new directory is a sibling of `target`, so that the last step is a rename. On any
    failure it is removed and `target` is as it was. Raises WargameError when the disk is full,
    the place is read-only, or `target` may not be used.
    """
    target = target.resolve()
    refuse_used(target, force)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise _unwritable(target, error) from error
    try:
        draft.chmod(0o755)
        yield draft
        _put_in_place(draft, target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _put_in_place(draft: Path, target: Path) -> None:
    if not target.exists():
        draft.rename(target)
        return
    # The old results step aside first and come back if the new ones cannot take their place.
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}.old.", dir=target.parent))
    try:
        target.rename(aside / "old")
        try:
            draft.rename(target)
        except OSError:
            with suppress(OSError):
                (aside / "old").rename(target)
            raise
    finally:
        if target.exists():
            shutil.rmtree(aside, ignore_errors=True)


def _unwritable(target: Path, error: OSError) -> WargameError:
    reason = error.strerror or str(error)
    return WargameError(f"{target}: cannot be written ({reason}); nothing was left behind")


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Give a draft beside `target` to write in; it becomes `target` only if everything went well.

    Raises WargameError when it cannot be written; an earlier file is then as it was.
    """
    draft = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        os.close(handle)
        draft = Path(name)
        yield draft
        draft.chmod(0o644)
        draft.replace(target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)


def write_whole(target: Path, content: bytes) -> None:
    """Write one file by renaming a draft beside it; see `whole_file`."""
    with whole_file(target) as draft:
        draft.write_bytes(content)
