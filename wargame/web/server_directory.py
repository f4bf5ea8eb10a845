"""Where the server keeps what is its own: the secret of its cookies, and games that are played."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from wargame.declare.errors import WargameError
from wargame.scenario import panels

LEAST = 32  # characters of a secret


def place() -> Path:
    """Where the server's own folder is, or would be; WARGAME_HOME names another."""
    return panels.server_folder()


def directory() -> Path:
    """The server's own folder, made if need be, readable by its user alone."""
    folder = place()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise WargameError(f"{folder}: cannot be made: {error.strerror}") from error
    return folder


def secret(loopback: bool) -> str:
    """What cookies are signed with: WARGAME_SECRET, or on loopback one of this installation.

    Raises WargameError where other machines can reach the server and no secret is set.
    """
    given = os.environ.get("WARGAME_SECRET", "")
    if given and len(given) < LEAST:
        raise WargameError(f"WARGAME_SECRET: expected {LEAST} characters or more")
    if given:
        return given
    if not loopback:
        raise WargameError(
            "another --host needs a secret: set WARGAME_SECRET to 32 random characters or more, "
            "such as the output of: python -c 'import secrets; print(secrets.token_urlsafe())'"
        )
    path = directory() / "secret"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        made = secrets.token_urlsafe(48)
        file.write(made)
    return made
