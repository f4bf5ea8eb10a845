"""Files that readers bring: small, checked like any file, no way to the file system."""

from __future__ import annotations

import pytest

from wargame.declare.errors import WargameError
from wargame.web import uploads
from wargame.web.state import State, base_of, from_text, text_of

pytestmark = pytest.mark.slow

HEAD = "scenario: 1\ntitle: Mine\nquestion: What then?\n"


@pytest.mark.parametrize("base", ["continued_war", "ceasefire.yaml", "winter_campaign"])
def test_a_file_that_extends_a_shipped_scenario_can_be_explored(base: str) -> None:
    text = f"{HEAD}extends: {base}\nset:\n  weapons.kh101.production: 40 missiles/month\n"
    name = uploads.accept(text.encode())
    assert base_of(name).title == "Mine"
    state = State(name).moved("isk", "40")
    made = from_text(text_of(state), uploads.uploaded(name))
    assert made.numbers["weapons.kh101.production"].value == 40
    assert made.numbers["weapons.iskander_m.production"].value == 40


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (HEAD + "extends: /etc/passwd\n", "only extend a shipped one"),
        (HEAD + "extends: ../../../etc/passwd\n", "only extend a shipped one"),
        (HEAD + "extends: ./continued_war.yaml\n", "only extend a shipped one"),
        (HEAD + "extends: uploaded.yaml\n", "only extend a shipped one"),
        (HEAD + "theatre: /etc\n", "theatre: an uploaded scenario can only name a shipped one"),
        (HEAD + "evidence: ../own.yaml\n", "holds its evidence itself"),
        (HEAD + "evidence: /etc/passwd\n", "holds its evidence itself"),
        (HEAD + "extends: [a]\n", "only extend a shipped one"),
        (HEAD + "set:\n  weapons.kh101.productoin: 4 missiles/month\n", "did you mean"),
        (HEAD + "a: &a [x]\nb: *a\n" * 3, "uploaded.yaml:"),
        ("!!python/object:os.system x", "uploaded.yaml:"),
        ("x" * 300_000, "larger than"),
        ("", "uploaded.yaml"),
    ],
)
def test_anything_else_is_refused_with_a_reason(text: str, word: str) -> None:
    with pytest.raises(WargameError) as refused:
        uploads.accept(text.encode())
    assert word in str(refused.value)
    assert "/tmp" not in str(refused.value) and "passwd:" not in str(refused.value)


def test_what_is_not_text_is_refused() -> None:
    with pytest.raises(WargameError, match="UTF-8"):
        uploads.accept(b"\xff\xfe\x00")


def test_only_so_many_are_kept() -> None:
    names = [
        uploads.accept(f"{HEAD}extends: ceasefire\nseed: {i}\n".encode())
        for i in range(uploads.MOST_FILES + 2)
    ]
    assert uploads.uploaded(names[0]) is None
    assert uploads.uploaded(names[-1]) is not None
