"""The option `--record`: a record of strikes to draw in place of the shipped one."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

RecordFile = Annotated[
    Path | None,
    typer.Option("--record", help="Record of strikes to draw, in place of the shipped one."),
]


def strikes(path: Path | None) -> Callable[[Any], Any]:
    """What adds the record at `path` to a Dataset and its command; None adds nothing.

    Raises WargameError now, before anything is simulated, if that is not a sound record.
    """
    if path is None:
        return lambda data: data
    from wargame.evidence.record import load_record
    from wargame.results.recorded import with_record

    record = load_record(path)

    def add(data: Any) -> Any:
        command = f"{data.attrs['command']} --record {shlex.quote(str(path))}"
        return with_record(data, record).assign_attrs(command=command)

    return add
