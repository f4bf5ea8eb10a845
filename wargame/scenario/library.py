"""Where scenarios are: a path, or the bare name of one that is shipped with the package."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypedDict

from wargame.declare.errors import WargameError, did_you_mean

START = "2026-07-01"  # first day of the war where a scenario does not say otherwise
_PACKAGE = Path(__file__).parents[1]


@cache
def directory() -> Path:
    """The folder of shipped scenarios: inside an installed package, or beside it in a checkout."""
    inside = _PACKAGE / "scenarios"
    return inside if inside.is_dir() else _PACKAGE.parent / "scenarios"


class GivenBasis(TypedDict):
    """A basis as `wargame.scenario.load` takes it."""

    as_of: date | None
    evidence_files: tuple[str, ...]
    cutoff: date | None


class Basis(NamedTuple):
    """What a scenario was given beside its files: another first day, evidence, and a day before the
    first after which nothing is known."""

    as_of: date | None = None
    evidence: tuple[str, ...] = ()
    cutoff: date | None = None

    @property
    def words(self) -> str:
        """It as options of a command; '' for none."""
        day = [f"--as-of {self.as_of}"] if self.as_of else []
        return " ".join([*day, *(f"--evidence {file}" for file in self.evidence)])

    def given(self) -> GivenBasis:
        """It as `wargame.scenario.load` takes it."""
        return {"as_of": self.as_of, "evidence_files": self.evidence, "cutoff": self.cutoff}


NO_BASIS = Basis()


def shipped() -> dict[str, Path]:
    """Every shipped scenario by name; continued_war, which the others extend, comes first."""
    result = {path.stem: path for path in sorted(directory().glob("*.yaml"))}
    first = {name: path for name, path in result.items() if name == "continued_war"}
    return first | result


def find(name: str | Path) -> Path:
    """The file that `name` means: a path, or else the bare name of a shipped scenario.

    Raises WargameError if there is neither.
    """
    return resolve(name, shipped(), "scenario")


def short(path: str) -> str:
    """The bare name of a shipped scenario, or the path of another."""
    name = Path(path).stem
    valid = shipped().get(name)
    return name if valid and valid.resolve() == Path(path).resolve() else path


def beside(file: str | Path, name: str) -> Path:
    """The scenario that `file` means by `name`: a file beside it, or else as `find` has it."""
    path = Path(file).parent / name
    with suppress(OSError, ValueError):  # what cannot be the name of a file
        if path.is_file():
            return path
    return find(name if path.name == name else path)


def resolve(name: str | Path, valid: Mapping[str, Path], kind: str) -> Path:
    """The file that `name` means: a path, or else a bare name of `valid`, files of one `kind`.

    Raises WargameError if there is neither.
    """
    path, text = Path(name), str(name)
    try:
        if path.is_file() or (path.exists() and text not in valid):
            return path
    except (OSError, ValueError) as error:
        raise WargameError(f"{text!r}: is not a file name") from error
    if text in valid:
        return valid[text]
    if path.name == text and not path.suffix:
        raise WargameError(f"{text}: no such file or shipped {kind}{did_you_mean(text, valid)}")
    raise WargameError(f"{text}: no such file")
