"""What can be switched off, to see what it does."""

from __future__ import annotations

SWITCHES = {
    "spillover": "Third states can be struck.",
}
