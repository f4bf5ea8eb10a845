"""Ukraine's own long-range weapons: counterforce now, or held back as a deterrent."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.mechanisms.own_strike.own_strike_rules import campaign
from wargame.model.agent_table import Row, Table, total
from wargame.model.ledger import Ledger


class OwnLine(Row):
    """One Ukrainian long-range weapon and its line."""


class OwnLines(Table):
    """Output, what is held back, and a week's strikes."""

    kind = OwnLine

    def know(self) -> None:
        """Ramps, reach and effect; the health of Ukraine's own industry, (runs,)."""
        war, numbers = self.war, self.war.numbers
        self.given("strike_weapons", "production", "production_goal", "goal_delay", "stock")
        self.given("strike_weapons", "held_back", "reach", "line_damage", "depot_damage")
        self.column("kept", self.stock, np.int64)
        self.zeros("carry", "keep_carry", "loss_carry")
        self.books = Ledger("long-range weapons", self.names, self.kept)
        self.industry = np.ones(war.runs)
        self.industry_loss = numbers.one("ukraine.command.industry_loss")
        self.energy_effect = numbers.one("ukraine.command.energy_effect")
        self.industry_repair = numbers.one("ukraine.command.industry_repair")
        self.store_loss = numbers.one("ukraine.command.store_loss")
        self.works = np.zeros(war.runs)  # leakers on industry since the last week's turn
        for name in ("target_lines", "target_depots", "target_focus"):
            setattr(self, name, numbers.one(f"ukraine.command.{name}"))
        self.factor = 1.0
        self.help = 1.0  # allied help in planning, by order
        self.against = war.policies.ukraine.long_range
        self.missiles = np.array(["drone" not in name for name in self.names])
        self.active = war.on["ukrainian_strike"]
        self.fired_in_month = np.zeros(war.runs, np.int64)

    def strike(self) -> None:
        """Once a week: build, keep a deterrent back, fire the rest; hits by target, (runs,)."""
        war = self.war
        if not self.active:
            return
        made, fired, lost, on_lines, on_depots, on_energy = campaign(
            self.production.T,
            self.production_goal.T,
            self.goal_delay.T,
            self.held_back.T,
            self.reach.T,
            self.line_damage.T,
            self.depot_damage.T,
            self.industry,
            *self.targets(),
            np.where(war.state == 2, war.talks.violation, 1.0),
            self.works,
            self.store_loss,
            war.day,
            war.seed,
            war.run_ids,
            war.day,
            self.keys[:, 0],
            self.carry.T,
            self.keep_carry.T,
            self.loss_carry.T,
            self.kept.T,
        )
        self.works[:] = 0.0
        self.books.post("made", made.T, +1)
        self.books.post("fired", fired.T, -1)
        self.books.post("lost", lost.T, -1)
        self.books.check(self.kept, war.day, war.run_ids)
        self.fired_in_month += fired.sum(axis=1)
        # A campaign makes more of the same weapons, by planning and help: hits, not output.
        scale = self.factor * self.help
        spared = np.where(war.state == 1, 0.0, 1.0)  # a truce on energy binds both sides
        war.factories.suffer(on_lines * scale, on_energy * self.energy_effect * scale * spared)
        war.depots_hit(on_depots * scale)

    def targets(self) -> tuple[Any, Any]:
        """Shares of hits on lines and on depots, (runs,) each; the rest falls on energy.

        Where one kind is struck above all, the others share evenly in what is left.
        """
        if self.against == "balanced":
            return self.target_lines, self.target_depots
        rest = (1.0 - self.target_focus) / 2.0
        shares = {self.against: self.target_focus}
        return shares.get("lines", rest), shares.get("depots", rest)

    def deterrent(self) -> Any:
        """Missiles held back that would reach Moscow, (runs,)."""
        if not self.active:
            return np.zeros(self.war.runs)
        return total(self.kept[self.missiles] * self.reach[self.missiles])
