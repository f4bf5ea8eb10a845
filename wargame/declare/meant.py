"""What a quantity was meant to be that people write in their own way: 2bn USD/month, 60%, 65,5."""

from __future__ import annotations

import re

_SCALES = {"bn": "billion", "b": "billion", "m": "million", "mn": "million", "mio": "million",
           "mln": "million", "mrd": "billion"}  # fmt: skip
_NUMBER = re.compile(r"([-+]?\d(?:[\d.,_' ]*\d)?)\s*(\D.*)?")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:[,_' ]\d{3})+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+")
_PER = re.compile(r"\s+(?:per|an?|each)\s+|\s*/\s*")


def meant(text: str, unit: str | None) -> str:
    """`text` as this program writes it, '' where nobody can tell; `unit` is that of the number.

    >>> meant("2bn USD per month", None)
    '2 billion USD/month'
    """
    match = _NUMBER.fullmatch(_dollars_last(text.strip()))
    if not match:
        return ""
    number, words = _number(match[1].strip()), _PER.sub("/", f" {match[2] or ''}").strip()
    if not number:
        return ""
    words = re.sub(r"^%", "percent", words)
    words = re.sub(r"^(\w+)\b(?=\s*USD|\s*$|/)", lambda m: _scaled(m[1]), words)
    if words.startswith("/") and unit and "/" in unit:
        words = unit.partition("/")[0] + words
    return f"{number} {words}".strip()


def _scaled(word: str) -> str:
    return _SCALES.get(word.lower(), word)


def _dollars_last(text: str) -> str:
    """'$2bn/month' -> '2bn USD/month'."""
    if not text.startswith("$"):
        return text
    amount, slash, per = text[1:].strip().partition("/")
    words = _PER.split(amount, maxsplit=1)
    tail = f"/{words[1]}" if len(words) > 1 else f"{slash}{per}"
    return f"{words[0].strip()} USD{tail}"


def _number(text: str) -> str:
    if _THOUSANDS.fullmatch(text):
        return re.sub(r"[,_' ]", "", text)
    if _DECIMAL_COMMA.fullmatch(text):
        return text.replace(",", ".")
    return text if re.fullmatch(r"[-+]?\d+(?:\.\d+)?", text) else ""
