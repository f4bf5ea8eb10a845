"""Search for cycles seldom, and as usual afterwards, also where one block is within another."""

from __future__ import annotations

import gc

import pytest

from wargame.kernel.garbage import SELDOM, seldom_collected


def test_seldom_and_as_usual_afterwards() -> None:
    usual = gc.get_threshold()
    with seldom_collected():
        assert gc.isenabled() and gc.get_threshold()[0] == SELDOM
        with seldom_collected():
            pass
        assert gc.get_threshold()[0] == SELDOM
    assert gc.get_threshold() == usual
    with pytest.raises(KeyError), seldom_collected():
        raise KeyError
    assert gc.get_threshold() == usual
