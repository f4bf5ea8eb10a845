"""Rules are scalar functions; this turns one into a NumPy generalized ufunc, on first use.

A rule says what happens to one agent in one run. Compiled by Numba it broadcasts over agents and
runs. The uncompiled function stays at `.py_func`; inside `with interpreted():` every rule runs as
plain Python, one agent and one run at a time: the twin that the compiled day is tested against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache, cached_property
from importlib import import_module
from types import FunctionType
from typing import Any, ClassVar, Protocol, TypeVar, cast

import numpy as np

from wargame.declare.tape import Array
from wargame.kernel import machine_code
from wargame.kernel.arguments import declared
from wargame.kernel.machine_code import INSIDE

Value = Array | np.generic | float  # what is handed over for an argument
Function = TypeVar("Function", bound=Callable[..., object])
_state = {"interpreted": False, "inside": False}


class Compilable(Protocol):
    """A rule, or a loop of rules."""

    name: str
    _compiled: Callable[..., Any] | None

    @property
    def digest(self) -> str:
        """What its machine code is known by."""

    def compile(self) -> Callable[..., Any]:
        """Build it, or load it from the cache."""


class Rule:
    """One rule: `rule(*arrays)` or `rule(name=array, ...)` broadcasts; `py_func` is the policy.

    `arguments` are those declared, by name, `inputs` how many of them go in; `writes` names the
    inputs that are changed in place.
    """

    registry: ClassVar[dict[str, Rule]] = {}

    def __init__(self, func: Callable[..., None]) -> None:
        self.py_func = cast(FunctionType, func)
        self.name = func.__name__
        self.arguments = declared(func)
        self.names = tuple(self.arguments)
        self.dims = [argument.dims for argument in self.arguments.values()]
        self.inputs = sum(argument.way != "out" for argument in self.arguments.values())
        self.writes = tuple(n for n, one in self.arguments.items() if one.way == "inout")
        self._orders: dict[tuple[int, tuple[str, ...]], tuple[str, ...]] = {}
        self._compiled: Callable[..., Any] | None = None
        self.__doc__ = func.__doc__
        Rule.registry[self.name] = self

    def __call__(self, *args: Value, **named: Value) -> Any:
        """Apply the rule to arrays with loop dimensions (agents, runs) before the core ones.

        Outputs may be given as well, to be written in place instead of made anew. A rule may call
        another rule, for the same agent and run, and then gives it its outputs. Raises TypeError
        that names the rule and the argument that is missing or not declared.
        """
        if named:
            order = self.order(len(args), tuple(named))
            args = (*args, *(named[name] for name in order))
        if _state["interpreted"]:
            return self.py_func(*args) if _state["inside"] else self.interpret(*args)
        if self._compiled is None:
            with machine_code.LOADING:
                self._compiled = self._compiled or self.compile()
        return self._compiled(*args)

    def __reduce__(self) -> tuple[Any, ...]:
        """By name: machine code that calls this rule is kept without it."""
        return _declared_in, (self.py_func.__module__, self.name)

    def order(self, count: int, names: tuple[str, ...]) -> tuple[str, ...]:
        """`names` in the order in which they follow the first `count` arguments of a call."""
        if (count, names) not in self._orders:
            self._orders[count, names] = self._ordered(count, names)
        return self._orders[count, names]

    def _ordered(self, count: int, names: tuple[str, ...]) -> tuple[str, ...]:
        rest = self.names[count:]
        if surplus := [name for name in names if name not in rest]:
            raise TypeError(f"rule {self.name} has no argument {surplus[0]!r}")
        given = tuple(name for name in rest if name in names)
        # All inputs must be there, and all outputs or none.
        last = len(self.names) if set(given) - set(self.names[: self.inputs]) else self.inputs
        if missing := [name for name in self.names[count:last] if name not in given]:
            raise TypeError(f"rule {self.name}: argument {missing[0]!r} is missing")
        return given

    @cached_property
    def digest(self) -> str:
        """What its machine code is known by."""
        return machine_code.digest_of(self.py_func, f"{self.name} {self.arguments}")

    @property
    def layout(self) -> str:
        """The signature of the generalized ufunc, such as "(weapon),()->(weapon)"."""
        sides = self.dims[: self.inputs], self.dims[self.inputs :]
        return "->".join(",".join(f"({','.join(dims)})" for dims in side) for side in sides)

    @property
    def is_ufunc(self) -> bool:
        """Whether it has an `Out`: without one NumPy has no ufunc of it, and it is for the day."""
        return self.inputs < len(self.arguments)

    def compile(self) -> Callable[..., Any]:
        """Build (or load from the cache) the generalized ufunc."""
        import numba

        if not self.is_ufunc:
            return self._one_by_one()

        signature = []
        for argument in self.arguments.values():
            scalar = getattr(numba, argument.dtype)
            is_array = argument.dims or argument.written
            axes = (slice(None),) * max(1, len(argument.dims))
            signature.append(scalar[axes] if is_array else scalar)
        register_rules()
        with machine_code.compiling(self.py_func, self.digest), _inlined():
            build = numba.guvectorize(  # type: ignore[no-untyped-call]
                [tuple(signature)],
                self.layout,
                nopython=True,
                cache=True,
                writable_args=self.writes,
            )
            # The plain NumPy ufunc inside: Numba's wrapper would add work to every call.
            return build(self.py_func).ufunc  # type: ignore[no-any-return]

    def _one_by_one(self) -> Callable[..., Any]:
        """A rule without outputs, compiled, and called for one agent and run after the other."""
        import numba

        register_rules()
        compiled = numba.njit(**INSIDE)(self.py_func)
        return lambda *args: self._spread_over(compiled, *args)

    def interpret(self, *args: Value) -> Any:
        """Run the uncompiled rule once per agent and run, in ordinary Python."""
        with inside_a_rule():
            return self._spread_over(self.py_func, *args)

    def _spread_over(self, func: Callable[..., object], *args: Value) -> Any:
        arrays: list[Array] = [np.asarray(a) for a in args]
        arrays, given = arrays[: self.inputs], arrays[self.inputs :]
        cores = [len(d) for d in self.dims]
        sizes: dict[str, int] = {}
        for array, dims in zip(arrays, self.dims):  # inputs only: outputs come below
            sizes |= dict(zip(dims, array.shape[array.ndim - len(dims) :]))
        outer = np.broadcast_shapes(
            *(a.shape[: a.ndim - c] for a, c in zip(arrays, cores[: self.inputs]))
        )
        outs = given or [
            np.zeros(outer + tuple(sizes[d] for d in one.dims), one.dtype)
            for one in list(self.arguments.values())[self.inputs :]
        ]
        views = [self._spread(a, outer, c) for a, c in zip(arrays + outs, cores)]
        for one in zip(*(self._each(v, outer, i) for i, v in enumerate(views))):
            func(*one)
        return outs[0] if len(outs) == 1 else tuple(outs)

    @staticmethod
    def _spread(array: Array, outer: tuple[int, ...], core: int) -> Any:
        shape = outer + array.shape[array.ndim - core :]
        if array.shape == shape:
            return array
        return np.broadcast_to(array, shape)

    def _each(self, view: Array, outer: tuple[int, ...], position: int) -> Iterable[Any]:
        """What each agent and run in turn is handed for one argument."""
        argument = self.arguments[self.names[position]]
        if argument.dims:
            return (view[index] for index in np.ndindex(*outer))
        if argument.written:
            rows = (view[index] for index in np.ndindex(*outer[:-1])) if outer else (view[None],)
            return (row[at : at + 1] for row in rows for at in range(len(row)))
        return view.ravel() if argument.dtype == "uint64" else view.ravel().tolist()


@cache
def register_rules() -> None:
    """Let compiled rules call rules: Numba is told that one is the function it was made of."""
    import numba
    from numba.core import types
    from numba.extending import typeof_impl

    made: dict[str, Any] = {}

    @typeof_impl.register(Rule)
    def function_of(called: Rule, _: object) -> Any:
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

    def inlined(self: object, flags: Any, given: object) -> None:
        flags.forceinline = True
        finalize(self, flags, given)

    options.finalize = inlined
    try:
        yield
    finally:
        options.finalize = finalize


def _declared_in(module: str, name: str) -> Rule:
    result: Rule = getattr(import_module(module), name)
    return result


def part(func: Function) -> Function:
    """A piece of a rule: plain Python to Python, compiled into the rule that calls it."""
    from numba.extending import register_jitable

    result: Function = register_jitable(**INSIDE)(func)
    return result


def rule(func: Callable[..., None]) -> Rule:
    """Declare a rule; see `Rule`. Nothing is compiled until it is first called."""
    return Rule(func)


@contextmanager
def _switched_on(name: str) -> Iterator[None]:
    _state[name] = True
    try:
        yield
    finally:
        _state[name] = False


def interpreted() -> AbstractContextManager[None]:
    """Inside this block every rule runs uncompiled: slow, and the same policy."""
    return _switched_on("interpreted")


def inside_a_rule() -> AbstractContextManager[None]:
    """Inside this block an interpreted rule calls others for its own agent and run."""
    return _switched_on("inside")


def is_interpreted() -> bool:
    """Whether rules run uncompiled just now."""
    return _state["interpreted"]


def pending(loops: Iterable[Compilable] = ()) -> list[Compilable]:
    """Declared rules, and `loops`, whose machine code is not on disk yet."""
    every: list[Compilable] = [*(one for one in Rule.registry.values() if one.is_ufunc), *loops]
    return [one for one in every if not machine_code.is_compiled(one.digest)]


def compile_all(
    loops: Iterable[Compilable] = (), progress: Callable[[str], None] | None = None
) -> None:
    """Compile what is `pending`, so that the first day does not wait for it."""
    for one in pending(loops):
        if progress:
            progress(one.name)
        one._compiled = one.compile()
