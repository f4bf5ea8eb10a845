"""How a rule declares its arguments: way, type and dimensions, at the name and nowhere else.

    def produce(rate: In[F, "weapon"], health: InOut[F, "weapon"], made: Out[I, "weapon"]) -> None

`In` is read, `InOut` is changed in place, `Out` is written; `Fixed` is read and the same in every
run. Types: F float64, I int64, H int32, U uint64. Dimensions are names of what the values belong
to ("weapon", "sector"); without any, the argument is one value for each run.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

F: Any = "float64"
I: Any = "int64"  # noqa: E741  # one letter each: they stand in every signature
H: Any = "int32"
U: Any = "uint64"
TYPES = (F, I, H, U)


class Argument(NamedTuple):
    """One declared argument: way ("in", "inout", "out", "fixed"), NumPy type, dimensions."""

    way: str
    dtype: str
    dims: tuple[str, ...]

    @property
    def written(self) -> bool:
        """Whether the rule writes it."""
        return self.way in ("inout", "out")

    def __str__(self) -> str:
        kind = {"in": "In", "inout": "InOut", "out": "Out", "fixed": "Fixed"}[self.way]
        return f"{kind}[{', '.join([self.dtype, *map(repr, self.dims)])}]"


class Way:
    """`In`, `InOut`, `Out` or `Fixed`; indexed by a type and dimensions it gives an Argument."""

    def __init__(self, way: str) -> None:
        self.way = way

    def __getitem__(self, item: str | tuple[str, ...]) -> Argument:
        dtype, *dims = (item,) if isinstance(item, str) else item
        if dtype not in TYPES:
            raise TypeError(f"expected one of F, I, H, U first, found {dtype!r}")
        return Argument(self.way, dtype, tuple(dims))


In: Any = Way("in")
InOut: Any = Way("inout")
Out: Any = Way("out")
Fixed: Any = Way("fixed")


def declared(func: Callable[..., None]) -> dict[str, Argument]:
    """The arguments of `func` by name, in order: all that go in, then all that only come out.

    Raises TypeError that names the function and the argument.
    """
    result: dict[str, Argument] = {}
    code = func.__code__
    for name in code.co_varnames[: code.co_argcount]:
        text = func.__annotations__.get(name)
        argument = eval(text, func.__globals__) if isinstance(text, str) else text
        if not isinstance(argument, Argument):
            raise TypeError(f"rule {func.__name__}: argument {name} declares no type: {text!r}")
        if argument.way != "out" and any(one.way == "out" for one in result.values()):
            raise TypeError(f"rule {func.__name__}: argument {name} stands behind an Out")
        result[name] = argument
    return result
