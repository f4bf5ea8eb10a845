"""The network: who makes, holds, launches, defends, supplies, and what flows between them.

Topology and lags are the same in all runs and live in a NetworkX graph. What differs between
runs is the state of an edge (1 open, 0 closed, between: degraded), an array (edges, runs).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from wargame.scenario import Scenario

HUB, DEFENDER = "hub", "defender"
if TYPE_CHECKING:
    Graph = nx.DiGraph[str]


def build(scenario: Scenario) -> Graph:
    """The graph of one scenario. Nodes carry kind, label, place; edges kind, lag (days), weight."""
    graph: Graph = nx.DiGraph()
    for add in (_attack_side, _defence_side, _supply_side, _own_strike, _neighbours):
        add(graph, scenario)
    return graph


def _value(scenario: Scenario, path: str) -> float:
    return float(scenario.numbers[scenario.full(path)].internal[0])


def _label(scenario: Scenario, section: str, entry: str) -> str:
    return scenario.texts.get(f"{section}.{entry}.name", entry)


def _attack_side(graph: Graph, scenario: Scenario) -> None:
    for command in scenario.entries("commands"):
        graph.add_node(
            f"command:{command}", kind="command", label=_label(scenario, "commands", command)
        )
    for weapon in scenario.entries("weapons"):
        label = _label(scenario, "weapons", weapon)
        country = scenario.texts[f"weapons.{weapon}.made_in"]
        factory, depot = f"factory:{weapon}", f"arsenal:{weapon}"
        graph.add_node(factory, kind="factory", label=label, country=country)
        graph.add_node(depot, kind="arsenal", label=f"{label} stock")
        made = _value(scenario, f"weapons.{weapon}.production")
        bought = _value(scenario, f"weapons.{weapon}.imports")
        graph.add_edge(factory, depot, kind="production", lag=0, weight=made + bought)
        command = f"command:{scenario.texts[f'weapons.{weapon}.command']}"
        graph.add_edge(depot, command, kind="production", lag=0, weight=made + bought)
    graph.add_node("world:components", kind="components", label="Foreign components")
    for weapon in scenario.entries("weapons"):
        weight = _value(scenario, f"weapons.{weapon}.foreign_content")
        lag = _value(scenario, f"weapons.{weapon}.component_stock")
        graph.add_edge(
            "world:components", f"factory:{weapon}", kind="component", lag=lag, weight=weight
        )


def _defence_side(graph: Graph, scenario: Scenario) -> None:
    places = scenario.theatre.places
    graph.add_node(DEFENDER, kind="air_command", label=places.air_command, country=places.defender)
    for sector in scenario.entries("sectors"):
        node = f"sector:{sector}"
        graph.add_node(node, kind="sector", label=_label(scenario, "sectors", sector))
        graph.add_edge(DEFENDER, node, kind="supply", lag=7, weight=1.0)
        weight = _value(scenario, f"sectors.{sector}.launch_weight")
        for command in scenario.entries("commands"):
            graph.add_edge(f"command:{command}", node, kind="strike", lag=0, weight=weight)


def _supply_side(graph: Graph, scenario: Scenario) -> None:
    places = scenario.theatre.places
    lag = _value(scenario, "air_command.hub_delay")
    loss = _value(scenario, "air_command.hub_loss")
    graph.add_node(HUB, kind="hub", label="Supply hub", country=places.hub)
    graph.add_edge(HUB, DEFENDER, kind="supply", lag=lag, loss=loss, weight=1.0)
    for supplier in scenario.entries("suppliers"):
        node = f"supplier:{supplier}"
        graph.add_node(
            node,
            kind="supplier",
            label=_label(scenario, "suppliers", supplier),
            country=scenario.texts[f"suppliers.{supplier}.country"],
        )
        money = _value(scenario, f"suppliers.{supplier}.purchases") + _value(
            scenario, f"suppliers.{supplier}.orders"
        )
        graph.add_edge(node, HUB, kind="supply", lag=0, weight=money)
    for kind in scenario.entries("interceptors"):
        maker = scenario.texts[f"interceptors.{kind}.made_by"]
        rate = _value(scenario, f"interceptors.{kind}.production")
        if maker == "none" or rate <= 0:
            continue
        node = f"line:{kind}"
        country = places.makers.get(maker, "")
        graph.add_node(
            node, kind="line", label=_label(scenario, "interceptors", kind), country=country
        )
        lead = _value(scenario, f"interceptors.{kind}.lead_time")
        target = DEFENDER if maker == scenario.roles.home_maker else HUB
        graph.add_edge(node, target, kind="supply", lag=lead, weight=rate)


def _own_strike(graph: Graph, scenario: Scenario) -> None:
    places = scenario.theatre.places
    for own in scenario.entries("strike_weapons"):
        node = f"own:{own}"
        label = _label(scenario, "strike_weapons", own)
        graph.add_node(node, kind="own_line", label=label, country=places.defender)
        rate = _value(scenario, f"strike_weapons.{own}.production")
        for weapon in scenario.entries("weapons"):
            graph.add_edge(node, f"factory:{weapon}", kind="interdiction", lag=0, weight=rate)


def _neighbours(graph: Graph, scenario: Scenario) -> None:
    for ally in scenario.entries("allies"):
        node = f"ally:{ally}"
        graph.add_node(
            node,
            kind="ally",
            label=_label(scenario, "allies", ally),
            country=scenario.texts[f"allies.{ally}.country"],
        )
        value = _value(scenario, f"allies.{ally}.value")
        for command in scenario.entries("commands"):
            graph.add_edge(f"command:{command}", node, kind="threat", lag=0, weight=value)
        supplier = scenario.texts.get(f"allies.{ally}.supplier")
        if supplier and f"supplier:{supplier}" in graph:
            graph.add_edge(node, f"supplier:{supplier}", kind="pin-down", lag=0, weight=value)


class Network:
    """The state in every run of those edges that can be closed: from suppliers to the hub."""

    def __init__(self, scenario: Scenario, runs: int) -> None:
        roads = [(f"supplier:{name}", HUB) for name in scenario.entries("suppliers")]
        self.edges = {edge: row for row, edge in enumerate(roads)}
        self.open = np.ones((len(self.edges), runs))

    def set_open(self, source: str, target: str, share: float) -> None:
        """Open (1), close (0) or degrade an edge in all runs."""
        self.open[self.edges[source, target]] = share

    def rows(self, sources: list[str], target: str) -> list[int]:
        """Rows in `open` of the edges from each source to `target`."""
        return [self.edges[source, target] for source in sources]


def describe(scenario: Scenario) -> dict[str, list[dict[str, Any]]]:
    """Plain nodes and edges of a scenario's network, for drawing."""
    graph = build(scenario)
    scarce = {f"line:{k}" for k in scenario.roles.ballistic_defence}
    nodes = [
        {"id": n, "ballistic_defence": n in scarce, **data} for n, data in graph.nodes(data=True)
    ]
    edges = [{"source": a, "target": b, **data} for a, b, data in graph.edges(data=True)]
    return {"nodes": nodes, "edges": edges}
