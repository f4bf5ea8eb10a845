"""What can be switched off, to see what it does."""

from __future__ import annotations

SWITCHES = {
    "own_strike": "The defender makes and fires long-range weapons.",
}
