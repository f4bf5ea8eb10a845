"""Pages of panels of experts: open one, answer in two rounds, pool what was said. Plain forms, so
that a page works without a script and a seat is a cookie that no script can read."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request
from nicegui import ui
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from wargame.api.panel_forms import said
from wargame.declare.errors import WargameError
from wargame.play.codes import RateLimit
from wargame.play.refused import Refused
from wargame.questions.panel_file import PanelFile
from wargame.scenario.library import shipped
from wargame.web import panel_answers, plain_forms, shell
from wargame.web.answer_queue import AnswerQueue
from wargame.web.panel_store import EXPERTS, LEAD, ROUNDS, PanelStore
from wargame.web.state import names

COOKIE = "wargame-panel-"  # and the name of the panel
MOST_FORM = 100_000  # bytes
NUMBERS, FACTS = 20, 10  # that a panel may be asked about
FIELDS = (NUMBERS + FACTS) * len(panel_answers.FIELDS) + 10
MOST_DRAFTS = 100
RUNS = 200  # behind which judgements matter
WRONG, WRONG_SECONDS = 5, 60.0  # wrong codes of one address, and for how long they count
STALE = 30  # cookies of one address that open nothing, in the same time
OPENED, OPENED_SECONDS = 10, 3600.0
WEIGHTS = {"equal": "equal", "performance": "by performance on the facts"}


class Panels:
    """The panels of a server while it runs: the store, what could not be kept, who may try."""

    def __init__(self, queue: AnswerQueue) -> None:
        self.queue = queue
        self.store = PanelStore()
        self.shown: dict[str, dict[str, str]] = {}  # codes of panels opened since the start
        self.drafts: dict[tuple[str, str], tuple[dict[str, str], panel_answers.Wrong]] = {}
        self.wrong = RateLimit(WRONG, WRONG_SECONDS)
        self.stale = RateLimit(STALE, WRONG_SECONDS)
        self.opened = RateLimit(OPENED, OPENED_SECONDS)

    async def seat(self, request: Request, name: str) -> str | None:
        """The seat in a panel that a browser's cookie holds; None without one."""
        code, where = request.cookies.get(COOKIE + name), plain_forms.address(request)
        if not code or not self.stale.allow(where, time.monotonic(), counted=False):
            return None
        try:
            entered = await asyncio.to_thread(self.store.enter, code)
        except Refused:  # a cookie of a panel that is gone, or somebody who guesses
            self.stale.allow(where, time.monotonic())
            return None
        return entered[1] if entered[0] == name else None

    async def open(self, address: str, form: FormData) -> tuple[str, str]:
        """Open a panel -> its name and the code of who leads it."""
        if not self.opened.allow(address, time.monotonic()):
            raise Refused("too many panels were opened from here; try again in an hour")
        text = {key: str(value).strip() for key, value in form.items()}
        name, scenario, paths = text.get("name", ""), text.get("scenario", ""), _paths(text)
        await asyncio.to_thread(self.store.check, name)
        if scenario not in shipped():
            raise Refused("there is no such scenario here")
        count, facts, experts = (_whole(text, *one) for one in (
            ("numbers", 1, NUMBERS), ("facts", 0, FACTS), ("experts", *EXPERTS)))  # fmt: skip
        blank = await self.queue.back.run(make_form, scenario, name, paths, count, facts)
        self.shown[name] = await asyncio.to_thread(self.store.create, name, blank, experts)
        return name, self.shown[name][LEAD]

    async def enter(self, address: str, code: str) -> tuple[str, str]:
        """Panel and code, for the code of a seat."""
        if not self.wrong.allow(address, time.monotonic(), counted=False):
            raise Refused("too many wrong codes came from here; wait a minute and try again")
        code = code.strip()[:40]
        try:
            return (await asyncio.to_thread(self.store.enter, code))[0], code
        except Refused:
            self.wrong.allow(address, time.monotonic())
            raise

    def keep(self, name: str, seat: str, form: FormData) -> None:
        """Keep an expert's answers; what is wrong stays with what was sent until it is right."""
        given = {key: str(value) for key, value in form.items()}
        wrong = self.store.answer(name, seat, given)
        self.drafts.pop((name, seat), None)
        if wrong:
            if len(self.drafts) >= MOST_DRAFTS:
                del self.drafts[next(iter(self.drafts))]
            self.drafts[name, seat] = given, wrong

    def expert_view(self, name: str, seat: str) -> dict[str, Any]:
        """All that an expert's page shows."""
        at = self.store.round(name)
        form, given = self.store.form(name), self.store.answers(name, at)
        first = self.store.answers(name, 1)
        draft, wrong = self.drafts.get((name, seat), ({}, {}))
        own = given.get(seat) or (first.get(seat) if at > 1 else None)
        heard = said([one for one in first.values() if one.judgements]) if at > 1 else {}
        called = "" if own is None or own.expert == seat else own.expert
        return {
            "name": name, "round": at, "rounds": ROUNDS, "kept": seat in given,
            "closed": bool(self.store.result(name)), "as_of": form.as_of,
            "expert": draft.get("expert", called),
            "named": draft.get("named") == "yes" if draft else bool(own and own.form.named),
            "wrong": wrong, "most": panel_answers.MOST_TEXT,
            "questions": panel_answers.questions(form, own, draft, wrong, heard),
        }  # fmt: skip

    def lead_view(self, name: str) -> dict[str, Any]:
        """All that the page of who leads it shows: who answered, never what."""
        at, result = self.store.round(name), self.store.result(name)
        rounds = [self.store.answers(name, one) for one in range(1, at + 1)]
        form = self.store.form(name)
        codes = self.shown.get(name, {})
        seats = [{"seat": seat, "code": codes.get(seat, ""),
                  "done": [_count(len(o[seat].judgements)) if seat in o else "" for o in rounds]}
                 for seat in self.store.seats(name)]  # fmt: skip
        return {
            "name": name, "round": at, "rounds": ROUNDS, "seats": seats, "form": form,
            "weights": WEIGHTS, "has_facts": _has_facts(self.store.form(name, 1)),
            "result": result.read_text(encoding="utf-8") if result else "",
        }  # fmt: skip


