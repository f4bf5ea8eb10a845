"""A loop over runs and days that calls rules: compiled once, from the declared types of its groups.

Rules are told for one agent and one run, and NumPy spreads them over arrays. What happens every
day is instead told for one run from its morning to its evening, day after day, so that what the
run holds stays in the processor's cache (docs/design.md says what that saves).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias, get_type_hints

from wargame.rules import compiled

# Types of a group's fields: letter as in `compiled.Rule`, then the number of dimensions.
i0: TypeAlias = Any
u0: TypeAlias = Any
f1: TypeAlias = Any
i1: TypeAlias = Any
u1: TypeAlias = Any
f2: TypeAlias = Any
i2: TypeAlias = Any
f3: TypeAlias = Any
h3: TypeAlias = Any


class Loop:
    """A compiled loop: `loop(*groups)`, or its plain function inside `interpreted()`.

    Every argument is a NamedTuple whose fields are annotated with the types above; arrays must be
    C-contiguous and writable. Raises TypeError where one is not.
    """

    def __init__(self, func: Callable[..., Any]) -> None:
        self.py_func = func
        self.__doc__ = func.__doc__
        self._compiled: Callable[..., Any] | None = None
        compiled.LOOPS.append(self)

    @property
    def name(self) -> str:
        """What it is called in its file."""
        return self.py_func.__name__

    def __call__(self, *groups: NamedTuple) -> Any:
        """Run it over all runs of the groups; what the function returns."""
        if compiled.is_interpreted():
            with compiled.inside_a_rule():
                return self.py_func(*groups)
        if self._compiled is None:
            self._compiled = self.compile()
        return self._compiled(*groups)

    def compile(self) -> Callable[..., Any]:
        """Build it, or load it from the cache of rules."""
        import numba

        groups = _groups(self.py_func)
        with compiled.cached():
            build: Any = numba.njit(
                [tuple(_numba_type(group) for group in groups)],
                error_model="numpy",
                cache=True,
                **compiled.UNCOUNTED,
            )
            return build(self.py_func)  # type: ignore[no-any-return]


def _groups(func: Callable[..., Any]) -> list[type]:
    """The NamedTuples that are the arguments of a loop, in order."""
    hints = get_type_hints(func)
    hints.pop("return", None)
    return list(hints.values())


def _numba_type(group: Any) -> Any:
    """What Numba calls a group: each field a scalar, or a C-contiguous array."""
    import numba
    from numba.core import types

    fields = []
    for annotation in group.__annotations__.values():
        name = str(getattr(annotation, "__forward_arg__", annotation))
        scalar, ndim = getattr(numba, compiled.TYPES[name[0]]), int(name[1])
        fields.append(types.Array(scalar, ndim, "C") if ndim else scalar)
    return types.NamedTuple(fields, group)  # type: ignore[no-untyped-call]


def loop(func: Callable[..., Any]) -> Loop:
    """Declare a loop; see `Loop`. Nothing is compiled until it is first called."""
    return Loop(func)
