"""The documents hold what they say: generated pages, links, and the commands they show."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from wargame.cli import COMMANDS
from wargame.evidence import catalogue
from wargame.evidence.fields import SECTIONS

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NUMBER = re.compile(r"`([a-z_]+\.[a-z0-9_]+\.[a-z0-9_]+)`")
FILE = re.compile(r"`((?:wargame|tests|docs|benchmarks|scenarios)/[\w./-]+)`")


def anchors(page: Path) -> set[str]:
    """Anchors that a page offers: its headings, as forges make them, and explicit ones."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    found = set(re.findall(r'<a id="([^"]+)">', text))
    for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        kept = re.sub(r"[^\w\- ]", "", heading.lower())
        found.add(kept.strip().replace(" ", "-"))
    return found


def commands(page: Path) -> list[str]:
    """Lines that call wargame, in fenced blocks that show a console."""
    found = []
    for language, block in FENCE.findall(page.read_text(encoding="utf-8")):
        if language in ("", "console", "sh", "bash", "shell"):
            for line in block.splitlines():
                line = line.removeprefix("$ ")
                if re.match(r"(wargame|python run\.py|uv run run\.py)( |$)", line):
                    found.append(line)
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    "maker", ["make_forecasts.py", "make_ledger.py", "make_parameters.py", "make_readme.py"]
)
def test_pages_are_as_the_catalogue_makes_them(maker: str) -> None:
    """docs/parameters.md, docs/ledger.md and what README.md says of numbers are generated; run
    `python docs/MAKER`."""
    script = [sys.executable, str(ROOT / "docs" / maker), "--check"]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_resolve(page: Path) -> None:
    """Every relative link leads to a file, and to a heading where it names one."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        goal = (page.parent / path).resolve() if path else page
        assert goal.exists(), f"{page.name}: {target}"
        if anchor and goal.suffix == ".md":
            assert anchor in anchors(goal), f"{page.name}: {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_files_named_exist(page: Path) -> None:
    """A path of the repository in backquotes is there."""
    for name in FILE.findall(page.read_text(encoding="utf-8")):
        assert (ROOT / name).exists(), f"{page.name}: {name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_exist(page: Path) -> None:
    """Every command shown is one there is, and the scenarios it names are shipped."""
    shipped = {path.stem for path in (ROOT / "scenarios").glob("*.yaml")}
    for line in commands(page):
        words = shlex.split(line, comments=True)
        given = words[words.index("run.py") + 1 :] if "run.py" in words else words[1:]
        if not given or given[0].startswith("-"):
            continue
        assert given[0] in COMMANDS, f"{page.name}: {line}"
        for word in given[1:]:
            if word.startswith("scenarios/"):
                assert Path(word).stem in shipped, f"{page.name}: {line}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_numbers_named_exist(page: Path) -> None:
    """A path of the catalogue in backquotes is a number or a word there is."""
    found = catalogue.load()
    for path in NUMBER.findall(page.read_text(encoding="utf-8")):
        if path.split(".")[0] in SECTIONS:
            moved = page.name == "CHANGELOG.md" and found.addresses.moved(path) in found.numbers
            assert moved or path in found.numbers or path in found.texts, f"{page.name}: {path}"
