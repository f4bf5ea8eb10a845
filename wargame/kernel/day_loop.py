"""What comes every day, in one run after the other: a loop generated from the names of arguments.

NumPy spreads a rule over arrays, one rule after the other. What comes every day is instead done for
one run from its morning to its evening, day after day, so that what the run holds stays in the
processor's cache (docs/design.md says what that saves). Nobody writes this loop: it is generated
from a list of steps, each a rule that finds its arguments by name in the state of its owner, or
where the step says that another owner holds them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from wargame.declare.tape import Array
from wargame.kernel import machine_code, rule
from wargame.kernel.arguments import Argument
from wargame.kernel.rule import Rule

CLOCK = "clock"  # holds what belongs to nobody: seed, run, day, season, month_slot
OF_THE_CLOCK = ("seed", "run", "day", "season", "month_slot")
# A day needs nothing of Python: others may have its lock meanwhile.
OPTIONS: dict[str, Any] = {"error_model": "numpy", "nogil": True, **machine_code.UNCOUNTED}
FAULT = "fault"  # the argument in which an audit says which item is wrong, counted from 1


class Step(NamedTuple):
    """One rule of the day: who owns its state, and who holds those arguments that are not his."""

    owner: str
    rule: Rule
    elsewhere: Mapping[str, str]

    def slot(self, name: str) -> str:
        """Where the argument `name` is held, as "owner.name"."""
        if name in OF_THE_CLOCK:
            return f"{CLOCK}.{name}"
        return self.elsewhere.get(name, f"{self.owner}.{name}")

    @property
    def is_audit(self) -> bool:
        """Whether it holds books against a count, and ends the loop where they differ."""
        return FAULT in self.rule.arguments


def step(owner: str, rule: Rule, **elsewhere: str) -> Step:
    """A step of `owner`; `elsewhere` names arguments held by others, as name="owner.name".

    Raises TypeError where an argument is not declared, or where the step would write what is
    another owner's.
    """
    for name, place in elsewhere.items():
        if name not in rule.arguments:
            raise TypeError(f"{owner}: rule {rule.name} has no argument {name!r}")
        if rule.arguments[name].written and place.partition(".")[0] != owner:
            raise TypeError(f"{owner}: rule {rule.name} would write {place}, which is not its own")
    return Step(owner, rule, elsewhere)


class Fault(NamedTuple):
    """What an audit found wrong: whose books, on which day, in which row of runs, which item."""

    owner: str
    day: int
    row: int
    item: int


class DayLoop:
    """The compiled loop over `steps`.

    `slots` are all arguments by "owner.name". Raises TypeError where two rules declare the same
    slot differently.
    """

    def __init__(self, *steps: Step) -> None:
        self.steps = steps
        self.name = "day"
        self.slots = _slots(steps)
        self._compiled: Callable[..., Any] | None = None

    @cached_property
    def source(self) -> str:
        """The loop as Python."""
        return "\n".join(_lines(self.steps, self.slots))

    @cached_property
    def _function(self) -> Any:
        names: dict[str, Any] = {one.rule.name: one.rule for one in self.steps}
        names["__name__"] = __name__  # machine code that is kept names the module it belongs to
        exec(compile(self.source, "<day>", "exec"), names)
        return names["day_loop"]

    @cached_property
    def digest(self) -> str:
        """What its machine code is known by."""
        return machine_code.digest_of(self._function, f"{self.slots} {OPTIONS}")

    def __call__(
        self, first: int, days: int, state: Sequence[Array | np.generic | float]
    ) -> Fault | None:
        """Live through `days` days from `first` on; `state` has the array of each slot, in order.

        Arrays have the run first and are C-contiguous. Returns the first fault that an audit finds.
        """
        fault = np.zeros(1, np.int64)
        args = (first, days, fault, *state)
        if rule.is_interpreted():
            with rule.inside_a_rule():
                audit, day, row = self._function(*args)
        else:
            if self._compiled is None:
                with machine_code.LOADING:
                    self._compiled = self._compiled or self.compile()
            audit, day, row = self._compiled(*args)
        if audit < 0:
            return None
        return Fault(self.steps[audit].owner, day, row, int(fault[0]) - 1)

    def compile(self) -> Callable[..., Any]:
        """Build it, or load it from the cache."""
        import numba

        rule.register_rules()
        types = [numba.int64, numba.int64, numba.int64[::1]]
        types += [_numba_type(name, slot) for name, slot in self.slots.items()]
        with machine_code.compiling(self._function, self.digest):
            build: Any = numba.njit([tuple(types)], cache=True, **OPTIONS)
            return build(self._function)  # type: ignore[no-any-return]

    def written(self) -> set[str]:
        """Slots that some step writes."""
        return {
            one.slot(name)
            for one in self.steps
            for name, argument in one.rule.arguments.items()
            if argument.written
        }


def _slots(steps: tuple[Step, ...]) -> dict[str, Argument]:
    """Every slot with its one declaration, in the order of first use."""
    result: dict[str, Argument] = {}
    first: dict[str, str] = {}
    for one in steps:
        for name, argument in one.rule.arguments.items():
            slot = one.slot(name)
            if name == FAULT or slot == f"{CLOCK}.day":
                continue
            plain = argument._replace(way="fixed" if argument.way == "fixed" else "in")
            if result.setdefault(slot, plain) != plain:
                raise TypeError(
                    f"{slot} is {argument} in rule {one.rule.name} "
                    f"and {result[slot]} in rule {first[slot]}"
                )
            first.setdefault(slot, one.rule.name)
    return result


def _lines(steps: tuple[Step, ...], slots: dict[str, Argument]) -> Iterator[str]:
    yield f"def day_loop(first, days, {FAULT}, {', '.join(map(_variable, slots))}):"
    yield f"    for r in range({CLOCK}_run.shape[0]):"
    yield "        for day in range(first, first + days):"
    for number, one in enumerate(steps):
        values = ", ".join(_value(one, name) for name in one.rule.arguments)
        yield f"            {one.rule.name}({values})"
        if one.is_audit:
            yield f"            if {FAULT}[0] != 0:"
            yield f"                return {number}, day, r"
    yield "    return -1, 0, 0"


def _variable(slot: str) -> str:
    return slot.replace(".", "_")


def _value(one: Step, name: str) -> str:
    """How the loop hands over one argument: this run's part of its slot."""
    if name in (FAULT, "day"):
        return name
    argument, variable = one.rule.arguments[name], _variable(one.slot(name))
    if name == "season":
        return f"{variable}[day]"
    if argument.way == "fixed":
        return variable
    if argument.written and not argument.dims:
        return f"{variable}[r : r + 1]"
    return f"{variable}[r]"


def _numba_type(slot: str, argument: Argument) -> Any:
    """What Numba calls a slot: a scalar where it is fixed, else an array with the run first."""
    import numba
    from numba.core import types

    scalar = getattr(numba, argument.dtype)
    axes = axes_of(slot, argument)
    return types.Array(scalar, axes, "C") if axes else scalar


def axes_of(slot: str, argument: Argument) -> int:
    """Number of axes of the array of a slot; the season has one for the days."""
    if slot == f"{CLOCK}.season":
        return 1
    return len(argument.dims) + (argument.way != "fixed")
