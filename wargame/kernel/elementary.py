"""Elementary rules that hold in every theatre: sums in a fixed order, ramps, drawn numbers."""

from __future__ import annotations

from wargame.kernel.arguments import F, I, In, Out, U
from wargame.kernel.draws import Purpose, triangular, uniforms
from wargame.kernel.rule import rule

NUMBER = int(Purpose.NUMBER)


@rule
def add_up(
    values: In[F, "item"],
    whole: Out[F],
) -> None:
    """Sum of `values`, first to last."""
    whole[0] = values[0]
    for i in range(1, values.shape[0]):
        whole[0] += values[i]


@rule
def ramp(
    start: In[F],
    goal: In[F],
    delay: In[F],
    day: In[F],
    rate: Out[F],
) -> None:
    """Output of a line that is built up from `start` to `goal` in a straight line (per day)."""
    if day >= delay:
        rate[0] = goal
    else:
        rate[0] = start + (goal - start) * day / max(delay, 1.0)


@rule
def draw_number(
    low: In[F],
    value: In[F],
    high: In[F],
    seed: In[U],
    run: In[I],
    agent: In[U],
    number: Out[F],
) -> None:
    """One run's value of one number of the catalogue: triangular on its range."""
    u, _, _, _ = uniforms(seed, NUMBER, run, 0, agent, 0)
    number[0] = triangular(u, low, value, high)
