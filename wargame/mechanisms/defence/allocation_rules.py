"""How magazines and batteries are shared out, rationed and counted."""

from __future__ import annotations

from wargame.kernel.arguments import F, Fixed, H, I, In, InOut, Out
from wargame.kernel.rule import rule


@rule
def share_out(
    total: In[I],
    weights: In[F, "part"],
    part: Out[I, "part"],
) -> None:
    """Whole rounds (or batteries) by weight, largest remainder first; the sum is `total`."""
    whole = 0.0
    for s in range(weights.shape[0]):
        whole += weights[s]
    given = 0
    for s in range(weights.shape[0]):
        part[s] = int(total * weights[s] / whole) if whole > 0.0 else 0
        given += part[s]
    while given < total:
        best, most = 0, -1.0
        for s in range(weights.shape[0]):
            gap = (total * weights[s] / whole if whole > 0.0 else 1.0) - part[s]
            if gap > most:
                best, most = s, gap
        part[best] += 1
        given += 1


@rule
def allocate(
    pool: InOut[I, "interceptor"],
    magazine: InOut[H, "sector", "interceptor"],
    batteries: In[H, "sector", "interceptor"],
    counts: Fixed[I, "interceptor"],
    reserve: In[F],
    first: In[I],
    standing: Out[F, "sector"],
    part: Out[I, "sector"],
) -> None:
    """Put rounds where batteries stand, as many for each battery; `reserve` of them stays back.

    first: 1 where only what is in the pool goes out, and sectors keep what they hold. In place:
    rounds in the pool and by sector and kind; kinds that are not counted stay as they are. Out:
    batteries and rounds by sector of the last kind, which serve as working space.
    """
    standing[:] = 0.0
    part[:] = 0
    for k in range(pool.shape[0]):
        if counts[k] == 0:
            continue
        whole = 0
        for s in range(magazine.shape[0]):
            if first == 0:
                pool[k] += magazine[s, k]
                magazine[s, k] = 0
            standing[s] = batteries[s, k]
            whole += batteries[s, k]
        if whole == 0:
            continue
        share_out(pool[k] - int(pool[k] * reserve), standing, part)
        for s in range(magazine.shape[0]):
            magazine[s, k] += part[s]
            pool[k] -= part[s]


@rule
def ration(
    shots: In[I],
    held: In[I],
    per_day: In[F],
    ration_days: In[F],
    now: Out[I],
) -> None:
    """Shots per target: one where what is held lasts under `ration_days` at `per_day` rounds."""
    short = per_day > 0.0 and held < per_day * ration_days
    now[0] = 1 if short else shots


@rule
def muster(
    magazine: In[H, "sector", "interceptor"],
    pool: In[I, "interceptor"],
    counts: Fixed[I, "interceptor"],
    shots: In[I, "interceptor"],
    scarce: Fixed[I, "interceptor"],
    held: Out[I, "interceptor"],
    dry: Out[I],
) -> None:
    """Rounds in the pool and in all sectors by kind; 0 for kinds whose rounds are not counted.

    dry: 1 where no `scarce` kind in the first sector, the capital, has one engagement left.
    """
    dry[0] = 1
    for k in range(pool.shape[0]):
        held[k] = 0
        if counts[k] > 0:
            held[k] = pool[k]
            for s in range(magazine.shape[0]):
                held[k] += magazine[s, k]
        if scarce[k] == 1 and magazine[0, k] >= shots[k]:
            dry[0] = 0


@rule
def audit_magazines(
    magazine: In[H, "sector", "interceptor"],
    pool: In[I, "interceptor"],
    counts: Fixed[I, "interceptor"],
    shots: In[I, "interceptor"],
    scarce: Fixed[I, "interceptor"],
    elsewhere: In[I, "interceptor"],
    expected: In[I, "interceptor"],
    there: InOut[I, "interceptor"],
    dry: InOut[I],
    fault: Out[I],
) -> None:
    """Hold the books against all rounds; fault: the first kind that differs, counted from 1.

    elsewhere: rounds on the road and in suppliers' stocks; there, dry: as `muster` gives them.
    """
    muster(magazine, pool, counts, shots, scarce, there, dry)
    fault[0] = 0
    for k in range(there.shape[0]):
        if there[k] + elsewhere[k] != expected[k] and fault[0] == 0:
            fault[0] = k + 1


@rule
def tally_defence(
    fired: In[I, "interceptor"],
    raids: In[I, "result"],
    dry: In[I],
    day: Fixed[I],
    month_fired: InOut[I, "interceptor"],
    month_raids: InOut[I, "result"],
    dry_days: InOut[I],
    capital_first_dry: InOut[I],
) -> None:
    """Rounds fired, ballistic raids by result, and whether the capital could not fire."""
    for k in range(fired.shape[0]):
        month_fired[k] += fired[k]
    for result in range(raids.shape[0]):
        month_raids[result] += raids[result]
    if dry == 1:
        dry_days[0] += 1
        if capital_first_dry[0] < 0:
            capital_first_dry[0] = day
