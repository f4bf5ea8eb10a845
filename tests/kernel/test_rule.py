"""Each compiled rule equals the policy as written, run as plain Python, on random inputs."""

from __future__ import annotations

import builtins
import dis
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wargame.kernel import machine_code
from wargame.kernel import rule as kernel
from wargame.kernel.arguments import F, In, Out
from wargame.kernel.rule import Rule, interpreted
from wargame.mechanisms import collect

collect("rules")
SIZES = {
    "item": 4, "edge": 6, "weapon": 5, "interceptor": 4, "class": 5, "command": 5, "sector": 3,
    "posture": 6, "slot": 9, "month": 5, "own_weapon": 3, "missile_line": 3, "supplier": 3,
    "part": 3, "result": 3,
}  # fmt: skip
LOOPS = 150
Make = Callable[[np.random.Generator, tuple[int, ...]], Any]


def whole(low: int, high: int) -> Make:
    return lambda rng, shape: rng.integers(low, high + 1, shape)


def real(low: float, high: float) -> Make:
    return lambda rng, shape: rng.uniform(low, high, shape)


# Class c is types edges[c] to edges[c + 1] - 1: from the first of five types to the last.
EDGES = np.array([0, 1, 1, 1, 1, 0]), np.array([0, 0, 0, 0, 0, 5])


# What an argument may hold, by its name: shares and small counts unless said here.
BY_NAME: dict[str, Make] = {
    "edges": lambda rng, shape: np.sort(rng.integers(0, 6, shape), axis=-1) * EDGES[0] + EDGES[1],
    "class_of": lambda rng, shape: np.sort(rng.integers(0, 5, shape), axis=-1),
    "radar": whole(0, 2),
    "shots": whole(1, 3),
    "batteries": whole(0, 3),
    "magazine": whole(0, 30),
    "posture": whole(0, 5),
    "talks": whole(0, 2),
    "state": whole(0, 2),
    "command_of": whole(0, 4),
    "oldest": whole(0, 2),
    "now": whole(2, 4),
    "top": whole(0, 3),
    "rows": whole(0, 3),
    "active": whole(0, 1),
    "order": lambda rng, shape: np.argsort(rng.random(shape), axis=-1),
    "ballistic": whole(0, 4),
    "mass": whole(0, 4),
    "shared": whole(0, 2),
    "home_defence_line": whole(0, 3),
    "combined": whole(0, 1),
    "smooth": whole(0, 1),
    "dry": whole(0, 1),
    "exists": real(0, 12),
    "power_hit": real(0, 3),
    "month_slot": whole(2, 4),
    "counts": whole(0, 1),
    "domestic": whole(0, 1),
    "today": real(0, 800),
    "kept": whole(0, 60),
    "spare": real(0, 60),
    "money": real(0, 9),
    "month": whole(0, 35),
    "run": whole(0, 10_000),
    "day": whole(0, 1095),
    "lead": whole(0, 12),
    "spill": whole(0, 3),
    "rung": real(0, 6),
    "sharpness": real(0, 8),
    "appeal": real(-1, 1),
    "capacity": real(0, 12),
    "production": real(0, 12),
    "wish": real(0, 12),
    "saved_raid": real(0, 30),
    "saved_strike": real(0, 30),
    "gap": real(1, 20),
    "wait": real(1, 20),
    "stock_trigger": real(0, 6),
    "cycle": real(1, 20),
    "imports": real(0, 3),
    "inputs": real(0, 90),
    "component_stock": real(0, 90),
    "ceiling": real(1, 1.5),
    "years": whole(0, 1095),
    "growth": real(0, 0.001),
    "delay": real(0, 400),
    "backlog": real(0, 40),
    "quantity": real(0, 40),
    "power_per_hit": real(0, 60),
    "demand": real(5, 9),
    "demand_winter": real(14, 18),
    "demand_summer": real(9, 12),
    "warheads": real(500, 1600),
    "upload": real(1500, 3500),
    "limit": whole(0, 1600),
    "rival_defence": real(40, 90),
    "rival_opening": real(40, 60),
    "engagements": real(1, 5),
    "alarm": real(1, 200),
    "level": real(0, 3),
    "destroyed": real(0, 9),
}


