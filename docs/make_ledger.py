"""Write docs/ledger.md from the ledger's table of destinations and the catalogue.

python docs/make_ledger.py            writes the page
python docs/make_ledger.py --check    exit code 1 if the page is not what it should be

Nothing on the page is written by hand. Run this after a change of `ledger.csv` or of the evidence.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from wargame.evidence import catalogue
from wargame.evidence.catalogue import DATA, Catalogue
from wargame.evidence.number import Estimate, Number

PAGE = Path(__file__).parent / "ledger.md"
TABLE = DATA.parent / "ledger.csv"

HEAD = """# Ledger

Written by `python docs/make_ledger.py`; do not edit.

The ledger is the list of public figures, up to 2026-06-30, from which the catalogue of the war in
Ukraine was made. Each of its {rows} rows went to one place or to none: {numbers} are the value or a
dated estimate of a number that the model reads, {facts} are facts that check or frame it, and
{none} inform nothing, for the reason given. The table behind this page ships as
`wargame/theatres/ukraine/ledger.csv`, and a test holds every row to the figure that it names.

| column of the table | what |
|---|---|
| `id`, `value`, `unit`, `as_of` | the row as the ledger prints it |
| `goes_to`, `source`, `dated` | the figure: path of number or fact, key of the source, its date |
| `reads_as`, `rate` | the row's value times `rate` is the figure, in the unit `reads_as` |
| `also` | other numbers and facts to which the same row gave a figure of the same source |
| `frames` | numbers that the fact bears on; nothing is worked out from it yet |
| `why` | why it informs nothing, or why figure or date differ from what the ledger prints |

Dates. A loose period of the ledger (`2026H1`, "mid-2025") is given by its last day or month. A
plan, goal or budget for a later time is dated by the day on which it was stated. What is printed
for "2026" as a whole ends with the ledger, in June. Whether a figure was known on a day is decided
by its date and by that of its source together. What was published after 2026-06-30 is kept back to
test forecasts with, even where it speaks of days before.

## Rows that inform nothing

| row | value | why |
|---|---|---|
{nothing}

## Rows that came in

| row | as printed | goes to | stands as | dated | source |
|---|---|---|---|---|---|
{placed}
"""


def plain(value: float) -> str:
    """A value with no more digits than it has."""
    return f"{value:.6g}"


def cell(text: str, width: int = 60) -> str:
    """Text that cannot break a table, cut where it is long."""
    flat = " ".join(text.split()).replace("|", "\\|")
    return flat if len(flat) <= width else flat[: width - 1].rstrip() + "…"


def figure(found: Catalogue, row: dict[str, str]) -> Number | Estimate:
    """The figure that a row went to: of several of one source and day, the nearest."""
    section, _, name = row["goes_to"].partition(".")
    number = found.facts[name] if section == "facts" else found.numbers[row["goes_to"]]
    there = [
        one
        for one in (number, *number.estimates)
        if (one.source, one.as_of) == (row["source"], row["dated"])
    ]
    wanted = float(row["value"]) * float(row["rate"]) if row["reads_as"] else 0.0
    return min(there, key=lambda one: abs(one.value - wanted))


def make() -> str:
    """The whole page."""
    found = catalogue.load()
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    nothing, placed = [], []
    for row in rows:
        printed = cell(f"{row['value']} {row['unit']}")
        if not row["goes_to"]:
            nothing.append(f"| {row['id']} | {printed} | {cell(row['why'], 200)} |")
            continue
        one = figure(found, row)
        stands = f"{plain(one.value)} {one.unit}"
        where = f"`{row['goes_to']}`"
        placed.append(
            f"| {row['id']} | {printed} | {where} | {stands} | {one.as_of} | {one.source} |"
        )
    facts = sum(row["goes_to"].startswith("facts.") for row in rows)
    return HEAD.format(
        rows=len(rows),
        numbers=len(placed) - facts,
        facts=facts,
        none=len(nothing),
        nothing="\n".join(nothing),
        placed="\n".join(placed),
    )


def main() -> int:
    """Write the page, or compare it."""
    text = make()
    if "--check" in sys.argv[1:]:
        same = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text
        print("as it should be" if same else "run: python docs/make_ledger.py")
        return 0 if same else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
