"""The report: self-contained, escaped, honest about n, with what drives each answer."""

from __future__ import annotations

import datetime
import html
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import wargame as wg
from tests.fake_record import PLANTED, fake_record
from wargame import results
from wargame.declare.comparison import parse
from wargame.report import (
    answer,
    assumptions,
    balance,
    headlines,
    opening_words,
    scenario_page,
    winters,
)
from wargame.report.sentences import forbidden, sentence
from wargame.results import select
from wargame.scenario import load

pytestmark = pytest.mark.slow

HOSTILE = "<script>alert('x')</script>"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory):
    record = fake_record(runs=200, title=HOSTILE)
    data = results.dataset(record, "wargame run x --seed 1")
    home = tmp_path_factory.mktemp("report")
    told = scenario_page.write(home, data, record.scenario)
    return home, told, (home / "report.html").read_text(encoding="utf-8")


def headline(data: Any, scenario: Any, name: str) -> headlines.Headline:
    return headlines.headline(name, select.outcome(data, name), scenario)


class Reader(HTMLParser):
    """Collects tags with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, Any]]] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))


def test_nothing_is_fetched_and_nothing_is_run(written) -> None:
    _, _, html = written
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in html
    reader = Reader()
    reader.feed(html)
    names = {tag for tag, _ in reader.tags}
    assert not names & {"script", "link", "iframe", "object"}
    images = [attrs for tag, attrs in reader.tags if tag == "img"]
    assert len(images) == 12
    for image in images:
        assert image["src"].startswith("data:image/svg+xml;base64,")
        assert len(image["alt"]) > 20
    assert HOSTILE not in html


def test_headings_do_not_skip_a_level(written) -> None:
    reader = Reader()
    reader.feed(written[2])
    levels = [int(tag[1]) for tag, _ in reader.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_it_says_what_a_reader_needs(written) -> None:
    _, _, html = written
    text = html.replace("\N{NO-BREAK SPACE}", " ")
    for words in (
        "This is not a prediction",
        "n = 200",
        "wargame run x --seed 1",
        "Limits",
        PLANTED,
    ):
        assert words in text
    assert "Kyiv Independent" in text  # the source of an assumption
    assert not re.search(r"\bnan\b", re.sub(r"base64,[^\"]*", "", text))


def test_figures_are_written_as_svg_and_png(written) -> None:
    home, _, _ = written
    names = sorted(path.name for path in (home / "figures").iterdir())
    assert len(names) == 24
    assert {"stock.svg", "stock.png"} <= set(names)


def test_the_planted_driver_is_named_with_its_answer(written) -> None:
    _, told, html = written
    growth = next(one for one in told if one.outcome == "stock_growth")
    assert growth.drivers[0].path == PLANTED
    assert "Iskander-M" in html


def test_in_short_is_four_answers_and_the_test_by_source(written) -> None:
    _, told, text = written
    short = text.split('id="short"')[1].split("</section>")[0]
    short = html.unescape(short).replace("\N{NO-BREAK SPACE}", " ")
    assert [one.sentence in short for one in told[:5]] == [True] * 4 + [False]
    assert "wargame estimates" in short


@pytest.mark.parametrize(
    ("command", "test"),
    [
        ("c", "wargame estimates made"),
        (
            "wargame run 'my war.yaml' --runs 9 --seed 2 --months 6 --set a.b=1 --estimate low",
            "wargame estimates 'my war.yaml' --seed 2 --months 6 --set a.b=1",
        ),
        (
            "wargame run x --runs 9 --seed 2 --months 6 --as-of 2026-04-15 --evidence ours.yaml",
            "wargame estimates x --seed 2 --months 6 --as-of 2026-04-15 --evidence ours.yaml",
        ),
    ],
)
def test_the_test_by_source_keeps_what_was_set(command: str, test: str) -> None:
    assert scenario_page.by_source(command, SimpleNamespace(name="made")) == test


def test_own_evidence_and_the_state_at_the_start_are_in_the_report() -> None:
    """What a user brought stands beside what is shipped; nothing hides how the war opens."""
    own = {
        "bibliography": {"own": {"title": "T", "publisher": "P", "date": "2026-03-05", "url": ""}},
        "estimates": {
            PLANTED: [{"value": 70, "low": 60, "high": 80, "unit": "missiles/month", "grade": "B",
                       "as_of": "2026-02", "source": "own", "holds_from": "2026-03-10"}]
        },
    }  # fmt: skip
    scenario = load("continued_war", evidence_files=[own], as_of=datetime.date(2026, 4, 15))
    [row] = assumptions.changed(scenario)
    shipped = load("continued_war", as_of=datetime.date(2026, 4, 15)).numbers[PLANTED]
    assert row["path"] == PLANTED and row["value"] == "70 missiles/month"
    assert row["before"] == f"{assumptions.value(shipped)} ({assumptions.span(shipped)})"
    words = opening_words.opening(scenario)
    assert "1 January 2026 and are led up to 15 April 2026" in words
    assert "January 2026 to March 2026" in words and "nowcast for 1 April 2026" in words
    assert "later ones are simulated (from April 2026 on)" in words
    whole = opening_words.opening(load("continued_war", as_of=datetime.date(2026, 4, 1)))
    assert "simulated" not in whole and "January 2026 to March 2026" in whole
    early = opening_words.opening(load("continued_war", as_of=datetime.date(2025, 10, 31)))
    assert early == "Stocks and magazines are those that the evidence gives for 31 October 2025."


def test_odds_that_a_nowcast_gives_are_shown_as_it_gives_them() -> None:
    """Not as the guess that they were before: runs draw the members."""
    scenario = load("continued_war")
    path = next(iter(scenario.conditioned))
    row = assumptions.row(path, scenario)
    assert row["source"].startswith("Nowcast for 2026-07-01, conditioned on what was stopped;")
    assert row["span"].startswith("80%: ") and row["as_of"] == "2026-07-01" and not row["grade"]
    member = np.exp(scenario.nowcast.level[scenario.conditioned[path]])
    assert float(row["value"].split()[0]) == pytest.approx(np.median(member), rel=0.05)
    early = load("continued_war", as_of=datetime.date(2026, 1, 1))
    assert "judgement" in assumptions.row(path, early)["grade"]


def test_a_base_of_another_day_is_compared_on_that_of_the_scenario(tmp_path: Path) -> None:
    """The command that the report names has to run."""
    file = tmp_path / "s.yaml"
    head = "scenario: 1\ntitle: t\nquestion: q\nextends: continued_war\n"
    for start, option in (("", False), ("start: 2026-04-15\n", True)):
        file.write_text(head + start + "set: {weapons.kh101.production: 80 missiles/month}\n")
        home = tmp_path / f"r{option}"
        wg.load(file, runs=3, months=1).run(progress=False).report(home)
        page = html.unescape((home / "report.html").read_text(encoding="utf-8"))
        [line] = re.findall(r"wargame compare [^<]*", page)
        assert ("--as-of 2026-04-15" in line) == option


def test_what_every_reader_asks_leaves_incursions_out() -> None:
    """They rest on a judgement about missile strikes: a scenario has to ask for them."""
    assert "incursion" not in answer.asked(fake_record(runs=20).scenario)


def test_a_ceasefire_asks_for_stock_after_it_and_break_even() -> None:
    event = SimpleNamespace(event="ceasefire", on=datetime.date(2027, 1, 1))
    record = fake_record(runs=20, halt=12, events=(event,))
    asked = answer.asked(record.scenario)
    assert asked[:3] == ["stock_12_months", "stock_24_months", "break_even_month"]
    data = results.dataset(record, "c")
    assert "the halt (1 January 2027)" in sentence(data, record.scenario, "stock_12_months")


def test_a_rung_is_a_place_and_a_date_after_a_halt_is_a_month() -> None:
    record = fake_record(runs=40)
    data = results.dataset(record, "c")
    row = headline(data, record.scenario, "escalation_rung")
    assert re.fullmatch(r"rung \d", row.median)
    row = headline(data, record.scenario, "break_even_month")
    assert row.label.startswith("Month, after halt (or start), in which the ballistic missiles")
    record.outcomes["break_even_month"][:] = 2.0
    row = headline(results.dataset(record, "c"), record.scenario, "break_even_month")
    assert row.band.startswith("that month; happens in")


def test_the_page_says_what_the_capital_is(written) -> None:
    assert "“Kyiv” is the sector of the capital" in written[2]


def test_the_scenarios_own_answers_come_first_with_their_probability() -> None:
    named = (SimpleNamespace(outcome="capital_ballistic_dry", test=parse("< 12")),)
    record = fake_record(runs=40)
    scenario = SimpleNamespace(**vars(record.scenario), answer=named)
    assert answer.asked(scenario)[0] == "capital_ballistic_dry"
    data = results.dataset(record, "c")
    dry = answer.tested(data, "capital_ballistic_dry", parse("< 12"))
    assert "happens within 12 months is" in dry
    assert "above 10% is" in answer.tested(data, "power_met_worst_month", parse("> 0.1"))


def test_an_outcome_that_never_happens_is_said_so() -> None:
    record = fake_record(runs=20)
    record.outcomes["break_even_month"][:] = float("nan")
    data = results.dataset(record, "c")
    told = sentence(data, record.scenario, "break_even_month")
    assert "remote (under 5%" in told
    row = headline(data, record.scenario, "break_even_month")
    assert row.median == "does not happen"


def _policy(spillover: str) -> Any:
    attacker = SimpleNamespace(spillover=spillover, posture="choose")
    return SimpleNamespace(attacker=attacker, model_dump=lambda **_: {})


@pytest.mark.parametrize(
    ("allowed", "ruled_out"),
    [("never", {"incursion", "spillover"}), ("incursions", {"spillover"}), ("limited", set())],
)
def test_what_a_policy_forbids_is_said_and_not_judged(allowed: str, ruled_out: set[str]) -> None:
    record = fake_record(runs=30, policies=_policy(allowed))
    data = results.dataset(record, "c")
    for name in ("incursion", "spillover"):
        told = sentence(data, record.scenario, name)
        assert bool(forbidden(record.scenario, name)) == (name in ruled_out)
        assert ("Not allowed in this scenario" in told) == (name in ruled_out)
        assert ("90% interval" in told) == (name not in ruled_out)
        row = headline(data, record.scenario, name)
        assert (row.median == "not allowed here") == (name in ruled_out)
    assert not ruled_out & set(answer.asked(record.scenario))


def test_with_few_runs_chances_are_counts() -> None:
    record = fake_record(runs=3)
    record.outcomes["capital_ballistic_dry"][:] = (4.0, float("nan"), 9.0)
    data = results.dataset(record, "c")
    told = sentence(data, record.scenario, "capital_ballistic_dry")
    assert "is seen in 2 of 3 runs" in told
    assert "likely" not in told


def test_winters_are_told_apart_and_cut_ones_say_so() -> None:
    data = results.dataset(fake_record(runs=40), "c")
    found = winters.winters(data["month"].values)
    assert [one.name for one in found] == [
        "2025-26 (January to March)", "2026-27", "2027-28", "2028-29 (October to December)",
    ]  # fmt: skip
    assert [one.begins for one in found] == [False, True, True, True]
    assert winters.worst(data, found[1]).shape == (40,)
    assert "2028-29 begins weaker than that of 2026-27" in winters.sentence(data)
    assert winters.sentence(data.isel(month=slice(0, 6))) == ""


def test_the_stock_adds_up_in_every_run_of_the_model() -> None:
    from wargame.model.batch import simulate
    from wargame.scenario import load

    scenario = load("spillover", runs=3, months=10)
    data = results.dataset(simulate(scenario), "c")
    held = balance.flows(data)
    gone = sum(held[name] for name in balance.FLOWS if name != "made")
    assert (held["opening"] + held["made"] - gone == held["closing"]).all()
    assert held["launched"].sum() > 0
    assert len({run.tobytes() for run in held["closing"]}) == 3
    shown = balance.balance_table(data)
    assert [row[0].text for row in shown.rows if row[0].strong] == ["All missiles above"]
    assert all(len(row) == len(balance.HEADS) + 2 for row in shown.rows)


def test_a_report_of_another_theatre_names_nobody_of_the_default_one(tmp_path: Path) -> None:
    from wargame.model.batch import simulate
    from wargame.scenario import load

    file = tmp_path / "small.yaml"
    file.write_text(
        "scenario: 1\ntitle: Small\nquestion: What grows?\ntheatre: minimal\nmonths: 3\nruns: 5\n"
    )
    scenario = load(file)
    scenario_page.write(tmp_path, results.dataset(simulate(scenario), "c"), scenario)
    text = re.sub(r"base64,[^\"]*", "", (tmp_path / "report.html").read_text(encoding="utf-8"))
    shown = text.partition('id="limits"')[0]
    assert "The attacker’s stock of missiles" in shown
    assert not re.search(r"Russia|Ukrain|Kyiv|Moscow|US and", shown)