def make(rule: Rule, rng: np.random.Generator) -> list[Any]:
    """Inputs of one rule over LOOPS agents: a tenth of the entries are zero."""
    given = []
    for name, argument in list(rule.arguments.items())[: rule.inputs]:
        shape = (LOOPS, *(SIZES[d] for d in argument.dims))
        if argument.dtype == "uint64":
            array = rng.integers(0, 2**64, shape, np.uint64)
        elif name in BY_NAME:
            array = BY_NAME[name](rng, shape)
        elif argument.dtype == "float64":
            array = rng.uniform(0, 1, shape)
        else:
            array = rng.integers(0, 20, shape)
        if name not in BY_NAME and argument.dtype != "uint64":
            array = np.where(rng.random(shape) < 0.1, 0, array)
        given.append(np.ascontiguousarray(array.astype(argument.dtype)))
    return given


def tell(rule: Rule, given: list[Any]) -> list[Any]:
    """Outputs, then the inputs that were written."""
    given = [array.copy() for array in given]
    outs = rule(*given)
    written = [given[rule.names.index(name)] for name in rule.writes]
    return [*(outs if isinstance(outs, tuple) else (outs,)), *written]


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(Rule.registry))
@pytest.mark.parametrize("seed", [1, 2])
def test_a_compiled_rule_equals_its_plain_function(name: str, seed: int) -> None:
    rule = Rule.registry[name]
    given = make(rule, np.random.default_rng(seed))
    fast = tell(rule, given)
    with interpreted():
        slow = tell(rule, given)
    moved = False
    for a, b in zip(fast, slow):
        assert a.shape == b.shape
        assert a.dtype == b.dtype
        if a.dtype.kind == "f":
            np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-12)
        else:
            np.testing.assert_array_equal(a, b)
        moved = moved or bool(np.nanstd(a.astype(float)) > 0)
    assert moved, "the inputs never make this rule do anything"


@pytest.mark.parametrize("name", sorted(Rule.registry))
def test_one_agent_alone_is_that_agent_among_many(name: str) -> None:
    rule = Rule.registry[name]
    given = make(rule, np.random.default_rng(3))
    many = tell(rule, given)
    for i in (0, 77, LOOPS - 1):
        alone = tell(rule, [array[i : i + 1] for array in given])
        for a, b in zip(many, alone):
            assert a[i : i + 1].tobytes() == b.tobytes()


def test_a_rule_broadcasts_over_agents_and_runs() -> None:
    rule = Rule.registry["draw_number"]
    keys, runs = np.arange(3, dtype=np.uint64)[:, None], np.arange(4)[None]
    drawn = rule(0.0, 0.5, 1.0, np.uint64(1), runs, keys)
    assert drawn.shape == (3, 4)
    assert len(np.unique(drawn)) == 12
    with interpreted():
        assert np.array_equal(rule(0.0, 0.5, 1.0, np.uint64(1), runs, keys), drawn)


def test_interpreted_ends_with_its_block_even_on_an_error() -> None:
    with pytest.raises(KeyError), interpreted():
        raise KeyError
    assert not kernel.is_interpreted()


def test_a_declaration_that_does_not_hold_is_refused_by_name() -> None:
    def untyped(rate: In[F], made) -> None: ...  # type: ignore[no-untyped-def]

    def disordered(made: Out[F], rate: In[F]) -> None: ...

    with pytest.raises(TypeError, match="rule untyped: argument made declares no type"):
        kernel.rule(untyped)
    with pytest.raises(TypeError, match="rule disordered: argument rate stands behind an Out"):
        kernel.rule(disordered)
    with pytest.raises(TypeError, match="expected one of F, I, H, U"):
        In["weapon"]


