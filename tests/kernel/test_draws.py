"""Addressed draws: NumPy's Philox bit for bit, exact binomials, names that mean one number."""

from __future__ import annotations

import ast
import importlib
import math
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from wargame.evidence import catalogue
from wargame.kernel import draws
from wargame.kernel.draws import Purpose, binomial, binomial_at, block, digest, uniforms

WORD = st.integers(0, 2**64 - 1)
PURPOSES = {
    "NUMBER": 1,
    "POSTURE": 2,
    "INTENSITY": 3,
    "STRIKE_GAP": 4,
    "RAID": 5,
    "FOCUS": 6,
    "FAILURE": 7,
    "DEFEND": 8,
    "READINESS": 9,
    "DEEP_STRIKE": 10,
    "TALKS": 11,
    "SPILLOVER": 12,
    "ALLIED_DEFENCE": 13,
    "SIGNALS": 14,
    "ESTIMATE": 15,
    "HUB": 16,
    "HALT": 17,
    "BATTERY": 18,
    "STOPS": 19,
    "ELECTION": 20,
}


def philox(seed: int, purpose: int, run: int, day: int, agent: int, other: int) -> np.ndarray:
    """The same four words from NumPy's own generator."""
    key = np.array([seed, purpose], np.uint64)
    counter = np.array([run, day, agent, other], np.uint64)
    return np.random.Philox(key=key, counter=counter).random_raw(4)


def words(*address: int) -> tuple[int, ...]:
    return tuple(int(w) for w in block(*(np.uint64(part) for part in address)))


@settings(max_examples=400)
@given(WORD, st.integers(0, 255), st.integers(0, 2**62), WORD, WORD, WORD)
def test_a_block_is_numpys_philox_bit_for_bit(
    seed: int, purpose: int, run: int, day: int, agent: int, other: int
) -> None:
    ours = words(seed, purpose, run, day, agent, other)
    assert ours == tuple(int(w) for w in philox(seed, purpose, run, day, agent, other))


def test_signed_and_unsigned_addresses_are_the_same() -> None:
    agent = digest("kyiv")
    signed = block(np.uint64(1), 8, np.int64(17), np.int64(40), agent, 0)
    assert tuple(int(w) for w in signed) == words(1, 8, 17, 40, int(agent), 0)


@settings(max_examples=200)
@given(WORD, st.integers(0, 10**6), st.integers(0, 2000), WORD)
def test_uniforms_are_those_of_numpy_and_below_one(
    seed: int, run: int, day: int, agent: int
) -> None:
    address = [np.uint64(x) for x in (seed, 8, run, day, agent, 0)]
    ours = uniforms(*address)
    assert all(0.0 <= u < 1.0 for u in ours)
    raw = philox(seed, 8, run, day, agent, 0)
    assert list(ours) == [float(int(w) >> 11) * 2.0**-53 for w in raw]


def test_the_largest_word_is_still_below_one() -> None:
    assert draws.unit(np.uint64(2**64 - 1)) < 1.0
    assert draws.unit(np.uint64(0)) == 0.0


def test_each_part_of_an_address_gives_other_draws() -> None:
    base = (1, 8, 3, 40, 99, 0)
    found = {words(*base)}
    for part in range(6):
        for step in (1, 2, 3):
            found.add(words(*(x + step * (i == part) for i, x in enumerate(base))))
    assert len(found) == 19


def below(n: int, p: float, k: int) -> Fraction:
    """P(X <= k), exactly."""
    q = Fraction(p)
    return sum((math.comb(n, j) * q**j * (1 - q) ** (n - j) for j in range(k + 1)), Fraction(0))


@pytest.mark.slow
@settings(max_examples=150)
@given(st.floats(0, 1, exclude_max=True), st.integers(1, 40), st.floats(0.001, 0.999))
def test_binomial_is_the_exact_inverse(u: float, n: int, p: float) -> None:
    k = binomial_at(u, n, p)
    assert 0 <= k <= n
    slack = Fraction(1, 10**12)  # what rounding of the summed terms may move
    assert u <= below(n, p, k) + slack
    assert k == 0 or below(n, p, k - 1) <= Fraction(u) + slack


@pytest.mark.parametrize("n", [1, 7, 60, 400, 1000])
@pytest.mark.parametrize("p", [0.02, 0.3, 0.5, 0.81, 0.999])
def test_binomial_mean_and_variance(n: int, p: float) -> None:
    grid = (np.arange(4000) + 0.5) / 4000
    drawn = np.array([binomial_at(u, n, p) for u in grid])
    assert drawn.min() >= 0
    assert drawn.max() <= n
    assert drawn.mean() == pytest.approx(n * p, abs=0.01 * math.sqrt(n) + 0.001)
    assert drawn.var() == pytest.approx(n * p * (1 - p), rel=0.03, abs=0.003)


