"""Where machine code of rules is kept: one entry for each function, named by what it computes.

Numba's own cache goes by the file of a function and its time stamp: it would compile everything
again after a changed comment, and would not notice a change in a function that is called from
another file. Ours goes by a digest of the bytecode, of constants, and of all functions that are
called in turn; so what computes the same is compiled once, wherever it stands.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import RLock
from types import CodeType, FunctionType, ModuleType
from typing import Any

# Rules allocate nothing: without this Numba counts references to every view of an array.
UNCOUNTED: dict[str, Any] = {"_nrt": False}
# What a rule or a loop calls is put into it whole.
INSIDE: dict[str, Any] = {"error_model": "numpy", "forceinline": True, **UNCOUNTED}
STAMP = "__wargame_digest__"
LOADING = RLock()  # one thread makes or loads what is missing, and others wait for it
FORMAT = "1"  # of what is kept; another one makes everything anew


@cache
def cache_folder() -> Path:
    """Where machine code is kept: below WARGAME_CACHE_DIR, or the user's cache directory."""
    from platformdirs import user_cache_path

    digest = hashlib.sha256(f"{FORMAT} {sys.version}".encode())
    for name in ("numba", "numpy", "llvmlite"):
        digest.update(version(name).encode())
    root = os.environ.get("WARGAME_CACHE_DIR")
    base = Path(root) if root else user_cache_path("wargame")
    return base / "rules" / digest.hexdigest()[:16]


@cache
def writable_folder() -> Path:
    """`cache_folder()`, or one that lives as long as this process where it cannot be written."""
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError:
        temporary = tempfile.TemporaryDirectory(prefix="wargame-rules-")
        atexit.register(temporary.cleanup)
        return Path(temporary.name)
    return folder


def digest_of(func: FunctionType, extra: str = "") -> str:
    """A digest of what `func` computes: bytecode, constants, and all that it calls."""
    seen: dict[int, None] = {}
    state = hashlib.sha256(extra.encode())
    _take_in(func, state, seen)
    return state.hexdigest()[:20]


def _take_in(func: FunctionType, state: hashlib._Hash, seen: dict[int, None]) -> None:
    if id(func) in seen:
        return
    seen[id(func)] = None
    for code in _codes(func.__code__):
        _take_in_code(code, state)
        for name in code.co_names:
            if name in func.__globals__:
                _take_in_global(name, func.__globals__[name], state, seen)


def _codes(code: CodeType) -> Iterator[CodeType]:
    """A function's code, and that of the functions defined inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _take_in_code(code: CodeType, state: hashlib._Hash) -> None:
    """Neither line numbers nor texts, such as the docstring, change what is computed."""
    plain = [None if isinstance(one, str | CodeType) else one for one in code.co_consts]
    state.update(code.co_code)
    state.update(repr((plain, code.co_names, code.co_varnames)).encode())


def _take_in_global(name: str, value: object, state: hashlib._Hash, seen: dict[int, None]) -> None:
    inner = getattr(value, "py_func", None) or getattr(value, "_defn", None) or value
    if isinstance(inner, FunctionType):
        state.update(name.encode())
        _take_in(inner, state, seen)
    elif isinstance(value, ModuleType):
        state.update(value.__name__.encode())
    else:
        state.update(f"{name}={value!r}".encode())


def is_compiled(stamp: str) -> bool:
    """Whether machine code with this digest is on disk."""
    return (cache_folder() / f"{stamp}.done").exists()


@contextmanager
def compiling(func: FunctionType, stamp: str) -> Iterator[None]:
    """Inside this block Numba compiles `func` into our folder, or loads it from there."""
    from filelock import FileLock

    _use_our_folder()
    setattr(func, STAMP, stamp)
    folder = writable_folder()
    # One process at a time: Numba saves a rule and its wrapper apart, and a pair of which each half
    # was saved by another process crashes when it is loaded.
    with FileLock(folder / "lock"):
        yield
        (folder / f"{stamp}.done").touch()


@cache
def _use_our_folder() -> None:
    """Tell Numba of a place for functions that carry a digest; it keeps its own for all others."""
    from numba.core import caching

    class ByDigest(caching._CacheLocator):
        """A place in our folder, fresh as long as the digest is the same."""

        def __init__(self, py_func: FunctionType, py_file: str) -> None:
            self._py_file = py_file
            self._digest = getattr(py_func, STAMP)

        def get_cache_path(self) -> str:
            return str(writable_folder())

        def get_source_stamp(self) -> str:
            return str(self._digest)

        def get_disambiguator(self) -> str:
            return str(self._digest)

        @classmethod
        def from_function(cls, py_func: FunctionType, py_file: str) -> Any:
            return cls(py_func, py_file) if hasattr(py_func, STAMP) else None

    impl: Any = vars(caching).get("CacheImpl") or vars(caching)["_CacheImpl"]
    impl._locator_classes.insert(0, ByDigest)
