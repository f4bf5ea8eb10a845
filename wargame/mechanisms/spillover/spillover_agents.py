"""Third states: what they hold, and whether the leadership strikes them."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.agents.agent_table import Table
from wargame.agents.ledger import Ledger
from wargame.declare.durations import DAYS_PER_MONTH, DAYS_PER_YEAR
from wargame.declare.rungs import CEILINGS, INCURSION, MISSILES, STRIKES
from wargame.kernel.arrays import total
from wargame.mechanisms.spillover.spillover_rules import choose_spillover, defend_ally


class Allies(Table, agent="AlliedState", entries="allies"):
    """Magazines, and the choice that the leadership makes about each state each month."""

    name = "allies"
    reads = ("arsenals.missiles_and_days", "leadership.posture", "leadership.hoard_target",
             "observers.believed_stock", "own_lines.deterrent", "suppliers.alarm",
             "suppliers.names", "talks.state")  # fmt: skip
    acts = ("suppliers.alarm", "arsenals.take_for_spillover")

    def initialise(self) -> None:
        """Cover, magazines, need; value and reply as the leadership weighs them."""
        numbers = self.setup.numbers
        self.given("allies", "growth", "need", "cover", "hit_chance")
        self.given("allies", "value", "credibility", "capability")
        magazine = numbers.column("allies", self.names, "magazine")
        self.column("magazine", magazine, np.int64)
        self.column("rung", 0, np.int64)
        self.zeros("carry")
        self.supplier = [self.setup.texts.get(f"allies.{n}.supplier") or "" for n in self.names]
        # Who feels what happens in a state: its own supplier, and the others near by in part.
        suppliers = self.see.suppliers
        own = [[s == n for n in suppliers.names] for s in self.supplier]
        self.own = np.array(own, np.float64).reshape(len(self), len(suppliers), 1)
        overseas = [
            self.setup.texts[f"suppliers.{n}.country"] in self.setup.roles.overseas
            for n in suppliers.names
        ]
        self.near = (1.0 - self.own) * (1.0 - np.array(overseas))[None, :, None]
        self.drawn("aid.politics", "alarm_shared", "fear_stock", "incursion_alarm")
        self.drawn("spillover.choice", "sharpness", "restraint", "pretext", "freed_stock")
        self.drawn("spillover.choice", "wartime_need", "reply_growth", "posture_gain")
        self.drawn("spillover.choice", "reply_cost", "all_out")
        self.drawn("leadership", "punishment")
        self.sizes = np.stack(
            [np.zeros(self.setup.runs)]
            + [numbers.one(f"spillover.choice.{rung}_size") for rung in STRIKES[1:]]
        ).astype(np.int64)
        self.adopt()
        self.ordered: tuple[int, int] | None = None  # row and rung of a strike by order, once
        self.dated: dict[int, int] = {}  # rung by row of strikes that are dated, until they come
        self.books = Ledger("allied magazines", self.names, self.magazine)

    def adopt(self) -> None:
        """How far the leadership may go."""
        ceiling = CEILINGS.index(self.setup.policies.attacker.spillover)
        self.top = ceiling if self.setup.on["spillover"] else 0

    def decide(self) -> None:
        """Once a month: rearm, then the leadership's choice about each state, then its strike."""
        self._rearm()
        if self.top == 0:
            self.rung[:] = 0
        else:
            self._choose()
        if self.ordered:
            row, rung = self.ordered
            self.rung[row] = rung
            self.ordered = None
        for row, rung in self.dated.items():
            self.rung[row] = np.maximum(self.rung[row], rung)
        self.dated = {}
        self._strike()

    def _choose(self) -> None:
        _, days = self.see.arsenals.missiles_and_days()
        spare = np.maximum(0.0, days - self.see.leadership.hoard_target * 0.5) / DAYS_PER_YEAR
        sent = np.maximum(1, self.sizes[2])
        stoppable = np.minimum(sent * self.cover, self.magazine) * self.hit_chance
        self.rung[:] = self.apply(
            choose_spillover,
            penetration=1.0 - stoppable / sent,
            freed=spare,
            punishment=self.punishment * self.see.own_lines.deterrent() / 100.0,
            at_war=np.where(self.see.talks.state == 2, 0.0, 1.0),
            posture=self.see.leadership.posture,
        )

    def _rearm(self) -> None:
        due = self.magazine * self.growth * DAYS_PER_MONTH + self.carry
        made = np.floor(due).astype(np.int64)
        self.carry[:] = due - made
        self.magazine += made
        self.books.post("made", made, +1)

    def _strike(self) -> None:
        """Missiles (or drones, for an incursion) leave the arsenals for allied states."""
        if not self.rung.any():
            return
        for row, name in enumerate(self.names):
            rung = self.rung[row]
            size = self.sizes[rung, np.arange(self.setup.runs)]
            drones = np.where(rung == INCURSION, size, 0)
            sent = self.act.arsenals.take_for_spillover(drones, np.where(rung >= MISSILES, size, 0))
            _, used = self.apply(
                defend_ally,
                sent=sent,
                magazine=self.magazine[row],
                cover=self.cover[row],
                hit_chance=self.hit_chance[row],
                agent=self.keys[row],
            )
            spent = np.zeros_like(self.magazine)
            spent[row] = used
            self.books.post("fired", spent, -1)
            felt = np.where(rung == INCURSION, self.incursion_alarm, 1.0)
            self.alarm(name, np.where(rung > 0, felt, 0.0))

    def alarm(self, name: str, strength: np.ndarray | float) -> None:
        """An incident makes that state's supplier keep interceptors back, others in part."""
        state = self.row(name)
        felt = self.own[state] + self.near[state] * self.alarm_shared
        self.act.suppliers.alarm(felt * strength)

    def ready(self) -> Any:
        """Magazine against need, (states, runs)."""
        return self.magazine / np.maximum(1.0, self.need)

    def fear(self) -> Any:
        """How much each supplier fears, (suppliers, runs): need not covered, weighted by threat.

        Each fears for its own state, and in part for the others, weighted by what they need.
        """
        if self.top == 0:
            return np.zeros((len(self.see.suppliers), self.setup.runs))
        believed = self.see.observers.believed_stock
        threat = np.minimum(1.0, believed / np.maximum(1.0, self.fear_stock)) * self.top / 3.0
        short = np.maximum(0.0, 1.0 - self.ready())[:, None] * threat
        weight = self.need / np.maximum(1.0, total(self.need))
        shared = total(self.near * short * weight[:, None]) * self.alarm_shared
        return total(self.own * short) + shared

    def check(self) -> None:
        """Hold the books against the magazines."""
        self.books.check(self.magazine, self.clock.day, self.setup.run_ids)
