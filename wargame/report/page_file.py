"""Pages: figures saved, templates filled, and printed if asked for."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.declare.errors import WargameError
from wargame.report import words
from wargame.report.figures import canvas
from wargame.report.figures.canvas import Chart, Sourced

if TYPE_CHECKING:
    from weasyprint import HTML

TALL = 4.7  # inches; taller figures get more room on paper
Values = Mapping[str, object]  # what a template is filled with


def write(
    directory: Path, name: str, data: Sourced, values: Values, charts: Iterable[Chart] = ()
) -> None:
    """Write `name`.html into `directory`, with `charts` as `pictures`, saved in figures/.

    Raises OSError.
    """
    values = common(data) | {"pictures": pictures(charts, data.attrs, directory)} | dict(values)
    (directory / f"{name}.html").write_text(page(f"{name}.html.j2", values), encoding="utf-8")


def common(data: Sourced) -> dict[str, object]:
    """What every page shows of its data: provenance, n, whether that is few, the last line."""
    n = data.sizes["run"]
    return {"facts": data.attrs, "n": n, "few": n < words.FEW, "citation": canvas.footer(data)}


def pictures(
    charts: Iterable[Chart], facts: Mapping[str, str], directory: Path
) -> list[dict[str, str]]:
    """Save charts in `directory`/figures -> what a page needs to show each."""
    folder = directory / "figures"
    result = []
    for chart in charts:
        folder.mkdir(exist_ok=True)
        result.append(picture(chart, facts, folder))
    return result


def picture(chart: Chart, facts: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Save a chart as SVG and PNG in `folder` -> what a page needs to show it."""
    svg = canvas.render(chart.figure, dict(facts), "svg")
    (folder / f"{chart.name}.svg").write_bytes(svg)
    (folder / f"{chart.name}.png").write_bytes(canvas.render(chart.figure, dict(facts), "png"))
    shown = {"name": chart.name, "title": chart.title, "caption": chart.caption, "alt": chart.alt}
    tall = float(chart.figure.get_size_inches()[1]) > TALL
    return shown | {"uri": _uri(svg), "tall": "yes" if tall else ""}


def printed(one: dict[str, str], folder: Path) -> dict[str, str]:
    """A picture for paper: without outlines of letters, which WeasyPrint would lay over them."""
    svg = (folder / f"{one['name']}.svg").read_bytes()
    return one | {"uri": _uri(svg.replace(canvas.HALO, b""))}


def _uri(svg: bytes) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"


def page(template: str, values: Values) -> str:
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


def printer() -> Callable[..., HTML]:
    """WeasyPrint's HTML; raises WargameError that says what is missing where it does not load."""
    try:
        from weasyprint import HTML
    except ImportError as error:
        raise WargameError(
            "a PDF needs the extra 'pdf': uv sync --extra pdf, or pip install 'wargame[pdf]'; "
            "or print report.html from a browser"
        ) from error
    except OSError as error:  # the Python part is there, the system's library is not
        raise WargameError(
            "a PDF needs the system library Pango (Debian: apt-get install libpango-1.0-0 "
            "libpangoft2-1.0-0 libharfbuzz-subset0); or print report.html from a browser"
        ) from error
    make: Callable[..., HTML] = HTML
    return make
