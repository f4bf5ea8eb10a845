"""Put the first table and the first figure of README.md in from a finished run.

wargame run continued_war --out out/readme
python docs/make_readme.py out/readme
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from wargame import results
from wargame.report import words
from wargame.scenario.outcomes import OUTCOMES

ROOT = Path(__file__).parents[1]
SHOWN = (
    "launched_missiles",
    "made_missiles",
    "stock_growth",
    "intercept_share_ballistic",
    "intercept_share_cruise",
    "intercept_share_drones",
    "capital_ballistic_dry",
    "capital_dry_share",
    "power_met_worst_month",
    "cost_exchange",
)


def table(directory: Path) -> str:
    """Markdown table of SHOWN from the results in `directory`."""
    back = results.read(directory)
    lines = ["| outcome | median run | 80% of runs | n |", "|---|---|---|---|"]
    for name in SHOWN:
        values = back.outcomes[name].to_numpy()
        kept = values[values == values]
        meaning = OUTCOMES[name].meaning.split(";")[0]
        meaning = meaning[0].upper() + meaning[1:]
        middle, span = words.amount(kept, OUTCOMES[name].unit)
        if OUTCOMES[name].unit == "share":
            span += "%"
        if len(kept) < len(values):
            span += f"; happens in {words.of_runs(len(kept) / len(values), len(values))}"
        lines.append(f"| {meaning} | {middle} | {span} | {len(values)} |")
    return "\n".join(lines)


def main() -> None:
    """Rewrite the table between its marks and copy the picture."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: python docs/make_readme.py DIRECTORY-OF-A-FINISHED-RUN")
    directory = Path(sys.argv[1])
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    begin, end = "<!-- table -->\n", "\n<!-- end of table -->"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    readme.write_text(pattern.sub(begin + table(directory) + end, text), encoding="utf-8")
    (ROOT / "docs" / "images").mkdir(exist_ok=True)
    for figure in ("stock", "interceptors"):
        shutil.copy(directory / "figures" / f"{figure}.png", ROOT / "docs" / "images")


if __name__ == "__main__":
    main()
