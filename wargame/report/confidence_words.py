"""Likelihood and confidence in words, apart: what runs say, and whether other evidence agrees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from wargame.report import estimates_page
from wargame.report.answer import Judgement
from wargame.results.intervals import LIKELIHOOD
from wargame.study.certainty import Confidence
from wargame.study.estimates import CHANGES, ENDS, Conclusion

if TYPE_CHECKING:
    from wargame.scenario import Scenario

Sure = Mapping[str, tuple[Confidence, Conclusion]]  # by outcome

MEANING = (
    "Likelihood is the share of runs, in words. Confidence is whether other figures that may be "
    "as right would say the same: low where those of a current source do not, high where the "
    "judgement survives every source that was tried and every number at its low and high end."
)
LEFT_OUT = (
    "How much confidence these judgements deserve was left out, as asked (--no-confidence): the "
    "same command without that option says it."
)
_WORDS = "|".join(word for _, word in LIKELIHOOD)
_LIKELY = re.compile(rf"is (?:{_WORDS}) \(([^,()]+), ")


def with_confidence(
    judgement: Judgement, confidence: Confidence, conclusion: Conclusion, scenario: Scenario
) -> Judgement:
    """A judgement with its confidence; no word of likelihood beside what a source overturns."""
    said = judgement.sentence
    if confidence.level == "low":
        said = _LIKELY.sub(r"comes true in \1 of runs with the figures in use (", said)
    text = f"Confidence: {confidence.level} - {_reason(confidence, conclusion, scenario)}."
    return replace(judgement, sentence=said, confidence=text, level=confidence.level)


def _reason(confidence: Confidence, conclusion: Conclusion, scenario: Scenario) -> str:
    one, n = confidence.decided, f"n = {confidence.n} paired runs"
    tried = f"{len(confidence.sources)} source{'' if len(confidence.sources) == 1 else 's'}"
    if one is None:
        return f"it survives the {tried} that may matter most, and both ends of every range ({n})"
    reading = estimates_page.reading(conclusion, one)
    if conclusion.event:  # its word, then the share
        reading = reading.replace(": ", ", ", 1)
    changes = one.verdict == CHANGES
    if one.key in ENDS:
        verb = "changes it" if changes else "leaves it open"
        return f"every number at its {one.key} end {verb}: {reading} ({n}; {tried} tried)"
    verb = "change it" if changes else "leave it open"
    source = scenario.catalogue.bibliography[one.key]
    return f"figures of {source.publisher}, {source.date} ({one.key}), {verb}: {reading} ({n})"
