"""Talks, the ladder, allied states, strategic powers, and what each side knows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.plain_mesa.person import Person
from benchmarks.plain_mesa.roles import RIVAL, STRIKERS
from benchmarks.plain_mesa.uncompiled import uncompiled
from wargame.declare.rungs import CEILINGS
from wargame.evidence.fields import BALLISTIC_DEFENCE
from wargame.mechanisms.intelligence.intelligence_rules import believe
from wargame.mechanisms.ladder.ladder_rules import signal
from wargame.mechanisms.race.race_rules import race
from wargame.mechanisms.spillover.spillover_rules import choose_spillover, defend_ally
from wargame.mechanisms.talks.talks_rules import negotiate

if TYPE_CHECKING:
    from benchmarks.plain_mesa.war import PlainWar

MONTH = 365.25 / 12
NEGOTIATE, SIGNAL, CHOOSE = map(uncompiled, (negotiate, signal, choose_spillover))
DEFEND, BELIEVE, RACE = map(uncompiled, (defend_ally, believe, race))


class Talks(Person):
    """State of the talks, and of the halt if one holds."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("talks", "start_hazard", "fail_hazard", "agree_hazard", entry="process")
        self.read("talks", "collapse_hazard", "truce_collapse_hazard", entry="process")
        self.read("talks", "failed_memory", "relief_after_halt", entry="process")
        self.read("talks", "halt_delay", "violation", entry="process")
        self.talks, self.since, self.first_halt = 0, 0.0, -1
        self.hazard = 1 if war.policies.talks.halt == "hazard" else 0
        self.due: list[tuple[int, int]] = []
        self.truce = False  # a truce holds, if need be beneath a halt

    def decide(self) -> None:
        """Once a month: momentum, agreement by hazard, collapse."""
        war = self.model
        if not war.on["talks"]:
            return
        collapse = self.truce_collapse_hazard if war.state == 1 else self.collapse_hazard
        dated = any(event.event == "talks" for event in war.agenda.standing)
        drift = 0.0 if dated else 1.0  # a dated state neither starts nor fails by chance
        before, talks, since, state = war.state, [self.talks], [self.since], [war.state]
        NEGOTIATE(
            talks,
            since,
            self.start_hazard * MONTH * drift,
            self.fail_hazard * MONTH * drift,
            self.agree_hazard * MONTH,
            self.failed_memory / MONTH,
            collapse * MONTH,
            state,
            self.hazard,
            war.seed,
            war.run,
            war.month,
            [0],
        )
        self.talks, self.since, war.state = talks[0], since[0], state[0]
        self.truce = self.truce and war.state > 0
        if before != 2 and war.state == 2:
            self.relieve()

    def call_halt(self, state: int) -> None:
        """A halt (2) or truce (1) agreed for today; Moscow's clock may run late."""
        if self.model.on["talks"]:
            self.due.append((self.model.day + round(self.halt_delay), state))
            self.morning()

    def end_halt(self, state: int) -> None:
        """The truce or halt ends by decision."""
        if state == 1:
            self.truce = False
        if self.model.state == state:
            self.model.state = 1 if self.truce else 0
        self.due = [entry for entry in self.due if entry[1] != state]

    def morning(self) -> bool:
        """Halts that come into force today."""
        coming = [state for day, state in self.due if day == self.model.day]
        self.due = [entry for entry in self.due if entry[0] != self.model.day]
        for state in coming:
            self.truce = self.truce or state == 1
            if self.model.state < state:
                self.model.state = state
                if state == 2:
                    self.relieve()
        return bool(coming)

    def relieve(self) -> None:
        """The first halt lifts part of the sanctions."""
        ministry = self.model.ministry
        if self.first_halt < 0:
            self.first_halt = self.model.day
            lifted = ministry.tightness * self.relief_after_halt
            ministry.decided = max(0.0, ministry.decided - lifted)


