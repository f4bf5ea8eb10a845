"""Lessons: read strictly, each problem at its file, line and column."""

from __future__ import annotations

from pathlib import Path

from wargame.questions import question_file
from wargame.questions.lesson_checking import check
from wargame.questions.lesson_file import LessonFile
from wargame.questions.lesson_points import Lesson


def load(name: str | Path) -> Lesson:
    """The lesson at the path `name`, or the shipped one of that name, checked.

    Raises WargameError with every problem at its file:line:column. Whether its statements hold is
    a question to the model: see `wargame.study.lesson_grid`.
    """
    reading, file = question_file.read(name, "lesson", LessonFile)
    lesson = Lesson(Path(reading.doc.name).stem, file, reading.doc)
    check(lesson, reading)
    return lesson
