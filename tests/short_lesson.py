"""A lesson of three months and four points, for tests that run it."""

from __future__ import annotations

from pathlib import Path

TEXT = """version: 1
title: A short <lesson> & more
question: What happens to a store in three months?
scenario: continued_war
months: 3
change:
  label: Moscow fires what it makes.
  policies: {attacker: {posture: fire_as_made}}
controls:
  output:
    label: Missiles made
    help: Output of one line.
    start: usual
    choices:
      none: {label: No Kh-101, scale: {weapons.kh101.production: 0}}
      usual: {label: As published}
  halt:
    label: The war
    help: Goes on or is halted.
    start: war
    choices:
      war: {label: Goes on}
      halt: {label: Halted, events: [{on: 2026-08-01, event: ceasefire}]}
charts:
  store:
    title: Missiles in store
    lines:
      held: {label: In store, series: stock, of: missiles}
  flows:
    title: Made and fired
    lines:
      made: {label: Made, series: made, of: missiles, running: true}
      fired: {label: Fired, series: launched, of: [missiles], running: true}
  chance:
    title: Struck by then
    lines:
      struck: {label: Struck, series: capital_dry, reached: "> 0"}
steps:
  - title: First
    say: |-
      One paragraph.

      Another one.
    chart: store
    draw: {ask: Draw the store.}
    measures: [stock_end, capital_ballistic_dry]
    notice:
      - says: The store holds {value}.
        outcome: stock_end
        test: "> 0"
    key: SECRET of the first step.
  - title: Second
    say: Which is it?
    chart: flows
    at: {halt: halt}
    choose:
      ask: With the halt, fewer are fired?
      outcome: launched_missiles
      against: {at: {halt: war}}
      expect: fewer
      options:
        fewer: {says: Fewer, test: "< 0", because: The drain is closed.}
        more: {says: "As many, or more", test: ">= 0"}
    notice:
      - says: It is {value} of what was fired, and so in {share}.
        outcome: launched_missiles
        against: {at: {halt: war}}
        by: ratio
        test: "< 1"
  - title: Third
    say: How often?
    chart: chance
    guess:
      ask: In what share of runs is Kyiv without a shot?
      outcome: capital_dry_share
      test: "> 0"
      low: 0
      high: 1
  - title: Fourth
    say: Move them.
    chart: store
    controls: [output, halt]
    measures: [stock_growth]
    try:
      - says: Make it grow faster than it does.
        outcome: stock_growth
        against: {at: {output: usual, halt: war}}
        test: "> 0"
        share: 0.9
      - says: Make it grow less with the war halted, by output alone.
        outcome: stock_growth
        at: {halt: halt}
        against: {at: {output: usual, halt: war}}
        test: "< 0"
        reach: none
    ask: [What else?]
key:
  aim: SECRET aim.
  minutes: {all of it: 50}
  caveat: SECRET caveat.
"""


def written(directory: Path, text: str = TEXT) -> Path:
    """The lesson as a file in `directory`."""
    file = directory / "short.yaml"
    file.write_text(text)
    return file
