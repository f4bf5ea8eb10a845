"""The defender's own long-range missiles."""

from wargame.declare.outcome_types import Outcome, Series, at_end

SERIES = (
    Series("own_missiles", "stock", "missiles", (), "{defender}'s long-range missiles held back",
           "higher", lambda war: war.own_lines.retained[war.own_lines.missiles].sum(axis=0)),
)  # fmt: skip

OUTCOMES = (
    Outcome("own_missiles_end", "level", "missiles",
            "{defender}'s long-range missiles held back at the end", "higher",
            at_end("own_missiles")),
)  # fmt: skip
