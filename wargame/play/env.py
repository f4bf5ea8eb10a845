"""The game as a PettingZoo parallel environment, to script or train players (extra `play`).

An agent is a seat. An observation is what the seat may see (`fog`), as one vector; an action is one
stop for each lever; the reward of a step is the seat's payoff in the months of that turn, 0 to 1
(`roles`). Same seed, same actions: the same bits, as in any game.

    from wargame.play.env import parallel_env
    env = parallel_env("continued_war", turns=12, seats={"washington": "machine"})
    observations, infos = env.reset(seed=1)
    env.step({seat: env.action_space(seat).sample() for seat in env.agents})
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from gymnasium import spaces
from pettingzoo import ParallelEnv

from wargame.declare.durations import DAYS_PER_YEAR
from wargame.model.war import War
from wargame.play import fog, machine, views
from wargame.play.game import Game, Turn, opened_game, play
from wargame.play.header import begin, scenario_of
from wargame.play.lever_values import choices
from wargame.play.roles import payoff
from wargame.scenario.seat_levers import SEATS, Lever, check, levers, options

STOPS = 5  # of a number, evenly from its lowest to its highest


class WargameEnv(ParallelEnv):  # type: ignore[misc]  # PettingZoo has no types
    """One game of `turns` turns; see the module, and `wargame.play.header.begin` for the choices.

    Seats that `seats` gives to the `machine` or the `model` are no agents.
    """

    metadata = {"name": "wargame_v0", "render_modes": ["ansi"], "is_parallelizable": True}  # noqa: RUF012

    def __init__(
        self,
        scenario: str = "continued_war",
        turn: str = "month",
        turns: int | None = None,
        seats: Mapping[str, str] | None = None,
        render_mode: str | None = None,
    ) -> None:
        header = begin(scenario, turn, turns, seats, seed=0)
        self._empty = Game("ENV", scenario_of(header), 0, turn, header["seats"])
        self._turns = int(header["turns"])
        self.render_mode = render_mode
        self.possible_agents = [s for s in SEATS if header["seats"][s] == "person"]
        self.agents: list[str] = []
        self._allies = self._empty.scenario.entries("allies")
        self._levers = {s: list(levers(s).values()) for s in SEATS}
        self._stops = {
            s: [_stops(one, self._allies) for one in self._levers[s]] for s in self.possible_agents
        }
        with opened_game(self._empty) as war:
            sizes = {s: len(_vector(war, s, 0, self._turns)) for s in self.possible_agents}
        self.observation_spaces = {
            s: spaces.Box(-np.inf, np.inf, (n,), np.float32) for s, n in sizes.items()
        }
        self.action_spaces = {
            s: spaces.MultiDiscrete([len(stops) for stops in result])
            for s, result in self._stops.items()
        }
        self._open = ExitStack()
        self._seeds = np.random.default_rng()

    def observation_space(self, agent: str) -> Any:
        """A vector (n,) of float32; `names` says what stands where."""
        return self.observation_spaces[agent]

    def action_space(self, agent: str) -> Any:
        """One stop for each lever, 0 for the model's own rule; `orders` says what they mean."""
        return self.action_spaces[agent]

    def reset(
        self, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """A new game with the luck of `seed`, or with luck of its own."""
        if seed is not None:
            self._seeds = np.random.default_rng(seed)
        self.close()
        game = replace(self._empty, seed=int(self._seeds.integers(2**53)))
        self._war: War = self._open.enter_context(opened_game(game))
        self._game = game
        self.agents = list(self.possible_agents)
        return self._observe(), {seat: {} for seat in self.agents}

    def step(self, actions: Mapping[str, Any]) -> tuple[Any, Any, Any, Any, Any]:
        """Play one turn with everybody's actions: observations, rewards, ends, cuts, infos."""
        number = len(self._game.played)
        orders = {seat: self.orders(seat, actions[seat]) for seat in self.agents}
        orders |= {s: self._machine(s) for s, p in self._game.seats.items() if p == "machine"}
        now = self._war.month
        self._game = replace(self._game, played=(*self._game.played, Turn(orders)))
        play(self._war, self._game, number)
        over = number + 1 >= self._turns
        rewards = {s: float(payoff(self._war, s)[now:, 0].mean()) for s in self.agents}
        infos: dict[str, Any] = {seat: {"orders": orders[seat]} for seat in self.agents}
        result = self._observe()
        ends, cuts = dict.fromkeys(self.agents, over), dict.fromkeys(self.agents, False)
        if over:
            self.agents = []
        return result, rewards, ends, cuts, infos

    def orders(self, seat: str, action: Any) -> dict[str, Any]:
        """What an action orders, lever by lever; None is the model's own rule."""
        pairs = zip(self._levers[seat], self._stops[seat], action)
        return {lever.name: stops[int(at)] for lever, stops, at in pairs}

    def names(self, seat: str) -> list[str]:
        """What stands where in an observation; numbers are given as log(1 + value)."""
        result = ["turn", "season_cos", "season_sin"]
        result += [indicator.name for indicator in _exact(self._war, seat)]
        for indicator in fog.estimated(seat):
            result += [f"{indicator.name}_{end}" for end in ("value", "low", "high")]
        return result

    def game(self) -> Game:
        """The game so far, for `wargame.play.debrief`."""
        return self._game

    def render(self) -> str:
        """The public record of the last month, in words."""
        text = views.books(self._war, self.possible_agents[0])["public"]
        return "\n".join(f"{one['label']}: {one['value']} {one['unit']}" for one in text)

    def close(self) -> None:
        """Let go of the war."""
        self._open.close()

    def _machine(self, seat: str) -> dict[str, Any]:
        standing = self._game.standing(seat)
        when = self._war.calendar.dates[self._war.day].isoformat()
        view = {"seat": seat, "from": when, "standing": standing} | views.books(self._war, seat)
        wanted = machine.orders(view, choices(self._war, seat, standing))
        return check(seat, wanted, self._allies)

    def _observe(self) -> dict[str, Any]:
        done = len(self._game.played)
        return {seat: _vector(self._war, seat, done, self._turns) for seat in self.agents}


def parallel_env(*arguments: Any, **choices: Any) -> WargameEnv:
    """The environment, by PettingZoo's usual name."""
    return WargameEnv(*arguments, **choices)


def _stops(lever: Lever, allies: list[str]) -> list[Any]:
    """What an action of one lever may be: the model's own rule, then each of its values."""
    if lever.kind == "choice":
        return [None, *options(lever, allies)]
    if lever.kind == "switch":
        return [None, False, True]
    if lever.kind == "whole":
        return [None, *range(int(lever.low), int(lever.high) + 1)]
    return [None, *(float(x) for x in np.linspace(lever.low, lever.high, STOPS))]


def _exact(war: War, seat: str) -> list[Any]:
    return [*fog.own(war, seat), *fog.public()]


def _vector(war: War, seat: str, done: int, turns: int) -> Any:
    days = war.calendar.dates
    today: date = days[min(war.day, len(days) - 1)]
    angle = 2.0 * np.pi * today.timetuple().tm_yday / DAYS_PER_YEAR
    result = [done / turns, np.cos(angle), np.sin(angle)]
    for indicator in _exact(war, seat):
        history = indicator.history(war)
        result.append(np.log1p(max(0.0, history[-1, 0])) if len(history) else 0.0)
    for indicator in fog.estimated(seat):
        parts = fog.estimate(war, seat, indicator)
        result += [np.log1p(max(0.0, part[-1])) if len(part) else 0.0 for part in parts]
    return np.nan_to_num(np.array(result, np.float32))