class Ladder(Person):
    """Signals and the rung of escalation."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("signals", "oreshnik_hazard", "threat_hazard", "decay", "misread", entry="ladder")
        self.read("signals", "strike_rung", "busy_month", entry="ladder")
        self.rung, self.seen = (1.0, 1) if war.on["signals"] else (0.0, 0)
        self.ordered = 0

    def decide(self) -> None:
        """Once a month: shots, threats, deep strikes and spillover move the ladder."""
        war = self.model
        if not war.on["signals"]:
            return
        busy = min(1.0, war.industry.fired_in_month / max(1.0, self.busy_month))
        war.industry.fired_in_month = 0
        rung, shots, seen = [self.rung], [0], [0]
        SIGNAL(
            rung,
            self.oreshnik_hazard * MONTH * (0.0 if war.state == 2 or not war.oreshniks() else 1.0),
            self.threat_hazard * MONTH,
            min(1.0, MONTH / max(1.0, self.decay)),
            self.misread,
            self.strike_rung * busy,
            war.worst_rung(),
            self.ordered,
            war.seed,
            war.run,
            war.month,
            shots,
            [0],
            seen,
        )
        self.rung, self.seen, self.ordered = rung[0], seen[0], 0
        war.fire_oreshnik(shots[0])


class Ally(Person):
    """One European state outside Ukraine, and Moscow's choice about it."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("allies", "growth", "need", "cover", "hit_chance", "magazine")
        self.read("allies", "value", "credibility", "capability")
        self.read("spillover", "sharpness", "restraint", "pretext", entry="choice")
        self.read("spillover", "reply_growth", "posture_gain", entry="choice")
        self.read("spillover", "freed_stock", "reply_cost", "wartime_need", entry="choice")
        self.read("spillover", "incursion_size", "limited_size", "large_size", entry="choice")
        self.sizes = [0, int(self.incursion_size), int(self.limited_size), int(self.large_size)]
        self.magazine = int(self.magazine)
        self.supplier = war.texts.get(f"allies.{name}.supplier") or ""
        self.rung, self.carry = 0, 0.0

    def rearm(self) -> None:
        """A month's growth of the magazine."""
        due = self.magazine * self.growth * MONTH + self.carry
        self.carry = due - math.floor(due)
        self.magazine += math.floor(due)

    def choose(self, spare: float) -> None:
        """Moscow's choice; `spare`: years of output held beyond half the hoarding target."""
        war = self.model
        sent = max(1, self.sizes[2])
        stoppable = min(sent * self.cover, self.magazine) * self.hit_chance
        rung = [0]
        CHOOSE(
            self.value,
            1.0 - stoppable / sent,
            self.credibility,
            self.capability,
            self.restraint,
            self.pretext,
            spare,
            self.freed_stock,
            self.reply_cost,
            self.wartime_need,
            war.leader.punishment * war.industry.deterrent() / 100.0,
            self.sharpness,
            self.reply_growth,
            self.posture_gain,
            0.0 if war.state == 2 else 1.0,
            war.top_rung,
            war.leader.posture,
            war.seed,
            war.run,
            war.month,
            self.key,
            rung,
        )
        self.rung = rung[0]

    def suffer(self) -> None:
        """Missiles (or drones, for an incursion) leave the arsenals and meet the defence."""
        war, size = self.model, self.sizes[self.rung]
        if self.rung == 0:
            return
        sent = war.take_for_spillover(size, ("geran",) if self.rung == 1 else STRIKERS)
        magazine = [self.magazine]
        DEFEND(
            sent,
            magazine,
            self.cover,
            self.hit_chance,
            war.seed,
            war.run,
            war.month,
            self.key,
            [0],
            [0],
        )
        self.magazine = magazine[0]
        self.alarm(war.incursion_alarm if self.rung == 1 else 1.0)

    def alarm(self, strength: float) -> None:
        """An incident makes that state's supplier keep interceptors back, others in part."""
        for supplier in self.model.suppliers:
            felt = 1.0 if supplier.name == self.supplier else 0.0
            if felt == 0.0 and not supplier.overseas:
                felt = self.model.coalition.alarm_shared
            supplier.incident = min(1.0, supplier.incident + felt * strength)

    def fear(self) -> float:
        """Need not covered, weighted by threat."""
        war = self.model
        if war.top_rung == 0:
            return 0.0
        full = max(1.0, war.coalition.fear_stock)
        threat = min(1.0, war.observers[0].belief / full) * war.top_rung / 3.0
        return max(0.0, 1.0 - self.magazine / max(1.0, self.need)) * threat


