"""Where scenarios are: a path, or the bare name of one that is shipped with the package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from wargame.evidence.errors import WargameError, did_you_mean

START = "2026-01-01"  # first day of the war where a scenario does not say otherwise
QUESTIONS = ("claims", "checks")  # files beside the scenarios that ask of them and are none
_PACKAGE = Path(__file__).parents[1]


@cache
def directory() -> Path:
    """The folder of shipped scenarios: inside an installed package, or beside it in a checkout."""
    inside = _PACKAGE / "scenarios"
    return inside if inside.is_dir() else _PACKAGE.parent / "scenarios"


def shipped() -> dict[str, Path]:
    """Every shipped scenario by name; continued_war, which the others extend, comes first."""
    found = {
        path.stem: path for path in sorted(directory().glob("*.yaml")) if path.stem not in QUESTIONS
    }
    first = {name: path for name, path in found.items() if name == "continued_war"}
    return first | found


def designs() -> dict[str, Path]:
    """Every shipped design of a sweep by name."""
    return {path.stem: path for path in sorted((directory() / "sweeps").glob("*.yaml"))}


def find(name: str | Path) -> Path:
    """The file that `name` means: a path, or else the bare name of a shipped scenario.

    Raises WargameError if there is neither.
    """
    path = Path(name)
    text = str(name)
    try:
        if path.exists():
            return path
    except (OSError, ValueError) as error:
        raise WargameError(f"{text!r}: is not a file name") from error
    if path.name == text and not path.suffix:
        known = shipped()
        if text in known:
            return known[text]
        raise WargameError(f"{text}: no such file or shipped scenario{did_you_mean(text, known)}")
    raise WargameError(f"{text}: no such file")
