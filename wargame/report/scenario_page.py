"""The report: one self-contained HTML file, its figures, and a PDF of it if asked for."""

from __future__ import annotations

import base64
import gc
import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from wargame.declare.errors import WargameError
from wargame.report import (
    answer,
    assumptions,
    balance,
    headlines,
    influence,
    public_record,
    winters,
    words,
)
from wargame.report.against import Against
from wargame.report.figures import canvas, draw
from wargame.report.figures.canvas import Chart
from wargame.report.influence import Influence
from wargame.report.sentences import forbidden
from wargame.report.table import Cell, Table, table
from wargame.results import select
from wargame.scenario.outcomes import OUTCOMES

TABLE = 10
TALL = 4.7  # inches; taller figures get more room on paper


def write(
    directory: Path,
    data: Any,
    scenario: Any,
    network: dict[str, Any] | None = None,
    pdf: bool = False,
    base: Against | str = "",
) -> list[answer.Judgement]:
    """Write report.html and figures/*.svg, *.png into `directory` -> the answers in words.

    `network` is the description that `wargame.report.map.draw` takes; `base` is what the scenario
    extends, run by run, or why there is none. Raises WargameError if a
    PDF is wanted and cannot be made, OSError if the files cannot be written.
    """
    folder = directory / "figures"
    folder.mkdir()
    with _no_collection():
        charts = draw(data, scenario)
        if network is not None:
            from wargame.report import map as european_map

            charts.append(european_map.draw(network, data, f"The network of “{scenario.title}”"))
        pictures = [picture(chart, data.attrs, folder) for chart in charts]
    result = influence.influences(data, answer.asked(scenario))
    held = base if isinstance(base, Against) else None
    text = answer.judgements(data, scenario, result, held)
    values = context(data, scenario, pictures, result, text) | paired(data, base, text)
    (directory / "report.html").write_text(page("brief.html.j2", values), encoding="utf-8")
    if pdf:
        values |= {"pictures": [printed(one, folder) for one in pictures]}
        write_pdf(page("brief.html.j2", values), directory / "report.pdf")
    return text


