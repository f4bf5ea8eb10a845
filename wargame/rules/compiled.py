"""Rules are scalar functions; this turns one into a NumPy generalized ufunc, on first use.

A rule tells what happens to one agent in one run. Compiled by Numba it broadcasts over agents
and runs. The uncompiled function stays at `.py_func`; inside `with interpreted():` every rule
runs as plain Python, one agent and one run at a time: the twin that the compiled day is
tested against.

Machine code is cached under the user's cache directory, in a folder named by a digest of the
rules' sources and of the Python, NumPy and Numba versions. Numba's own check sees only the file
of the rule itself, not the functions it calls; the digest sees all of them.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

TYPES = {"f": "float64", "i": "int64", "h": "int32", "u": "uint64"}
_state = {"interpreted": False, "inside": False}
COMPLETE = "complete"  # marks a folder in which every rule is compiled
# Rules allocate nothing: without this Numba counts references to every view of an array.
UNCOUNTED: dict[str, Any] = {"_nrt": False}
# What a rule or a loop calls is put into it whole.
INSIDE: dict[str, Any] = {"error_model": "numpy", "forceinline": True, **UNCOUNTED}
LOOPS: list[Any] = []  # every declared loop; see wargame.rules.loop


def parse_layout(layout: str) -> tuple[list[tuple[str, ...]], int]:
    """Split "(t),()->(t)" into the core dimensions of each argument and the number of inputs."""
    left, right = layout.replace(" ", "").split("->")
    split = [side[1:-1].split("),(") if side else [] for side in (left, right)]
    dims = [tuple(d.split(",")) if d else () for d in split[0] + split[1]]
    return dims, len(split[0])


# Read on import, so that code and digest belong together even if a file changes meanwhile.
_SOURCES = [source.read_bytes() for source in sorted(Path(__file__).parent.glob("*.py"))]


@cache
def cache_folder() -> Path:
    """Where compiled rules are kept: WARGAME_CACHE_DIR, or the user's cache directory."""
    from platformdirs import user_cache_path

    digest = hashlib.sha256()
    for source in _SOURCES:
        digest.update(source)
    for name in ("numba", "numpy", "llvmlite"):
        digest.update(version(name).encode())
    digest.update(sys.version.encode())
    root = os.environ.get("WARGAME_CACHE_DIR")
    base = Path(root) if root else user_cache_path("wargame")
    return base / "rules" / digest.hexdigest()[:16]


class Rule:
    """One rule: `rule(*arrays)` broadcasts; `rule.py_func` is the policy as written.

    `types` has one letter per argument (f float64, i int64, h int32, u uint64), inputs then
    outputs; `layout` is the gufunc signature; `writes` names the inputs changed in place.
    """

    registry: ClassVar[dict[str, Rule]] = {}

    def __init__(self, func: Callable[..., None], types: str, layout: str, writes: str) -> None:
        self.py_func = func
        self.name = func.__name__
        self.types = types
        self.layout = layout
        self.writes = tuple(writes.split())
        self.dims, self.inputs = parse_layout(layout)
        self.names = func.__code__.co_varnames[: func.__code__.co_argcount]
        if not len(types) == len(self.dims) == len(self.names):
            raise TypeError(f"rule {self.name}: types, layout and arguments differ in number")
        self._compiled: Callable[..., Any] | None = None
        self.__doc__ = func.__doc__
        Rule.registry[self.name] = self

    def __call__(self, *args: Any) -> Any:
        """Apply the rule to arrays with loop dimensions (agents, runs) before the core ones.

        Outputs may be given after the inputs, to be written in place instead of made anew. A rule
        may call another rule, for the same agent and run, and then gives it its outputs.
        """
        if _state["interpreted"]:
            return self.py_func(*args) if _state["inside"] else self.interpret(*args)
        if self._compiled is None:
            self._compiled = self.compile()
        return self._compiled(*args)

    def compile(self) -> Callable[..., Any]:
        """Build (or load from the cache) the generalized ufunc."""
        import numba

        signature = []
        for name, letter, dims, position in zip(
            self.names, self.types, self.dims, range(len(self.names))
        ):
            scalar = getattr(numba, TYPES[letter])
            is_array = dims or position >= self.inputs or name in self.writes
            signature.append(scalar[(slice(None),) * max(1, len(dims))] if is_array else scalar)
        with cached(), _inlined():
            build = numba.guvectorize(  # type: ignore[no-untyped-call]
                [tuple(signature)],
                self.layout,
                nopython=True,
                cache=True,
                writable_args=self.writes,
            )
            # The plain NumPy ufunc inside: Numba's wrapper would add work to every call.
            return build(self.py_func).ufunc  # type: ignore[no-any-return]

    def interpret(self, *args: Any) -> Any:
        """Run the uncompiled rule once per agent and run, in ordinary Python."""
        given = args[self.inputs :]
        arrays = [np.asarray(a) for a in args[: self.inputs]]
        cores = [len(d) for d in self.dims]
        sizes: dict[str, int] = {}
        for array, dims in zip(arrays, self.dims):  # inputs only: outputs come below
            sizes |= dict(zip(dims, array.shape[array.ndim - len(dims) :]))
        outer = np.broadcast_shapes(
            *(a.shape[: a.ndim - c] for a, c in zip(arrays, cores[: self.inputs]))
        )
        outs = list(given) or [
            np.zeros(outer + tuple(sizes[d] for d in dims), TYPES[letter])
            for dims, letter in zip(self.dims[self.inputs :], self.types[self.inputs :])
        ]
        views = [self._spread(a, outer, c) for a, c in zip(arrays + outs, cores)]
        with inside_a_rule():
            for index in np.ndindex(*outer):
                self.py_func(*(self._one(v, index, i) for i, v in enumerate(views)))
        return outs[0] if len(outs) == 1 else tuple(outs)

    @staticmethod
    def _spread(array: Any, outer: tuple[int, ...], core: int) -> Any:
        shape = outer + array.shape[array.ndim - core :]
        if array.shape == shape:
            return array
        return np.broadcast_to(array, shape)

    def _one(self, view: Any, index: tuple[int, ...], position: int) -> Any:
        written = position >= self.inputs or self.names[position] in self.writes
        if self.dims[position]:
            return view[index]
        if written:
            return view[(*index[:-1], slice(index[-1], index[-1] + 1))] if index else view[None]
        return view[index].item() if self.types[position] != "u" else view[index]


