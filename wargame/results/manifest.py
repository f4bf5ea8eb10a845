"""manifest.json and scenario.resolved.yaml: what was run, with what, and how to run it again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.results.files import yaml_text

if TYPE_CHECKING:
    from wargame.scenario import Scenario

MANIFEST = "manifest.json"
RESOLVED = "scenario.resolved.yaml"


def resolved_text(scenario: Scenario) -> str:
    """The whole scenario, all inheritance and overrides worked in, ready to run again."""
    head = (
        "# Everything this run assumed, inheritance and overrides worked in.\n"
        f"# Run it again with: wargame run {RESOLVED}\n"
    )
    return head + yaml_text(scenario.resolved())


def write_resolved(directory: Path, scenario: Scenario) -> None:
    """Write `resolved_text` into `directory`."""
    (directory / RESOLVED).write_text(resolved_text(scenario), encoding="utf-8")


def write_manifest(directory: Path, facts: Mapping[str, object]) -> None:
    """Write the provenance `facts` and the digest of every file already in `directory`."""
    files = sorted(path for path in directory.rglob("*") if path.is_file())
    digests = {
        path.relative_to(directory).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }
    text = json.dumps({**facts, "sha256": digests}, indent=2, ensure_ascii=False)
    (directory / MANIFEST).write_text(text + "\n", encoding="utf-8")
