"""What each side believes of the other."""

from __future__ import annotations

import math

from wargame.kernel.arguments import F, I, In, InOut, Out, U
from wargame.kernel.draws import Purpose, logistic, uniforms
from wargame.kernel.rule import rule

ESTIMATE = int(Purpose.ESTIMATE)


@rule
def believe(
    truth: In[F],
    spread: In[F],
    memory: In[F],
    error: InOut[F],
    seed: In[U],
    run: In[I],
    month: In[I],
    agent: In[U],
    belief: Out[F],
) -> None:
    """What one side believes of a quantity: the truth with a lasting log-logistic error."""
    u, _, _, _ = uniforms(seed, ESTIMATE, run, month, agent, 0)
    error[0] = memory * error[0] + spread * math.sqrt(1.0 - memory * memory) * logistic(u)
    belief[0] = truth * math.exp(error[0])
