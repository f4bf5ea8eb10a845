"""Claims of public debate, answered by the model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.api.progress import Display, Shown, display_of
from wargame.api.simulation import basis_of, bounded, command, task
from wargame.api.study_result import StudyResult
from wargame.questions import claim_file
from wargame.report import claims_page
from wargame.report.claims_page import answer_table, row, summary
from wargame.results.files import plain
from wargame.results.provenance import provenance
from wargame.study import claim_study as study
from wargame.study import run_cache

if TYPE_CHECKING:
    from wargame.report.table import Table
    from wargame.study.claim_study import Answer, Work

RUNS = 200


@dataclass(frozen=True)
class Claims(StudyResult):
    """Answers to claims, and the directory in which their runs and the page are stored."""

    file = "claims"

    directory: Path
    answers: tuple[Answer, ...]

    def tables(self) -> list[Table]:
        """Each claim: how likely it is, whether it stands, what would flip it."""
        return [answer_table(self.answers)]

    def words(self) -> list[str]:
        """The whole in a few sentences."""
        return summary(list(self.answers))

    def _data(self) -> dict[str, Any]:
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
        return {"answers": answers, "summary": self.words()}

    def _write(self, draft: Path) -> None:
        claims_page.write(draft, list(self.answers), self._source)


def claims(
    file: str | Path | None = None,
    only: Sequence[str] = (),
    runs: int = RUNS,
    seed: int | None = None,
    directory: str | Path | None = None,
    force: bool = False,
    progress: Shown = True,
    as_of: str | date | None = None,
    evidence: Sequence[str | Path] = (),
) -> Claims:
    """Answer the claims in `file` (default: the shipped ones), or those that `only` names: how
    likely, how robust over sources, and what would have to be true to flip?

    `runs` are made under central figures, fewer under each source. They are stored in `directory`
    (default: out/claims) as they finish: the same call goes on where it stopped, and a claim that
    is added runs only what is new. `as_of` is another first day of every scenario, with what was
    known then; `evidence` are files that are laid beside the catalogue. Raises WargameError for a
    file that is not sound, or a directory that holds anything else; with `force` other runs there
    are removed.
    """
    bounded("runs", runs, 5, 100_000)
    basis = basis_of(as_of, evidence)
    questions = claim_file.read(file, list(only), basis)
    work = study.prepare(questions, runs, seed)
    default = Path("out") / (Path(questions[0].doc.name).stem if file else "claims")
    folder = default if directory is None else Path(directory)
    first = work.cases[0][0].scenarios[0]
    run_cache.open_directory(folder, run_cache.model_facts(first.catalogue), force)
    answers = _finish(folder, work, display_of(progress))
    named = [file] if file else []
    line = command(
        "claims", *named, only=list(only), runs=runs, seed=first.seed, as_of=basis.as_of,
        evidence=basis.evidence,
    )  # fmt: skip
    result = Claims(folder, tuple(answers), provenance=_facts(answers, line, runs))
    result.report(folder / "report", force=True)
    return result


def _finish(folder: Path, work: Work, display: Display) -> list[Answer]:
    """Run and search what is missing; an interruption says how to go on."""

    def left() -> int:
        return len(run_cache.jobs(folder, work.variants))

    def stopped() -> str:
        return (
            f"stopped; finished runs are kept in {folder} ({left()} variants are "
            "missing): the same command goes on from there"
        )

    # A search makes some ten variants of one question, one after the other.
    total = left() + 10 * len(work.cases)
    with task(display, f"{len(work.cases)} questions", total, stopped) as advance:
        return study.finish(folder, work, lambda what: advance(1 if what == "runs" else 10))


def _facts(answers: Sequence[Answer], line: str, runs: int) -> dict[str, str]:
    central = answers[0].choices[0].scenarios[0]
    hashes = "".join(one.hash for of in answers for one in of.choices[0].scenarios)
    tests = "".join(str(of.question.ask.test) for of in answers)
    digest = hashlib.sha256((hashes + tests).encode()).hexdigest()
    facts = provenance(central, line) | {
        "scenario": "claims",
        "title": "Claims tested",
        "question": "What does the model say to each claim, and what would have to be true?",
        "runs": str(runs),
        "claims_hash": digest,
        "scenario_hash": digest,
    }
    del facts["months"]
    return facts
