"""Write the section on filed forecasts in docs/validation.md from the forecasts that ship.

python docs/make_forecasts.py            writes the section
python docs/make_forecasts.py --check    exit code 1 if it is not what it should be

Nothing between the marks is written by hand. Run this when a forecast was filed or the record has
grown. A forecast that ships is filed by the command in its own file (`known: command`), with --out
in wargame/theatres/ukraine/forecasts/; what was filed stays as it is.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import wargame as wg
from wargame.evidence import theatre
from wargame.report import forecast_words as said
from wargame.report.table import Table
from wargame.study import forecast_file, forecast_scores

PAGE = Path(__file__).parent / "validation.md"
BEGIN, END = "<!-- forecasts -->\n", "<!-- end of forecasts -->"
TEXT = """
Written by `python docs/make_forecasts.py`; do not edit. Record to {last}, hash `{record}`.

{filed}

{summary}

{scores}

{totals}
"""


def markdown(shown: Table) -> str:
    """The table as Markdown, its note below."""
    heads = [one.name for one in shown.columns]
    rules = ["---:" if one.align == "right" else "---" for one in shown.columns]
    rows = [[cell.text for cell in row] for row in shown.rows]
    lines = ["| " + " | ".join(row) + " |" for row in (heads, rules, *rows)]
    return "\n".join(lines) + (f"\n\n{shown.note}" if shown.note else "")


def section() -> str:
    """All that stands between the marks."""
    result = wg.score([theatre.load().folder / forecast_file.FOLDER])
    names, rows = said.names_of(result.helds), forecast_scores.rows(result.helds)
    filed = [
        f"- {one.filed.title}, n = {one.filed.runs:,} runs, hash `{one.filed.hash[:12]}`, by\n"
        f"  `{one.filed.known['command']}` at commit `{one.filed.known['commit']}`"
        for one in result.helds
    ]
    return TEXT.format(
        last=result.record.months[-1],
        record=result.record.hash[:12],
        filed="\n".join(filed),
        summary="\n\n".join(result.words()),
        scores=markdown(said.score_table(rows, names)),
        totals=markdown(said.totals_table(result.helds, names)),
    )


def main() -> None:
    """Write the section, or check it."""
    text = PAGE.read_text(encoding="utf-8")
    pattern = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
    new = pattern.sub(lambda _: BEGIN + section() + END, text)
    if sys.argv[1:] == ["--check"]:
        if new != text:
            raise SystemExit("docs/validation.md is stale: run python docs/make_forecasts.py")
        return
    PAGE.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
