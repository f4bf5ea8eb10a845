"""The page to explore: controls on one side, fans, map, numbers and dates that move at once."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from nicegui import Client, background_tasks, ui
from nicegui.events import GenericEventArguments

from wargame.evidence.number import Estimate, Number
from wargame.report import assumptions
from wargame.scenario import Scenario
from wargame.web import map_view, shell
from wargame.web.answer_queue import AnswerQueue
from wargame.web.answers import Answer, differences
from wargame.web.controls import Control
from wargame.web.offer import Chart, offer
from wargame.web.state import MONTHS, State, base_of, code, controls_of, names, read, read_pin


class Explorer:
    """One open page: its state, its pinned runs, and the answer that is on its way."""

    def __init__(
        self, queue: AnswerQueue, client: Client, state: State, pinned: State | None = None
    ) -> None:
        self.queue, self.client, self.state = queue, client, state
        self.offered = offer(base_of(state.scenario).theatre)
        self.now: Answer | None = None
        self.pinned: Answer | None = None
        self.pinned_state = pinned  # that of a link is known before its runs are
        self.open = False
        self._asking: asyncio.Task[None] | None = None
        self._ahead: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """The browser is there, or there again: answer its state."""
        if not self.open:
            self.open = True
            self.answer()

    def end(self) -> None:
        """The browser is gone: leave what is under way."""
        self.open = False
        self._cancel()

    def _cancel(self) -> None:
        for task in (self._asking, self._ahead):
            if task:
                task.cancel()

    def move(self, event: GenericEventArguments) -> None:
        """A control was moved: {key, stop}, or stop null to leave it to the scenario."""
        given = event.args if isinstance(event.args, dict) else {}
        valid = {control.key: control for control in controls_of(self.state.scenario)}
        control = valid.get(str(given.get("key")))
        stop = given.get("stop")
        if control is None or (stop is not None and control.stop(str(stop)) is None):
            return  # not from our page
        self.state = self.state.moved(control.key, None if stop is None else str(stop))
        self.answer(control.key)

    def horizon(self, event: GenericEventArguments) -> None:
        """Another number of months."""
        if event.args in MONTHS:
            self.state = State(self.state.scenario, event.args, self.state.chosen)
            self.pinned = self.pinned_state = None
            self.answer()

    def reset(self) -> None:
        """Every control back to the scenario."""
        self.state = State(self.state.scenario, self.state.months)
        self.answer()

    def pin(self, event: GenericEventArguments) -> None:
        """Keep the runs now shown to compare with, or let go of them."""
        self.pinned = self.now if event.args else None
        self.pinned_state = self.state if self.pinned else None
        if self.now:
            self._show(self.now)

    def about_to(self, event: GenericEventArguments) -> None:
        """The reader looks at a control: its stops are likely to be asked for next."""
        if isinstance(event.args, str):
            self._prepare(event.args)

    def answer(self, moved: str | None = None) -> None:
        """Ask for the present state, and leave what was asked before."""
        self._cancel()
        self._asking = background_tasks.create(self._answer(moved), name="explore")

    async def _answer(self, moved: str | None) -> None:
        state = self.state
        try:
            async for result in self.queue.ask(state):
                if state != self.state:
                    return
                self._show(result)
            await self._pinned_again()
        except Exception as error:
            shell.call(self.client, "failed", f"These runs could not be made: {error}")
            return
        self._prepare(moved)

    async def _pinned_again(self) -> None:
        """Ask for the runs that the link had pinned, once those of its state are there."""
        state = self.pinned_state
        if state is None or self.pinned is not None:
            return
        whole = None
        async for result in self.queue.ask(state):
            whole = result
        if self.now and state == self.pinned_state:
            self.pinned = whole
            self._show(self.now)

    def _show(self, answer: Answer) -> None:
        self.now = answer
        pinned = self.pinned
        text = None
        if pinned is not None:
            text = {
                "n": pinned.n,
                "fans": {name: fan[1:6:2] for name, fan in pinned.shown["fans"].items()},
                "rows": differences(answer, pinned, self.offered.rows),
                "changed": _changes(self.pinned_state, self.state),
            }
        state = {
            "query": self.state.query,
            "address": self.state.address(self.pinned_state),
            "chosen": dict(self.state.chosen),
            "months": str(self.state.months),
        }
        shell.call(self.client, "show", answer.shown, state, text)

    def _prepare(self, first: str | None) -> None:
        """Have the stops one move away simulated in advance, those of control `first` first."""
        if self._ahead:
            self._ahead.cancel()
        states = neighbours(self.state, first)
        self._ahead = background_tasks.create(
            self.queue.prefetch(states, lambda: self.open), name="ahead"
        )


def neighbours(state: State, first: str | None = None) -> list[State]:
    """States one move away: of control `first` first, of each the nearest stops first."""
    chosen = dict(state.chosen)
    ranked = sorted(controls_of(state.scenario), key=lambda c: (c.key != first, c.kind != "number"))
    result: list[tuple[int, int, State]] = []
    for rank, control in enumerate(ranked):
        keys = [stop.key for stop in control.stops]
        here = keys.index(chosen[control.key]) if control.key in chosen else control.centre
        lead = 0 if control.key == first else 100
        for at, key in enumerate(keys):
            away = abs(at - here)
            result.append((lead + away, rank, state.moved(control.key, key)))
        result.append((lead + 1, rank, state.moved(control.key, None)))
    ordered = sorted(result, key=lambda item: item[:2])
    return [one for one in dict.fromkeys(item[2] for item in ordered) if one != state]


def _changes(was: State | None, now: State) -> str:
    """What differs between two states of a scenario, in words."""
    if was is None or was == now:
        return "Nothing has been moved since the pin."
    before, after = dict(was.chosen), dict(now.chosen)
    return "; ".join(
        f"{one.label}: {one.in_words(before.get(one.key))} → {one.in_words(after.get(one.key))}"
        for one in controls_of(now.scenario)
        if before.get(one.key) != after.get(one.key)
    )


def page(queue: AnswerQueue, query: dict[str, str]) -> None:
    """Build the page for the state that a link asks for."""
    state, notices = read(query)
    pinned, left_out = read_pin(query, state)
    notices += left_out
    scenario = base_of(state.scenario)
    shell.head(scenario.title, "/explore", "explore.js")
    explorer = Explorer(queue, ui.context.client, state, pinned)
    with ui.element("main").classes("explore").props('id="main"'):
        shell.markup(
            "explore_head.html.j2", scenario=scenario, notices=notices, names=names(), state=state,
            months=MONTHS,
        )  # fmt: skip
        first, *others = explorer.offered.charts.items()
        with ui.element("section").classes("lead").props('aria-label="First chart"'):
            ids = {first[0]: _chart(*first)}
        chosen = dict(state.chosen)
        shell.markup(
            "explore_controls.html.j2", controls=controls_of(state.scenario), chosen=chosen,
            sources={c.key: _sources(c, scenario) for c in controls_of(state.scenario)},
        )  # fmt: skip
        with ui.element("section").classes("charts").props('aria-label="Charts"'):
            ids |= {name: _chart(name, chart) for name, chart in others}
        offered = explorer.offered
        shell.markup(
            "explore_rest.html.j2", headlines=len(offered.headlines), rows=len(offered.rows),
            map=map_view.map_data(offered.map, scenario) if offered.map else None,
            words=scenario.theatre.words,
        )  # fmt: skip
    shell.footer(
        f"Scenario {scenario.name}, {scenario.hash[:10]}; evidence {scenario.catalogue.hash[:10]}; "
        f"model {code()[:10]}; seed {scenario.seed}."
    )
    _listen(explorer, ids)


def _chart(name: str, chart: Chart) -> int:
    """A chart's box -> the id of its NiceGUI element; the script fills it."""
    with ui.element("figure").classes("chart"):
        shell.markup("chart_head.html.j2", name=name, title=chart.title, unit=chart.unit)
        element = ui.echart({"animation": False}, renderer="canvas").props(f'id="chart-{name}"')
        return int(element.id)


