"""What a scenario does to the numbers: estimate chosen, overrides, ranges, entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from wargame.declare.errors import Place, Problems, WargameError, did_you_mean, kind
from wargame.declare.quantity import parse_each
from wargame.evidence.catalogue import Catalogue, field_of
from wargame.evidence.checking import DATE, GRADES, text_problem
from wargame.evidence.dated import last_day
from wargame.evidence.fields import SECTIONS, Field
from wargame.evidence.number import DERIVED, JUDGEMENT, NONE, SCENARIO, Estimate, Number
from wargame.evidence.ranges import range_problems
from wargame.evidence.strict_yaml import KeyPath
from wargame.scenario.derived_settings import derived_setting
from wargame.scenario.entry_names import EntryNames
from wargame.scenario.layers import Layer

_KEYS = ("value", "low", "high", "unit", "source", "as_of", "grade", "note")
ESTIMATES = ("low", "central", "high")


class Numbers:
    """The numbers and texts of a scenario while its layers are laid over the catalogue."""

    def __init__(self, catalogue: Catalogue, start: str, problems: Problems) -> None:
        self.catalogue = catalogue
        self.start = start
        self.problems = problems
        self.numbers = catalogue.numbers | catalogue.facts_in_use
        self.texts = {k: v for k, v in catalogue.texts.items() if not k.startswith("facts.")}
        self.overrides: dict[str, str] = {}
        self.names = EntryNames(catalogue.numbers)

    def choose(self, estimate: str) -> None:
        """Take the newest figure of one source wherever it has one; others stay central."""
        if estimate in ESTIMATES:
            return
        sources = {e.source for n in self.numbers.values() for e in _figures(n)}
        valid = sources & set(self.catalogue.bibliography)
        if estimate not in valid:
            hint = did_you_mean(estimate, [*ESTIMATES, *valid])
            raise WargameError(
                f"estimate {estimate}: expected low, central, high, the key of a source with "
                f"figures in the catalogue, or panel:NAME{hint}"
            )
        for path, number in self.numbers.items():
            result = [e for e in _figures(number) if e.source == estimate]
            if result:
                e = max(result, key=lambda row: row.as_of)
                figures: dict[str, Any] = {key: getattr(e, key) for key in _KEYS}
                self.numbers[path] = replace(number, **figures, derivation=None)

    def bound(self, estimate: str) -> None:
        """Fix every number at its low or high, if that is the estimate."""
        if estimate not in ("low", "high"):
            return
        for path, n in self.numbers.items():
            x = getattr(n, estimate)
            self.numbers[path] = replace(n, value=x, low=x, high=x, derivation=None)

    def lay(self, layer: Layer) -> None:
        """Apply what one layer sets, and says about ranges."""
        for path, data in mapping_at(layer, "set").items():
            self._set(layer, path, data)
        if "uncertainty" in layer.data:
            self._spread(layer, layer.data["uncertainty"])

    def scale(self, layer: Layer) -> None:
        """Multiply value and range of numbers by the factors that `layer` gives."""
        for path, factor in mapping_at(layer, "scale").items():
            at = ("scale", path)
            base, field = self.numbers.get(path), field_of(path)
            if base is None or field is None:
                self.note(layer, at, self._unknown(path), key=True)
                continue
            value, low, high = (x * factor for x in (base.value, base.low, base.high))
            result = range_problems(value, low, high, base.unit, field)
            for _, why in result[:1]:
                self.note(layer, at, f"{factor:g} times {base.value:g} {base.unit}: {why}")
            if not result:
                scaled = replace(base, value=value, low=low, high=high)
                self.numbers[path] = replace(scaled, derivation=None)
                self.overrides[path] = str(layer.place(at))

    def note(self, layer: Layer, at: KeyPath, message: str, key: bool = False) -> None:
        """Note that what `layer` says at `at` (its key, if `key`) is wrong."""
        name = "" if layer.path is None else ".".join(str(part) for part in at)
        self.problems.add(layer.place(at, key), name, message)

    def _set(self, layer: Layer, path: str, data: object) -> None:
        at = ("set", path)
        word = self._word(path)
        if path in self.texts and word:
            problem = text_problem(word, data, self.entries)
            if problem:
                self.note(layer, at, problem)
            elif self.texts[path] != data:
                self.texts[path] = str(data)
                self._override(layer, path)
            return
        field = field_of(path)
        if path not in self.numbers:
            self.note(layer, at, self._unknown(path), key=True)
            return
        base = self.numbers[path]
        number = self.number(layer, at, data, base, field)
        if number is None:
            return
        self.numbers[path] = number
        if number.internal != base.internal:
            self._override(layer, path)

    def _override(self, layer: Layer, path: str) -> None:
        """The scenario changed it, unless `layer` is a resolved one and says what it changed."""
        changed = layer.data.get("changed")
        if not isinstance(changed, list) or path in changed:
            self.overrides[path] = str(layer.place(("set", path)))

    def _unknown(self, path: str) -> str:
        name = path.removeprefix("facts.")
        if name in self.catalogue.facts:
            return (
                "nothing reads this: it is a fact that results are held against, "
                "not a number of the model"
            )
        moved = self.catalogue.addresses.moved(path)
        if moved in self.numbers:
            return f"nothing reads this: moved to {moved}"
        section, _, rest = path.partition(".")
        name, _, tail = rest.partition(".")
        valid = section in SECTIONS and (
            name in self.entries(section) or self.names.gone(f"{section}.{name}")
        )
        if tail and valid:
            return f"nothing reads this: {self._lacks(section, name, tail)}"
        hint = did_you_mean(path, [*self.numbers, *self.texts])
        return f"nothing reads this: there is no such number{hint}"

    def _lacks(self, section: str, name: str, tail: str) -> str:
        """Why there is no number `tail` of an entry."""
        if gone := self.names.gone(f"{section}.{name}"):
            return f"{section}.{name} was removed at {gone}"
        field = SECTIONS[section].fields.get(tail.partition(".")[0])
        if field and field.over:
            valid = [f"{tail.partition('.')[0]}.{key}" for key in self.entries(field.over)]
        else:
            valid = [*SECTIONS[section].fields, *SECTIONS[section].texts]
        return f"{section}.{name} has no '{tail}'{did_you_mean(tail, valid)}"

    def _word(self, path: str) -> Any:
        section, _, rest = path.partition(".")
        declared = SECTIONS.get(section)
        return declared.texts.get(rest.rpartition(".")[2]) if declared else None

    def number(
        self, layer: Layer, at: KeyPath, data: object, base: Number, field: Field | None
    ) -> Number | None:
        """`base` with what `data` says: a quantity fixes it, a mapping may give a range."""
        before = len(self.problems.noted)
        if isinstance(data, dict) and "derived" in data:
            return derived_setting(self, layer, at, data, base)
        given: Mapping[str, Any] = data if isinstance(data, dict) else {"value": data}
        for key in given:
            if key not in _KEYS:
                self.note(layer, (*at, key), f"unknown key{did_you_mean(key, _KEYS)}", key=True)
        if "value" not in given:
            self.note(layer, at, "'value' is missing")
        source = given.get("source", SCENARIO)
        valid = {*self.catalogue.bibliography, JUDGEMENT, SCENARIO, NONE, DERIVED}
        if source not in valid:
            hint = did_you_mean(str(source), valid)
            self.note(layer, (*at, "source"), f"'{source}' is not in the bibliography{hint}")
        self._check_published(layer, at, str(source))
        self._check_labels(layer, at, given)
        figures, unit = self._figures(
            layer, at, given, base, field.dimension if field else base.dimension
        )
        if len(self.problems.noted) > before:
            return None
        value = figures["value"]
        low, high = figures.get("low", value), figures.get("high", value)
        for key, why in range_problems(value, low, high, unit, field):
            self.note(layer, (*at, key) if key in given and data is given else at, why)
        texts: dict[str, Any] = {
            "as_of": str(given.get("as_of", self.start)),
            "source": str(source),
            "grade": str(given.get("grade", "")),
            "note": str(given.get("note", "")),
        }
        if len(self.problems.noted) > before:
            return None
        base = replace(base, absent=False, derivation=None)
        return replace(base, value=value, low=low, high=high, unit=unit, **texts)

    def _check_published(self, layer: Layer, at: KeyPath, source: str) -> None:
        """Nobody can know at the start what is published after it."""
        cited = self.catalogue.bibliography.get(source)
        if not cited or not cited.date or cited.running:
            return
        if last_day(cited.date) >= date.fromisoformat(self.start):
            when = f"was published on {cited.date}, after the start {self.start}"
            self.note(layer, (*at, "source"), f"'{source}' {when}")

    def _check_labels(self, layer: Layer, at: KeyPath, given: Mapping[str, object]) -> None:
        grade, date = given.get("grade", ""), given.get("as_of", "")
        if grade not in (*GRADES, ""):
            self.note(layer, (*at, "grade"), f"expected one of {', '.join(GRADES)}")
        if date != "" and not DATE.fullmatch(str(date)):
            self.note(layer, (*at, "as_of"), "expected YYYY, YYYY-MM or YYYY-MM-DD")

    def _figures(
        self,
        layer: Layer,
        at: KeyPath,
        given: Mapping[str, object],
        base: Number,
        dimension: str,
    ) -> tuple[dict[str, float], str]:
        """value, low and high of `given`, in one unit."""
        written = given.get("unit", base.unit or None)
        unit = None if written is None else str(written)
        figures = {key: given[key] for key in ("value", "low", "high") if key in given}

        def note(message: str, key: str) -> None:
            self.note(layer, (*at, key) if len(given) > 1 else at, message)

        read = parse_each(figures, dimension, unit, note)
        shared = read["value"].unit if "value" in read else str(unit)
        return {key: quantity.to(shared).value for key, quantity in read.items()}, shared

    def _spread(self, layer: Layer, spread: object) -> None:
        if spread == "none":
            for path, n in self.numbers.items():
                self.numbers[path] = replace(n, low=n.value, high=n.value)
        elif isinstance(spread, dict):
            for path, item in spread.items():
                self._spread_one(layer, path, item)
        elif spread != "catalogue":
            message = f"expected catalogue, none, or paths with low and high; found {kind(spread)}"
            self.note(layer, ("uncertainty",), message)

    def _spread_one(self, layer: Layer, path: str, item: object) -> None:
        at = ("uncertainty", path)
        base, field = self.numbers.get(path), field_of(path)
        if base is None or field is None:
            self.note(layer, at, self._unknown(path), key=True)
            return
        if item == "fixed":
            self.numbers[path] = replace(base, low=base.value, high=base.value)
            return
        if not isinstance(item, dict) or set(item) != {"low", "high"}:
            self.note(layer, at, "expected 'fixed' or {low: ..., high: ...}")
            return
        given = {key: getattr(base, key) for key in _KEYS} | item
        if base.absent:
            given |= {"as_of": self.start, "source": SCENARIO}
        number = self.number(layer, at, given, base, field)
        if number is not None:
            self.numbers[path] = number

    def entries(self, section: str) -> list[str]:
        """Names of the entries of `section`, in order."""
        return self.names.of(section)

    def join(self, section: str, name: str, after: str | None) -> None:
        """There is a new entry, whose numbers and texts are still to come."""
        self.names.join(section, name, after)

    def drop(self, section: str, name: str, place: Place) -> None:
        """An entry is gone, with all that it holds, and all that others hold for it."""
        self.names.drop(section, name, place)
        head = f"{section}.{name}."
        for path in [path for path in self.numbers if path.startswith(head)]:
            del self.numbers[path]
        for path in [path for path in self.texts if path.startswith(head)]:
            del self.texts[path]
        for path in [path for path in self.numbers if path.endswith(f".{name}")]:
            field = field_of(path)
            if field and field.over == section:
                del self.numbers[path]
        left = self.numbers.keys() | self.texts.keys()
        self.overrides = {path: at for path, at in self.overrides.items() if path in left}


def _figures(number: Number) -> tuple[Number | Estimate, ...]:
    """The number itself and every other estimate of it."""
    return number, *number.estimates


def mapping_at(layer: Layer, key: str) -> dict[str, Any]:
    """The mapping that `layer` holds at `key`; empty if there is none."""
    data = layer.data.get(key)
    return data if isinstance(data, dict) else {}


__all__ = ["ESTIMATES", "Numbers"]
