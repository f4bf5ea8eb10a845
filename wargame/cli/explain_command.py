"""`explain`: where a number comes from, how old it is, who changes it and what reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from wargame.cli.options import echo_json
from wargame.evidence.number import months_between

if TYPE_CHECKING:
    from wargame.evidence.catalogue import Catalogue
    from wargame.evidence.number import Estimate, Number

Found = dict[str, Any]
SPECIAL = {
    "judgement": "our own judgement; the note holds the reasoning",
    "none": "this entry has none of it",
}


def explain(
    path: Annotated[str, typer.Argument(help="A number, a fact, or the start of several.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write it as JSON.")] = False,
) -> None:
    """Explain a number: value, range, date, estimates, sources, who changes it, who reads it.

    PATH is section.entry.field, such as weapons.kh101.production; weapons.kh101 lists its numbers.
    """
    from wargame.evidence import catalogue

    known = catalogue.load()
    name = path.strip().rstrip(".")
    number = known.numbers.get(name) or known.facts.get(name.removeprefix("facts."))
    if number is None:
        _list(known, name, as_json)
        return
    found = describe(known, number)
    if as_json:
        echo_json(found)
    else:
        typer.echo(_text(found))


def _list(known: Catalogue, prefix: str, as_json: bool) -> None:
    """List the numbers and facts below `prefix`; raises WargameError if there are none."""
    from wargame.declare.errors import WargameError, did_you_mean

    every = known.numbers | {f"facts.{name}": fact for name, fact in known.facts.items()}
    below = {p: n for p, n in every.items() if p.startswith(prefix + ".") and not n.absent}
    if not below:
        parents = {p.rpartition(".")[0] for p in every} | {p.split(".")[0] for p in every}
        named = [p for p in sorted(parents) if p.rpartition(".")[2] == prefix]
        hint = did_you_mean(prefix, [*every, *known.facts, *sorted(parents)])
        hint = did_you_mean(named[0], named) if named else hint
        raise WargameError(f"{prefix}: there is no such number, fact or entry{hint}")
    if as_json:
        rows = {p: {"value": n.value, "unit": n.unit, "source": n.source} for p, n in below.items()}
        echo_json(rows)
        return
    width = max(map(len, below))
    for p, n in below.items():
        typer.echo(f"{p:<{width}}  {span(n)}  [{n.source}]")


def describe(known: Catalogue, number: Number, changes: bool = True) -> Found:
    """All that is known about `number`, as plain data; `changes`: also who changes it."""
    from wargame.evidence.catalogue import field_of
    from wargame.evidence.fields import SECTIONS, readers
    from wargame.scenario.library import START

    field = field_of(number.path)
    sections = number.path.split(".")[0], number.path.rpartition(".")[2]
    entry = number.path.rpartition(".")[0]
    fact = number.path.startswith("facts.")
    return {
        "path": number.path,
        "name": known.texts.get(f"{number.path if fact else entry}.name", ""),
        "section": SECTIONS[number.path.split(".")[0]].meaning if field else "Facts",
        "meaning": field.meaning if field else "a fact that results are held against",
        "absent": number.absent,
        **_figure(known, number),
        "months_old": months_between(number.as_of, START),
        "start": START,
        "estimates": [_figure(known, estimate) for estimate in number.estimates],
        "changed_by": _changes(number.path) if changes else [],
        "read_by": " and ".join(readers(*sections)) if field else "",
    }


def _figure(known: Catalogue, figure: Number | Estimate) -> Found:
    from wargame.scenario.library import START

    keys = ("value", "low", "high", "unit", "as_of", "grade", "note")
    found: Found = {key: getattr(figure, key) for key in keys}
    source = known.bibliography.get(figure.source)
    found["months_old"] = months_between(figure.as_of, START)
    found["source"] = {"key": figure.source, "title": SPECIAL.get(figure.source, "")}
    if source:
        names = ("key", "title", "publisher", "date", "url", "note")
        found["source"] = {name: getattr(source, name) for name in names}
    return found


def _changes(path: str) -> list[Found]:
    """What each shipped scenario itself says about `path`."""
    from wargame.evidence import strict_yaml
    from wargame.scenario.library import shipped

    found = []
    for name, file in shipped().items():
        doc = strict_yaml.load(file, file.name)
        for key in ("set", "uncertainty"):
            settings = doc.data.get(key)
            if isinstance(settings, dict) and path in settings:
                place = str(doc.place((key, path), key=True))
                found.append({"scenario": name, "says": settings[path], "place": place})
    return found


def span(n: Number | Estimate) -> str:
    """Value with unit, and its range if it has one."""
    text = f"{n.value:g} {n.unit}"
    return text if n.low == n.high else f"{text} ({n.low:g} to {n.high:g})"


def _text(found: Found) -> str:
    lines = [f"{found['path']}" + (f" - {found['name']}" if found["name"] else "")]
    lines.append(f"  {found['section']}: {found['meaning']}")
    if found["absent"]:
        return "\n".join([*lines, "  absent: this entry has none; it counts as 0", *_tail(found)])
    lines += _figure_lines(found, "  ")
    if found["estimates"]:
        lines += [*_side_by_side(found), "  other estimates:"]
        for estimate in found["estimates"]:
            lines += _figure_lines(estimate, "    ")
    return "\n".join([*lines, *_tail(found)])


def _side_by_side(found: Found) -> list[str]:
    """The figure used and all others in one table and one unit, newest first."""
    from wargame.declare.units import UNITS

    figures = sorted([found, *found["estimates"]], key=lambda f: f["as_of"], reverse=True)
    rows = [("", found["unit"], "range", "as of", "months old", "grade", "source")]
    for f in figures:
        scale = UNITS[f["unit"]].factor / UNITS[found["unit"]].factor
        value, low, high = (f"{f[key] * scale:.4g}" for key in ("value", "low", "high"))
        spread = "" if low == high else f"{low} to {high}"
        age = "" if f["months_old"] is None else str(f["months_old"])
        used = "used" if f is found else ""
        rows.append((used, value, spread, f["as_of"], age, f["grade"], f["source"]["key"]))
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = [
        "    " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()
        for row in rows
    ]
    return [f"  side by side, newest first; age at the start ({found['start']}):", *lines]


def _figure_lines(f: Found, indent: str) -> list[str]:
    source, old = f["source"], f["months_old"]
    spread = "" if f["low"] == f["high"] else f" (range {f['low']:g} to {f['high']:g})"
    when = "" if old is None else f", {_age(old)}"
    lines = [f"{indent}{f['value']:g} {f['unit']}{spread}; as of {f['as_of']}{when}"]
    grade = f"grade {f['grade']}, " if f["grade"] else ""
    title = ", ".join(x for x in (source["title"], source.get("publisher", "")) if x)
    lines.append(f"{indent}  {grade}source {source['key']}: {title}")
    if source.get("url"):
        lines.append(f"{indent}  {source['url']}")
    if f["note"]:
        lines.append(f"{indent}  note: {f['note']}")
    return lines


def _age(months: int) -> str:
    from wargame.scenario.library import START

    count = f"{abs(months)} month{'' if abs(months) == 1 else 's'}"
    return f"{count} {'after' if months < 0 else 'old at'} the start ({START})"


def _tail(found: Found) -> list[str]:
    lines = [f"  read by: {found['read_by'] or 'nothing in the model'}"]
    if not found["changed_by"]:
        return [*lines, "  changed by: no shipped scenario"]
    lines.append("  changed by:")
    return lines + [f"    {c['scenario']} ({c['place']}): {c['says']}" for c in found["changed_by"]]
