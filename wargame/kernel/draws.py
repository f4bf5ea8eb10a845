"""Randomness is addressed, not consumed: a draw is a pure function of its address.

Philox-4x64-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3") with key
(seed, purpose) and counter (run, day, agent, other). The block equals the first four outputs of
`numpy.random.Philox(key=[seed, purpose], counter=[run, day, agent, other])` bit for bit. So two
scenarios differ only by what was changed in them, and run 17 alone is run 17.
"""

from __future__ import annotations

import hashlib
import math
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit
from numba.core import types
from numba.extending import intrinsic

if TYPE_CHECKING:
    from llvmlite import ir

Word = np.uint64 | int  # 64 bits


class Purpose(IntEnum):
    """What a draw is for. Numbers are never reused, or old seeds would mean something else."""

    NUMBER = 1
    POSTURE = 2
    INTENSITY = 3
    STRIKE_GAP = 4
    RAID = 5
    FOCUS = 6
    FAILURE = 7
    DEFEND = 8
    READINESS = 9
    DEEP_STRIKE = 10
    TALKS = 11
    SPILLOVER = 12
    ALLIED_DEFENCE = 13
    SIGNALS = 14
    ESTIMATE = 15
    HUB = 16
    HALT = 17
    BATTERY = 18
    STOPS = 19
    ELECTION = 20


@cache
def digest(name: str) -> np.uint64:
    """A 64-bit address for an agent, from its name alone: the same in every process and run."""
    return np.uint64(
        int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")
    )


@intrinsic
def _multiply_high(typingctx: object, a: object, b: object) -> Any:
    """The upper 64 bits of a 64 by 64 bit product: one machine instruction."""

    def generate(context: object, builder: ir.IRBuilder, _: object, args: list[ir.Value]) -> Any:
        wide = [builder.zext(x, _I128) for x in args]
        return builder.trunc(builder.lshr(builder.mul(*wide), _I128(64)), args[0].type)

    from llvmlite import ir

    _I128 = ir.IntType(128)
    return types.uint64(types.uint64, types.uint64), generate


_high: Any = _multiply_high  # the decorator's own types do not know how it is called


@njit(error_model="numpy")
def block(seed: Word, purpose: int, run: int, day: int, agent: Word, other: Word) -> Any:
    """Four 64-bit words at one address; see the module for what they equal."""
    k0, k1 = np.uint64(seed), np.uint64(purpose)
    # NumPy steps the counter before its first block, hence run + 1.
    c0, c1 = np.uint64(run) + np.uint64(1), np.uint64(day)
    c2, c3 = np.uint64(agent), np.uint64(other)
    m0, m1 = np.uint64(0xD2E7470EE14C6C93), np.uint64(0xCA5A826395121157)
    w0, w1 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBB67AE8584CAA73B)
    for _ in range(10):
        h0, l0 = _high(m0, c0), m0 * c0
        h1, l1 = _high(m1, c2), m1 * c2
        c0, c1, c2, c3 = h1 ^ c1 ^ k0, l1, h0 ^ c3 ^ k1, l0
        k0 += w0
        k1 += w1
    return c0, c1, c2, c3


@njit(error_model="numpy")
def unit(word: Word) -> Any:
    """A word as a double in [0, 1): the upper 53 bits, as NumPy does."""
    return np.float64(word >> np.uint64(11)) * 1.1102230246251565e-16


@njit(error_model="numpy")
def uniforms(seed: Word, purpose: int, run: int, day: int, agent: Word, other: Word) -> Any:
    """Four uniforms at one address."""
    a, b, c, d = block(seed, purpose, run, day, agent, other)
    return unit(a), unit(b), unit(c), unit(d)


@njit(error_model="numpy")
def logistic(u: float) -> Any:
    """Standard logistic deviate of unit variance by inverse CDF: the log of a Fisk variable."""
    u = min(max(u, 1e-12), 1.0 - 1e-12)
    return math.log(u / (1.0 - u)) * 0.5513288954217921  # sqrt(3) / pi


@njit(error_model="numpy")
def triangular(u: float, low: float, mode: float, high: float) -> Any:
    """Triangular deviate on [low, high] with the given mode, by inverse CDF."""
    if high <= low:
        return mode
    if u < (mode - low) / (high - low):
        return low + math.sqrt(u * (high - low) * (mode - low))
    return high - math.sqrt((1.0 - u) * (high - low) * (high - mode))


@njit(error_model="numpy")
def _power(base: float, n: int) -> Any:
    """base ** n by squaring: for the small n of a raid a third of the time of exp and log."""
    result = 1.0
    while n > 0:
        if n & 1:
            result *= base
        base *= base
        n >>= 1
    return result


@njit(error_model="numpy")
def _count_below(n: int, p: float, u: float) -> Any:
    """Smallest k with P(X <= k) > u for X binomial(n, p), p at most one half."""
    term = _power(1.0 - p, n)
    odds = p / (1.0 - p)
    total = term
    k = 0
    while u >= total and k < n:
        k += 1
        term *= odds * (n - k + 1) / k
        total += term
        if term < 1e-18 and k > n * p:
            break  # the sum will not come nearer to one
    return k


@njit(error_model="numpy")
def binomial_at(u: float, n: int, p: float) -> Any:
    """Binomial(n, p) by inverse CDF: monotone in u, n and p.

    n is at most 1000: 0.5 ** 1000 is still a double, so one uniform serves.
    """
    if n <= 0 or p <= 0.0:
        return 0
    if p >= 1.0:
        return n
    if p <= 0.5:
        return _count_below(n, p, u)
    return n - _count_below(n, 1.0 - p, 1.0 - u)


@njit(error_model="numpy")
def binomial(
    n: int, p: float, seed: Word, purpose: int, run: int, day: int, agent: Word, other: Word
) -> Any:
    """Binomial(n, p) at an address: exact, one uniform per thousand trials."""
    if n <= 0 or p <= 0.0:
        return 0
    if p >= 1.0:
        return n
    total = 0
    part = 0
    while n > 0:
        a, b, c, d = uniforms(seed, purpose, run, day, agent, other + np.uint64(part))
        for u in (a, b, c, d):
            trials = min(n, 1000)
            total += binomial_at(u, trials, p)
            n -= trials
            if n <= 0:
                break
        part += 1
    return total
