"""The pages of claims and checks in a real browser, on a desk and on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_check import run
from tests.cli.test_claims import CHECKS, CLAIMS
from tests.report.test_browser import DESK, PHONE, browser, opens_whole

pytestmark = pytest.mark.slow

__all__ = ["browser"]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both pages of a small run of the real model, written once."""
    home = tmp_path_factory.mktemp("asked")
    for name, text in (("claims", CLAIMS), ("checks", CHECKS)):
        (home / f"{name}.yaml").write_text(text)
        place = ["--out", str(home / name)]
        assert run(name, str(home / f"{name}.yaml"), "--runs", "10", *place) in (0, 1)
    return {
        "claims": home / "claims" / "report" / "claims.html",
        "checks": home / "checks" / "checks.html",
    }


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("name", ["claims", "checks"])
def test_a_page_opens_whole_and_alone(
    browser: Any, pages: dict[str, Path], name: str, width: int
) -> None:
    view, figures = opens_whole(browser, pages[name], width)
    assert figures == {"claims": 3, "checks": 0}[name]
    heads = view.locator("h2").all_inner_texts()
    wanted = {"claims": "The stock grows.", "checks": "Without lines more is made, which is false."}
    assert wanted[name] in heads
    view.context.close()
