"""Join codes and seat tokens: made to be unguessable, kept only as digests, compared in constant
time; and a limit on how often one may try.

They serve a class on its own network. They are no authentication for the open internet.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import deque

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0, 1, I, L, O
ROOM, SECRET = 4, 10  # letters; a secret of ten is 31 ** 10, over 49 bits
_COST = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}  # some 40 ms a try


def letters(count: int) -> str:
    """Random letters of the alphabet."""
    return "".join(secrets.choice(ALPHABET) for _ in range(count))


def code(room: str) -> str:
    """A join code: the room's public letters, then the secret, as ROOM-XXXXX-XXXXX."""
    secret = letters(SECRET)
    return f"{room}-{secret[:5]}-{secret[5:]}"


def split(text: str) -> tuple[str, str]:
    """Room and secret of a code as a person types it; both empty where it cannot be one."""
    result = "".join(letter for letter in text.upper()[:40] if letter.isalnum())
    if len(result) != ROOM + SECRET or set(result) - set(ALPHABET):
        return "", ""
    return result[:ROOM], result[ROOM:]


def digest(secret: str, salt: bytes) -> bytes:
    """What is kept of the secret of a code: slow to make, so that a lost file gives little away."""
    return hashlib.scrypt(secret.encode(), salt=salt, **_COST)


class RateLimit:
    """At most `tries` in `seconds` for each key, such as an address; pure: the caller has the time.

    At most `keys` keys are remembered, the least recently seen are forgotten first.
    """

    def __init__(self, tries: int, seconds: float, keys: int = 10_000) -> None:
        self.tries, self.seconds, self.keys = tries, seconds, keys
        self._seen: dict[str, deque[float]] = {}

    def allow(self, key: str, now: float, counted: bool = True) -> bool:
        """Whether one more try is allowed at time `now` (seconds); if so, it may be counted."""
        tried = self._seen.pop(key, None) or deque()
        while tried and tried[0] <= now - self.seconds:
            tried.popleft()
        allowed = len(tried) < self.tries
        if allowed and counted:
            tried.append(now)
        self._seen[key] = tried  # last in order: seen just now
        while len(self._seen) > self.keys:
            del self._seen[next(iter(self._seen))]
        return allowed
