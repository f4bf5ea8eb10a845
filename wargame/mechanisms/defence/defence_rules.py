"""Layered engagement of raids, sector by sector."""

from __future__ import annotations

import math

import numpy as np

from wargame.declare.tape import Array
from wargame.kernel.arguments import F, Fixed, H, I, In, InOut, Out, U
from wargame.kernel.draws import Purpose, binomial, binomial_at, logistic, uniforms
from wargame.kernel.rule import part, rule

DEFEND = int(Purpose.DEFEND)
READINESS = int(Purpose.READINESS)
STOPS = int(Purpose.STOPS)

MEMORY = 27.0 / 28.0  # of fire, from day to day


@part
def _free(
    k: int, radar: Array, shared: int, batteries: Array, channels: Array, shots: Array, used: Array
) -> int:
    """Targets that kind k can still engage; kinds that share a radar share its channels."""
    room: int = channels[k] * batteries[k]
    if radar[k] < shared:
        for j in range(used.shape[0]):
            if radar[j] == radar[k] and used[j] > 0:
                room -= used[j] // shots[j]
    elif used[k] > 0:
        room -= used[k] // shots[k]
    return room


@part
def _thin(
    first: int,
    last: int,
    incoming: Array,
    batteries: Array,
    channels: Array,
    readiness: Array,
    shots: Array,
    magazine: Array,
    kill: Array,
    used: Array,
) -> float:
    """Share of a mass of drones that gets through all layers; rounds are taken as they fire.

    All kinds of drone fly together and are engaged alike, at the chance of the commonest.
    """
    count, most, common = 0, -1, first
    for t in range(first, last):
        count += incoming[t]
        if incoming[t] > most:
            most, common = incoming[t], t
    expected = float(count)
    for k in range(magazine.shape[0]):
        stop = kill[common, k]
        if stop <= 0.0 or batteries[k] == 0:
            continue
        room = float(channels[k] * batteries[k])
        if used[k] > 0:
            room -= used[k] / shots[k]
        engaged = min(expected, max(0.0, room * readiness[k]), magazine[k] / shots[k])
        rounds = min(magazine[k], int(engaged * shots[k] + 0.5))
        magazine[k] -= rounds
        used[k] += rounds
        expected -= engaged * stop
    return expected / count


