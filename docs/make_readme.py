"""Put the first table and the first figure of README.md in from a finished run.

wargame run continued_war --out out/readme
python docs/make_readme.py out/readme

Without a directory only what the numbers stand on is written anew (`make_grounds.py` does so too).
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
from datetime import date
from pathlib import Path

import numpy as np

from wargame import results
from wargame.evidence import catalogue
from wargame.evidence.kinds import JUDGED, KINDS, counts, mixed
from wargame.report import words
from wargame.report.headlines import FRONT
from wargame.scenario import load
from wargame.scenario.library import START
from wargame.scenario.outcomes import OUTCOMES

ROOT = Path(__file__).parents[1]


def table(directory: Path) -> str:
    """Markdown table of FRONT from the results in `directory`."""
    back = results.read(directory)
    lines = ["| outcome | median run | 80% of runs | n |", "|---|---|---|---|"]
    for name in FRONT:
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


def grounds() -> str:
    """What the numbers and the variance of the headlines stand on, in a paragraph."""
    valid = catalogue.load().showing(date.fromisoformat(START))
    numbers = list(valid.numbers.values())
    found = counts(numbers, load("continued_war").joint(np.arange(1)))
    facts = {fact.path: fact for fact in valid.facts.values()}
    judged_too = mixed(numbers, valid.numbers | facts)
    whole = sum(found.values())
    parts = ", ".join(f"{found[name]} {name}" for name in KINDS)
    share = f"{1 - found[JUDGED] / whole:.0%}"
    data = json.loads((ROOT / "docs" / "grounds.json").read_text(encoding="utf-8"))
    text = (
        f"Of {whole} numbers {share} are sourced, derived or observed ({parts}; "
        f"{judged_too} of the derived follow from a judged figure as well). "
        f"{data['sentence']} [What the answers stand on](docs/grounds.md) lists what is judged by "
        "influence."
    )
    return textwrap.fill(text, 100, break_long_words=False, break_on_hyphens=False)


def write_grounds() -> None:
    """Rewrite that paragraph of README.md."""
    _between("grounds", grounds())


def _between(mark: str, text: str) -> None:
    """Put `text` between two marks of README.md."""
    readme = ROOT / "README.md"
    begin, end = f"<!-- {mark} -->\n", f"\n<!-- end of {mark} -->"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    whole, found = pattern.subn(lambda _: begin + text + end, readme.read_text(encoding="utf-8"))
    if found != 1:
        raise SystemExit(f"README.md: expected one place {begin.strip()}, found {found}")
    readme.write_text(whole, encoding="utf-8")


def main() -> None:
    """Rewrite what stands between marks, and copy the picture."""
    if sys.argv[1:] == ["--check"]:
        same = grounds() in (ROOT / "README.md").read_text(encoding="utf-8")
        raise SystemExit(0 if same else "run: python docs/make_readme.py")
    if len(sys.argv) > 2:
        raise SystemExit("usage: python docs/make_readme.py [DIRECTORY-OF-A-FINISHED-RUN]")
    write_grounds()
    if len(sys.argv) == 1:
        return
    directory = Path(sys.argv[1])
    _between("table", table(directory))
    (ROOT / "docs" / "images").mkdir(exist_ok=True)
    for figure in ("stock", "interceptors"):
        shutil.copy(directory / "figures" / f"{figure}.png", ROOT / "docs" / "images")


if __name__ == "__main__":
    main()
