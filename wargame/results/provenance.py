"""Where results come from: enough to cite them and to make them again."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wargame.scenario import Scenario


# Folders of code that decides results.
FLOORS = ("declare", "kernel", "agents", "mechanisms", "evidence", "scenario", "model")


def provenance(scenario: Scenario, command: str) -> dict[str, str]:
    """Version, commit, seed, hashes, platform, library versions, and the command, as words.

    No time of day is kept: the same command must give the same files.
    """
    facts = {
        "scenario": str(scenario.name),
        "title": str(scenario.title),
        "question": str(scenario.question),
        "start": str(scenario.start),
        "months": str(scenario.months),
        "runs": str(scenario.runs),
        "seed": str(scenario.seed),
        "version": installed("wargame"),
        "commit": commit(),
        "scenario_hash": str(scenario.hash),
        "evidence_hash": str(scenario.catalogue.hash),
        "platform": platform.platform(),
        "python": platform.python_version(),
    }
    facts |= {name: installed(name) for name in ("numpy", "numba", "mesa")}
    return facts | dict(scenario.panel) | {"command": command}


def installed(package: str) -> str:
    """The installed version of `package`, or 'not installed'."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


@cache
def commit() -> str:
    """The commit of the checkout this package runs from, marked when files were changed.

    Asked for once a process: what is changed later does not run in this one.

    'none' where the package was installed without its checkout, or git is not there.
    """
    root = Path(__file__).resolve().parents[2]
    if not (root / ".git").exists():
        return "none"
    try:
        head = _git(root, "rev-parse", "--short=12", "HEAD")
        changed = _git(root, "status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.SubprocessError):
        return "none"
    return f"{head} with uncommitted changes" if changed else head


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(root), *arguments],
        capture_output=True,
        text=True,
        timeout=10,
        check=True,
    )
    return done.stdout.strip()


def citation(facts: Mapping[str, str]) -> str:
    """One line for the foot of a figure or page."""
    made = facts["commit"]
    at = "" if made == "none" else f" ({made.replace(' with uncommitted changes', '+')})"
    return (
        f"wargame {facts['version']}{at} · {facts['scenario']} · seed {facts['seed']} · "
        f"scenario {str(facts['scenario_hash'])[:10]} · evidence {str(facts['evidence_hash'])[:10]}"
    )


def code_hash() -> str:
    """SHA-256 of the code that decides results: whatever the model imports of this package.

    The commit does not tell two states of a changed checkout apart; this does.
    """
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for floor in FLOORS:
        for path in sorted((root / floor).rglob("*.py")):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@cache
def build() -> tuple[str, ...]:
    """What decides the bits of a run: the code, and the versions of what computes it."""
    return code_hash(), *(installed(name) for name in ("wargame", "numpy", "numba"))
