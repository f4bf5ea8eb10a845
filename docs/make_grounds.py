"""Write docs/grounds.md: what the headline outcomes stand on; then parameters.md and README.md.

python docs/make_grounds.py             simulates 2,000 runs of each ensemble, minutes
python docs/make_grounds.py --runs 100  for a try

The figures are kept in docs/grounds.json, from which the two other pages take theirs. Run it after
the evidence or the model has changed.
"""

from __future__ import annotations

import argparse
import json
import textwrap
from pathlib import Path

import make_parameters
import make_readme

from wargame.api.grounding import Grounds
from wargame.api.sharing_variance import grounds
from wargame.evidence.kinds import JUDGED
from wargame.report import assumptions, words
from wargame.report.figures import grounds_figure
from wargame.report.figures.canvas import Source, render
from wargame.report.grounds import fall, mean_sentence, shares_table, span
from wargame.report.headlines import FRONT, named
from wargame.report.sentences import meaning
from wargame.report.table import Table

SCENARIO, RUNS = "continued_war", 2000
FOLDER = Path(__file__).parent

PAGE = """# What the answers stand on

Written by `python docs/make_grounds.py`; do not edit.

{sentence}

How it is worked out. Two ensembles have numbers and luck of their own. In each further one all is
as in the first but one group, numbers of a kind or luck, which is as in the second. So shares are
closed first-order Sobol indices, without any form being taken for granted, and luck is all that
changes with the numbers held. What follows by a formula is not drawn: its spread is that of the
draws it follows from, and a judged draw stays judged. “Derived” are published figures that only
formulas read. Numbers are drawn apart from one another for this, and those of a nowcast among
themselves together; where a run draws them all together, its spread is narrower. What never
happens counts as the whole horizon. `wargame explain OUTCOME` tells the same of any outcome and
scenario.

How far bands hold: of a war of twelve months, ten seeds with 200 runs of each ensemble were held
against 2,500 runs. Of 1,470 bands meant to hold nine times in ten, 82% held the figure, and 94%
held it to within one percentage point; their ends are written in whole percent, outwards. Planted
shares, and outcomes dealt at random, are in the tests.

Scenario `{scenario}` from {start} for {months} months, n = {runs} runs of each ensemble, seed
{seed}, evidence `{hash}`.

## Ten headline outcomes

![Bars of shares of variance by kind of evidence, and luck](images/grounds.png)

{shares}

## What could not be grounded, by influence

Judged numbers that stand out from chance in any of the ten, by the share of the variance, luck
aside, that knowing one would take off on average over the ten. {others}

{judged}
"""


def markdown(table: Table) -> str:
    """A table for a page."""
    head = [f"{column.name} {column.unit}".strip() for column in table.columns]
    marks = ["---:" if column.align == "right" else "---" for column in table.columns]
    rows = [
        [f"{cell.text} ({cell.detail})" if cell.detail else cell.text for cell in row]
        for row in table.rows
    ]
    lines = [f"| {' | '.join(row)} |" for row in (head, marks, *rows)]
    return "\n".join(lines)


def judged(found: Grounds, names: list[str]) -> tuple[str, str]:
    """The table of judged numbers by influence over `names`, and a sentence on the others."""
    every = {
        one.path: {name: of for name in names for of in found.worths[name] if of.path == one.path}
        for name in names
        for one in found.worths[name]
        if one.group == JUDGED
    }
    mean = {path: sum(of.share.value for of in held.values()) / len(names)
            for path, held in every.items()}  # fmt: skip
    lines = [
        "| number | what | value, range | takes off, mean of ten | most of |",
        "|---|---|---|---:|---|",
    ]
    scenario = found.scenario
    for path in sorted(mean, key=lambda path: -mean[path]):
        name, most = max(every[path].items(), key=lambda item: item[1].share.value)
        number, label = scenario.numbers[path], assumptions.label(path, scenario.texts)
        cells = (f"`{path}`", make_parameters.cell(label),
                 f"{assumptions.value(number)} ({assumptions.span(number)})",
                 f"{100 * mean[path]:.1f}%",
                 f"{meaning(name, scenario)}: {fall(most.share)} ({span(most.share)})")  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    left = found.mean.kinds[JUDGED].value - sum(mean.values()) if found.mean else 0.0
    others = (
        f"The {len(mean)} listed take off {100 * sum(mean.values()):.0f}%; all other judged\n"
        "numbers together, and what judged ones decide only together, "
        f"{100 * max(0.0, left):.0f}%."
    )
    return "\n".join(lines), others


def main() -> None:
    """Simulate, and write all pages."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=RUNS)
    found = grounds(SCENARIO, runs=parser.parse_args().runs)
    by_name = {one.outcome: one for one in found.shares}
    names = [name for name in named(FRONT, found.scenario) if name in by_name]
    table, others = judged(found, names)
    facts = found.provenance
    sentence = mean_sentence(found.mean) if found.mean else ""
    page = PAGE.format(
        sentence=textwrap.fill(sentence, 100),
        shares=markdown(shares_table([by_name[name] for name in names], found.scenario)),
        judged=table,
        others=others,
        hash=facts["evidence_hash"][:12],
        **{key: facts[key] for key in ("scenario", "start", "months", "seed")},
        runs=words.number(float(facts["runs"]), 1.0),
    )
    shown = [(meaning(name, found.scenario), by_name[name]) for name in names]
    source = Source(facts, {"run": int(facts["runs"])})
    picture = render(grounds_figure.draw(shown, source).figure, facts, "png")
    (FOLDER / "images" / "grounds.png").write_bytes(picture)
    (FOLDER / "grounds.md").write_text(page, encoding="utf-8")
    data = {
        "sentence": sentence,
        "evidence_hash": facts["evidence_hash"],
        "scenario_hash": facts["scenario_hash"],
        "command": facts["command"],
        "mean": found.as_data()["mean"],
    }
    text = json.dumps(data, indent=2) + "\n"
    (FOLDER / "grounds.json").write_text(text, encoding="utf-8")
    make_parameters.write()
    make_readme.write_grounds()


if __name__ == "__main__":
    main()
