"""Aid: political will, gifts, and what politics lets through."""

from __future__ import annotations

from wargame.declare.durations import MONTHS_PER_YEAR
from wargame.kernel.arguments import F, I, In, InOut, Out, U
from wargame.kernel.draws import Purpose, uniforms
from wargame.kernel.rule import rule

ELECTION = int(Purpose.ELECTION)


@rule
def support(
    money: In[F, "supplier"],
    will: In[F, "supplier"],
    opening_will: In[F, "supplier"],
    still_open: In[F, "supplier"],
    withheld: In[F, "supplier"],
    support_cap: In[F],
    overall: Out[F],
    let_through: Out[F],
) -> None:
    """Support of all suppliers together, against that at the start.

    money: USD a day pledged by each, its weight; will, opening_will: 0 to 1; still_open: share of
    its aid that is not cut; withheld: share kept home for fear; support_cap: most that one's
    support can grow. Out: share of opening support that is left; share of what was promised
    before the start that
    politics lets go, which fading support and the donor's dilemma lower.
    """
    whole, left, domestic = 0.0, 0.0, 0.0
    for s in range(money.shape[0]):
        whole += money[s]
        cut = 1.0 - still_open[s]
        left += money[s] * (min(support_cap, will[s] / max(1e-6, opening_will[s])) * (1.0 - cut))
        domestic += money[s] * withheld[s]
    overall[0] = left / max(1e-9, whole)
    let_through[0] = min(1.0, overall[0]) * (1.0 - domestic / max(1e-9, whole))


@rule
def give(
    held: In[I],
    opening: In[I],
    floor: In[F],
    rate: In[F],
    will: In[F],
    withheld: In[F],
    cut: In[F],
    carry: InOut[F],
    given: Out[I],
) -> None:
    """Rounds one supplier gives of one kind in a month.

    held, opening: rounds it holds, and held at the start; floor: share of `opening` it keeps;
    rate: share of what is spare given in a month at full will; will: 0 to 1; withheld: share
    kept home for fear; cut: share cut by decision. carry: fraction of a round (in place).
    """
    spare = max(0.0, held - floor * opening)
    wish = spare * rate * will * (1.0 - withheld) * (1.0 - cut) + carry[0]
    given[0] = min(held, int(wish))
    carry[0] = wish - int(wish)


@rule
def elect(
    chance: In[F],
    change: In[F],
    will: InOut[F],
    commitment: InOut[F],
    seed: In[U],
    run: In[I],
    day: In[I],
    agent: In[U],
    turned: Out[I],
) -> None:
    """An election: with `chance` it brings a government whose will differs by `change`.

    In place: will now, and the commitment to which it returns in time. Out: 1 where it turned.
    """
    u, _, _, _ = uniforms(seed, ELECTION, run, day, agent, 0)
    turned[0] = 1 if u < chance else 0
    if turned[0] == 1:
        will[0] = min(1.0, max(0.0, will[0] + change))
        commitment[0] = min(1.0, max(0.0, commitment[0] + change))


@rule
def turn_will(
    will: InOut[F],
    opening_will: In[F],
    strikes: In[F],
    strike_response: In[F],
    fatigue: In[F],
    incident: In[F],
    incident_response: In[F],
    halt_loss: In[F],
    rungs: In[F],
    escalation_caution: In[F],
    alarm: In[F],
    pull: In[F],
    change: Out[F],
) -> None:
    """One month of one supplier's political will (0 to 1, in place).

    It starts at `opening_will` and is worn down by fatigue and by a halt; strikes on cities
    (hundreds of leakers), an incident at home, and `alarm` at the rival's stock raise it; feared
    escalation (rungs above the opening one) lowers it while it lasts. pull: share of the way back
    in a month.
    """
    before = will[0]
    gain = (1.0 - before) * min(
        1.0, strikes * strike_response + incident * incident_response + alarm
    )
    loss = before * min(1.0, fatigue + halt_loss + rungs * escalation_caution / MONTHS_PER_YEAR)
    back = (opening_will - before) * min(1.0, pull)  # old commitments
    will[0] = min(1.0, max(0.0, before + gain - loss + back))
    change[0] = will[0] - before
