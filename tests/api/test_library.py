"""`import wargame as wg`: light, complete, typed, and as its page and its docstrings say."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import wargame
import wargame.api
from tests.api.any_share import PACKAGE, share

ROOT = PACKAGE.parent
FENCE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
MODULES = [f"wargame.api.{one.name}" for one in pkgutil.iter_modules(wargame.api.__path__)]
HEAVY = ("numpy", "pandas", "xarray", "pydantic", "numba", "mesa", "matplotlib", "rich", "typer")


@pytest.mark.slow
def test_import_is_light() -> None:
    code = (
        "import sys, time\nstart = time.perf_counter()\nimport wargame\n"
        f"print(time.perf_counter() - start, [m for m in {HEAVY} if m in sys.modules])"
    )
    taken = []
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        seconds, _, loaded = done.stdout.strip().partition(" ")
        assert loaded == "[]", done.stderr
        taken.append(float(seconds))
    assert min(taken) < 0.15


def test_every_name_is_there_and_in_dir() -> None:
    assert sorted(wargame.__all__) == sorted(set(wargame.__all__)) == dir(wargame)
    for name in wargame.__all__:
        found = getattr(wargame, name)
        assert name == "__version__" or found.__doc__, name
    assert set(wargame._PLACES) | {"__version__"} == set(wargame.__all__)
    with pytest.raises(AttributeError, match="no attribute 'lod'"):
        wargame.lod  # noqa: B018


def test_names_that_are_typed_are_those_that_are_imported() -> None:
    text = Path(wargame.__file__).read_text(encoding="utf-8")
    block = text[text.index("if TYPE_CHECKING:") : text.index("_MODULES")]
    for module, names in wargame._MODULES.items():
        found = re.search(rf"from {module} import \(?([\w\s,]+?)\)?\n(?=    from|    __)", block)
        assert found, module
        assert sorted(re.findall(r"\w+", found[1])) == sorted(names.split()), module


@pytest.mark.slow
def test_the_package_says_that_it_is_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()
    loose, names = share(PACKAGE / "api", public=True)
    assert loose < 0.05, names
    assert share(PACKAGE)[0] < 0.3  # of all functions; it is to fall


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
def test_examples_in_docstrings_run(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    failed, _ = doctest.testmod(importlib.import_module(module))
    assert not failed


def test_what_a_user_calls_has_an_example() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "api").glob("*.py"))
    for name in ("load", "set", "with_", "run", "summary", "open", "compare", "explain", "diary"):
        assert re.search(rf"(>>>|\.\.\.) .*\b{name}\(", text), name


@pytest.mark.slow
def test_the_page_of_the_library_runs(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    script = tmp_path / "page.py"
    # Workers of its sweep import the script.
    body = textwrap.indent("\n".join(FENCE.findall(page)), "    ")
    script.write_text(f'if __name__ == "__main__":\n{body}', encoding="utf-8")
    first = FENCE.findall(page)[0].strip().splitlines()
    assert len([line for line in first if line]) <= 10
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "more_kh101" / "compare.html").is_file()
    assert "stock_end" in done.stdout


def test_the_page_names_what_there_is() -> None:
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    for name in re.findall(r"`wg\.(\w+)", page):
        assert name in wargame.__all__, name
