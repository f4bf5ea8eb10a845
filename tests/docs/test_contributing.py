"""The recipes of CONTRIBUTING.md, followed to the letter."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from wargame.model.batch import simulate
from wargame.scenario import load

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
OUTCOMES = "tests/mechanisms/outcomes"
BLOCKS = re.findall(r"```(yaml|python)\n# ([^\n]*)\n(.*?)```", PAGE, re.DOTALL)
TELL = """
from wargame.model.batch import simulate
from wargame.scenario import load
war = simulate(load("continued_war", months=2), runs=3)
print(*war.outcomes["longest_lull"], *war.outcomes["launched_drones_peak"])
"""


def test_a_weapon_is_added_by_a_scenario(tmp_path: Path) -> None:
    (text,) = [text for kind, _, text in BLOCKS if kind == "yaml"]
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    war = simulate(load(file, months=3), runs=3)
    made = war.series["made"][:, :, war.labels["weapon"].index("novel_missile")]
    assert (made.sum(axis=1) > 0).all()


def test_a_number_is_followed_by_one_search() -> None:
    """From figures through declaration, table and rules to what comes out."""
    [found] = re.findall(r"`grep -rnw (\w+) ([^`]*)`", PAGE)
    word, folders = re.compile(rf"\b{found[0]}\b"), found[1].split()
    names = {
        path.name
        for folder in folders
        for path in (ROOT / folder).rglob("*.*")
        if path.suffix in (".py", ".yaml") and word.search(path.read_text(encoding="utf-8"))
    }
    room = ("numbers", "agents", "rules")
    assert {"weapons.yaml", *(f"production_{part}.py" for part in room)} <= names


@pytest.mark.slow
def test_an_outcome_and_a_mechanism_are_added(tmp_path: Path) -> None:
    """In a copy of the package, with the blocks of the page and nothing else."""
    for name in ("wargame", "scenarios", OUTCOMES):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("tests/named_rules.py", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    for package in ("tests", "tests/mechanisms"):
        (tmp_path / package / "__init__.py").touch()
    written = []
    for kind, place, text in BLOCKS:
        if kind != "python":
            continue
        path = tmp_path / place.removeprefix("append to ")
        if place.startswith("append to "):
            path.write_text(path.read_text() + "\n\n" + text)
        elif place.startswith("add to "):
            table, _, file = place.removeprefix("add to ").partition(" in ")
            path = tmp_path / file
            source = path.read_text().replace(f"{table} = (\n", f"{table} = (\n{text}", 1)
            path.write_text(source)
        elif path.name == "schedule.py":
            imported, step = (line.split("  #")[0] for line in text.splitlines())
            schedule = path.read_text()
            schedule = schedule.replace(
                "from wargame.mechanisms.own", f"{imported}\nfrom wargame.mechanisms.own", 1
            )
            launches = re.search(r'    step\("arsenals", launch[^\n]*\n', schedule)
            assert launches
            path.write_text(schedule.replace(launches[0], launches[0] + step + "\n"))
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        written.append(place)
    assert sum("lulls" in place or "schedule" in place for place in written) < 8
    files = [tmp_path / place.rpartition(" ")[2] for place in written]
    tidy = [sys.executable, "-m", "ruff", "format", "--check", *files]
    shape = subprocess.run(tidy, cwd=tmp_path, capture_output=True, text=True)
    assert shape.returncode == 0, shape.stdout + shape.stderr
    env = os.environ | {"PYTHONPATH": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-c", TELL], cwd=tmp_path, env=env, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr[-2000:]
    command = [sys.executable, "-m", "pytest", "-q", "-k", "strike or lull", "tests/mechanisms"]
    planted = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert planted.returncode == 0, planted.stdout[-2000:]
    lulls, peaks = [float(word) for word in told.stdout.split()][:3], told.stdout.split()[3:]
    assert all(0 < lull < 60 for lull in lulls)  # none is counted from before the start
    assert all(float(peak) > 1000 for peak in peaks)
