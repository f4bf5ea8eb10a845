"""The game as a PettingZoo parallel environment, to script or train players (extra `play`).

An agent is a seat. An observation is what the seat may see (`fog`), as one vector; an action is one
stop for each lever; the reward of a step is the seat's payoff in the months of that turn, 0 to 1
(`roles`). Same seed, same actions: the same bits, as in any game.

    from wargame.play.env import parallel_env
    env = parallel_env("continued_war", turns=12, seats={SEAT: "machine"})
    observations, infos = env.reset(seed=1)
    env.step({seat: env.action_space(seat).sample() for seat in env.agents})
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from gymnasium import spaces
from pettingzoo import ParallelEnv

from wargame.declare.durations import DAYS_PER_YEAR
from wargame.declare.tape import Array
from wargame.evidence.seats import SeatLever
from wargame.model.war import War
from wargame.play import fog, machine, views
from wargame.play.game import Game, Turn, opened_game, play
from wargame.play.game_rules import rules
from wargame.play.header import begin, scenario_of
from wargame.play.roles import payoff
from wargame.scenario import Scenario
from wargame.scenario.seat_levers import Order, levers, options

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
        self.possible_agents = [s for s, player in header["seats"].items() if player == "person"]
        self.agents: list[str] = []
        scenario_ = self._empty.scenario
        self._stops = {
            s: {name: _stops(scenario_, one) for name, one in levers(scenario_, s).items()}
            for s in self.possible_agents
        }
        with opened_game(self._empty) as war:
            sizes = {s: len(_features(war, s, 0.0)) for s in self.possible_agents}
        self.observation_spaces = {
            s: spaces.Box(-np.inf, np.inf, (n,), np.float32) for s, n in sizes.items()
        }
        self.action_spaces = {
            s: spaces.MultiDiscrete([len(stops) for stops in levers_.values()])
            for s, levers_ in self._stops.items()
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
        self, seed: int | None = None, options: dict[str, object] | None = None
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

    def step(self, actions: Mapping[str, Sequence[int]]) -> tuple[Any, Any, Any, Any, Any]:
        """Play one turn with everybody's actions: observations, rewards, ends, cuts, infos."""
        number = len(self._game.played)
        orders = {seat: self.orders(seat, actions[seat]) for seat in self.agents}
        for seat, player in self._game.seats.items():
            if player == "machine":
                orders[seat] = machine.orders(self._war, seat, self._game.standing(seat))
        now = self._war.month
        self._game = self._game.then(Turn(orders))
        play(self._war, self._game, number)
        over = number + 1 >= self._turns
        rewards = {s: float(payoff(self._war, s)[now:, 0].mean()) for s in self.agents}
        infos: dict[str, Any] = {seat: {"orders": orders[seat]} for seat in self.agents}
        result = self._observe()
        ends, cuts = dict.fromkeys(self.agents, over), dict.fromkeys(self.agents, False)
        if over:
            self.agents = []
        return result, rewards, ends, cuts, infos

    def orders(self, seat: str, action: Sequence[int]) -> dict[str, Order]:
        """What an action orders, lever by lever; None is the model's own rule."""
        pairs = zip(self._stops[seat].items(), action)
        return {lever: stops[int(at)] for (lever, stops), at in pairs}

    def names(self, seat: str) -> list[str]:
        """What stands where in an observation; numbers are given as log(1 + value)."""
        return list(_features(self._war, seat, 0.0))

    def game(self) -> Game:
        """The game so far, for `wargame.play.debrief`."""
        return self._game

    def render(self) -> str:
        """The public record of the last month, in words."""
        shown = views.public(self._war)
        return "\n".join(f"{one['label']}: {one['value']} {one['unit']}" for one in shown)

    def close(self) -> None:
        """Let go of the war."""
        self._open.close()

    def _observe(self) -> dict[str, Any]:
        over = len(self._game.played) / self._turns
        return {seat: _vector(self._war, seat, over) for seat in self.agents}


def parallel_env(*arguments: Any, **choices: Any) -> WargameEnv:
    """The environment, by PettingZoo's usual name."""
    return WargameEnv(*arguments, **choices)


def _stops(scenario: Scenario, lever: SeatLever) -> list[Order]:
    """What an action of one lever may be: the model's own rule, then each of its values."""
    if lever.kind == "choice":
        return [None, *options(scenario, lever)]
    if lever.kind == "switch":
        return [None, False, True]
    if lever.kind == "whole":
        return [None, *range(int(lever.low), int(lever.high) + 1)]
    return [None, *(float(x) for x in np.linspace(lever.low, lever.high, STOPS))]


def _features(war: War, seat: str, over: float) -> dict[str, float]:
    """What a seat sees once a share of the game is `over`, by name."""
    days, ruleset = war.calendar.dates, rules(war.spec)
    today: date = days[min(war.day, len(days) - 1)]
    angle = 2.0 * np.pi * today.timetuple().tm_yday / DAYS_PER_YEAR
    parts = {one.name: one.history(war)[:, 0] for one in ruleset.exact(seat)}
    for one in ruleset.estimated(seat):
        for end, values in fog.estimate(war, seat, one)._asdict().items():
            parts[f"{one.name}_{end}"] = values
    seen = {
        name: np.log1p(max(0.0, values[-1])) if len(values) else 0.0
        for name, values in parts.items()
    }
    return {"turn": over, "season_cos": np.cos(angle), "season_sin": np.sin(angle)} | seen


def _vector(war: War, seat: str, over: float) -> Array:
    """The same as an observation, (n,) float32."""
    return np.nan_to_num(np.array([*_features(war, seat, over).values()], np.float32))
