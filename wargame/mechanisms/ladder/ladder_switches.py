"""What can be switched off, to see what it does."""

from __future__ import annotations

SWITCHES = {
    "signals": "Signals move the escalation ladder.",
}