@rule
def defend(
    incoming: In[H, "sector", "weapon"],
    key: Fixed[U, "weapon"],
    edges: Fixed[I, "edge"],
    radar: Fixed[I, "interceptor"],
    batteries: In[H, "sector", "interceptor"],
    channels: In[I, "interceptor"],
    readiness: In[F, "interceptor"],
    shots: In[I, "interceptor"],
    magazine: InOut[H, "sector", "interceptor"],
    kill: In[F, "weapon", "interceptor"],
    seed: Fixed[U],
    run: In[I],
    day: Fixed[I],
    sector_key: Fixed[U, "sector"],
    order: Fixed[I, "class"],
    ballistic: Fixed[I],
    mass: Fixed[I],
    shared: Fixed[I],
    active: Fixed[I],
    raids: InOut[I, "result"],
    stopped: Out[H, "sector", "weapon"],
    used: Out[H, "sector", "interceptor"],
    intercepted: Out[I, "weapon"],
    leaked: Out[I, "weapon"],
    fired: Out[I, "interceptor"],
) -> None:
    """One day of air defence: every sector against what comes at it.

    Types stand in the order of their classes; class c is types edges[c] to edges[c + 1] - 1.
    Weapons are engaged class by class in `order`, each class by the kinds of interceptor in turn;
    within a class, types are engaged in proportion. A kind engages at most channels x batteries
    targets a raid, each with `shots` rounds and never beyond its magazine; `kill` is the chance
    that those rounds together stop a target (see `kill_chance`). Kinds that share a radar
    (`radar`, below `shared`) share its channels, and take part together or not at all against the
    `ballistic` class, which is why the public record of it is two-peaked; against the rest their
    readiness is averaged. Missiles are drawn layer by layer; the class that comes
    in a `mass` is thinned in expectation by each layer and then drawn once.

    In place: magazine (rounds by sector and kind); raids, today's ballistic raids on one sector by
    result: none, up to half, or more than half was stopped. Out: weapons stopped and rounds used by
    sector; weapons intercepted and leaked by type; rounds fired by kind.
    """
    raids[:] = 0
    intercepted[:] = 0
    leaked[:] = 0
    fired[:] = 0
    for s in range(incoming.shape[0]):
        used[s, :] = 0
        stopped[s, :] = 0
        ready = (1.0, 1.0, 1.0, 1.0)
        for position in range(order.shape[0]):
            c = order[position]
            # Weapons of one class come together; raids_none has the defences to itself.
            first, last = edges[c], edges[c + 1]
            came = 0
            for t in range(first, last):
                came += incoming[s, t]
            if came == 0:
                continue
            whole = came
            agent = sector_key[s]
            if active == 1 and c == mass:
                through = _thin(
                    first,
                    last,
                    incoming[s],
                    batteries[s],
                    channels,
                    readiness,
                    shots,
                    magazine[s],
                    kill,
                    used[s],
                )
                # One draw for the first types, where they are few; else one for each type.
                draws = uniforms(seed, DEFEND, run, day, agent, np.uint64(0))
                for t in range(first, last):
                    n = incoming[s, t]
                    if n <= 1000 and t - first < 4:
                        left = binomial_at(draws[t - first], n, through)
                    else:
                        left = binomial(n, through, seed, DEFEND, run, day, agent, key[t])
                    stopped[s, t] = n - left
            elif active == 1:
                if c == ballistic:
                    ready = uniforms(seed, READINESS, run, day, agent, np.uint64(0))
                for k in range(used.shape[1]):
                    if batteries[s, k] == 0 or kill[first, k] <= 0.0:
                        continue
                    free = _free(k, radar, shared, batteries[s], channels, shots, used[s])
                    if c != ballistic:
                        free = int(free * readiness[k] + 0.5)
                    elif ready[radar[k]] >= readiness[k]:
                        continue
                    engaged = min(came, min(free, magazine[s, k] // shots[k]))
                    if engaged <= 0:
                        continue
                    magazine[s, k] -= engaged * shots[k]
                    used[s, k] += engaged * shots[k]
                    # Those engaged are the types in proportion, by cumulative rounding.
                    passed, taken, hits = 0, 0, 0
                    for t in range(first, last):
                        passed += incoming[s, t] - stopped[s, t]
                        n = engaged * passed // came - taken
                        taken += n
                        if n > 0:
                            at = key[t] + np.uint64(k + 1)
                            down = binomial(n, kill[t, k], seed, DEFEND, run, day, agent, at)
                            stopped[s, t] += down
                            hits += down
                    came -= hits
                    if came == 0:
                        break
            went = 0
            for t in range(first, last):
                went += stopped[s, t]
                intercepted[t] += stopped[s, t]
                leaked[t] += incoming[s, t] - stopped[s, t]
            if c == ballistic:
                if went == 0:
                    raids[0] += 1
                elif 2 * went <= whole:
                    raids[1] += 1
                else:
                    raids[2] += 1
        for k in range(used.shape[1]):
            fired[k] += used[s, k]


@rule
def account_for_fire(
    fired: In[I, "interceptor"],
    counts: Fixed[I, "interceptor"],
    booked_fired: InOut[I, "interceptor"],
    expected: InOut[I, "interceptor"],
    fired_lately: InOut[F, "interceptor"],
) -> None:
    """Rounds fired leave the books; rationing looks back on four weeks of fire."""
    for k in range(fired.shape[0]):
        rounds = fired[k] * counts[k]
        booked_fired[k] += rounds
        expected[k] -= rounds
        fired_lately[k] = fired_lately[k] * MEMORY + fired[k]


@rule
def vary_stops(
    spread: In[F],
    memory: In[F],
    log_odds: In[F],
    seed: In[U],
    run: In[I],
    month: In[I],
    agent: In[U],
    now: Out[F],
) -> None:
    """How well one class is stopped this month, about its level: autoregressive log odds."""
    u, _, _, _ = uniforms(seed, STOPS, run, month, agent, 0)
    now[0] = memory * log_odds + spread * math.sqrt(1.0 - memory * memory) * logistic(u)


@rule
def kill_chance(
    hit_chance: In[F, "interceptor", "class"],
    evasion: In[F, "weapon"],
    class_of: Fixed[I, "weapon"],
    shots: In[I, "interceptor"],
    kill: Out[F, "weapon", "interceptor"],
) -> None:
    """Chance that `shots` rounds stop one weapon: 1 - (1 - p)^shots, p cut by its evasion."""
    for k in range(hit_chance.shape[0]):
        for t in range(evasion.shape[0]):
            p = hit_chance[k, class_of[t]] * (1.0 - evasion[t])
            miss = 1.0
            if p > 0.0:
                for _ in range(shots[k]):
                    miss *= 1.0 - p
            kill[t, k] = 1.0 - miss
