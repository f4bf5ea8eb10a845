"""Interceptors: lines and their order books, the road, and the governments that give and buy."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.plain_mesa.person import Person
from benchmarks.plain_mesa.uncompiled import Vector, uncompiled

from benchmarks.plain_mesa.home import ramp
from wargame.declare.quantity import Quantity
from wargame.kernel.draws import digest
from wargame.mechanisms.aid.aid_rules import give, turn_will
from wargame.mechanisms.supply.supply_rules import lose_on_the_way, order, ship

if TYPE_CHECKING:
    from benchmarks.plain_mesa.war import PlainWar

MONTH = 365.25 / 12
SOLD = ("pac3_mse", "gem_t", "amraam")
GIVEN = ("pac3_mse", "gem_t", "aster30", "irist", "amraam")
GIVE, LOSE = map(uncompiled, (give, lose_on_the_way))
ORDER, SHIP, TURN_WILL = map(uncompiled, (order, ship, turn_will))


class Road(Person):
    """The way from suppliers' gates to Ukrainian magazines."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.loss = war.number("air_command.ukraine.hub_loss")
        self.lag = max(1, round(war.central("air_command.ukraine.hub_delay")))
        self.due: dict[int, list[int]] = {}
        self.arrived = [0] * len(war.interceptors)

    def send(self, kind: int, rounds: int) -> None:
        """Put rounds on the road; they come in when a week or a month opens."""
        day = self.model.calendar.next_turn(self.model.day + self.lag - 1)
        self.due.setdefault(day, [0] * len(self.arrived))[kind] += rounds

    def deliver(self) -> None:
        """What arrives today joins the national pool, less what was lost on the way."""
        war = self.model
        self.arrived = self.due.pop(war.day, None) or [0] * len(self.arrived)
        for k, sent in enumerate(self.arrived):
            if sent:
                lost = [0]
                kind = digest(war.interceptors[k])
                LOSE(sent, self.loss, war.seed, war.run, war.day, kind, lost)
                self.arrived[k] -= lost[0]
                war.air_command.pool[k] += self.arrived[k]
                war.books[k] -= lost[0]

    def carrying(self, kind: int) -> int:
        """Rounds of one kind on the road."""
        return sum(rounds[kind] for rounds in self.due.values())


class Line(Person):
    """The lines of one kind of interceptor, all makers together."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("interceptors", "production", "production_goal", "goal_delay", "committed")
        self.read("interceptors", "other_customers", "lead_time", "unit_cost")
        self.kind = war.interceptors.index(name)
        self.lead = round(self.lead_time / 30.4375)
        self.due = Vector([0.0] * 73)
        self.backlog = self.carry = self.promised = self.promise_carry = self.home_carry = 0.0
        self.fell_due = 0.0
        self.war_share = war.number("aid.politics.war_share")
        self.read("aid", "expansion", "expansion_delay", "expansion_limit", entry="politics")
        self.wanted = self.added = 0.0
        self.home_made = war.texts[f"interceptors.{name}.made_by"] == "Ukraine"

    def rate(self) -> float:
        """Rounds a day made for all customers."""
        return self.planned() + self.added

    def planned(self) -> float:
        """Rounds a day by published plans alone."""
        day = self.model.day
        return ramp(self.production, self.production_goal, self.goal_delay, day)

    def spare(self) -> float:
        """Rounds a week that Ukraine's orders can have."""
        free = 1.0 - self.other_customers
        if self.name == "pac3_mse":
            free *= 1.0 - self.model.race.demand()
        return (self.planned() * free * self.war_share + self.added) * 7.0

    def expand(self, quantity: float) -> None:
        """Lasting orders beyond what can be spared are built for."""
        self.wanted += (quantity / MONTH - self.wanted) / 12.0
        beyond = max(0.0, self.wanted - (self.spare() / 7.0 - self.added))
        goal = min(self.expansion * beyond, self.expansion_limit * self.production_goal)
        step = 1.0 - math.exp(-MONTH / max(1.0, self.expansion_delay))
        self.added += max(0.0, goal - self.added) * step

    def book(self, quantity: float) -> None:
        """Monthly: place an order; what has fallen due joins the backlog."""
        if self.model.on["interceptor_supply"]:
            self.expand(quantity)
            matured = [0.0]
            ORDER(self.due, self.model.month, quantity, self.lead, matured)
            self.backlog += matured[0]
            self.fell_due += matured[0]

    def make(self, keep_open: float) -> None:
        """Weekly: ship against the backlog, deliver what was promised, make at home."""
        war = self.model
        if not war.on["interceptor_supply"]:
            return
        backlog, carry, promised = [self.backlog], [self.carry], [self.promised]
        ordered, kept, promise_carry = [0], [0], [self.promise_carry]
        due = self.committed * 7.0 * keep_open
        promised[0] += due
        self.fell_due += self.committed * 7.0
        SHIP(math.inf, promised, promise_carry, kept)
        SHIP(max(0.0, self.spare() - due * self.war_share), backlog, carry, ordered)
        self.backlog, self.carry = backlog[0], carry[0]
        self.promised, self.promise_carry = promised[0], promise_carry[0]
        shipped = ordered[0] + kept[0]
        if self.home_made:
            made = self.rate() * 7.0 * war.industry.health + self.home_carry
            shipped += int(made)
            self.fell_due += self.rate() * 7.0 * war.industry.health
            self.home_carry = made - math.floor(made)
        war.books[self.kind] += shipped
        war.road.send(self.kind, shipped)


