"""A scenario as a value: loaded, changed by making another, written as YAML."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from numbers import Integral, Real
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wargame.api import scenario_changes
from wargame.api.scenario_changes import Change, Value
from wargame.api.simulation import command_of
from wargame.declare.errors import WargameError
from wargame.scenario import library
from wargame.scenario.library import NO_BASIS, Basis

if TYPE_CHECKING:
    from typing import Self

    from wargame.evidence.number import Number
    from wargame.scenario import Scenario as Definition

CHANGED = "scenario.yaml"  # a scenario that a program changed, beside its results
LIMITS = {"runs": (1, 1_000_000), "seed": (0, 2**63 - 1), "months": (1, 240)}


class Sizes(NamedTuple):
    """What goes before the file's own runs, seed and months; None leaves it."""

    runs: int | None = None
    seed: int | None = None
    months: int | None = None

    def over(self, other: Sizes) -> Sizes:
        """These, and those of `other` where they leave it."""
        return Sizes(*(theirs if own is None else own for own, theirs in zip(self, other)))


NO_SIZES = Sizes()


@dataclass(frozen=True)
class ScenarioValue:
    """All of a scenario but how it is run (`wargame.api.scenarios.Scenario`).

    `path` is the file or the name that it was loaded from, `basis` another first day and evidence
    that were given with it, `changes` what was changed since, and
    `definition` the frozen scenario that the model reads.
    """

    path: str
    settings: tuple[str, ...] = ()
    estimate: str = "central"
    sizes: Sizes = NO_SIZES
    changes: tuple[Change, ...] = ()
    basis: Basis = NO_BASIS
    definition: Definition = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        from wargame.scenario import load

        variant = scenario_changes.layers(self.path, self.changes)
        definition = load(
            self.path, self.settings, self.estimate, *self.sizes, variant=variant,
            **self.basis.given(),
        )  # fmt: skip
        object.__setattr__(self, "definition", definition)

    @property
    def name(self) -> str:
        """Short name."""
        return self.definition.name

    @property
    def title(self) -> str:
        """Title shown to readers."""
        return self.definition.title

    @property
    def question(self) -> str:
        """The question that it answers."""
        return self.definition.question

    @property
    def months(self) -> int:
        """Horizon in months."""
        return self.definition.months

    @property
    def runs(self) -> int:
        """Number of runs."""
        return self.definition.runs

    @property
    def seed(self) -> int:
        """Seed of all draws."""
        return self.definition.seed

    @property
    def numbers(self) -> Mapping[str, Number]:
        """Every number by path, with value, range, unit and source."""
        return self.definition.numbers

    @property
    def hash(self) -> str:
        """SHA-256 of all that a run reads: the same hash gives the same results."""
        return self.definition.hash

    def __getitem__(self, path: str) -> Number:
        """The number at `path`, such as `weapons.decoy.production`."""
        if path not in self.numbers:
            hint = self.definition.catalogue.addresses.hint(path, self.numbers)
            raise WargameError(f"{path}: no such number{hint}")
        return self.numbers[path]

    def _ipython_key_completions_(self) -> list[str]:
        return list(self.numbers)

    def set(self, numbers: Mapping[str, Value]) -> Self:
        """Another scenario, with other values by path.

        A value is a number (in the unit of the scenario's own), a text with a unit such as
        "3000 drones/month", or a mapping with value, low, high, unit, source, note. Paths of
        policies and mechanisms work as well. Raises WargameError for a path that nothing reads.

        >>> import wargame as wg
        >>> sc = wg.load("continued_war").set({"policies.attacker.posture": "hoard"})
        >>> sc.definition.policies.attacker.posture
        'hoard'
        """
        values = {path: self._in_its_unit(path, value) for path, value in numbers.items()}
        change = Change("Scenario.set", scenario_changes.settings(values))
        return replace(self, settings=(), changes=(*self._earlier(), change))

    def _in_its_unit(self, path: str, value: Value) -> Value:
        """A bare number with its unit, where an earlier change gave the path another unit."""
        number, first = self.numbers.get(path), self.definition.catalogue.numbers.get(path)
        bare = isinstance(value, Real) and not isinstance(value, bool)
        if not bare or number is None or first is None or number.unit == first.unit:
            return value
        return f"{scenario_changes.plain(value)} {number.unit}"

    def _earlier(self) -> tuple[Change, ...]:
        """What was changed so far, settings first: what comes now goes before all of it."""
        return (*scenario_changes.of_settings(self.settings), *self.changes)

    def with_(
        self,
        *,
        runs: int | None = None,
        seed: int | None = None,
        months: int | None = None,
        policies: Mapping[str, Value] | None = None,
        mechanisms: Mapping[str, bool] | None = None,
        events: Iterable[Mapping[str, Value]] = (),
        drop_events: Sequence[str] = (),
        add: Mapping[str, Mapping[str, Mapping[str, Value]]] | None = None,
        uncertainty: str | Mapping[str, Value] | None = None,
        answer: Sequence[str | Mapping[str, str]] | None = None,
        name: str | None = None,
        title: str | None = None,
        question: str | None = None,
    ) -> Self:
        """Another scenario, with other parts; each has the form of a scenario file.

        Events are added to those of this scenario, in any order; `drop_events` names kinds that
        do not happen. Events beyond a shorter horizon are left out. Raises WargameError, with
        every problem, for what a scenario cannot hold.

        >>> import wargame as wg
        >>> halt = {"on": "2026-03-01", "event": "ceasefire"}
        >>> wg.load("continued_war").with_(months=6, events=[halt]).definition.events[-1].event
        'ceasefire'
        """
        sizes = _checked(Sizes(runs, seed, months), "Scenario.with_")
        change = scenario_changes.parts(
            policies=policies, mechanisms=mechanisms, events=events, drop_events=drop_events,
            add=add, uncertainty=uncertainty, answer=answer, name=name, title=title,
            question=question,
        )  # fmt: skip
        result = replace(self, sizes=sizes.over(self.sizes))
        if change:
            changes = (*self._earlier(), Change("Scenario.with_", change))
            result = replace(result, settings=(), changes=changes)
        end = result.definition.end.isoformat()
        for day in (event["on"] for event in change.get("events", [])):
            if day >= end:
                message = f"{day} is outside the horizon (before {end})"
                raise WargameError(f"Scenario.with_: events: {message}")
        return result

    def like(self, other: ScenarioValue) -> Self:
        """The same with the runs, seed and horizon of `other`, to be compared run by run."""
        return self.with_(runs=other.runs, seed=other.seed, months=other.months)

    def command(self, verb: str = "run") -> str:
        """The command that gives the same; changes that it cannot hold are in the scenario file
        that is stored with the results."""
        return command_of(self.definition, verb, [self.file], self.settings, self.estimate)

    @property
    def file(self) -> str:
        """What a command names: the file or name it was loaded from; if a program changed it, the
        file that `store` writes."""
        return CHANGED if self.changes else self.path

    def origin(self) -> dict[str, str]:
        """What a report needs to find the base again, as provenance: what the file extends, or the
        file itself where a program changed it ('' for none), and what holds for it as well."""
        files = self.definition.files
        base = self.path if self.changes else library.short(files[-2]) if len(files) > 1 else ""
        settings = shlex.join(self.settings)
        return {"base": base, "settings": settings, "estimate": self.estimate}

    def store(self, directory: Path) -> None:
        """Write the file that commands name into `directory`, if a program changed the scenario."""
        if self.changes:
            (directory / CHANGED).write_text(self.to_yaml(), encoding="utf-8")

    def to_yaml(self, whole: bool = False) -> str:
        """The scenario as a file, which loads to the same hash.

        It extends the shipped scenario that it was made from and holds what was changed; with
        `whole`, or where that is not enough, every number is written out.
        """
        if not whole and (text := self._extending()):
            return text
        from wargame.results.files import yaml_text

        return yaml_text(self.definition.resolved())

    def _extending(self) -> str:
        """A short file that loads to the same hash; '' if there is none."""
        from wargame.results.files import yaml_text
        from wargame.scenario import load

        if self.path not in library.shipped() or self.settings or self.estimate != "central":
            return ""
        data = scenario_changes.file_of(self.path, self.changes, self.definition)
        text = yaml_text(data)
        with tempfile.TemporaryDirectory(prefix="wargame-") as directory:
            file = Path(directory) / f"{self.name}.yaml"
            file.write_text(text, encoding="utf-8")
            try:
                return text if load(file).hash == self.hash else ""
            except WargameError:  # such as an event beyond a horizon that was made shorter
                return ""

    def save(self, path: str | Path, whole: bool = False) -> Path:
        """Write `to_yaml` to a file -> its path. Raises WargameError if it cannot be written."""
        from wargame.results.files import write_whole

        write_whole(Path(path), self.to_yaml(whole).encode())
        return Path(path)

    def __repr__(self) -> str:
        changed = f", {len(self.changes)} changes" if self.changes else ""
        return (
            f"<Scenario {self.name}: {self.months} months, {self.runs} runs, seed {self.seed}"
            f"{changed}, hash {self.hash[:12]}>"
        )

    def _repr_html_(self) -> str:
        from wargame.report.snippets import scenario_html

        return scenario_html(self.definition)


def _checked(sizes: Sizes, where: str) -> Sizes:
    """`sizes` as plain whole numbers. Raises WargameError for what is none, or out of bounds."""
    for name, value in sizes._asdict().items():
        least, most = LIMITS[name]
        whole = isinstance(value, Integral) and not isinstance(value, bool)
        if value is not None and not (whole and least <= value <= most):
            raise WargameError(f"{where}: {name}={value}: expected {least} to {most:,}")
    return Sizes(*(None if value is None else int(value) for value in sizes))
