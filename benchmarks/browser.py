"""Measure the browser's pages in real headless Chromium, and write docs/performance-browser.md.

    python benchmarks/browser.py [--quick] [--out FILE]

Three things: how soon the first page comes, how long from a slider to the chart, and forty users in
eight rooms for ten minutes. `--quick` takes two minutes and writes nothing unless `--out` is given.
Server, workers and all browsers share this machine.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import crowd
from benchmarks.page import command, versions
from tests.chromium import BROWSERS
from tests.web.conftest import Server

WHOLE = "document.documentElement.dataset.runs === '200'"
MOVE = (Path(__file__).parent / "texts" / "move.js").read_text(encoding="utf-8")
LIBRARIES = ("wargame", "nicegui", "uvicorn", "mesa", "numba", "playwright")
SLIDERS = ("isk", "x101", "geran", "stock", "pac", "hit", "idro")


def chromium() -> str:
    """Where the browser is."""
    return next(path for name in BROWSERS if (path := shutil.which(name)))


def quantile(values: list[float], share: float) -> float:
    """A quantile of a list."""
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


async def sliders(server: Server, browser: Any, quick: bool) -> dict[str, list[list[float]]]:
    """Moves of sliders: what was prepared, a reader with pauses, and jumps nobody foresaw."""
    view = await browser.new_page(viewport={"width": 1280, "height": 900})
    await view.goto(f"{server.address}/explore?m=24")
    await view.wait_for_function(WHOLE, timeout=120_000)
    stops = {
        key: (await view.locator(f"#c-{key}").get_attribute("data-stops")).split("|")
        for key in SLIDERS
    }
    times: dict[str, list[list[float]]] = {"unforeseen": [], "reader": [], "prepared": []}
    # Nobody foresaw: each a pair of stops far from where the page stands.
    for at in range(4 if quick else 24):
        for key in ("isk", "geran"):
            await view.evaluate("([k, s]) => emitEvent('wargame-move', {key: k, stop: s})",
                                [key, stops[key][-1 - at % len(stops[key])]])  # fmt: skip
        key = SLIDERS[2 + at % 5]
        stop = stops[key][(3 * at + 1) % len(stops[key])]
        times["unforeseen"].append(await view.evaluate(MOVE, [key, stop]))
    await view.locator("#reset").click()
    # A reader: looks for some seconds, goes to a slider, looks again, moves it by one stop, thrice.
    place = {key: await view.locator(f"#c-{key}").evaluate("e => +e.value") for key in SLIDERS}
    for at in range(2 if quick else 12):
        key = SLIDERS[at % len(SLIDERS)]
        await asyncio.sleep(4)
        await view.locator(f"#c-{key}").hover()
        for _ in range(3):
            await asyncio.sleep(2)
            place[key] += -1 if place[key] > len(stops[key]) // 2 else 1
            times["reader"].append(await view.evaluate(MOVE, [key, stops[key][place[key]]]))
    # Prepared: the stops of one slider, once it has been gone over.
    for stop in stops["isk"]:
        await view.evaluate(MOVE, ["isk", stop])
    for _ in range(1 if quick else 8):
        for stop in reversed(stops["isk"]):
            await asyncio.sleep(0.25)
            times["prepared"].append(await view.evaluate(MOVE, ["isk", stop]))
    await view.close()
    return times


def slider_rows(times: dict[str, list[list[float]]]) -> list[str]:
    """The table's lines about sliders."""
    names = {
        "prepared": "stop that was simulated before (memory or disk)",
        "reader": "reader who looks 2 s before each move",
        "unforeseen": "jump that nobody foresaw",
    }
    rows = []
    for kind, moves in times.items():
        whole = [move for move in moves if len(move) == 3]
        first, last = [m[0] for m in whole], [m[2] for m in whole]
        at_once = sum(m[1] == 200 for m in whole)
        rows.append(
            f"| {names[kind]} | {len(whole)} | {at_once} | {quantile(first, 0.5):.0f} / "
            f"{quantile(first, 0.95):.0f} ms | {quantile(last, 0.5):.0f} / "
            f"{quantile(last, 0.95):.0f} ms |"
        )
    return rows


async def measure(quick: bool) -> dict[str, str]:
    """Everything, as fields of the page."""
    from playwright.async_api import async_playwright

    with tempfile.TemporaryDirectory() as place:
        server = Server(Path(place))
        server.kill()
        starts = []
        for _ in range(2 if quick else 5):
            starts.append(server.start())
            server.kill()
        server.start()
        await asyncio.sleep(5 if quick else 20)  # workers load the model
        try:
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(
                    executable_path=chromium(), args=["--no-sandbox"]
                )
                moved = await sliders(server, browser, quick)
                print("\n".join(slider_rows(moved)), flush=True)
                rooms = await crowd.play(
                    server, browser, rooms=2 if quick else 8, seconds=60 if quick else 600
                )
                await browser.close()
        finally:
            server.kill()
        errors = server.said().count("Traceback")
    shown, start = rooms.shown, statistics.median(starts)
    prepared = [move[2] for move in moved["prepared"]]
    met = quantile(prepared, 0.5) < 100 and quantile(prepared, 0.95) < 250
    return {
        "versions": versions(*LIBRARIES),
        "start": f"{start:.1f}",
        "starts": str(len(starts)),
        "start_met": _verdict(start < 3),
        "sliders": "\n".join(slider_rows(moved)),
        "sliders_met": _verdict(met),
        "users": str(5 * rooms.rooms),
        "rooms": str(rooms.rooms),
        "seconds": f"{rooms.seconds:.0f}",
        "turns": str(rooms.turns),
        "displays": str(len(shown)),
        "median": f"{quantile(shown, 0.5):.0f}",
        "p95": f"{quantile(shown, 0.95):.0f}",
        "most": f"{max(shown):.0f}",
        "turns_met": _verdict(quantile(shown, 0.95) < 1000),
        "errors": str(len(rooms.errors)),
        "server_errors": str(errors),
        "memory": ", ".join(f"{held:.0f} MiB" for held in rooms.memory),
    }


def _verdict(met: bool) -> str:
    return "met" if met else "**missed**"


if __name__ == "__main__":
    command(
        __doc__,
        "browser",
        lambda given: ([], asyncio.run(measure(given.quick))),
        page="performance-browser.md",
    )
