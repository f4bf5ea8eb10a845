"""What `-m "not slow"` leaves out: tests that start processes, and no room, rule or loader."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
STARTS = {"subprocess", "Server"}  # names of what starts a process
UNITS = ("agents", "declare", "evidence", "kernel", "mechanisms", "questions", "scenario")
MARK = "pytestmark = pytest.mark.slow"


def _uses(function: ast.FunctionDef) -> set[str]:
    """Names in the body: annotations start nothing."""
    nodes = (node for statement in function.body for node in ast.walk(statement))
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def _marked(function: ast.FunctionDef) -> bool:
    return any(ast.unparse(one) == "pytest.mark.slow" for one in function.decorator_list)


def _starting(module: ast.Module) -> list[str]:
    """Tests that start a process, themselves or by a helper of their file, without the mark."""
    functions = {one.name: one for one in ast.walk(module) if isinstance(one, ast.FunctionDef)}
    reach = set(STARTS)
    while more := {n for n, one in functions.items() if _uses(one) & reach} - reach:
        reach |= more
    return [
        name
        for name, one in functions.items()
        if name in reach and name.startswith("test_") and not _marked(one)
    ]


@pytest.mark.parametrize(
    "file", sorted(TESTS.rglob("test_*.py")), ids=lambda file: str(file.relative_to(TESTS))
)
def test_what_starts_processes_is_slow(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    if MARK not in text and file != Path(__file__) and any(word in text for word in STARTS):
        assert not _starting(ast.parse(text))


@pytest.mark.parametrize("floor", UNITS)
def test_no_file_about_units_is_slow_as_a_whole(floor: str) -> None:
    files = list((TESTS / floor).rglob("test_*.py"))
    assert files
    assert not [file.name for file in files if MARK in file.read_text(encoding="utf-8")]
