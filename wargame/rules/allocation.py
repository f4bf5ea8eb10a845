"""How magazines and batteries are shared out, rationed and counted."""

from __future__ import annotations

from typing import Any

from wargame.rules.compiled import rule


@rule("if" + "i", "(),(s)->(s)")
def share_out(total: Any, weights: Any, part: Any) -> None:
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


@rule("ihhifi" + "fi", "(k),(s,k),(s,k),(k),(),()->(s),(s)", writes="pool magazine")
def allocate(
    pool: Any,
    magazine: Any,
    batteries: Any,
    counted: Any,
    reserve: Any,
    first: Any,
    standing: Any,
    part: Any,
) -> None:
    """Put rounds where batteries stand, as many for each battery; `reserve` of them stays back.

    first: 1 where only what is in the pool goes out, and sectors keep what they hold. In place:
    rounds in the pool and by sector and kind; kinds that are not counted stay as they are. Out:
    batteries and rounds by sector of the last kind, which serve as working space.
    """
    for k in range(pool.shape[0]):
        if counted[k] == 0:
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


@rule("iiff" + "i", "(),(),(),()->()")
def ration(shots: Any, held: Any, per_day: Any, days: Any, now: Any) -> None:
    """Shots per target: one where what is held lasts fewer than `days` at `per_day` rounds."""
    short = per_day > 0.0 and held < per_day * days
    now[0] = 1 if short else shots


@rule("hiiii" + "ii", "(s,k),(k),(k),(k),(k)->(k),()")
def muster(
    magazine: Any, pool: Any, counted: Any, shots: Any, scarce: Any, held: Any, dry: Any
) -> None:
    """Rounds in the pool and in all sectors by kind; 0 for kinds whose rounds are not counted.

    dry: 1 where no `scarce` kind in the first sector, the capital, has one engagement left.
    """
    dry[0] = 1
    for k in range(pool.shape[0]):
        held[k] = 0
        if counted[k] > 0:
            held[k] = pool[k]
            for s in range(magazine.shape[0]):
                held[k] += magazine[s, k]
        if scarce[k] == 1 and magazine[0, k] >= shots[k]:
            dry[0] = 0
