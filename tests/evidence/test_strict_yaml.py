"""Strict YAML: what is ambiguous or dangerous is refused at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.declare.errors import WargameError
from wargame.evidence.strict_yaml import load, parse

BOMB = "\n".join(
    ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    + [f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]" for a, b in zip("abcdefgh", "bcdefghi")]
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("1e6", 1e6),
        ("-2.5", -2.5),
        ("+3", 3),
        (".5", 0.5),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        (".inf", ".inf"),
        ("2026-01-01", "2026-01-01"),
        ("'5'", "5"),
        ("!!str 10", "10"),
    ],
)
def test_scalars(text: str, value: object) -> None:
    found = parse(f"key: {text}\n", "x.yaml").data["key"]
    assert found == value
    assert type(found) is type(value)


def test_on_is_a_key() -> None:
    assert parse("on: 1\nNO: 2\n", "x.yaml").data == {"on": 1, "NO": 2}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.yaml:1:1: the file is empty"),
        ("# only a comment\n", "x.yaml:1:1: the file is empty"),
        ("- 1\n", "x.yaml:1:1: expected keys with values at the top of the file, found a list"),
        ("a: 1\nb: 2\na: 3\n", "x.yaml:3:1: a: duplicate key (first written in line 1)"),
        ("a: {b: 1, b: 2}\n", "x.yaml:1:11: a.b: duplicate key (first written in line 1)"),
        ("a:\n  <<: {b: 1}\n", "x.yaml:2:3: a.<<: merge keys (<<) are not allowed"),
        ("a: !!python/name:os.system x\n", "x.yaml:1:4: a: tags such as"),
        ("a: 1e999\n", "x.yaml:1:4: a: 1e999 is too large a number"),
        ("a: [\n", "not valid YAML"),
        ("a: 1\n---\nb: 2\n", "x.yaml:2:1: not valid YAML"),
        ("a: *b\n", "x.yaml:1:4: not valid YAML: found undefined alias"),
        ("a: \x01\n", "not valid YAML"),
        ("? [a]\n: 1\n", "x.yaml:1:3: a key must be a word"),
        ("a: " + "[" * 100_000, "nested too deeply"),
        ("a: &a [*a]\n", "nested too deeply"),
        (BOMB, "unfolds into too many values"),
    ],
)
def test_refused(text: str, message: str) -> None:
    with pytest.raises(WargameError) as caught:
        parse(text, "x.yaml")
    assert message in str(caught.value)


def test_all_duplicates_at_once() -> None:
    with pytest.raises(WargameError) as caught:
        parse("a: 1\na: 2\nb: 1\nb: 2\n", "x.yaml")
    assert [line.split(": ")[0] for line in str(caught.value).splitlines()] == [
        "x.yaml:2:1",
        "x.yaml:4:1",
    ]


def test_places() -> None:
    doc = parse("a:\n  b: [10, 20]\n", "x.yaml")
    assert str(doc.place(("a", "b", 1))) == "x.yaml:2:11"
    assert str(doc.place(("a", "b"), key=True)) == "x.yaml:2:3"
    assert str(doc.place(("a", "missing"))) == "x.yaml:2:3"


def test_files(tmp_path: Path) -> None:
    good = tmp_path / "good.yaml"
    good.write_bytes(b"\xef\xbb\xbfa: \xc3\xa9\n")
    assert load(good).data == {"a": "é"}
    cases = {
        "missing.yaml": "no such file",
        "folder": "is a directory",
        "binary": "binary file",
        "latin": "not UTF-8 text",
        "huge": "is too large (limit 5 MB)",
    }
    (tmp_path / "folder").mkdir()
    (tmp_path / "binary").write_bytes(b"a: \0\1\2")
    (tmp_path / "latin").write_bytes(b"a: 1\nb: \xff\xfe")
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(50_000_000)
    for name, message in cases.items():
        with pytest.raises(WargameError) as caught:
            load(tmp_path / name)
        assert message in str(caught.value)


@pytest.mark.parametrize("text", ["1.000", "12.000", "-5.000"])
def test_one_or_a_thousand_is_asked(text: str) -> None:
    with pytest.raises(WargameError, match=r"x\.yaml:1:4: a: .* write one of them"):
        parse(f"a: {text}", "x.yaml")


@pytest.mark.parametrize("text", ["0.000", "1.0000", "1.00", "1.250", "1.000e3"])
def test_plain_decimals_are_numbers(text: str) -> None:
    assert parse(f"a: {text}", "x.yaml").data == {"a": float(text)}


@pytest.mark.parametrize("code", [0x01, 0x07, 0x0D, 0x1B, 0x7F, 0x85, 0x9B, 0x2028, 0x202E, 0x2066])
@pytest.mark.parametrize("form", ['title: "a{}b"', '"a{}b": 1', 'title: [x, "{}"]'])
def test_no_text_steers_a_terminal_or_turns_the_order_of_reading(form: str, code: int) -> None:
    text = "ok: 1\n" + form.format(f"\\u{code:04x}") + "\n"
    with pytest.raises(WargameError, match=rf"f\.yaml:2:\d+.*U\+{code:04X} is not allowed"):
        parse(text, "f.yaml")


def test_tabs_and_lines_in_text_are_kept() -> None:
    assert parse('title: "a\\tb\\nc"\n', "f.yaml").data == {"title": "a\tb\nc"}
