"""Interceptor lines: output, order books, lead times, and what is on its way."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.agents.agent_table import Table
from wargame.declare.durations import DAYS_PER_MONTH, DAYS_PER_WEEK, MONTHS_PER_YEAR
from wargame.declare.tape import Array
from wargame.mechanisms.supply.supply_rules import line_rate, lose_on_the_way, make_rounds, order


class Lines(Table, agent="Line", of="interceptors"):
    """Output and order book of each kind, and the road to the defender."""

    name = "lines"
    reads = ("own_lines.industry", "powers.demand", "suppliers.let_through")
    acts = ("air_command.receive", "magazines.post")

    def initialise(self) -> None:
        """Ramps, prices, customers; an empty order book; a ring of rounds on their way."""
        self.given("interceptors", "production", "production_goal", "goal_delay", "committed")
        self.given("interceptors", "other_customers", "lead_time", "unit_cost")
        self.lead = np.rint(self.lead_time / DAYS_PER_MONTH).astype(np.int64)
        # An order that falls due after the end stands in the ring until then and never comes out.
        self.zeros("due", extra=(len(self.setup.calendar.months) + 2,))
        self.zeros("backlog", "carry", "promised", "promise_carry", "domestic_carry")
        self.zeros("wanted", "added")  # orders a day over the past year; output built for them
        self.zeros("fell_due")  # rounds that the defender was to have this month
        self.drawn("aid.politics", "war_share", "expansion", "expansion_delay", "expansion_limit")
        self.loss = self.setup.numbers.one("air_command.hub_loss")
        self.lag = max(1, round(self.setup.numbers.central("air_command.hub_delay")))
        # Rounds (kinds, runs) on the road, by the day on which they arrive.
        self.arrivals: dict[int, Array] = {}
        domestic_maker = self.setup.roles.home_maker
        makers = [self.setup.texts[f"interceptors.{k}.made_by"] for k in self.names]
        self.domestic = np.array([maker == domestic_maker for maker in makers], np.int64)
        line = self.setup.roles.home_defence_line
        self.home_defence_line = self.setup.interceptors.index(line) if line else -1
        self.off = not self.setup.on["interceptor_supply"]
        self.on_road = np.zeros((len(self.names), self.setup.runs), np.int64)
        self.received = np.zeros((len(self.names), self.setup.runs), np.int64)  # this month
        self.nothing = np.zeros((len(self.names), self.setup.runs), np.int64)
        self.zeros("elsewhere")  # rounds a day that another theatre takes before the defender
        self.drawn("aid.politics", "elsewhere_first")

    def demand_elsewhere(self, rounds: Array) -> None:
        """What another theatre wants of each kind, rounds a day (kinds,), of the lines' output."""
        self.elsewhere[:] = rounds[:, None] * self.elsewhere_first

    def rate(self) -> Any:
        """Rounds a day that the lines make for all customers, (kinds, runs)."""
        return self._rates()[0].T

    def spare(self) -> Any:
        """Rounds a week that the defender's orders can have, after other customers and the race."""
        return self._rates()[1].T

    def _rates(self) -> Any:
        """What the lines make a day, and what they can spare a week, (runs, kinds) each."""
        return self.apply(line_rate, today=self.clock.elapsed, race=self.see.powers.demand())

    def _expand(self, quantity: Array) -> None:
        """Orders that stay beyond what lines can spare are built for: late, and up to a ceiling.

        What money for the defender built goes to the defender, and is not taken down again.
        """
        self.wanted += (quantity / DAYS_PER_MONTH - self.wanted) / MONTHS_PER_YEAR
        beyond = np.maximum(0.0, self.wanted - (self.spare() / DAYS_PER_WEEK - self.added))
        goal = np.minimum(self.expansion * beyond, self.expansion_limit * self.production_goal)
        step = 1.0 - np.exp(-DAYS_PER_MONTH / np.maximum(1.0, self.expansion_delay))
        self.added += np.maximum(0.0, goal - self.added) * step

    def book(self, quantity: Array) -> None:
        """Monthly: place orders (kinds, runs) and let what has fallen due join the backlog."""
        if self.off:
            return
        self._expand(quantity)
        matured = self.apply(order, due=self.due, quantity=quantity)
        self.backlog += matured
        self.fell_due += matured

    def make(self) -> None:
        """Weekly: ship against the backlog, deliver what was promised, make at home."""
        if self.off:
            return
        rate, spare = self._rates()
        shipped = self.apply(
            make_rounds,
            let_through=self.see.suppliers.let_through(),
            rate=rate,
            spare=spare,
            industry=self.see.own_lines.industry,
            domestic=self.domestic,
        ).T
        self.act.magazines.post("made", shipped, +1)
        self.send(shipped)

    def send(self, rounds: Array) -> None:
        """Put rounds (kinds, runs) on the road; convoys come in when a week or a month opens."""
        day = self.setup.calendar.next_turn(self.clock.day + self.lag - 1)
        self.arrivals[day] = self.arrivals.get(day, 0) + rounds
        self.on_road += rounds

    def owe(self, rounds: Array) -> None:
        """Rounds (kinds, runs) that the defender was to have this month, beyond the lines' own."""
        self.fell_due += rounds

    def close_month(self) -> None:
        """Counts of rounds that fell due, and that came, begin anew."""
        self.fell_due[:] = 0.0
        self.received[:] = 0

    def deliver(self) -> None:
        """What arrives today joins the national pool, less what was lost on the way."""
        here = self.arrivals.pop(self.clock.day, None)
        if here is None:
            self.arrived, self.lost = self.nothing, self.nothing
            return
        self.lost = self.apply(lose_on_the_way, sent=here)
        self.arrived = here - self.lost
        self.on_road -= here
        self.act.air_command.receive(self.arrived)
        self.received += self.arrived
        self.act.magazines.post("lost", self.lost, -1)