@contextmanager
def _no_collection() -> Iterator[None]:
    """Draw without Python's search for cycles: figures make many objects, and it costs a fifth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def picture(chart: Chart, facts: dict[str, Any], home: Path) -> dict[str, str]:
    """Save a chart as SVG and PNG in `home` -> what a page needs to show it."""
    svg = canvas.render(chart.figure, facts, "svg")
    (home / f"{chart.name}.svg").write_bytes(svg)
    (home / f"{chart.name}.png").write_bytes(canvas.render(chart.figure, facts, "png"))
    shown = {"name": chart.name, "title": chart.title, "caption": chart.caption, "alt": chart.alt}
    tall = float(chart.figure.get_size_inches()[1]) > TALL
    return shown | {"uri": _uri(svg), "tall": "yes" if tall else ""}


def printed(one: dict[str, str], home: Path) -> dict[str, str]:
    """A picture for paper: without outlines of letters, which WeasyPrint would lay over them."""
    return one | {"uri": _uri((home / f"{one['name']}.svg").read_bytes().replace(canvas.HALO, b""))}


def _uri(svg: bytes) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"


def context(
    data: Any,
    scenario: Any,
    pictures: list[dict[str, str]],
    found: list[Influence],
    told: list[answer.Judgement],
) -> dict[str, Any]:
    """Everything the brief shows, in words."""
    top, others = influence.top_assumptions(found, TABLE)
    return {
        "data": data,
        "scenario": scenario,
        "facts": data.attrs,
        "n": data.sizes["run"],
        "few": data.sizes["run"] < words.FEW,
        "period": _period(data),
        "judgements": [(one.sentence, one.paired, driven(one, scenario)) for one in told],
        "kyiv": any("Kyiv" in one.sentence for one in told),
        "by_source": by_source(str(data.attrs["command"]), scenario),
        "headlines": headlines.headline_table(data, scenario),
        "balance": balance.balance_table(data, scenario),
        "pictures": pictures,
        "influences": _influence_table(top, scenario),
        "noise": influence.noise_words(found, data.sizes["run"]),
        "others": others,
        "changes": _change_table(scenario),
        "events": assumptions.events(scenario),
        "policies": assumptions.policies(scenario),
        "off": [name.replace("_", " ") for name, on in _mechanisms(scenario) if not on],
        "sources": assumptions.cited(scenario),
        "record_credit": public_record.credit(data),
        "citation": canvas.footer(data),
    }


def by_source(command: str, scenario: Any) -> str:
    """The command that tests whether the answer survives other sources, from that of the run."""
    words_of = shlex.split(command)
    if words_of[1:2] != ["run"]:
        return f"wargame estimates {scenario.name}"
    retained = [
        word
        for name, value in pairwise(words_of[3:])
        if name in ("--seed", "--months", "--set")
        for word in (name, value)
    ]
    return shlex.join(["wargame", "estimates", words_of[2], *retained])


def paired(data: Any, base: Against | str, told: list[answer.Judgement]) -> dict[str, Any]:
    """What the page says of the base, and the winters where the question is about power."""
    held = base if isinstance(base, Against) else None
    asks = any(one.outcome == "winters" for one in told)
    return {
        "base": held,
        "no_base": "" if held else str(base),
        "winters": winters.winter_table(data, held) if asks else None,
    }


def _mechanisms(scenario: Any) -> list[tuple[str, bool]]:
    held = scenario.mechanisms
    return list((held if isinstance(held, dict) else held.model_dump()).items())


def _period(data: Any) -> str:
    first, last = (str(data["month"].values[at]) for at in (0, -1))
    return f"{words.month_name(first)} to {words.month_name(last)}"


def driven(one: answer.Judgement, scenario: Any) -> str:
    """What drives an answer, in a sentence; or that nothing stands out."""
    if one.outcome not in OUTCOMES or forbidden(scenario, one.outcome):
        return ""
    if not one.drivers:
        return "No single assumption stands out from chance."
    parts = [
        f"{assumptions.short_label(d.path, scenario.texts)} (more of it, {_direction(d)}; ρ = "
        f"{signed(d.rho)})"
        for d in one.drivers
    ]
    return "Goes most with " + "; ".join(parts) + "."


def _direction(one: Influence) -> str:
    if select.never(one.outcome):
        return "later or never" if one.rho > 0 else "sooner"
    return "higher" if one.rho > 0 else "lower"


def signed(rho: float) -> str:
    """A rank correlation with its sign, to two places."""
    return f"+{rho:.2f}" if rho > 0 else f"{words.MINUS}{abs(rho):.2f}"


def _influence_table(top: list[Influence], scenario: Any) -> Table:
    rows = []
    for one in top:
        row = assumptions.row(one.path, scenario)
        moves = OUTCOMES[one.outcome].meaning
        rho = Cell(signed(one.rho), f"{signed(one.low)} to {signed(one.high)}")
        dated = f"as of {row['as_of']}" + (f"; grade {row['grade']}" if row["grade"] else "")
        source = Cell(row["source"], dated, link=row["link"])
        label = Cell(row["label"], one.path, code=True)
        rows.append((label, f"{row['value']} ({row['span']})", moves, rho, source))
    heads = ("Assumption", "Value, range", "Moves with", "ρ", "Source")
    return table("ρ with its 95% interval; the range is what runs draw from.", heads, rows)


def _change_table(scenario: Any) -> Table:
    rows = []
    for row in assumptions.changed(scenario):
        label = Cell(row["label"], row["path"], code=True)
        source = Cell(row["source"], row["where"], link=row["link"])
        rows.append((label, row["before"], f"{row['value']} ({row['span']})", source))
    return table("", ("Assumption", "Catalogue", "Here", "Source, where set"), rows)


def page(template: str, values: dict[str, Any]) -> str:
    """Fill a template of this package; everything is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("wargame.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    html = environment.get_template(template).render(values)
    html = re.sub(r"\bn = (?=[0-9])", "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}", html)
    return re.sub(r"\n\s*\n+", "\n", html)


def write_pdf(html: str, path: Path) -> None:
    """Print `html` to `path`; raises WargameError where this machine cannot (see `printer`)."""
    printer()(string=html).write_pdf(str(path))


def printer() -> Any:
    """WeasyPrint's HTML; raises WargameError that says what is missing where it does not load."""
    try:
        from weasyprint import HTML
    except ImportError as error:
        raise WargameError(
            "--pdf needs the extra 'pdf': uv sync --extra pdf, or pip install 'wargame[pdf]'; "
            "or print report.html from a browser"
        ) from error
    except OSError as error:  # the Python part is there, the system's library is not
        raise WargameError(
            "--pdf needs the system library Pango (Debian: apt-get install libpango-1.0-0 "
            "libpangoft2-1.0-0 libharfbuzz-subset0); or print report.html from a browser"
        ) from error
    return HTML