def test_a_call_by_names_is_the_call_in_order() -> None:
    ramp = Rule.registry["ramp"]
    assert ramp(day=1.0, start=0.0, goal=2.0, delay=4.0) == ramp(0.0, 2.0, 4.0, 1.0) == 0.5
    with pytest.raises(TypeError, match="rule ramp: argument 'goal' is missing"):
        ramp(day=1.0, start=0.0, delay=4.0)
    with pytest.raises(TypeError, match="rule ramp has no argument 'end'"):
        ramp(day=1.0, start=0.0, goal=2.0, delay=4.0, end=3.0)


def test_outputs_are_given_all_or_none() -> None:
    work = Rule.registry["tighten"]
    given = {n: np.zeros(2) for n in work.names[: work.inputs]}
    with pytest.raises(TypeError, match="rule tighten: argument 'ceiling' is missing"):
        work(**given, arriving=np.zeros(2))


def test_layouts_come_from_the_declarations() -> None:
    assert Rule.registry["share_out"].layout == "(),(part)->(part)"
    assert Rule.registry["keep_power"].writes == ("broken", "met")


def test_every_global_name_in_a_rule_is_defined() -> None:
    """Linters do not see them: annotations of rules hold words that are no names."""
    for rule in Rule.registry.values():
        used = {i.argval for i in dis.get_instructions(rule.py_func) if i.opname == "LOAD_GLOBAL"}
        assert not used - rule.py_func.__globals__.keys() - set(dir(builtins)), rule.name


def _digest(source: str) -> str:
    names: dict[str, Any] = {}
    exec(compile(source, "rules", "exec"), names)
    return machine_code.digest_of(names["outer"])


_OUTER = "def inner(x): return x + 1\ndef outer(x): return inner(x) * 2"


def test_machine_code_is_known_by_what_it_computes() -> None:
    comment = "# moved\n\n" + _OUTER.replace(": return inner", ":\n  'Says it.'\n  return inner")
    assert _digest(comment) == _digest(_OUTER)
    for old, new in (("x + 1", "x + 2"), ("* 2", "* 3"), ("x + 1", "x - 1")):
        assert _digest(_OUTER.replace(old, new)) != _digest(_OUTER)


def test_a_folder_that_cannot_be_written_is_replaced(tmp_path: Path, monkeypatch: Any) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file, not a folder")
    monkeypatch.setenv("WARGAME_CACHE_DIR", str(blocked))
    machine_code.cache_folder.cache_clear()
    machine_code.writable_folder.cache_clear()
    try:
        folder = machine_code.writable_folder()
        assert folder.is_dir()
        assert tmp_path not in folder.parents
    finally:
        machine_code.cache_folder.cache_clear()
        machine_code.writable_folder.cache_clear()


_TWO_RULES = """
import numpy as np
from wargame.kernel.elementary import ramp
from wargame.mechanisms.own_strike.own_strike_rules import wear
from wargame.mechanisms.stock.stock_rules import expire
print(ramp(1.0, 2.0, 4.0, np.arange(3.0)), wear(1.0, 0.2, 0.1, np.ones(3), np.zeros(3)))
print(expire(0.1, np.zeros(3), np.arange(3)))
"""


@pytest.mark.slow
def test_two_processes_may_compile_at_once(tmp_path: Path) -> None:
    """Machine code of one process does not fit that of another: neither may mix them."""
    env = os.environ | {"WARGAME_CACHE_DIR": str(tmp_path)}
    command = [sys.executable, "-c", _TWO_RULES]
    pair = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE) for _ in range(2)]
    told = [process.communicate()[0] for process in pair]
    assert [process.returncode for process in pair] == [0, 0]
    after = subprocess.run(command, env=env, capture_output=True)
    assert after.returncode == 0, "the cache that they left behind cannot be used"
    assert told[0] == told[1] == after.stdout
