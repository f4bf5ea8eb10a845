"""Whatever takes the output: a full disk, a narrow encoding, a reader that has gone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

COMMANDS = [
    ["--version"], ["--help"], ["list", "numbers"], ["explain", "weapons.kh101.production"],
    ["check", "continued_war"], ["schema"], ["list", "outcomes"], ["score"],
]  # fmt: skip
FULL = Path("/dev/full")
TITLE = "Sanctions $x^2$ $y & <b>Київ</b> 導彈 🚀 | \\\\alpha_{i} 50% ^_^"


def wargame(*words: str, **given: object) -> subprocess.CompletedProcess[str]:
    code = "from wargame.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *words], text=True, stderr=subprocess.PIPE,
        encoding="utf-8", errors="replace", **given,
    )  # type: ignore[call-overload, no-any-return]  # fmt: skip


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_full_disk_is_one_clear_error(words: list[str]) -> None:
    with FULL.open("w") as full:
        done = wargame(*words, stdout=full)
    assert done.returncode == 2
    assert done.stderr == "cannot write the output: No space left on device\n"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_narrow_encoding_loses_letters_and_nothing_else(
    words: list[str], encoding: str, tmp_path: Path
) -> None:
    with (tmp_path / "out.txt").open("wb") as file:
        done = wargame(*words, stdout=file, env=os.environ | {"PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out.txt").read_bytes().decode(encoding)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_any_title_runs_without_a_word_of_complaint(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "title.yaml"
    file.write_text(
        f'scenario: 1\nextends: continued_war\ntitle: "{TITLE}"\nquestion: "What | `if`?"\n',
        encoding="utf-8",
    )
    done = wargame(
        "run", str(file), "--runs", "4", "--months", "1", "--out", str(tmp_path / "o"),
        stdout=subprocess.DEVNULL, env=os.environ | {"PYTHONIOENCODING": encoding},
    )  # fmt: skip
    assert done.returncode == 0
    assert "Warning" not in done.stderr and "glyph" not in done.stderr.lower()
    html = (tmp_path / "o" / "report.html").read_text(encoding="utf-8")
    assert "$x^2$ $y &amp; &lt;b&gt;Київ&lt;/b&gt; 導彈 🚀" in html and "<b>Київ" not in html
