"""Files checked: is a scenario or a design of a sweep sound?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.api.simulation import basis_of
from wargame.declare.errors import InputError, Problem, WargameError

if TYPE_CHECKING:
    from wargame.scenario import Scenario as Definition


@dataclass(frozen=True)
class Finding:
    """Whether a file is `ok`, in words; every problem with its place; the hash of a scenario."""

    name: str
    ok: bool
    text: str
    problems: tuple[Problem, ...] = ()
    hash: str = ""

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    def as_data(self) -> dict[str, Any]:
        """It for a program."""
        problems = [
            {**one.place._asdict(), "key": one.key, "message": one.message} for one in self.problems
        ]
        result = {"scenario": self.name, "ok": self.ok, "text": self.text}
        return result | ({"hash": self.hash} if self.hash else {}) | {"problems": problems}


def check(
    name: str | Path, as_of: str | date | None = None, evidence: Sequence[str | Path] = ()
) -> Finding:
    """Check a scenario (a file, or the name of a shipped one) or a file of a design.

    >>> import wargame as wg
    >>> wg.check("continued_war").ok
    True
    """
    try:
        read = _design if _is_design(name) else _scenario
        return read(str(name), as_of, evidence)
    except InputError as error:
        return Finding(str(name), False, str(error), error.problems)
    except WargameError as error:
        return Finding(str(name), False, str(error))


def _lead_up(scenario: Definition) -> str:
    """From which day the start is led up to, if it is."""
    if not scenario.lead_up:
        return ""
    months = len(scenario.recorded)
    return f", led up to from {scenario.opens} ({months} months of the record)"


def _brought(scenario: Definition) -> str:
    """Entries that are new or gone, and figures of one's own that are taken, if any."""
    from wargame.scenario.own_figures import used

    entries = "entry", "entries"
    counts = {
        "added": (len(scenario.added), entries),
        "removed": (len(scenario.removed), entries),
        "of one's own": (len(used(scenario)), ("figure", "figures")),
    }
    return "".join(
        f", {count} {nouns[count != 1]} {what}" for what, (count, nouns) in counts.items() if count
    )


def _scenario(name: str, as_of: str | date | None, evidence: Sequence[str | Path]) -> Finding:
    from wargame.scenario import load
    from wargame.scenario.own_figures import cautions

    scenario = load(name, **basis_of(as_of, evidence).given())
    changes, events = len(scenario.overrides), len(scenario.events)
    text = (
        f"{name}: sound; {scenario.months} months from {scenario.start}, {scenario.runs} runs, "
        f"{changes} number{'' if changes == 1 else 's'} changed{_brought(scenario)}, {events} "
        f"event{'' if events == 1 else 's'}{_lead_up(scenario)}, hash {scenario.hash[:12]}"
    )
    text = "\n".join((text, *(f"warning: {line}" for line in cautions(scenario))))
    return Finding(name, True, text, hash=scenario.hash)


def _is_design(name: str | Path) -> bool:
    """Whether `name` is a file that says it is a design of a sweep."""
    from wargame.evidence import strict_yaml

    try:
        there = Path(name).is_file()
    except (OSError, ValueError):  # no name of a file at all; loading it says so
        return False
    return there and "sweep" in strict_yaml.load(name).data


def _design(name: str, as_of: str | date | None, evidence: Sequence[str | Path]) -> Finding:
    from wargame.questions import design_file

    result = design_file.read(name, basis_of(as_of, evidence))
    policies, numbers = len(result.policies), len(result.parameters)
    text = (
        f"{name}: a sound design of kind {result.file.design.kind}; {policies} "
        f"polic{'y' if policies == 1 else 'ies'}, {numbers} uncertaint"
        f"{'y' if numbers == 1 else 'ies'}, {result.file.replicates} replicates; "
        "`wargame sweep --dry-run` says how many runs"
    )
    return Finding(name, True, text)