@contextmanager
def cached() -> Iterator[None]:
    """Where Numba compiles into our cache, and knows rules that rules call."""
    from filelock import FileLock
    from numba.core import config

    _know_rules()
    folder = writable_folder()
    previous = vars(config)["CACHE_DIR"]
    # One process at a time: Numba saves a rule and its wrapper apart, and a pair of which each half
    # was saved by another process crashes when it is loaded.
    with FileLock(folder / "lock"):
        vars(config)["CACHE_DIR"] = str(folder)
        try:
            yield
        finally:
            vars(config)["CACHE_DIR"] = previous


@cache
def _know_rules() -> None:
    """Let compiled rules call rules: Numba is told that one is the function it was made of."""
    import numba
    from numba.core import types
    from numba.extending import typeof_impl

    made: dict[str, Any] = {}

    @typeof_impl.register(Rule)
    def function_of(called: Rule, _: Any) -> Any:
        if called.name not in made:
            made[called.name] = numba.njit(**INSIDE)(called.py_func)
        return types.Dispatcher(made[called.name])


@contextmanager
def _inlined() -> Iterator[None]:
    """Have LLVM put each rule inside the loop that calls it.

    Numba's loop otherwise hands over every array anew for each agent and run: for a rule of 18
    arguments 75 ns a call, a third of a day. `guvectorize` has no such option, so it is set on
    the class that would have it; without that class the rules are the same, and slower.
    """
    from numba.np.ufunc import ufuncbuilder

    options: Any = getattr(ufuncbuilder, "UFuncTargetOptions", None)
    finalize = getattr(options, "finalize", None)
    if finalize is None:
        yield
        return

    def inlined(self: Any, flags: Any, given: Any) -> None:
        flags.forceinline = True
        finalize(self, flags, given)

    options.finalize = inlined
    try:
        yield
    finally:
        options.finalize = finalize


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
        kept = tempfile.TemporaryDirectory(prefix="wargame-rules-")
        atexit.register(kept.cleanup)
        return Path(kept.name)
    return folder


def part(func: Callable[..., Any]) -> Callable[..., Any]:
    """A piece of a rule: plain Python to Python, compiled into the rule that calls it."""
    from numba.extending import register_jitable

    return register_jitable(**INSIDE)(func)


def rule(types: str, layout: str, writes: str = "") -> Callable[[Callable[..., None]], Rule]:
    """Declare a rule; see `Rule`. Nothing is compiled until it is first called."""

    def declare(func: Callable[..., None]) -> Rule:
        return Rule(func, types, layout, writes)

    return declare


@contextmanager
def interpreted() -> Iterator[None]:
    """Inside this block every rule runs uncompiled: slow, and the same policy."""
    _state["interpreted"] = True
    try:
        yield
    finally:
        _state["interpreted"] = False


def is_interpreted() -> bool:
    """Whether rules run uncompiled just now."""
    return _state["interpreted"]


@contextmanager
def inside_a_rule() -> Iterator[None]:
    """Inside this block an interpreted rule calls others for its own agent and run."""
    _state["inside"] = True
    try:
        yield
    finally:
        _state["inside"] = False


def compile_all(progress: Callable[[str], None] | None = None) -> None:
    """Compile every declared rule now, so that the first day does not wait for it."""
    for declared in (*Rule.registry.values(), *LOOPS):
        if declared._compiled is None:
            if progress:
                progress(declared.name)
            declared._compiled = declared.compile()
    (writable_folder() / COMPLETE).touch()


def is_cached() -> bool:
    """Whether rules compiled from these very sources are on disk already, all of them."""
    return (cache_folder() / COMPLETE).exists()
