"""Russian launch commands and the general staff that combines their strikes."""

from __future__ import annotations

import numpy as np

from wargame.evidence.fields import COMMANDS
from wargame.model.table import Row, Table
from wargame.rules.draws import digest
from wargame.rules.strike import aim, call_strike, fly, hold_to_limit, plan

STAFF = digest("general staff")


class Command(Row):
    """One launch command."""


class Commands(Table):
    """When to strike, with what and where."""

    kind = Command

    def know(self) -> None:
        """Carriers' limits, the habit of raids and combined strikes, what is saved up."""
        war, numbers = self.war, self.war.numbers
        self.given("commands", "salvo_limit", "cycle")
        self.column("since", 30, np.int64)
        self.limit = self.salvo_limit.astype(np.int64)
        weapons = war.weapons
        self.fire_share = numbers.column("weapons", weapons, "fire_share")
        self.type_limit = numbers.column("weapons", weapons, "salvo_limit").astype(np.int64)
        self.failure = numbers.column("weapons", weapons, "failure")
        self.daily_share = war.by_class("daily_share")
        self.raid_chance = war.by_class("raid_chance")
        self.owner = np.array([COMMANDS.index(war.texts[f"weapons.{w}.command"]) for w in weapons])
        self.saved_raid = np.zeros((len(weapons), war.runs))
        self.saved_strike = np.zeros((len(weapons), war.runs))
        self.wish = np.zeros((len(weapons), war.runs))
        self.since_strike = np.zeros(war.runs, np.int64)
        self.spread = numbers.one("moscow.leadership.gap_spread")
        self.trigger = numbers.one("moscow.leadership.stock_trigger")
        self.focus = numbers.one("moscow.leadership.focus")
        self.capital_focus = numbers.one("moscow.leadership.capital_focus")
        weights = numbers.column("sectors", war.sectors.names, "launch_weight")
        self.weights = np.ascontiguousarray((weights / sum(weights)).T)
        self.gap = np.full(war.runs, 3.0)
        self.combined = np.zeros(war.runs, np.int64)
        self.incoming = np.zeros((war.runs, len(war.sectors), len(weapons)), np.int32)
        self.failed, self.flying, self.launches = np.zeros((3, len(weapons), war.runs), np.int64)
        self.missile = np.array([0.0 if c == 4 else 1.0 for c in war.class_of])

    def decide(self) -> None:
        """Weekly: what would fly a day when firing as made."""
        self.usual = self.war.factories.output() * self.fire_share

    def take_orders(self) -> None:
        """What the posture wants flown a day, and the stock that is not touched.

        Done again whenever anything changed in any run: where nothing did, it gives the same.
        """
        war, leader = self.war, self.war.leadership
        calm = np.where(war.state == 2, war.talks.violation, 1.0)
        self.wish = self.usual * leader.launch * leader.intensity[war.class_of] * calm
        share = leader.reserve if war.on["stock_age"] else np.zeros(war.runs)
        self.reserve = np.rint(war.arsenals.opening * share).astype(np.int64)

    def strike(self) -> None:
        """Launch: `launched`, `failed` and `flying` (types, runs), `incoming` by sector."""
        war = self.war
        smooth = 0 if war.on["launch_commands"] else 1
        halted = (war.state == 2).astype(np.int64)
        self.combined = call_strike(
            self.since_strike,
            self.gap,
            war.leadership.gap,
            self.spread,
            self.saved_strike.T,
            self.missile,
            self.wish.T,
            self.trigger,
            war.seed,
            war.run_ids,
            war.day,
            STAFF,
        )
        wanted = self.launches
        plan(
            self.wish.T,
            self.daily_share.T,
            self.raid_chance.T,
            self.saved_raid.T,
            self.saved_strike.T,
            war.arsenals.held.T,
            self.reserve.T,
            self.type_limit.T,
            self.combined,
            smooth,
            halted,
            war.seed,
            war.run_ids,
            war.day,
            war.factories.keys[:, 0],
            self.launches.T,
        )
        if not smooth:
            planned = wanted.copy()
            hold_to_limit(wanted.T, self.owner, self.limit.T, self.cycle.T, self.since.T)
            self.saved_strike += planned - wanted
        self.launched, self.ages = war.arsenals.release(wanted, "fired")
        fly(
            self.launched.T,
            self.failure.T,
            war.seed,
            war.run_ids,
            war.day,
            war.factories.keys[:, 0],
            self.failed.T,
            self.flying.T,
        )
        self.incoming[:] = 0
        style = war.leadership.posture + np.where(self.combined == 1, 100, 0)
        aim(
            self.flying.T,
            war.class_of,
            self.weights,
            self.focus,
            self.capital_focus,
            style,
            war.seed,
            war.run_ids,
            war.day,
            STAFF,
            self.incoming,
        )
