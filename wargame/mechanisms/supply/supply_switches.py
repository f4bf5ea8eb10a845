"""What can be switched off, to see what it does."""

from __future__ import annotations

SWITCHES = {
    "interceptor_supply": "Lines deliver interceptors.",
}
