"""What can be switched off, to see what it does."""

from __future__ import annotations

SWITCHES = {
    "intelligence": "Sides see each other through error (off: they see the truth).",
}
