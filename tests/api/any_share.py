"""Parameters that are typed as Any, counted in source files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef
PACKAGE = Path(__file__).parents[2] / "wargame"


def parameters(path: Path, public: bool) -> Iterator[tuple[str, bool]]:
    """Each parameter in the file at `path` as function.name, and whether its type holds Any.

    With `public` alone those of functions and classes without a leading underscore.
    """

    def walk(node: ast.AST, inside: str) -> Iterator[tuple[str, bool]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef) and not (public and child.name.startswith("_")):
                yield from walk(child, f"{inside}{child.name}.")
            elif isinstance(child, Function):
                if public and child.name.startswith("_"):
                    continue
                yield from own(child, f"{inside}{child.name}")
                if not public:
                    yield from walk(child, f"{inside}{child.name}.")

    def own(function: Function, name: str) -> Iterator[tuple[str, bool]]:
        given = function.args
        every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
        for one in every:
            if one is not None and one.arg not in ("self", "cls"):
                text = ast.unparse(one.annotation) if one.annotation else "Any"
                yield f"{name}({one.arg})", bool(re.search(r"\bAny\b", text))

    yield from walk(ast.parse(path.read_text(encoding="utf-8")), "")


def share(folder: Path, public: bool = False) -> tuple[float, list[str]]:
    """Share of parameters below `folder` that hold Any, and which do."""
    found = [
        (f"{path.relative_to(folder)}: {name}", loose)
        for path in sorted(folder.rglob("*.py"))
        for name, loose in parameters(path, public)
    ]
    loose = [name for name, is_loose in found if is_loose]
    return len(loose) / max(1, len(found)), loose


if __name__ == "__main__":
    for folder in [PACKAGE, *sorted(one.parent for one in PACKAGE.glob("*/__init__.py"))]:
        print(f"{folder.name:12} {share(folder)[0]:.1%} ({len(share(folder)[1])})")
    print(f"api, public  {share(PACKAGE / 'api', public=True)[0]:.1%}")
