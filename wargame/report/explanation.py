"""A number of the catalogue in words: figures, sources, who changes it and who reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wargame.evidence.number import Estimate, Number

Found = dict[str, Any]


def span(n: Number | Estimate) -> str:
    """Value with unit, and its range if it has one."""
    text = f"{n.value:g} {n.unit}"
    return text if n.low == n.high else f"{text} ({n.low:g} to {n.high:g})"


def text(found: Found) -> str:
    """All that is known of a number, line by line."""
    lines = [f"{found['path']}" + (f" - {found['name']}" if found["name"] else "")]
    lines.append(f"  {found['section']}: {found['meaning']}")
    if found["absent"]:
        return "\n".join([*lines, "  absent: this entry has none; it counts as 0", *_tail(found)])
    lines += [*_figure_lines(found, "  "), *_formula_lines(found)]
    if found["estimates"]:
        lines += [*_side_by_side(found), "  other estimates:"]
        for estimate in found["estimates"]:
            lines += _figure_lines(estimate, "    ")
    return "\n".join([*lines, *_tail(found)])


def _formula_lines(found: Found) -> list[str]:
    """The formula of a derived number, and each input with its figure and source."""
    if not found["formula"]:
        return []
    lines = [f"  derived: {found['formula']}"]
    for one in found["inputs"]:
        spread = "" if one["low"] == one["high"] else f" ({one['low']:g} to {one['high']:g})"
        source = f"{one['source']['key']}, {one['as_of']}"
        figure = f"{one['value']:g} {one['unit']}{spread}"
        lines.append(f"    {one['as']} = {one['path']}: {figure} [{source}]")
    return lines


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
    when = "" if old is None else f", {age(old)}"
    lines = [f"{indent}{f['value']:g} {f['unit']}{spread}; as of {f['as_of']}{when}"]
    grade = f"grade {f['grade']}, " if f["grade"] else ""
    title = ", ".join(x for x in (source["title"], source.get("publisher", "")) if x)
    lines.append(f"{indent}  {grade}source {source['key']}: {title}")
    if source.get("url"):
        lines.append(f"{indent}  {source['url']}")
    if f["note"]:
        lines.append(f"{indent}  note: {f['note']}")
    return lines


def age(months: int) -> str:
    """How many months old a figure is at the start."""
    from wargame.scenario.library import START

    count = f"{abs(months)} month{'' if abs(months) == 1 else 's'}"
    return f"{count} {'after' if months < 0 else 'old at'} the start ({START})"


def _tail(found: Found) -> list[str]:
    lines = [f"  read by: {found['read_by'] or 'nothing in the model'}"]
    if found["used_for"]:
        lines.append(f"  derived from it: {', '.join(found['used_for'])}")
    if not found["changed_by"]:
        return [*lines, "  changed by: no shipped scenario"]
    lines.append("  changed by:")
    return lines + [f"    {c['scenario']} ({c['place']}): {c['says']}" for c in found["changed_by"]]
