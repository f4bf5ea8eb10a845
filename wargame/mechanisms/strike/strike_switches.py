"""What can be switched off, to see what it does."""

from __future__ import annotations

SWITCHES = {
    "launch_commands": "Commands are limited in what they can fire in one night.",
}
