"""Texts of figures, from `templates/figures.yaml`: titles, captions, alternative texts."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from wargame.report import words
from wargame.report.figures.canvas import Chart

if TYPE_CHECKING:
    from jinja2 import Environment
    from matplotlib.figure import Figure


@cache
def _texts() -> dict[str, dict[str, str]]:
    import yaml

    path = files("wargame.report") / "templates" / "figures.yaml"
    texts: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return texts


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(  # plain text: pages escape it
        loader=PackageLoader("wargame.report", "templates"), undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {
        "count": lambda number: f"{number:,}",
        "percent": lambda share: f"{100 * share:.0f}%",
        "initial": words.capital,
        "short": lambda number: f"{number:g}",
    }
    return environment


def text(key: str, part: str, /, **values: object) -> str:
    """The `part` (head, title, alt, caption) of the texts of figure `key`, filled in."""
    default = {"title": "{{ head }}", "alt": "Chart: {{ head }}"}.get(part, "")
    template = _texts()[key].get(part, default)
    return " ".join(_environment().from_string(template).render(values).split())


def page(template: str, /, **values: object) -> str:
    """A template of plain text, filled in."""
    return _environment().get_template(template).render(values)


def chart(key: str, figure: Figure, head: str, name: str = "", /, **values: object) -> Chart:
    """The chart of a `figure` under its `head`, with the texts of `key`; saved as `name`."""
    values |= {"head": head}
    title, caption, alt = (text(key, part, **values) for part in ("title", "caption", "alt"))
    return Chart(name or key, title, caption, alt, figure)
