"""The same war told on plain Mesa objects: one object per agent, one run at a time.

Every agent is a `mesa.Agent` with ordinary attributes (a factory has a health, a sector has a
magazine) and ordinary ifs. What happens every day or week states the policy anew, as one would
write it for objects; the choices of a month call the rules' uncompiled functions. No tables, no
arrays over runs.

It agrees with the compiled War run by run, and is the yardstick for its speed.
"""

from benchmarks.plain_mesa.war import PlainWar

__all__ = ["PlainWar"]
