"""What a quantity was meant to be that people write in their own way: 2bn USD/month, 60%, 65,5."""

from __future__ import annotations

import re

_SCALES = {"bn": "billion", "b": "billion", "m": "million", "mn": "million", "mio": "million",
           "mln": "million", "bln": "billion", "mrd": "billion"}  # fmt: skip
_NOUNS = {
    **dict.fromkeys(("rocket", "rockets", "missile", "missiles"), "missiles"),
    **dict.fromkeys(("uav", "uavs", "drone", "drones"), "drones"),
    "interceptor": "interceptors", "warhead": "warheads",
    **dict.fromkeys(("dollar", "dollars", "$", "us$", "usd"), "USD"),
    **dict.fromkeys(("%", "pct"), "percent"),
    "day": "days",
    **dict.fromkeys(("wk", "wks", "week"), "weeks"),
    **dict.fromkeys(("mo", "mos", "mth", "month"), "months"),
    **dict.fromkeys(("yr", "yrs", "year"), "years"),
}  # fmt: skip
_PERIODS = {
    **dict.fromkeys(("days", "d"), "day"),
    **dict.fromkeys(("wk", "weeks"), "week"),
    **dict.fromkeys(("mo", "mth", "months"), "month"),
    **dict.fromkeys(("yr", "years", "annum"), "year"),
}
_OFTEN = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year",
          "annually": "year"}  # fmt: skip
_NUMBER = re.compile(r"([-+]?\d(?:[\d.,_' ]*\d)?(?:[eE][-+]?\d+)?)\s*(\D.*)?")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:(?:[,_' ]\d{3})+(?:\.\d+)?|(?:\.\d{3}){2,})")
_TWO = re.compile(r"[-+]?[1-9]\d{0,2}\.000(?!\.?\d|[eE])")  # one, or a thousand
_RANGE = re.compile(r"\d\s*(?:-|\N{EN DASH}|to|\.\.)\s*\d")
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
    words = _same(words)
    if thousand := re.match(r"(?:k|thousand)\b", words):
        number, words = f"{float(number) * 1000:.12g}", words[thousand.end() :].strip()
    words = re.sub(r"^(\w+)\b(?=\s*USD|\s*$|/)", lambda m: _scaled(m[1]), words)
    if words.startswith("/") and unit and "/" in unit:
        words = unit.partition("/")[0] + words
    return f"{number} {words}".strip()


def unclear(text: str) -> str:
    """Why `text` could be more than one number, '' where it could not."""
    if _RANGE.search(text):
        return f"'{text}' is a range; write its middle as the value, and its ends as low and high"
    return one_or_thousand(text)


def one_or_thousand(text: str) -> str:
    """Why `text` could be one or a thousand, as 1.000 on the Continent; '' where it could not."""
    if not (match := _TWO.match(text)):
        return ""
    whole = match[0].partition(".")[0]
    return f"'{match[0]}' may be {whole} or {whole}000; write one of them"


def _same(words: str) -> str:
    """Units under the names that this program has for them: 'rockets/mo' -> 'missiles/month'."""
    often = re.sub(r"\s+(\w+)$", lambda m: f"/{_OFTEN[m[1]]}" if m[1] in _OFTEN else m[0], words)
    noun, slash, per = often.partition("/")
    names = [
        _NOUNS.get(name.lower(), name if name.isupper() else name.lower()) for name in noun.split()
    ]
    return f"{' '.join(names)}{slash}{_PERIODS.get(per.strip().lower(), per.strip().lower())}"


def _scaled(word: str) -> str:
    return _SCALES.get(word.lower(), word)


def _dollars_last(text: str) -> str:
    """'$2bn/month' -> '2bn USD/month'."""
    text = re.sub(r"^(?:us\s*\$|usd)\s*(?=\d)", "$", text, flags=re.IGNORECASE)
    if not text.startswith("$"):
        return text
    amount, slash, per = text[1:].strip().partition("/")
    words = _PER.split(amount, maxsplit=1)
    tail = f"/{words[1]}" if len(words) > 1 else f"{slash}{per}"
    return f"{words[0].strip()} USD{tail}"


def _number(text: str) -> str:
    if _THOUSANDS.fullmatch(text):
        dots = text.count(".") > 1
        return re.sub(r"[,_' .]" if dots else r"[,_' ]", "", text)
    if _DECIMAL_COMMA.fullmatch(text):
        return text.replace(",", ".")
    return text if re.fullmatch(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", text) else ""
