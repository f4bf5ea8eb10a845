"""Claims of public debate, answered by the model."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from wargame.api.progress import Display, Shown, Stopped, display_of
from wargame.api.simulation import compiled
from wargame.declare.errors import WargameError

if TYPE_CHECKING:
    from wargame.report.table import Table
    from wargame.study.claim_study import Answer, Work

RUNS = 200


@dataclass(frozen=True)
class Claims:
    """Answers to claims, and the directory in which their runs and the page are stored."""

    directory: Path
    answers: tuple[Answer, ...]
    provenance: dict[str, str]

    def table(self) -> Table:
        """Each claim: how likely it is, whether it stands, what would flip it."""
        from wargame.report.claims_page import answer_table

        return answer_table(self.answers)

    def words(self) -> list[str]:
        """The whole in a few sentences."""
        from wargame.report.claims_page import summary

        return summary(list(self.answers))

    def as_data(self) -> dict[str, Any]:
        """Everything for a program; a number that is not there is null."""
        from wargame.report.claims_page import row
        from wargame.results.files import plain

        answers = []
        for one in self.answers:
            claim, ask = one.question.claim, one.question.ask
            result = row(one) | {"speaker": claim.speaker, "date": claim.date}
            result |= {"source": claim.source, "months": one.question.months}
            result["ask"] = ask.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            result |= {"p10": one.low, "median": one.middle, "p90": one.high}
            result["higher_same_lower"] = one.apart
            result["shares"] = [plain(of) | {"side": of.side} for of in one.shares]
            answers.append(plain(result | {"search": plain(one.flips)}))
        return {"answers": answers, "summary": self.words(), "provenance": self.provenance}

    def _repr_html_(self) -> str:
        from wargame.report.snippets import result_html

        return result_html(self.provenance["title"], self.words(), [self.table()])


def claims(
    file: str | Path | None = None,
    only: Sequence[str] = (),
    runs: int = RUNS,
    seed: int | None = None,
    directory: str | Path | None = None,
    force: bool = False,
    progress: Shown = True,
) -> Claims:
    """Answer the claims in `file` (default: the shipped ones), or those that `only` names: how
    likely, how robust over sources, and what would have to be true to flip?

    `runs` are made under central figures, fewer under each source. They are stored in `directory`
    (default: out/claims) as they finish: the same call goes on where it stopped, and a claim that
    is added runs only what is new. Raises WargameError for a file that is not sound, or a
    directory that holds anything else; with `force` other runs there are removed.
    """
    from wargame.questions import claim_file
    from wargame.study import claim_study as study
    from wargame.study import run_cache

    if not 5 <= runs <= 100_000:
        raise WargameError(f"runs {runs}: expected 5 to 100000")
    name = None if file is None else str(file)
    questions = claim_file.read(name, list(only))
    work = study.prepare(questions, runs, seed)
    default = Path("out") / (Path(questions[0].doc.name).stem if name else "claims")
    folder = default if directory is None else Path(directory)
    first = work.cases[0][0].scenarios[0]
    run_cache.open_directory(folder, run_cache.model_facts(first.catalogue), force)
    answers = _finish(folder, work, display_of(progress))
    return _written(folder, answers, _command(name, only, runs, first.seed), runs)


def _command(file: str | None, only: Sequence[str], runs: int, seed: int) -> str:
    words = ["wargame", "claims", *([file] if file else [])]
    for name in only:
        words += ["--only", name]
    return shlex.join([*words, "--runs", str(runs), "--seed", str(seed)])


def _finish(home: Path, work: Work, display: Display) -> list[Answer]:
    """Run and search what is missing; an interruption says how to go on."""
    from wargame.study import claim_study as study
    from wargame.study import run_cache

    compiled(display)
    # A search makes some ten variants of one question, one after the other.
    total = len(run_cache.jobs(home, work.variants)) + 10 * len(work.cases)
    with display.bar(f"{len(work.cases)} questions", total) as advance:
        try:
            return study.finish(home, work, lambda what: advance(1 if what == "runs" else 10))
        except KeyboardInterrupt as stop:
            left = len(run_cache.jobs(home, work.variants))
            raise Stopped(
                f"stopped; finished runs are kept in {home} ({left} variants are missing): the "
                "same command goes on from there"
            ) from stop


def _written(home: Path, answers: Sequence[Answer], line: str, runs: int) -> Claims:
    """The answers, and the page on them in `home`/report, all or nothing."""
    from wargame.report import claims_page as page
    from wargame.results.files import whole_directory, write_json
    from wargame.results.manifest import write_manifest

    facts = _facts(answers, line, runs)
    result = Claims(home, tuple(answers), facts)
    data = SimpleNamespace(attrs=facts, sizes={"run": runs})
    with whole_directory(home / "report", force=True) as draft:
        page.write(draft, list(answers), data)
        write_json(draft / "claims.json", result.as_data())
        write_manifest(draft, facts)
    return result


def _facts(answers: Sequence[Answer], line: str, runs: int) -> dict[str, str]:
    from wargame.results.provenance import provenance

    central = answers[0].choices[0].scenarios[0]
    hashes = "".join(one.hash for of in answers for one in of.choices[0].scenarios)
    tests = "".join(str(of.question.ask.test) for of in answers)
    facts = provenance(central, line) | {
        "scenario": "claims",
        "title": "Claims tested",
        "question": "What does the model say to each claim, and what would have to be true?",
        "runs": str(runs),
        "claims_hash": hashlib.sha256((hashes + tests).encode()).hexdigest(),
    }
    facts["scenario_hash"] = facts["claims_hash"]
    del facts["months"]
    return facts
