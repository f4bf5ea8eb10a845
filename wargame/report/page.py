"""The report: one self-contained HTML file, its figures, and a PDF of it if asked for."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

from wargame.evidence.errors import WargameError
from wargame.report import answer, assumptions, influence, public_record, words
from wargame.report.figures import canvas, draw
from wargame.report.figures.canvas import Chart
from wargame.report.influence import Influence
from wargame.results import select
from wargame.scenario.outcomes import OUTCOMES

TABLE = 10
TALL = 5.6  # inches; taller figures get more room on paper


def write(
    directory: Path,
    data: Any,
    scenario: Any,
    network: dict[str, Any] | None = None,
    pdf: bool = False,
) -> list[answer.Judgement]:
    """Write report.html and figures/*.svg, *.png into `directory` -> the answers in words.

    `network` is the description that `wargame.report.map.draw` takes. Raises WargameError if a
    PDF is wanted and cannot be made, OSError if the files cannot be written.
    """
    charts = draw(data, scenario)
    if network is not None:
        from wargame.report import map as european_map

        charts.append(european_map.draw(network, data, f"The network of “{scenario.title}”"))
    home = directory / "figures"
    home.mkdir()
    pictures = [picture(chart, data.attrs, home) for chart in charts]
    found = influence.influences(data, answer.asked(scenario))
    told = answer.judgements(data, scenario, found)
    html = page("brief.html.j2", context(data, scenario, pictures, found, told))
    (directory / "report.html").write_text(html, encoding="utf-8")
    if pdf:
        write_pdf(html, directory / "report.pdf")
    return told


def picture(chart: Chart, facts: dict[str, Any], home: Path) -> dict[str, str]:
    """Save a chart as SVG and PNG in `home` -> what a page needs to show it."""
    svg = canvas.render(chart.figure, facts, "svg")
    (home / f"{chart.name}.svg").write_bytes(svg)
    (home / f"{chart.name}.png").write_bytes(canvas.render(chart.figure, facts, "png"))
    coded = base64.b64encode(svg).decode()
    shown = {"name": chart.name, "title": chart.title, "caption": chart.caption, "alt": chart.alt}
    tall = float(chart.figure.get_size_inches()[1]) > TALL
    return shown | {"uri": f"data:image/svg+xml;base64,{coded}", "tall": "yes" if tall else ""}


def context(
    data: Any,
    scenario: Any,
    pictures: list[dict[str, str]],
    found: list[Influence],
    told: list[answer.Judgement],
) -> dict[str, Any]:
    """Everything the brief shows, in words."""
    top = influence.top_assumptions(found, TABLE)
    changes = assumptions.changed(scenario)
    return {
        "data": data,
        "scenario": scenario,
        "facts": data.attrs,
        "n": data.sizes["run"],
        "period": _period(data),
        "judgements": [(one.sentence, driven(one, scenario)) for one in told],
        "headlines": answer.headline_rows(data, scenario),
        "pictures": pictures,
        "influences": [_influence_row(one, scenario) for one in top],
        "noise": influence.noise_words(found, data.sizes["run"]),
        "changes": changes,
        "events": assumptions.events(scenario),
        "policies": assumptions.policies(scenario),
        "off": [name.replace("_", " ") for name, on in _mechanisms(scenario) if not on],
        "sources": assumptions.cited(scenario),
        "record_credit": public_record.credit(data),
        "citation": canvas.footer(data),
    }


def _mechanisms(scenario: Any) -> list[tuple[str, bool]]:
    held = scenario.mechanisms
    return list((held if isinstance(held, dict) else held.model_dump()).items())


def _period(data: Any) -> str:
    first, last = (str(data["month"].values[at]) for at in (0, -1))
    return f"{words.month_name(first)} to {words.month_name(last)}"


def driven(one: answer.Judgement, scenario: Any) -> str:
    """What drives an answer, in a sentence; or that nothing stands out."""
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


def _influence_row(one: Influence, scenario: Any) -> dict[str, Any]:
    meaning = OUTCOMES[one.outcome].meaning.split("; empty")[0]
    return assumptions.row(one.path, scenario) | {
        "rho": signed(one.rho),
        "interval": f"{signed(one.low)} to {signed(one.high)}",
        "outcome": meaning,
        "clear": one.clear,
    }


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
    """Print `html` to `path`; raises WargameError where the `pdf` extra is not installed."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        raise WargameError(
            "--pdf needs the extra 'pdf' (pip install 'wargame[pdf]') and the system library "
            "Pango; "
            "or print report.html from a browser"
        ) from error
    HTML(string=html).write_pdf(str(path))
