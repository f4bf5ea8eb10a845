"""The defender's own long-range weapons: counterforce now, or held back as a deterrent."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.agents.agent_table import Table
from wargame.agents.ledger import Ledger
from wargame.declare.tape import Array
from wargame.kernel.arrays import total
from wargame.mechanisms.own_strike.own_strike_rules import campaign


class OwnLines(Table, agent="OwnLine", entries="strike_weapons"):
    """Output, what is held back, and a week's strikes."""

    name = "own_lines"
    reads = ("talks.state", "talks.violation")
    acts = ("arsenals.lose", "factories.suffer")

    def initialise(self) -> None:
        """Ramps, reach and effect; the health of the defender's own industry, (runs,)."""
        self.given("strike_weapons", "production", "production_goal", "goal_delay", "stock")
        self.given("strike_weapons", "held_back", "reach", "line_damage", "depot_damage")
        self.column("retained", self.stock, np.int64)
        self.zeros("carry", "retained_carry", "loss_carry")
        self.books = Ledger("long-range weapons", self.names, self.retained)
        self.industry = np.ones(self.setup.runs)
        self.drawn("air_command", "industry_loss", "industry_repair", "store_loss")
        self.drawn("air_command", "energy_effect", "target_lines", "target_depots", "target_focus")
        self.works = np.zeros(self.setup.runs)  # leakers on industry since the last week's turn
        self.factor = 1.0
        self.help = 1.0  # allied help in planning, by order
        self.adopt()
        self.missiles = np.isin(self.names, self.setup.roles.own_missiles)
        self.active = self.setup.on["own_strike"]
        self.fired_in_month = np.zeros(self.setup.runs, np.int64)

    def adopt(self) -> None:
        """What its own weapons are fired at."""
        self.against = self.setup.policies.defender.long_range

    def strike(self) -> None:
        """Once a week: build, keep a deterrent back, fire the rest; hits by target, (runs,)."""
        if not self.active:
            return
        to_lines, to_depots = self.targets()
        made, fired, lost, on_lines, on_depots, on_energy = self.apply(
            campaign,
            to_lines=to_lines,
            to_depots=to_depots,
            firing=np.where(self.see.talks.state == 2, self.see.talks.violation, 1.0),
            today=self.clock.elapsed,
            key=self.keys[:, 0],
        )
        self.works[:] = 0.0
        self.books.post("made", made.T, +1)
        self.books.post("fired", fired.T, -1)
        self.books.post("lost", lost.T, -1)
        self.books.check(self.retained, self.clock.day, self.setup.run_ids)
        self.fired_in_month += fired.sum(axis=1)
        # A campaign makes more of the same weapons, by planning and help: hits, not output.
        scale = self.factor * self.help
        spared = np.where(self.see.talks.state == 1, 0.0, 1.0)  # a truce on energy binds both sides
        self.act.factories.suffer(on_lines * scale, on_energy * self.energy_effect * scale * spared)
        self.act.arsenals.lose(on_depots * scale)

    def close_month(self) -> None:
        """The count of weapons fired this month begins anew."""
        self.fired_in_month[:] = 0

    def targets(self) -> tuple[Array, Array]:
        """Shares of hits on lines and on depots, (runs,) each; the rest falls on energy.

        Where one kind is struck above all, the others share evenly in what is left.
        """
        if self.against == "balanced":
            return self.target_lines, self.target_depots
        rest = (1.0 - self.target_focus) / 2.0
        shares = {self.against: self.target_focus}
        return shares.get("lines", rest), shares.get("depots", rest)

    def deterrent(self) -> Any:
        """Missiles held back that would reach the attacker, (runs,)."""
        if not self.active:
            return np.zeros(self.setup.runs)
        return total(self.retained[self.missiles] * self.reach[self.missiles])
