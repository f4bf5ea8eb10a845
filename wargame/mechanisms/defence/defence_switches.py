"""What can be switched off, to see what it does."""

from __future__ import annotations

SWITCHES = {
    "engagement": "Air defence engages.",
    "allocation": "The air command moves magazines between sectors and rations.",
}
