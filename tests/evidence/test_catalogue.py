"""The catalogue: complete, sourced, and every problem in it found at its place."""

from __future__ import annotations

import pytest

from wargame.declare.errors import WargameError
from wargame.declare.units import UNITS
from wargame.evidence import catalogue
from wargame.evidence.addresses import Addresses
from wargame.evidence.fields import SECTIONS, numbers_of
from wargame.evidence.strict_yaml import parse
from wargame.scenario import load

BIBLIOGRAPHY = "bibliography: {a_2025: {title: T, publisher: P, date: '2025', url: u}}\n"
SECTOR = (
    "{value: 0.2, low: 0.1, high: 0.3, unit: share, as_of: '2025-06', source: a_2025, grade: B}"
)


def problems(text: str) -> str:
    with pytest.raises(WargameError) as caught:
        catalogue.read([parse(BIBLIOGRAPHY + text, "x.yaml")])
    return str(caught.value)


def sector(**fields: str) -> str:
    lines = dict.fromkeys(SECTIONS["sectors"].fields, SECTOR) | {"name": "Kyiv"} | fields
    return "sectors:\n  kyiv:\n" + "".join(f"    {k}: {v}\n" for k, v in lines.items() if v)


def test_shipped_catalogue() -> None:
    found = catalogue.load()
    assert len(found.numbers) > 500
    assert len(found.facts) > 0
    for number in [*found.numbers.values(), *found.facts.values()]:
        assert number.low <= number.value <= number.high, number.path
        assert number.unit in UNITS
        if not number.absent:
            assert number.as_of, number.path
            assert number.note or number.source != "judgement", number.path
            for figure in (number, *number.estimates):
                assert figure.source in {*found.bibliography, "judgement", "derived"}


def test_every_field_of_every_entry() -> None:
    found = catalogue.load()
    for section in SECTIONS:
        for entry in found.entries(section):
            for tail, _ in numbers_of(section, found.entries):
                assert f"{section}.{entry}.{tail}" in found.numbers


def test_internal_units() -> None:
    number = catalogue.load().numbers["weapons.kh101.production"]
    value, low, high = number.internal
    assert value == pytest.approx(number.value * UNITS[number.unit].factor)
    assert low <= value <= high
    assert number.dimension == "weapon rate"


def test_loads_once() -> None:
    assert catalogue.load() is catalogue.load()


def test_problems_at_their_places() -> None:
    text = sector(launch_weight=SECTOR.replace("a_2025", "a_2024"))
    message = problems(text)
    assert ":93: sectors.kyiv.launch_weight.source: 'a_2024' is not in the" in message
    assert "did you mean 'a_2025'?" in message


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"launch_weigth": SECTOR, "launch_weight": ""}, "did you mean 'launch_weight'?"),
        ({"launch_weight": ""}, "'launch_weight' is missing"),
        ({"launch_weight": "0.2"}, "found the number 0.2"),
        ({"launch_weight": SECTOR.replace("share", "missiles")}, "a share is needed"),
        ({"launch_weight": SECTOR.replace("share", "shares")}, "unknown unit 'shares'"),
        ({"launch_weight": SECTOR.replace("0.3", "1.3")}, "1.3 is outside its range (0 to 1"),
        ({"launch_weight": SECTOR.replace("0.1", "0.4")}, "low 0.4 is above high 0.3"),
        ({"launch_weight": SECTOR.replace("0.2", "0.5")}, "0.5 is not between low 0.1 and"),
        ({"launch_weight": SECTOR.replace("2025-06", "June")}, "expected YYYY, YYYY-MM"),
        ({"launch_weight": SECTOR.replace("grade: B", "grade: D")}, "expected one of A, B, C, J"),
        ({"launch_weight": SECTOR.replace("a_2025", "judgement")}, "needs a 'note'"),
        ({"launch_weight": SECTOR.replace("value: 0.2", "value: NO")}, "found the text 'NO'"),
        ({"name": ""}, "'name' is missing"),
    ],
)
def test_refused(fields: dict[str, str], message: str) -> None:
    assert message in problems(sector(**fields))


def test_unknown_section_and_missing_entries() -> None:
    message = problems("sektors: {}\n")
    assert "x.yaml:2:1: sektors: unknown section — did you mean 'sectors'?" in message
    assert "expected one entry under leadership, found none" in message


def test_a_number_that_moved_is_drawn_as_before_and_its_old_path_says_where_it_went() -> None:
    addresses = catalogue.load().addresses
    assert addresses.of("leadership.moscow.focus") == "moscow.leadership.focus"
    assert addresses.of("weapons.kh101.stock") == "weapons.kh101.stock"
    assert addresses.moved("moscow.leadership.focus") == "leadership.moscow.focus"
    own = Addresses((("a.*.b.*", "x.*_*"),))
    assert own.of("a.one.b.two") == "x.one_two" and own.moved("x.one_two") == "a.one.b.two"
    assert own.of("a.one.bb.two") == "a.one.bb.two"
    with pytest.raises(WargameError, match=r"focus: nothing reads this: moved to leadership\.mos"):
        load("continued_war", ["moscow.leadership.focus=0.5"])


def test_addresses_are_checked() -> None:
    assert "x.yaml:2:18: addresses.a.*: expected as many" in problems("addresses: {a.*: b}\n")
