"""The attacker's launch commands and the general staff that combines their strikes."""

from __future__ import annotations

import numpy as np

from wargame.agents.agent_table import Table
from wargame.declare.tape import Array
from wargame.kernel.arrays import by_run
from wargame.kernel.draws import digest
from wargame.mechanisms.codes import HALT, HOARD, SURGE
from wargame.mechanisms.strike.strike_rules import save_up

STAFF = digest("general staff")


class Commands(Table, agent="Command", of="roles.commands"):
    """When to strike, with what and where."""

    name = "commands"
    reads = ("arsenals.held", "arsenals.opening", "factories.keys", "factories.output",
             "leadership.intensity", "leadership.launch", "leadership.posture",
             "leadership.reserve", "leadership.surge_days", "sectors.names", "talks.state",
             "talks.violation")  # fmt: skip
    run_first = ("launch_weight", "incoming")

    def initialise(self) -> None:
        """Carriers' limits, the habit of raids and combined strikes, what is saved up."""
        numbers = self.setup.numbers
        self.given("commands", "cycle")
        self.column("since", 30, np.int64)
        limit = numbers.column("commands", self.names, "salvo_limit")
        self.column("command_limit", limit, np.int64)
        weapons = self.setup.weapons
        self.fire_share = numbers.column("weapons", weapons, "fire_share")
        self.salvo_limit = numbers.column("weapons", weapons, "salvo_limit").astype(np.int64)
        self.failure = numbers.column("weapons", weapons, "failure")
        self.on_record = np.array([self._on_record(weapon) for weapon in weapons])[:, None]
        self.daily_share = by_run(self.setup.by_class("daily_share"))
        self.raid_chance = by_run(self.setup.by_class("raid_chance"))
        fired_by = [self.setup.texts[f"weapons.{w}.command"] for w in weapons]
        self.command_of = np.array([self.names.index(command) for command in fired_by])
        shape = (len(weapons), self.setup.runs)
        for name in ("wish", "saved_raid", "saved_strike"):
            setattr(self, name, by_run(np.zeros(shape)))
        for name in ("reserve", "planned", "failed", "flying"):
            setattr(self, name, by_run(np.zeros(shape, np.int64)))
        self.since_strike = np.zeros(self.setup.runs, np.int64)
        self.drawn("leadership", "gap_spread", "stock_trigger", "focus", "capital_focus")
        self.drawn("leadership", "hoard_spending")
        self.decided = self.clock.day
        self.hoard, self.spent, self.surged = (by_run(np.zeros(shape)) for _ in range(3))
        ground_fire = np.isin(weapons, self.setup.roles.ground_fire)
        self.for_strikes = (~ground_fire).astype(float)[:, None]
        weights = numbers.column("sectors", self.see.sectors.names, "launch_weight")
        self.launch_weight = np.ascontiguousarray((weights / sum(weights)).T)
        self.wait = np.full(self.setup.runs, 3.0)
        self.key = self.see.factories.keys[:, 0]
        self.staff, self.class_of = STAFF, self.setup.class_of
        self.flown = by_run(np.zeros((len(self.names), self.setup.runs), np.int64))
        self.combined = np.zeros(self.setup.runs, np.int64)
        self.incoming = np.zeros((self.setup.runs, len(self.see.sectors), len(weapons)), np.int32)
        classes = len(self.setup.classes)
        self.following, self.month_first, self.month_days = 0, 0, 1
        self.target = np.zeros(classes, np.int64)
        self.flown_of_class = by_run(np.zeros((classes, self.setup.runs), np.int64))
        self.smooth = 0 if self.setup.on["launch_commands"] else 1
        self.ballistic = self.setup.index_of(self.setup.roles.ballistic)
        self.mass = self.setup.index_of(self.setup.roles.mass)
        self.missile = (self.setup.class_of != self.mass).astype(float)

    def _on_record(self, weapon: str) -> float:
        """What would fly a day of a type by the evidence, where the scenario sets any part of it;
        else NaN."""
        scenario = self.setup.scenario
        fields = ("production", "imports", "fire_share")
        before = [scenario.before_change(f"weapons.{weapon}.{field}") for field in fields]
        if all(value is None for value in before):
            return float("nan")
        made, imported, fired = (
            self.setup.numbers.central(f"weapons.{weapon}.{field}") if value is None else value
            for field, value in zip(fields, before)
        )
        return (made + imported) * fired

    def follow(self, recorded: Array | None, first: int = 0, days: int = 1) -> None:
        """Hold launches of the month that opened on day `first` to those `recorded`, by class.

        None: they are the commands' own.
        """
        self.following = 0 if recorded is None else 1
        if recorded is not None:
            self.target, self.month_first, self.month_days = recorded, first, days

    def decide(self) -> None:
        """Weekly: what would fly a day when firing as made, and what is saved up beyond that."""
        self.usual = self.see.factories.output() * self.fire_share
        days, self.decided = self.clock.day - self.decided, self.clock.day
        if not self.setup.on["hoard_spending"]:
            return
        leader, arsenals = self.see.leadership, self.see.arsenals
        self.spent, self.surged = self.apply(
            save_up,
            days=days,
            flying=leader.launch * self.calm(),
            saving=self.saving().astype(np.int64),
            spare=arsenals.held - arsenals.opening * leader.reserve,
            spending=self.hoard_spending,
            surge=leader.surge_days,
        )

    def calm(self) -> Array:
        """Share of launches that a halt leaves, (runs,)."""
        result: Array = np.where(self.see.talks.state == HALT, self.see.talks.violation, 1.0)
        return result

    def saving(self) -> Array:
        """Whether weapons are saved up: in a halt, and by hoarding, (runs,)."""
        hoarding = self.see.leadership.posture == HOARD
        result: Array = hoarding | (self.see.talks.state == HALT)
        return result

    def expected(self) -> Array:
        """Weapons a day that output and posture would have flown, without intensity, by class and
        run, (classes, runs). As of the last turn, so that it does not hang on when a war pauses.

        What a scenario sets is for the future, and explains no launches of the past.
        """
        usual = np.where(np.isnan(self.on_record), self.usual, self.on_record)
        daily = usual * self.see.leadership.launch * self.calm()
        result = np.zeros((len(self.setup.classes), self.setup.runs))
        np.add.at(result, self.setup.class_of, daily)
        return result

    def take_orders(self) -> None:
        """What the posture wants flown a day, and the stock that is not touched.

        Done again whenever anything changed in any run: where nothing did, it gives the same.
        """
        leader = self.see.leadership
        intensity = leader.intensity[self.setup.class_of]
        beyond = np.where(leader.posture == SURGE, self.surged, self.spent)
        beyond = np.where(self.saving(), 0.0, beyond * self.for_strikes)
        self.wish[:] = self.usual * leader.launch * intensity * self.calm() + beyond
        share = leader.reserve if self.setup.on["stock_age"] else np.zeros(self.setup.runs)
        self.reserve[:] = np.rint(self.see.arsenals.opening * share)