class Supplier(Person):
    """One government."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("suppliers", "purchases", "orders", "fulfilment", "will", "fatigue", "floor")
        self.opening_will, self.cut, self.incident, self.withheld = self.will, 0.0, 0.0, 0.0
        self.stock = [int(war.number(f"suppliers.{name}.stock.{k}")) for k in GIVEN]
        self.opening = list(self.stock)
        self.overseas = war.texts[f"suppliers.{name}.country"] in ("USA", "CAN")
        self.carry = [0.0] * len(GIVEN)

    def support(self) -> float:
        """Will relative to where it began, up to a cap, less what is cut."""
        return self.willing() * (1.0 - self.cut)

    def willing(self) -> float:
        """Will relative to where it began, up to a cap."""
        return min(self.model.coalition.support_cap, self.will / max(1e-6, self.opening_will))

    def turn(self, city_hits: float, loss: float, rungs: float) -> None:
        """A month of political will."""
        aid = self.model.coalition
        will = [self.will]
        TURN_WILL(
            will,
            self.opening_will,
            city_hits / 100.0,
            aid.strike_response,
            self.fatigue * MONTH,
            self.incident,
            aid.incident_response,
            loss,
            rungs,
            aid.escalation_caution,
            aid.stock_response * max(0.0, self.model.observers[0].growth()),
            aid.will_return * MONTH,
            [0.0],
        )
        self.will = will[0]
        self.incident *= math.exp(-MONTH / max(1.0, aid.incident_memory))

    def give(self) -> None:
        """Gifts out of own stock go on the road."""
        war, aid = self.model, self.model.coalition
        fear = sum(ally.fear() for ally in war.allies if ally.supplier == self.name)
        if not self.overseas:
            need = max(1.0, sum(ally.need for ally in war.allies))
            others = [ally for ally in war.allies if ally.supplier != self.name]
            fear += sum(o.fear() * o.need / need for o in others) * aid.alarm_shared
        withheld = min(1.0, self.incident * aid.pin_down + min(1.0, fear) * aid.fear_pin_down)
        self.withheld = withheld if war.policies.suppliers.keep == "will" else 0.0
        for i, kind in enumerate(GIVEN):
            carry, given = [self.carry[i]], [0]
            sold = math.ceil(aid.sold[i]) if self is aid.seller else 0
            GIVE(
                self.stock[i] - sold,
                self.opening[i],
                self.floor,
                aid.gift_rate * MONTH,
                self.will,
                self.withheld,
                self.cut,
                carry,
                given,
            )
            self.carry[i] = carry[0]
            self.stock[i] -= given[0]
            war.lines[war.interceptors.index(kind)].fell_due += given[0]
            war.road.send(war.interceptors.index(kind), given[0])


class Coalition(Person):
    """What suppliers do together: the purchase list, orders, releases from American stocks."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("aid", "strike_response", "incident_response", "pin_down", entry="politics")
        self.read("aid", "fear_pin_down", "incident_memory", "gift_rate", entry="politics")
        self.read("aid", "purchase_patriot", "purchase_amraam", "from_stock", entry="politics")
        self.read("aid", "stock_release", "stock_delay", "order_aster", entry="politics")
        self.read("aid", "escalation_caution", "support_cap", "burden_sharing", entry="politics")
        self.aid_after_halt = war.number("talks.process.aid_after_halt")
        self.set_level(war.policies.suppliers.purchases)
        self.pledged = self.paid = 0.0
        self.read("aid", "stock_refill", "stock_response", "will_return", entry="politics")
        self.read("aid", "alarm_shared", "fear_stock", entry="politics")
        self.due = [[0.0] * len(GIVEN) for _ in range(13)]
        self.release_carry, self.refill_carry = [0.0] * len(GIVEN), [0.0] * len(GIVEN)
        self.sold = [0.0] * len(GIVEN)

    @property
    def seller(self) -> Supplier | None:
        """The government that sells out of its own stock."""
        return next((s for s in self.model.suppliers if s.name == "usa"), None)

    def set_level(self, purchases: Quantity | str) -> None:
        """Purchases of all together, or as pledged by each."""
        self.level = None if isinstance(purchases, str) else purchases.internal

    def overall(self) -> float:
        """Share of opening support that is left, weighted by money."""
        suppliers = self.model.suppliers
        money = [s.purchases + s.orders for s in suppliers]
        return sum(m * s.support() for m, s in zip(money, suppliers)) / max(1e-9, sum(money))

    def let_through(self) -> float:
        """Share of what was promised that politics lets go."""
        suppliers = self.model.suppliers
        money = [s.purchases + s.orders for s in suppliers]
        home = sum(m * s.withheld for m, s in zip(money, suppliers)) / max(1e-9, sum(money))
        return min(1.0, self.overall()) * (1.0 - home)

    def decide(self, city_hits: float) -> None:
        """Once a month: will, gifts, money, orders."""
        war = self.model
        if not war.on["aid"]:
            self.pledged = self.paid = 0.0
            for line in war.lines:
                line.book(0.0)
            return
        loss = self.aid_after_halt / 12.0 if war.state == 2 else 0.0
        for supplier in war.suppliers:
            supplier.turn(city_hits, loss, max(0.0, war.ladder.seen - 1.0))
        for supplier in war.suppliers:
            supplier.give()
        self.buy()

    def american(self) -> list[int]:
        """Rounds in American stocks by kind."""
        held = dict(zip(GIVEN, self.seller.stock)) if self.seller else {}
        return [held.get(kind, 0) for kind in self.model.interceptors]

    def buy(self) -> None:
        """Money becomes orders, and releases out of stock."""
        suppliers = self.model.suppliers
        list_money = [s.purchases for s in suppliers]
        if self.level is not None:
            scale = self.level / max(1e-9, sum(list_money))
            list_money = [m * scale for m in list_money]
        own_orders = [s.orders for s in suppliers]
        paid, orders = self.raise_money(list_money), self.raise_money(own_orders)
        both = zip(list_money, own_orders, suppliers)
        self.pledged = sum((m + o) * (1.0 - s.cut) for m, o, s in both) * MONTH
        self.paid = (paid + orders) * MONTH
        money = self.split(paid * MONTH, orders * MONTH)
        wanted = {
            line.name: money.get(line.name, 0.0) / line.unit_cost for line in self.model.lines
        }
        sold = self.offer(wanted)
        for line in self.model.lines:
            line.book(wanted[line.name] - sold.get(line.name, 0.0))
        self.deliver()

    def raise_money(self, money: list[float]) -> float:
        """What is paid of pledged money; those who cut nothing take over a share of what is cut."""
        paid = lost = able = 0.0
        for pledged, s in zip(money, self.model.suppliers):
            own = pledged * s.fulfilment * s.support()
            paid += own
            lost += pledged * s.fulfilment * s.willing() * s.cut
            if s.cut <= 0.0:
                able += own
        room = max(0.0, able * (self.support_cap - 1.0))
        return paid + min(self.burden_sharing * lost, room)

    def split(self, purchases: float, orders: float) -> dict[str, float]:
        """Money by kind of interceptor."""
        rate = {line.name: line.rate() for line in self.model.lines}
        part = rate["pac3_mse"] / max(1e-9, rate["pac3_mse"] + rate["gem_t"])
        patriot = purchases * self.purchase_patriot
        return {
            "pac3_mse": patriot * part,
            "gem_t": patriot * (1.0 - part),
            "amraam": purchases * self.purchase_amraam,
            "aster30": orders * self.order_aster,
            "irist": orders * (1.0 - self.order_aster),
        }

    def offer(self, wanted: dict[str, float]) -> dict[str, float]:
        """Rounds of each kind sold out of American stocks, down to the floor; delivered later."""
        found: dict[str, float] = {}
        if self.seller is None or not self.model.on["interceptor_supply"]:
            return found
        delay = min(12, max(0, round(self.stock_delay / MONTH)))
        for name in SOLD:
            i = GIVEN.index(name)
            floor = self.seller.floor * self.seller.opening[i]
            asked = wanted[name] * self.from_stock
            if name != "amraam":
                asked = min(asked, self.stock_release * MONTH / 2.0)
            spare = max(0.0, self.seller.stock[i] - self.sold[i] - floor)
            found[name] = min(asked * (1.0 - self.seller.cut), spare)
            self.sold[i] += found[name]
            self.due[(self.model.month + delay) % 13][i] += found[name]
        return found

    def deliver(self) -> None:
        """What was sold some time ago leaves American stocks; a part is replaced by the lines."""
        war = self.model
        if self.seller is None or not war.on["interceptor_supply"]:
            return
        today = self.due[war.month % 13]
        for name in SOLD:
            i, line = GIVEN.index(name), war.lines[war.interceptors.index(name)]
            line.fell_due += today[i]
            whole = math.floor(today[i] + self.release_carry[i])
            self.release_carry[i] += today[i] - whole
            today[i] = 0.0
            self.sold[i] -= whole
            self.seller.stock[i] -= whole
            war.road.send(line.kind, whole)
            due = line.rate() * MONTH * self.stock_refill + self.refill_carry[i]
            missing = self.seller.opening[i] - self.seller.stock[i]
            made = min(math.floor(due), max(0, missing))
            self.refill_carry[i] = min(1.0, due - made)
            self.seller.stock[i] += made
            war.books[line.kind] += made
