"""The one error for a player: what was asked cannot be done, in words that may be shown."""

from __future__ import annotations

from wargame.declare.errors import WargameError


class Refused(WargameError):  # noqa: N818 - a word to a player, not a fault
    """An order, a code or a request that is turned down; nothing has changed."""
