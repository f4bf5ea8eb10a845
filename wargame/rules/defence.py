"""Layered engagement of one raid in one sector, and how magazines are shared and rationed."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.rules.compiled import rule
from wargame.rules.draws import binomial, uniforms

BALLISTIC = 0  # index among the weapon classes
DRONES = 4


@rule(
    "iuiiiifiifuiiui" + "ii",
    "(t),(t),(t),(k),(k),(k),(k),(k),(k),(k,t),(),(),(),(),()->(t),(k)",
    writes="magazine",
)
def defend(
    incoming: Any,
    key: Any,
    class_of: Any,
    system: Any,
    batteries: Any,
    channels: Any,
    readiness: Any,
    shots: Any,
    magazine: Any,
    kill: Any,
    seed: Any,
    run: Any,
    day: Any,
    agent: Any,
    active: Any,
    stopped: Any,
    used: Any,
) -> None:
    """One sector's air defence against what comes at it today.

    Weapons are engaged in the order of their types, each by the kinds of interceptor in turn. A
    kind engages at most channels x batteries targets a raid, each with `shots` rounds, and never
    more than its magazine holds; `kill` is the chance that those rounds together stop a target
    (see `kill_chance`). Batteries that share a radar (`system`) take part together or not at all
    against ballistic missiles, which is why the public record of them is two-peaked; against the
    rest their readiness is averaged. Missiles are drawn layer by layer; a mass of drones is
    thinned in expectation by each layer and then drawn once.

    magazine: rounds (in place). Out: weapons stopped by type, rounds fired by kind.
    """
    kinds = magazine.shape[0]
    for k in range(kinds):
        used[k] = 0
    ready_drawn = False
    ready = (1.0, 1.0, 1.0, 1.0)
    for t in range(incoming.shape[0]):
        n = incoming[t]
        stopped[t] = 0
        if n == 0 or active == 0:
            continue
        c = class_of[t]
        if c == DRONES:
            expected = float(n)
            for k in range(kinds):
                if kill[k, t] <= 0.0:
                    continue
                room = (channels[k] * batteries[k] - used[k] // shots[k]) * readiness[k]
                engaged = min(expected, max(0.0, room), magazine[k] / shots[k])
                rounds = min(magazine[k], int(engaged * shots[k] + 0.5))
                magazine[k] -= rounds
                used[k] += rounds
                expected -= engaged * kill[k, t]
            stopped[t] = n - binomial(n, expected / n, seed, 8, run, day, agent, key[t])
            continue
        for k in range(kinds):
            if kill[k, t] <= 0.0 or n == 0:
                continue
            free = channels[k] * batteries[k] - used[k] // shots[k]
            if c == BALLISTIC:
                if not ready_drawn:
                    ready = uniforms(seed, 9, run, day, agent, np.uint64(0))
                    ready_drawn = True
                if ready[system[k]] >= readiness[k]:
                    continue
            else:
                free = int(free * readiness[k] + 0.5)
            engaged = min(n, min(free, magazine[k] // shots[k]))
            if engaged <= 0:
                continue
            address = key[t] + np.uint64(k + 1)
            hits = binomial(engaged, kill[k, t], seed, 8, run, day, agent, address)
            magazine[k] -= engaged * shots[k]
            used[k] += engaged * shots[k]
            n -= hits
            stopped[t] += hits


@rule("ffii" + "f", "(k,c),(t),(t),(k)->(k,t)")
def kill_chance(hit_chance: Any, evasion: Any, class_of: Any, shots: Any, kill: Any) -> None:
    """Chance that `shots` rounds stop one weapon: 1 - (1 - p)^shots, p cut by its evasion."""
    for k in range(hit_chance.shape[0]):
        for t in range(evasion.shape[0]):
            p = hit_chance[k, class_of[t]] * (1.0 - evasion[t])
            kill[k, t] = 1.0 - (1.0 - p) ** shots[k]


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


@rule("iifff" + "i", "(),(),(),(),()->()")
def ration(shots: Any, held: Any, per_day: Any, days: Any, allowed: Any, now: Any) -> None:
    """Shots per target: one where what is held lasts fewer than `days` at `per_day` rounds."""
    short = per_day > 0.0 and held < per_day * days
    now[0] = 1 if (short and allowed > 0.0) else shots


@rule("iii" + "iiiii", "(s,t),(s,t),(t)->(t),(t),(),(),()")
def debrief(
    incoming: Any,
    stopped: Any,
    class_of: Any,
    intercepted: Any,
    leaked: Any,
    none: Any,
    some: Any,
    most: Any,
) -> None:
    """Add one day's raids up over sectors, and count ballistic raids by how they ended.

    Out: weapons stopped and leaked by type; ballistic raids on one sector of which none, up to
    half, or more than half was stopped.
    """
    none[0], some[0], most[0] = 0, 0, 0
    for t in range(incoming.shape[1]):
        intercepted[t] = 0
        leaked[t] = 0
    for s in range(incoming.shape[0]):
        came, went = 0, 0
        for t in range(incoming.shape[1]):
            n = incoming[s, t]
            if n == 0:
                continue
            intercepted[t] += stopped[s, t]
            leaked[t] += n - stopped[s, t]
            if class_of[t] == 0:
                came += n
                went += stopped[s, t]
        if came > 0:
            if went == 0:
                none[0] += 1
            elif 2 * went <= came:
                some[0] += 1
            else:
                most[0] += 1