class Power(Person):
    """One strategic power."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("powers", "warheads", "upload", "defence", "defence_growth", "penetration")
        self.read("powers", "response", "quality", "build")
        self.opening, self.opening_defence = self.warheads, self.defence
        self.opening_penetration = self.penetration

    def answer(self, rival: Power, growth: float, limit: float, respond: float) -> None:
        """Answer a rival's defence and its `growth` in warheads, in number and penetration."""
        rules = self.model.race
        warheads, penetration = [self.warheads], [self.penetration]
        RACE(
            warheads,
            penetration,
            self.upload,
            limit,
            self.response * respond,
            self.quality,
            self.build * 365.25,
            rival.defence * math.exp(rival.defence_growth * rules.foresight),
            rival.opening_defence,
            growth,
            rules.engagements,
            rules.alarm,
            1.0 / 12.0,
            [0.0],
            [0.0],
        )
        self.warheads, self.penetration = warheads[0], penetration[0]


class Race(Person):
    """The strategic race, and the upgrades that reach theatre missiles."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("race", "treaty_limit", "engagements", "foresight", "alarm", entry="strategic")
        self.read("race", "spillback", entry="strategic")
        self.share = war.number("race.strategic.demand")
        self.adaptation = war.number("air_command.ukraine.adaptation")
        self.limited = True
        self.first = [war.number(f"weapons.{w}.evasion") for w in war.weapons]
        self.growth = [war.number(f"weapons.{w}.evasion_growth") for w in war.weapons]
        self.evasion = list(self.first)

    def decide(self) -> None:
        """Once a month: defences grow, rivals answer, upgrades reach Ukraine."""
        war = self.model
        if war.on["arms_race"]:
            respond = 1.0 if war.policies.powers.race == "respond" else 0.0
            for power in war.powers.values():
                power.defence *= 1.0 + power.defence_growth * MONTH
            added = {n: max(0.0, p.warheads - p.opening) for n, p in war.powers.items()}
            for name, power in war.powers.items():
                limit = self.treaty_limit if self.limited and name != "china" else 1e9
                power.answer(war.powers[RIVAL[name]], added[RIVAL[name]], limit, respond)
        russia = war.powers["russia"]
        gained = (russia.penetration - russia.opening_penetration) * self.spillback
        for t, (first, growth) in enumerate(zip(self.first, self.growth)):
            evasion = first + ((growth - self.adaptation) * war.day + gained)
            self.evasion[t] = min(0.95, max(0.0, evasion))

    def demand(self) -> float:
        """Share of free PAC-3 output that growing home defence takes."""
        if not self.model.on["arms_race"]:
            return 0.0
        usa = self.model.powers["usa"]
        return min(0.9, (usa.defence / max(1.0, usa.opening_defence) - 1.0) * self.share)


class Observer(Person):
    """One side's estimate of the other's stock."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("intelligence", f"error_{name}", "memory", "debris", entry="estimates")
        self.spread = getattr(self, f"error_{name}")
        if name == "west":
            self.spread *= 1.0 - self.debris
        if not war.on["intelligence"]:
            self.spread = 0.0
        self.error = 0.0
        self.opening = self.belief = float(self.truth())

    def growth(self) -> float:
        """How much the other's stock is believed to have grown."""
        return self.belief / max(1.0, self.opening) - 1.0

    def truth(self) -> int:
        """What is really there."""
        war = self.model
        if self.name == "west":
            return sum(a.held for a in war.arsenals if a.stocked)
        held = war.air_command.held()
        return sum(held[war.interceptors.index(k)] for k in BALLISTIC_DEFENCE)

    def decide(self) -> None:
        """Once a month, look again."""
        war = self.model
        error, belief = [self.error], [0.0]
        truth = float(self.truth())
        BELIEVE(
            truth, self.spread, self.memory, error, war.seed, war.run, war.month, self.key, belief
        )
        self.error, self.belief = error[0], belief[0]


def top_rung(war: PlainWar) -> int:
    """The worst that Moscow may do to another state."""
    return CEILINGS.index(war.policies.moscow.spillover) if war.on["spillover"] else 0
