"""Measure the browser's pages in real headless Chromium, and write docs/performance-browser.md.

    python benchmarks/browser.py [--quick] [--out FILE]

Three things: how soon the first page comes, how long from a slider to the chart, and forty users in
eight rooms for ten minutes. `--quick` takes two minutes and writes nothing unless `--out` is given.
Server, workers and all browsers share this machine.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import crowd  # noqa: E402
from benchmarks.page import busy, machine  # noqa: E402
from tests.chromium import BROWSERS  # noqa: E402
from tests.web.conftest import Server  # noqa: E402

WHOLE = "document.documentElement.dataset.runs === '200'"
# From the `input` event of a slider until the frame after the answer was drawn, for the first
# answer and for the one of 200 runs -> [ms, runs of the first, ms].
MOVE = """([key, stop]) => new Promise((done) => {
  const input = document.getElementById('c-' + key), root = document.documentElement.dataset;
  const begun = performance.now(), found = [];
  input.value = input.dataset.stops.split('|').indexOf(stop);
  input.dispatchEvent(new Event('input', { bubbles: true }));
  const look = () => {
    if (root.shown.includes(`${key}=${encodeURIComponent(stop)}&`)) {
      const now = performance.now() - begun;
      if (!found.length) found.push(now, +root.runs);
      if (root.runs === '200') { found.push(now); done(found); return; }
    }
    if (performance.now() - begun > 60000) { done(found); return; }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""
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
    found: dict[str, list[list[float]]] = {"unforeseen": [], "reader": [], "prepared": []}
    # Nobody foresaw: each a pair of stops far from where the page stands.
    for at in range(4 if quick else 24):
        for key in ("isk", "geran"):
            await view.evaluate("([k, s]) => emitEvent('wargame-move', {key: k, stop: s})",
                                [key, stops[key][-1 - at % len(stops[key])]])  # fmt: skip
        key = SLIDERS[2 + at % 5]
        stop = stops[key][(3 * at + 1) % len(stops[key])]
        found["unforeseen"].append(await view.evaluate(MOVE, [key, stop]))
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
            found["reader"].append(await view.evaluate(MOVE, [key, stops[key][place[key]]]))
    # Prepared: the stops of one slider, once it has been gone over.
    for stop in stops["isk"]:
        await view.evaluate(MOVE, ["isk", stop])
    for _ in range(1 if quick else 8):
        for stop in reversed(stops["isk"]):
            await asyncio.sleep(0.25)
            found["prepared"].append(await view.evaluate(MOVE, ["isk", stop]))
    await view.close()
    return found


def slider_rows(found: dict[str, list[list[float]]]) -> list[str]:
    """The table's lines about sliders."""
    names = {
        "prepared": "stop that was simulated before (memory or disk)",
        "reader": "reader who looks 2 s before each move",
        "unforeseen": "jump that nobody foresaw",
    }
    rows = []
    for kind, moves in found.items():
        whole = [move for move in moves if len(move) == 3]
        first, last = [m[0] for m in whole], [m[2] for m in whole]
        at_once = sum(m[1] == 200 for m in whole)
        rows.append(
            f"| {names[kind]} | {len(whole)} | {at_once} | {quantile(first, 0.5):.0f} / "
            f"{quantile(first, 0.95):.0f} ms | {quantile(last, 0.5):.0f} / "
            f"{quantile(last, 0.95):.0f} ms |"
        )
    return rows


async def measure(quick: bool) -> str:
    """Everything, as the page's text."""
    from playwright.async_api import async_playwright

    load, begun = busy(), time.perf_counter()
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
    took = time.perf_counter() - begun
    return page(starts, moved, rooms, errors, load, took, quick)


def page(
    starts: list[float], moved: Any, rooms: Any, errors: int, load: str, took: float, quick: bool
) -> str:
    """The page."""
    shown = rooms["shown"]
    p95 = quantile(shown, 0.95)
    start = statistics.median(starts)
    prepared = [m[2] for m in moved["prepared"]]
    met = quantile(prepared, 0.5) < 100 and quantile(prepared, 0.95) < 250
    return "\n".join(
        [
            "# Performance in the browser\n",
            "Written by the command below; do not edit.\n",
            "```\npython benchmarks/browser.py\n```\n",
            f"- Date: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC; the whole measurement took "
            f"{took:.0f} s{' (--quick)' if quick else ''}.",
            f"- Machine: {machine()}; {load}.",
            "- " + ", ".join(f"{name} {version(name)}" for name in LIBRARIES) + "; Chromium "
            "headless, on the same cores.",
            f"- The first page came {start:.1f} s after `wargame serve` was called (median of "
            f"{len(starts)} starts; goal under 3 s: {'met' if start < 3 else '**missed**'}).\n",
            "## From a slider to the chart\n",
            "Wall time in the browser from the slider’s event to the frame after the charts in "
            "sight are drawn; 200 runs over 24 months. “First” is the first honest answer, with "
            "its number of runs beside it (40 where nothing was prepared); “whole” is that of 200 "
            "runs. Median / 95th percentile.\n",
            "| move | n | whole at once | first | whole |\n|---|---:|---:|---:|---:|",
            *slider_rows(moved),
            "",
            f"Goal for 200 runs, median under 100 ms and 95th percentile under 250 ms: "
            f"{'met' if met else '**missed**'} where the stop was simulated before. Where it was "
            "not, 200 runs take as long as the model takes on this machine’s cores; the goal is "
            "not reached there, the page shows the first runs and says how many they are.\n",
            "## Forty users in eight rooms\n",
            f"{rooms['users']} browsers in {rooms['rooms']} rooms for {rooms['seconds']:.0f} s, on "
            "the same cores as the server: each seat orders and is ready after 6 to 24 s, the "
            "last one’s click plays the turn.\n",
            f"- Turns played: {rooms['turns']}; displays of a turn: {len(shown)}.",
            f"- From the last click to the new turn on each page: median "
            f"{quantile(shown, 0.5):.0f} ms, 95th percentile {p95:.0f} ms, most "
            f"{max(shown):.0f} ms (goal: 95th percentile under 1000 ms: "
            f"{'met' if p95 < 1000 else '**missed**'}).",
            f"- Errors of pages: {rooms['errors']}; of the server: {errors}.",
            f"- Memory of the server without its workers: {rooms['memory'][0]:.0f} MiB after the "
            f"first minute, {rooms['memory'][1]:.0f} MiB at half time, {rooms['memory'][2]:.0f} "
            "MiB at the end.",
            "",
        ]
    )


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="two minutes, writes nothing")
    parser.add_argument("--out", type=Path, help="default docs/performance-browser.md")
    given = parser.parse_args()
    text = asyncio.run(measure(given.quick))
    print(text)
    out = given.out or (None if given.quick else ROOT / "docs" / "performance-browser.md")
    if out:
        out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