def add(application: FastAPI, queue: AnswerQueue) -> None:
    """Register the pages of panels and their forms."""
    here = Panels(queue)

    @ui.page("/panels")
    async def every(request: Request) -> None:
        mine = [one for one in await asyncio.to_thread(here.store.names)
                if await here.seat(request, one)]  # fmt: skip
        shell.head("Panels", "/panels")
        shell.markup(
            "panels.html.j2", mine=mine, names=names(), message=_said(request), experts=EXPERTS,
            most_numbers=NUMBERS, most_facts=FACTS,
        )  # fmt: skip
        shell.footer(
            "Codes are for a group that you trust; they are no protection on the internet."
        )

    @ui.page("/panels/{name}", response_timeout=30.0)
    async def one(request: Request, name: str) -> Response | None:
        seat = await here.seat(request, name)
        if seat is None:
            return plain_forms.back("/panels", Refused("This browser holds no seat in that panel."))
        shell.head(f"Panel {name}", "/panels")
        if seat == LEAD:
            values, page = await asyncio.to_thread(here.lead_view, name), "panel_lead.html.j2"
        else:
            values, page = await asyncio.to_thread(here.expert_view, name, seat), "panel.html.j2"
        shell.markup(page, message=_said(request), **values)
        shell.footer()
        return None

    @application.post("/panels/open")
    async def open_panel(request: Request) -> Response:
        """Open a panel."""
        return await _entered(request, lambda form: here.open(plain_forms.address(request), form))

    @application.post("/panels/enter")
    async def enter_panel(request: Request) -> Response:
        """Take the seat of a code."""
        return await _entered(
            request,
            lambda form: here.enter(plain_forms.address(request), str(form.get("code", ""))),
        )

    @application.post("/panels/{name}/{act}")
    async def acted(request: Request, name: str, act: str) -> Response:
        """What an expert answers, or who leads the panel decides."""
        page = f"/panels/{name}"
        seat = await here.seat(request, name)
        if seat is None or (seat == LEAD) == (act == "answer"):
            return plain_forms.back("/panels", Refused("This browser may not do that there."))
        try:
            form = await plain_forms.read(request, MOST_FORM, FIELDS)
            if act == "answer":
                await asyncio.to_thread(here.keep, name, seat, form)
            elif act == "round":
                await asyncio.to_thread(here.store.advance, name)
            elif act == "pool":
                weights = str(form.get("weights", ""))
                await asyncio.to_thread(
                    here.store.pool, name, "performance" if weights == "performance" else "equal"
                )
            else:
                return Response("There is no such page.\n", 404)
        except WargameError as error:
            return plain_forms.back(page, error)
        return RedirectResponse(page, status_code=303)


async def _entered(
    request: Request, work: Callable[[FormData], Awaitable[tuple[str, str]]]
) -> Response:
    """On to the panel whose name and code `work` gives, or back with the reason."""
    try:
        name, code = await work(await plain_forms.read(request, MOST_FORM))
    except WargameError as error:
        return plain_forms.back("/panels", error)
    return plain_forms.holding(request, f"/panels/{name}", COOKIE + name, code, "/panels")


def make_form(scenario: str, name: str, paths: list[str], top: int, facts: int) -> str:
    """In a worker: the blank form of a panel."""
    from wargame.api import panel_forms
    from wargame.api.scenarios import load

    return panel_forms.form(load(scenario), name, paths, top, facts, RUNS)


def _paths(text: dict[str, str]) -> list[str]:
    paths = list(dict.fromkeys(text.get("paths", "").split()))
    if len(paths) > NUMBERS:
        raise Refused(f"numbers: at most {NUMBERS}, found {len(paths)}")
    return paths


def _whole(text: dict[str, str], key: str, least: int, most: int) -> int:
    given = text.get(key, "")
    if not (given.isascii() and given.isdigit() and len(given) < 4 and least <= int(given) <= most):
        raise Refused(f"{key}: expected {least} to {most}")
    return int(given)


def _said(request: Request) -> str:
    return request.query_params.get("said", "")[:300]


def _count(count: int) -> str:
    return f"{count} answer{'s' * (count != 1)}"


def _has_facts(form: PanelFile) -> bool:
    return bool(form.seeds)
