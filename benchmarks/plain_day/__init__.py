"""The compiled day told a second time, on plain Python objects: one object per agent, one run.

What comes every day (`wargame.model.schedule.DAY`) is stated anew as one would write it for
objects, with ordinary attributes and ordinary ifs. What is decided between days (`SCHEDULE`) is
that of the real War: before each stretch of days the objects are read from its tables, after it
they are held against them. So the twin tests the order of the day, who gives what to whom, and that
no run touches another; it is also the yardstick for the speed of the compiled day. Random draws are
the compiled ones, for they are addressed and both must share them.
"""

from benchmarks.plain_day.day import PlainDay
from benchmarks.plain_day.twinned import TwinnedWar

__all__ = ["PlainDay", "TwinnedWar"]
