"""What a scenario does to the numbers: estimate chosen, overrides, ranges, newcomers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from wargame.evidence.catalogue import Catalogue, field_of
from wargame.evidence.checking import DATE, GRADES, absent, range_problems, text_problem
from wargame.evidence.errors import Problems, WargameError, did_you_mean
from wargame.evidence.fields import SECTIONS, Field
from wargame.evidence.number import JUDGEMENT, NONE, SCENARIO, Estimate, Number
from wargame.evidence.strict_yaml import kind
from wargame.evidence.units import units_of
from wargame.scenario.layers import Layer
from wargame.scenario.quantity import parse

_KEYS = ("value", "low", "high", "unit", "source", "as_of", "grade", "note")
_BARE = ("share", "factor", "count", "weapons")  # a bare number needs no unit here
ESTIMATES = ("low", "central", "high")


class Numbers:
    """The numbers and texts of a scenario while its layers are laid over the catalogue."""

    def __init__(self, catalogue: Catalogue, start: str, problems: Problems) -> None:
        self.catalogue = catalogue
        self.start = start
        self.problems = problems
        self.numbers = dict(catalogue.numbers)
        self.texts = {k: v for k, v in catalogue.texts.items() if not k.startswith("facts.")}
        self.overrides: dict[str, str] = {}
        self.added: list[str] = []

    def choose(self, estimate: str) -> None:
        """Take the newest figure of one source wherever it has one; others stay central."""
        if estimate in ESTIMATES:
            return
        sources = {e.source for n in self.numbers.values() for e in _figures(n)}
        known = sources & set(self.catalogue.bibliography)
        if estimate not in known:
            hint = did_you_mean(estimate, [*ESTIMATES, *known])
            raise WargameError(
                f"--estimate {estimate}: expected low, central, high, or the key of a source "
                f"with figures in the catalogue{hint}"
            )
        for path, number in self.numbers.items():
            found = [e for e in _figures(number) if e.source == estimate]
            if found:
                e = max(found, key=lambda row: row.as_of)
                figures: dict[str, Any] = {key: getattr(e, key) for key in _KEYS}
                self.numbers[path] = replace(number, **figures)

    def bound(self, estimate: str) -> None:
        """Fix every number at its low or high, if that is the estimate."""
        if estimate not in ("low", "high"):
            return
        for path, n in self.numbers.items():
            x = getattr(n, estimate)
            self.numbers[path] = replace(n, value=x, low=x, high=x)

    def lay(self, layer: Layer) -> None:
        """Apply what one layer adds, sets, and says about ranges."""
        for section, entries in _mapping(layer, "add").items():
            self._add_section(layer, section, entries)
        for path, data in _mapping(layer, "set").items():
            self._set(layer, path, data)
        if "uncertainty" in layer.data:
            self._spread(layer, layer.data["uncertainty"])

    def _note(self, layer: Layer, at: tuple[str | int, ...], message: str) -> None:
        key = "" if layer.path is None else ".".join(str(part) for part in at)
        self.problems.add(layer.place(at), key, message)

    def _set(self, layer: Layer, path: str, data: Any) -> None:
        at = ("set", path)
        word = self._word(path)
        if path in self.texts and word:
            problem = text_problem(word, data)
            if problem:
                self._note(layer, at, problem)
            elif self.texts[path] != data:
                self.texts[path] = data
                self.overrides[path] = str(layer.place(at))
            return
        field = field_of(path)
        if path not in self.numbers or field is None:
            self._note(layer, at, self._unknown(path))
            return
        base = self.numbers[path]
        number = self._number(layer, at, data, base, field)
        if number is None:
            return
        self.numbers[path] = number
        if number.internal != base.internal:
            self.overrides[path] = str(layer.place(at))

    def _unknown(self, path: str) -> str:
        name = path.removeprefix("facts.")
        if name in self.catalogue.facts:
            return (
                "nothing reads this: it is a fact that results are held against, "
                "not a number of the model"
            )
        parts = path.split(".")
        if len(parts) == 3 and parts[0] in SECTIONS and parts[1] in self._entries(parts[0]):
            fields = [*SECTIONS[parts[0]].fields, *SECTIONS[parts[0]].texts]
            hint = did_you_mean(parts[2], fields)
            return f"nothing reads this: {parts[0]}.{parts[1]} has no '{parts[2]}'{hint}"
        hint = did_you_mean(path, [*self.numbers, *self.texts])
        return f"nothing reads this: there is no such number{hint}"

    def _word(self, path: str) -> Any:
        section, _, rest = path.partition(".")
        declared = SECTIONS.get(section)
        return declared.texts.get(rest.rpartition(".")[2]) if declared else None

    def _number(
        self, layer: Layer, at: tuple[str | int, ...], data: Any, base: Number, field: Field
    ) -> Number | None:
        """`base` with what `data` says: a quantity fixes it, a mapping may give a range."""
        before = len(self.problems.found)
        given: Mapping[str, Any] = data if isinstance(data, dict) else {"value": data}
        for key in given:
            if key not in _KEYS:
                self._note(layer, (*at, key), f"unknown key{did_you_mean(key, _KEYS)}")
        if "value" not in given:
            self._note(layer, at, "'value' is missing")
        source = given.get("source", SCENARIO)
        known = {*self.catalogue.bibliography, JUDGEMENT, SCENARIO, NONE}
        if source not in known:
            hint = did_you_mean(str(source), known)
            self._note(layer, (*at, "source"), f"'{source}' is not in the bibliography{hint}")
        self._check_labels(layer, at, given)
        figures, unit = self._figures(layer, at, given, base, field)
        if len(self.problems.found) > before:
            return None
        value = figures["value"]
        low, high = figures.get("low", value), figures.get("high", value)
        for key, why in range_problems(value, low, high, unit, field):
            self._note(layer, (*at, key) if key in given and data is given else at, why)
        texts: dict[str, Any] = {
            "as_of": str(given.get("as_of", self.start)),
            "source": str(source),
            "grade": str(given.get("grade", "")),
            "note": str(given.get("note", "")),
        }
        if len(self.problems.found) > before:
            return None
        return replace(base, value=value, low=low, high=high, unit=unit, absent=False, **texts)

    def _check_labels(
        self, layer: Layer, at: tuple[str | int, ...], given: Mapping[str, Any]
    ) -> None:
        grade, date = given.get("grade", ""), given.get("as_of", "")
        if grade not in (*GRADES, ""):
            self._note(layer, (*at, "grade"), f"expected one of {', '.join(GRADES)}")
        if date != "" and not DATE.fullmatch(str(date)):
            self._note(layer, (*at, "as_of"), "expected YYYY, YYYY-MM or YYYY-MM-DD")

    def _figures(
        self,
        layer: Layer,
        at: tuple[str | int, ...],
        given: Mapping[str, Any],
        base: Number,
        field: Field,
    ) -> tuple[dict[str, float], str]:
        """value, low and high of `given`, in one unit."""
        unit = given.get("unit", base.unit or None)
        read = {}
        for key in ("value", "low", "high"):
            if key in given:
                try:
                    read[key] = parse(given[key], field.dimension, unit)
                except ValueError as error:
                    self._note(layer, (*at, key) if len(given) > 1 else at, str(error))
        shared = read["value"].unit if "value" in read else str(unit)
        return {key: quantity.to(shared).value for key, quantity in read.items()}, shared

    def _spread(self, layer: Layer, spread: Any) -> None:
        if spread == "none":
            for path, n in self.numbers.items():
                self.numbers[path] = replace(n, low=n.value, high=n.value)
        elif isinstance(spread, dict):
            for path, item in spread.items():
                self._spread_one(layer, path, item)
        elif spread != "catalogue":
            message = f"expected catalogue, none, or paths with low and high; found {kind(spread)}"
            self._note(layer, ("uncertainty",), message)

    def _spread_one(self, layer: Layer, path: str, item: Any) -> None:
        at = ("uncertainty", path)
        base, field = self.numbers.get(path), field_of(path)
        if base is None or field is None:
            self._note(layer, at, self._unknown(path))
            return
        if item == "fixed":
            self.numbers[path] = replace(base, low=base.value, high=base.value)
            return
        if not isinstance(item, dict) or set(item) != {"low", "high"}:
            self._note(layer, at, "expected 'fixed' or {low: ..., high: ...}")
            return
        given = {key: getattr(base, key) for key in _KEYS} | item
        if base.absent:
            given |= {"as_of": self.start, "source": SCENARIO}
        number = self._number(layer, at, given, base, field)
        if number is not None:
            self.numbers[path] = number

    def _add_section(self, layer: Layer, section: str, entries: Any) -> None:
        at = ("add", section)
        if section not in ("suppliers", "allies"):
            self._note(layer, at, "only suppliers and allies can be added")
        elif not isinstance(entries, dict):
            self._note(layer, at, f"expected names of newcomers, found {kind(entries)}")
        else:
            for name, data in entries.items():
                self._add(layer, section, name, data)

    def _add(self, layer: Layer, section: str, name: str, data: Any) -> None:
        from wargame.evidence.checking import NAME

        declared, at = SECTIONS[section], ("add", section, name)
        known = self._entries(section)
        if not NAME.fullmatch(name) or not isinstance(data, dict):
            self._note(layer, at, "expected a name of a-z, 0-9 and _ with fields under it")
            return
        if name in known:
            self._note(layer, at, f"{section}.{name} exists; use 'set:' to change it")
            return
        template = data.get("from")
        if template is not None and template not in known:
            hint = did_you_mean(str(template), known)
            self._note(layer, (*at, "from"), f"there is no {section}.{template}{hint}")
            return
        names = ["from", *declared.fields, *declared.texts]
        for key in data:
            if key not in names:
                self._note(layer, (*at, key), f"unknown key{did_you_mean(key, names)}")
        self.added.append(f"{section}.{name}")
        self._add_texts(layer, section, name, data)
        for key, field in declared.fields.items():
            self._add_number(layer, section, name, key, field, data)

    def _add_texts(self, layer: Layer, section: str, name: str, data: dict[str, Any]) -> None:
        for key, text in SECTIONS[section].texts.items():
            path, at = f"{section}.{name}.{key}", ("add", section, name, key)
            value = data.get(key, self.texts.get(f"{section}.{data.get('from')}.{key}"))
            if value is None and key == "name":
                value = name.replace("_", " ").title()
            if value is None:
                if not text.optional:
                    self._note(layer, at, f"is missing ({text.meaning})")
                continue
            problem = text_problem(text, value)
            if problem:
                self._note(layer, at, problem)
            self.texts[path] = str(value)

    def _add_number(
        self, layer: Layer, section: str, name: str, key: str, field: Field, data: dict[str, Any]
    ) -> None:
        path, at = f"{section}.{name}.{key}", ("add", section, name, key)
        template = self.numbers.get(f"{section}.{data.get('from')}.{key}")
        if key in data:
            unit = units_of(field.dimension)[0] if field.dimension in _BARE else ""
            unit = "share" if field.dimension == "share" else unit
            base = replace(template or absent(path, field), path=path, estimates=())
            base = base if template else replace(base, unit=unit)
            number = self._number(layer, at, data[key], base, field)
            self.numbers[path] = number or absent(path, field)
        elif template is not None:
            note = template.note or f"as {template.path}"
            self.numbers[path] = replace(template, path=path, note=note, estimates=())
        else:
            if not field.optional:
                self._note(layer, at, f"is missing ({field.meaning})")
            self.numbers[path] = absent(path, field)

    def _entries(self, section: str) -> list[str]:
        return entries(self.numbers, section)


def _figures(number: Number) -> tuple[Number | Estimate, ...]:
    """The number itself and every other estimate of it."""
    return number, *number.estimates


def _mapping(layer: Layer, key: str) -> dict[str, Any]:
    data = layer.data.get(key)
    return data if isinstance(data, dict) else {}


def entries(numbers: Iterable[str], section: str) -> list[str]:
    """Names of the entries of `section` among the paths `numbers`, in order."""
    prefix = section + "."
    return list(dict.fromkeys(path.split(".")[1] for path in numbers if path.startswith(prefix)))


__all__ = ["ESTIMATES", "Numbers"]
