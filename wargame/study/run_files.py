"""Outcomes of a finished scenario in one file, written whole or not at all.

Studies make many variants of a scenario; a file for each lets them go on where they stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from wargame.declare.errors import WargameError
from wargame.results.files import whole_file
from wargame.scenario.outcomes import OUTCOMES

Arrays = dict[str, Any]


def simulate(file: Path, scenario: Any, more: Callable[[Any], Arrays] | None = None) -> None:
    """Run all of `scenario` and write its outcomes, with the arrays that `more` makes of a Record.

    Raises WargameError if `file` cannot be written.
    """
    from wargame.model import batch

    record = batch.simulate(scenario)
    table = np.stack([np.asarray(record.outcomes[name], float) for name in OUTCOMES])
    arrays: Arrays = {"scenario_hash": np.array(scenario.hash), "outcomes": table}
    arrays |= {"names": np.array(list(OUTCOMES))} | (more(record) if more else {})
    with whole_file(file) as draft, draft.open("wb") as stream:
        np.savez(stream, **arrays)


def read(file: Path, scenario: Any, more: Iterable[str] = ()) -> tuple[Arrays, Arrays]:
    """Outcome -> (runs,), NaN for never; and the other arrays that are named.

    Raises WargameError if the file is damaged or belongs to another scenario.
    """
    try:
        with np.load(file) as held:
            facts = str(held["scenario_hash"]), list(held["names"]), held["outcomes"]
            other = {name: held[name] for name in more}
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise WargameError(f"{file}: cannot be read ({error}); delete it and go on") from error
    if facts[:2] != (scenario.hash, list(OUTCOMES)) or facts[2].shape[1:] != (scenario.runs,):
        raise WargameError(f"{file}: does not hold the runs it should; delete it and go on")
    return dict(zip(OUTCOMES, facts[2])), other
