"""Lines, arsenals, launch commands and the general staff on one day."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from wargame.kernel.draws import Purpose, binomial, logistic, uniforms
from wargame.mechanisms.codes import COERCE, HALT

GAP, RAID = int(Purpose.STRIKE_GAP), int(Purpose.RAID)
FOCUS, FAILURE = int(Purpose.FOCUS), int(Purpose.FAILURE)
NONE = np.uint64(0)


def tighten(ministry: Any) -> None:
    """Sanctions decided come into force; smuggling undoes part of what is new."""
    ministry.decided -= max(0.0, ministry.decided - ministry.tightness) * ministry.adaptation
    ministry.in_force += (ministry.decided - ministry.in_force) / max(1.0, ministry.delay)
    beyond = ministry.in_force - ministry.tightness
    cut = beyond / max(1e-9, 1.0 - ministry.tightness)
    ministry.arriving = (1.0 - cut) * (1.0 + ministry.rebuild)
    ministry.ceiling = 1.0 + max(0.0, -cut)
    if not ministry.binding:
        ministry.ceiling = 1.0 / max(0.1, 1.0 - ministry.tightness)


def produce(weapon: Any, ministry: Any) -> None:
    """A day's output of one line, imports included."""
    fed = ministry.ceiling
    if ministry.binding:
        available = weapon.inputs + ministry.arriving
        fed = min(ministry.ceiling, available)
        weapon.inputs = min(weapon.component_stock, available - fed)
    output = weapon.rate * weapon.health * (1.0 - weapon.foreign_content * (1.0 - fed))
    output = output + weapon.imports + weapon.carry
    weapon.made = int(output)
    weapon.carry = output - weapon.made
    weapon.health += (1.0 - weapon.health) * ministry.line_repair


def receive(weapon: Any, month: int) -> None:
    """What was made joins this month's cohort, and the books."""
    weapon.cohorts[month] += weapon.made
    weapon.held += weapon.made
    weapon.booked_made += weapon.made
    weapon.expected += weapon.made


class Staff:
    """The general staff: when to strike, with what, and where."""

    def __init__(self, war: Any) -> None:
        self.war = war
        self.commands, self.leadership = war.commands, war.leadership

    def call(self) -> None:
        """Whether today sees a combined strike: the wait is over and enough is saved up."""
        commands, war = self.commands, self.war
        missiles = [w for w in war.each_weapon if w.missile]
        saved = sum(w.saved_strike for w in missiles)
        daily = sum(w.wish for w in missiles)
        commands.since_strike += 1
        commands.combined = 0
        if commands.since_strike < commands.wait or not daily:
            return
        if saved >= commands.stock_trigger * daily:
            commands.combined, commands.since_strike = 1, 0
            z = logistic(uniforms(war.seed, GAP, war.run, war.day, commands.staff, 0)[0])
            commands.wait = max(1.0, self.leadership.gap * math.exp(commands.gap_spread * z))

    def plan(self, weapon: Any) -> None:
        """How many of one type to launch today, before its command's own limit."""
        commands, war = self.commands, self.war
        weapon.saved_raid += weapon.wish * weapon.daily_share
        weapon.saved_strike += weapon.wish * (1.0 - weapon.daily_share)
        raid = strike = 0
        if commands.smooth or (commands.combined and war.talks.state != HALT):
            strike = int(weapon.saved_strike)
        if weapon.saved_raid >= 1.0:
            first = next(w for w in war.each_weapon if w.class_of == weapon.class_of)
            draw = uniforms(war.seed, RAID, war.run, war.day, first.key, 0)[0]
            if commands.smooth or draw < weapon.raid_chance:
                raid = int(weapon.saved_raid)
        there = weapon.held - weapon.reserve
        weapon.planned = max(0, min(raid + strike, there, weapon.salvo_limit))
        paid = min(float(raid), float(weapon.planned))
        most = max(1.0, 45.0 * weapon.wish)
        weapon.saved_raid = min(weapon.saved_raid - paid, most)
        weapon.saved_strike = min(weapon.saved_strike - (weapon.planned - paid), most)

    def hold_to_limit(self, number: int) -> None:
        """Scale launches of one command down to what its carriers can fire tonight."""
        command = self.war.each_command[number]
        own = [w for w in self.war.each_weapon if w.command_of == number]
        wanted = sum(w.planned for w in own)
        command.since += 1
        command.flown = 0
        if not wanted:
            return
        ready = int(command.command_limit * min(1.0, command.since / max(1.0, command.cycle)))
        if wanted > ready:
            for weapon in own:
                left = weapon.planned * ready // wanted
                weapon.saved_strike += weapon.planned - left
                weapon.planned = left
        command.flown = sum(w.planned for w in own)
        if 2 * command.flown > command.command_limit:
            command.since = 0

    def launch(self, weapon: Any) -> None:
        """Weapons leave the stock, some of the newest and the oldest; some fail on the way."""
        war, now = self.war, self.war.month_slot
        weapon.launched, weapon.ages, weapon.failed = 0, 0.0, 0
        weapon.fresh_carry += weapon.planned * weapon.newest_first
        weapon.fresh = int(weapon.fresh_carry)
        weapon.fresh_carry -= weapon.fresh
        if weapon.planned > 0:
            while weapon.oldest < now and weapon.cohorts[weapon.oldest] == 0:
                weapon.oldest += 1
            slots = range(weapon.oldest, now + 1)
            for order, most in ((reversed(slots), weapon.fresh), (slots, weapon.planned)):
                most = min(most, weapon.planned)
                for slot in order:
                    here = min(most - weapon.launched, weapon.cohorts[slot])
                    weapon.cohorts[slot] -= here
                    weapon.ages += here * (now - slot)
                    weapon.launched += here
            weapon.held -= weapon.launched
            weapon.booked_fired += weapon.launched
            weapon.expected -= weapon.launched
        if weapon.launched:
            address = (war.seed, FAILURE, war.run, war.day, weapon.key, NONE)
            weapon.failed = binomial(weapon.launched, weapon.failure, *address)
        weapon.flying = weapon.launched - weapon.failed

    def aim(self) -> None:
        """Ballistic missiles, other missiles and drones each pick a sector; the rest spreads."""
        war, commands = self.war, self.commands
        for sector in war.each_sector:
            sector.incoming = [0] * len(war.each_weapon)
        picks = uniforms(war.seed, FOCUS, war.run, war.day, commands.staff, 0)
        spins = uniforms(war.seed, FOCUS, war.run, war.day, commands.staff, 1)
        coerce = commands.combined and self.leadership.posture == COERCE
        at_capital = coerce and picks[3] < commands.capital_focus
        for t, weapon in enumerate(war.each_weapon):
            group = {commands.ballistic: 0, commands.mass: 2}.get(weapon.class_of, 1)
            target = war.each_sector[0 if at_capital else self._pick(picks[group])]
            alone = not commands.combined and weapon.class_of != commands.mass
            aimed = int(weapon.flying * (1.0 if alone else commands.focus) + 0.5)
            rest = weapon.flying - aimed
            target.incoming[t] += aimed
            before, done = spins[group], 0
            for sector in war.each_sector:
                before += rest * sector.launch_weight
                here = min(rest, int(before)) - done
                sector.incoming[t] += here
                done += here
            target.incoming[t] += rest - done

    def _pick(self, u: float) -> int:
        """Number of a sector, by launch weight."""
        total = 0.0
        for number, sector in enumerate(self.war.each_sector):
            total += sector.launch_weight
            if u < total:
                return number
        return len(self.war.each_sector) - 1
