"""Progress is shown where somebody looks, and a word when rules compile."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from wargame.api import progress, simulation
from wargame.api.progress import SILENT, Notebook, Silent, Stopped, Terminal, display_of


class Watched(Silent):
    """Keeps what is shown."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.bars: list[tuple[str, int, int]] = []

    def note(self, text: str) -> None:
        """One line."""
        self.notes.append(text)

    @contextmanager
    def bar(self, label: str, total: int) -> Any:
        """A bar, and how far it came."""
        done = 0

        def advance(steps: int) -> None:
            nonlocal done
            done += steps

        yield advance
        self.bars.append((label, total, done))


def test_a_run_fills_its_bar() -> None:
    import wargame as wg

    shown = Watched()
    wg.load("continued_war", runs=3, months=2).run(progress=shown)
    (label, total, done) = shown.bars[-1]
    assert label == "continued_war: 3 runs" and total == done == 3 * 62


def test_rules_that_are_new_are_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.kernel.rule.pending", lambda days: ["a", "b"])
    compiled: list[Any] = []

    def compile_all(days: Any, done: Any) -> None:
        compiled.append(days)
        done("a")
        done("b")

    monkeypatch.setattr("wargame.kernel.rule.compile_all", compile_all)
    shown = Watched()
    simulation.compiled(shown)
    assert shown.notes == ["Compiling 2 rules, under a minute, once: they are new or have changed."]
    assert shown.bars == [("compiling rules", 2, 2)] and compiled
    monkeypatch.setattr("wargame.kernel.rule.pending", lambda days: ["a"])
    simulation.compiled(shown)
    assert shown.notes[-1] == "Compiling 1 rule: it is new or has changed."


def test_who_types_python_gets_the_display_of_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    assert display_of(False) is SILENT and display_of(shown := Watched()) is shown
    assert isinstance(display_of(True), Terminal)
    shell = type("ZMQInteractiveShell", (), {})()
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    assert isinstance(display_of(True), Notebook)


def test_a_notebook_shows_a_bar_below_the_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []

    def display(picture: str, display_id: bool) -> Any:
        shown.append(picture)
        return SimpleNamespace(update=shown.append)

    fake = SimpleNamespace(HTML=str, display=display)
    monkeypatch.setitem(sys.modules, "IPython.display", fake)
    monkeypatch.setattr(progress, "REDRAWN", 0.0)
    with Notebook().bar("a < b", 2) as advance:
        advance(1)
        advance(1)
    assert shown[0].startswith("a &lt; b <progress value='0' max='2'")
    assert "value='2'" in shown[-1]


def test_nothing_is_shown_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with Terminal().bar("x", 2) as advance:
        advance(2)
    told = capsys.readouterr()
    assert told.out == told.err == ""


def test_who_stops_is_told_what_is_left() -> None:
    with pytest.raises(Stopped, match="half"), progress.stopping(lambda: "half"):
        raise KeyboardInterrupt
