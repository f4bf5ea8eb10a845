"""What can be switched off, to see what it does."""

from __future__ import annotations

SWITCHES = {
    "talks": "Talks and halts can happen.",
}