def _listen(explorer: Explorer, ids: dict[str, int]) -> None:
    ui.on("wargame-move", explorer.move)
    ui.on("wargame-months", explorer.horizon)
    ui.on("wargame-reset", explorer.reset)
    ui.on("wargame-pin", explorer.pin)
    ui.on("wargame-look", explorer.about_to)
    client = explorer.client

    async def ready() -> None:
        with suppress(TimeoutError):
            await client.connected(timeout=30)
            shell.call(client, "charts", ids)
            explorer.begin()
            client.on_connect(explorer.begin)  # it has come back after a loss of connection

    background_tasks.create(ready(), name="ready")
    client.on_disconnect(explorer.end)
    client.on_delete(explorer.end)


def _sources(control: Control, scenario: Scenario) -> list[dict[str, str]]:
    """What stands behind a control: the figure used, then others, each with its source."""
    if control.kind != "number":
        return []
    number, catalogue = scenario.numbers[control.path], scenario.catalogue
    sourced: list[Number | Estimate] = [number, *number.estimates]
    return [
        {
            "value": assumptions.value(one),
            "span": assumptions.span(one),
            "source": assumptions.source(one, catalogue),
            "link": assumptions.link(one, catalogue),
            "as_of": assumptions.dated(one, scenario.start.isoformat()),
            "grade": assumptions.graded(one),
            "note": "" if one.source == "judgement" else one.note,
        }
        for one in sourced
    ]
