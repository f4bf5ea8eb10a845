"""A worker that has done many chunks holds no war of any of them."""

from __future__ import annotations

import gc
from pathlib import Path

import mesa
import pytest

from tests.study.sweep.small import planned
from wargame.model.war import War
from wargame.study.sweep.chunk import fight


def living(kind: type) -> int:
    """Living objects of `kind`, with nothing tidied up for the occasion."""
    return sum(issubclass(type(thing), kind) for thing in gc.get_objects())


@pytest.mark.slow
def test_no_war_and_no_agent_outlives_its_chunk(tmp_path: Path) -> None:
    """Mesa 3.3 keeps a model alive through its agents unless they are taken out of it."""
    plan = planned(tmp_path)
    gc.collect()
    wars, agents = living(War), living(mesa.Agent)
    for chunk in plan.chunks(4):
        fight(plan.job(chunk))
    assert len(plan.chunks(4)) == 6
    assert (living(War), living(mesa.Agent)) == (wars, agents)
