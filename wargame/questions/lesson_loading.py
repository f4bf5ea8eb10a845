"""Lessons: read strictly, each problem at its file, line and column."""

from __future__ import annotations

from pathlib import Path

from wargame.questions import question_file
from wargame.questions.lesson_checking import check
from wargame.questions.lesson_file import LessonFile
from wargame.questions.lesson_points import Lesson
from wargame.scenario.library import NO_BASIS, Basis


def load(name: str | Path, basis: Basis = NO_BASIS) -> Lesson:
    """The lesson at the path `name`, or the shipped one of that name, checked.

    `basis` is what its scenarios stand on besides their files.
    Raises WargameError with every problem at its file:line:column. Whether its statements hold is
    a question to the model: see `wargame.study.lesson_grid`.
    """
    reading, file = question_file.read(name, "lesson", LessonFile)
    lesson = Lesson(Path(reading.doc.name).stem, file, reading.doc, basis)
    check(lesson, reading)
    return lesson