@settings(max_examples=300)
@given(
    st.floats(1e-9, 1 - 1e-9),  # nearer to 0 or 1, the rounding of summed terms decides
    st.floats(1e-9, 1 - 1e-9),
    st.integers(0, 1000),
    st.integers(0, 1000),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_binomial_is_monotone_in_luck_number_and_chance(
    u: float, v: float, n: int, m: int, p: float, q: float
) -> None:
    assume(min(abs(u - v), abs(p - q)) > 1e-9)
    u, v = sorted((u, v))
    n, m = sorted((n, m))
    p, q = sorted((p, q))
    assert binomial_at(u, n, p) <= binomial_at(v, n, p)
    assert binomial_at(u, n, p) <= binomial_at(u, m, p)
    assert binomial_at(u, n, p) <= binomial_at(u, n, q)


@pytest.mark.parametrize(("n", "p", "k"), [(0, 0.5, 0), (9, 0.0, 0), (9, 1.0, 9), (-3, 0.5, 0)])
def test_binomial_at_its_edges(n: int, p: float, k: int) -> None:
    assert binomial_at(0.7, n, p) == k
    assert binomial(n, p, np.uint64(1), 8, 0, 0, np.uint64(1), np.uint64(0)) == k


@pytest.mark.parametrize("n", [1001, 2500, 9000])
def test_more_than_a_thousand_trials(n: int) -> None:
    address = (np.uint64(1), 8)
    drawn = np.array(
        [binomial(n, 0.3, *address, run, 5, np.uint64(9), np.uint64(0)) for run in range(3000)]
    )
    sigma = math.sqrt(n * 0.21)
    assert drawn.mean() == pytest.approx(0.3 * n, abs=5 * sigma / math.sqrt(3000))
    assert drawn.std() == pytest.approx(sigma, rel=0.08)
    assert drawn.max() <= n
    # No part is drawn twice: the parts of one run would then move together.
    more = np.array(
        [binomial(n + 1, 0.3, *address, run, 5, np.uint64(9), np.uint64(0)) for run in range(300)]
    )
    assert (more >= drawn[:300]).all()


def test_triangular_stays_in_its_range() -> None:
    grid = (np.arange(20_000) + 0.5) / 20_000
    drawn = np.array([draws.triangular(u, 2.0, 3.0, 7.0) for u in grid])
    assert drawn.min() >= 2.0
    assert drawn.max() <= 7.0
    assert drawn.mean() == pytest.approx(4.0, abs=1e-3)
    assert drawn.var() == pytest.approx((4 + 9 + 49 - 6 - 14 - 21) / 18, rel=1e-3)
    assert (np.diff(drawn) > 0).all()
    assert draws.triangular(0.3, 5.0, 5.0, 5.0) == 5.0


def test_logistic_has_mean_nought_and_unit_variance() -> None:
    grid = (np.arange(200_000) + 0.5) / 200_000
    drawn = np.array([draws.logistic(u) for u in grid])
    assert drawn.mean() == pytest.approx(0.0, abs=1e-9)
    assert drawn.var() == pytest.approx(1.0, rel=1e-3)
    assert math.isfinite(draws.logistic(0.0))
    assert math.isfinite(draws.logistic(1.0))


@pytest.mark.slow
def test_a_digest_is_the_same_in_every_process() -> None:
    names = ["kyiv", "general staff", "weapons.kh101.production", ""]
    code = f"from wargame.kernel.draws import digest; print([int(digest(n)) for n in {names}])"
    here = [int(digest(n)) for n in names]
    for hash_seed in ("0", "12345"):
        env = os.environ | {"PYTHONHASHSEED": hash_seed}
        done = subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
        )
        assert ast.literal_eval(done.stdout) == here
    assert here[0] == 3746136575848580963  # of all releases: old seeds keep their meaning


def test_no_two_names_of_the_catalogue_share_a_digest() -> None:
    found = catalogue.load()
    names = {name for path in found.numbers for name in (path, path.split(".")[1])}
    assert len({int(digest(name)) for name in names}) == len(names)


def test_purposes_are_pinned_and_never_reused() -> None:
    assert {name: int(number) for name, number in Purpose.__members__.items()} == PURPOSES
    assert len(set(PURPOSES.values())) == len(PURPOSES)


def test_rules_draw_for_declared_purposes_only() -> None:
    """Rules name what they draw for; each name is a declared purpose, and each purpose is drawn."""
    drawn = set()
    package = Path(draws.__file__).parents[1]
    for path in [*package.glob("mechanisms/*/*_rules.py"), package / "kernel" / "elementary.py"]:
        module = ".".join(path.relative_to(package.parent).with_suffix("").parts)
        for call in ast.walk(ast.parse(path.read_text())):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                continue
            place = {"uniforms": 1, "block": 1, "binomial": 3}.get(call.func.id)
            if place is not None:
                purpose = call.args[place]
                assert isinstance(purpose, ast.Name), ast.unparse(call)
                rules = importlib.import_module(module)
                assert getattr(rules, purpose.id) == PURPOSES[purpose.id], ast.unparse(call)
                drawn.add(purpose.id)
    assert drawn | {"HALT"} == set(PURPOSES), "HALT is drawn by nobody any more; never reuse it"
