"""Games in one SQLite file: what is accepted is on disk before it is acknowledged.

The log of a game is its truth, and only ever grows; undoing is an entry of its own. Tables: `games`
(header as JSON), `codes` and `tokens` (digests), `log` (game, number, time, kind, data as JSON).
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Mapping
from hmac import compare_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.play import codes
from wargame.play.refused import Refused
from wargame.play.room_store import Entry

if TYPE_CHECKING:
    from wargame.play.header import Header
    from wargame.play.replay import Replay
    from wargame.play.room import Room

FORMAT = 1
_OURS = 0x57474731  # application_id: "WGG1"
_TABLES = """
CREATE TABLE games (id TEXT PRIMARY KEY, made REAL NOT NULL, header TEXT NOT NULL,
                    salt BLOB NOT NULL) STRICT;
CREATE TABLE codes (game TEXT NOT NULL REFERENCES games, seat TEXT NOT NULL, digest BLOB NOT NULL,
                    PRIMARY KEY (game, seat)) STRICT;
CREATE TABLE tokens (digest BLOB PRIMARY KEY, game TEXT NOT NULL REFERENCES games,
                     seat TEXT NOT NULL, made REAL NOT NULL) STRICT;
CREATE TABLE log (game TEXT NOT NULL REFERENCES games, number INTEGER NOT NULL, at REAL NOT NULL,
                  kind TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (game, number)) STRICT;
"""


class Store:
    """Games in the SQLite file at `path`, which is made if need be.

    Safe from several threads of one process. Raises Refused where the file is of another kind or
    of a newer version.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        fresh = not self.path.exists()
        try:
            if fresh:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600))
            self._base = sqlite3.connect(self.path, check_same_thread=False, isolation_level=None)
            self._prepare()
        except (OSError, sqlite3.DatabaseError) as error:
            raise Refused(f"{self.path}: cannot be used as a store of games: {error}") from error
        self._lock = threading.RLock()
        self._open: dict[str, Room] = {}

    def _prepare(self) -> None:
        base = self._base
        base.execute("PRAGMA busy_timeout = 5000")
        base.execute("BEGIN IMMEDIATE")  # of several that open a new file at once, one makes it
        try:
            self._make_tables()
            base.execute("COMMIT")
        except BaseException:
            base.execute("ROLLBACK")
            raise
        self._log_ahead()
        base.execute("PRAGMA synchronous = FULL")  # on disk before it is acknowledged
        base.execute("PRAGMA foreign_keys = ON")

    def _log_ahead(self) -> None:
        """Write-ahead logging; SQLite does not wait for others by itself to begin with it."""
        for _ in range(100):
            try:
                self._base.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError:
                time.sleep(0.05)
        self._base.execute("PRAGMA journal_mode = WAL")

    def _make_tables(self) -> None:
        base = self._base
        ours = base.execute("PRAGMA application_id").fetchone()[0]
        version = base.execute("PRAGMA user_version").fetchone()[0]
        tables = base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and ours != _OURS:
            raise Refused(f"{self.path}: this SQLite file is not a store of games")
        if version > FORMAT:
            raise Refused(
                f"{self.path}: written by a newer version of wargame (format {version}; this "
                f"version reads up to {FORMAT}); update, or give another file"
            )
        if tables:
            return
        base.execute(f"PRAGMA application_id = {_OURS}")
        base.execute(f"PRAGMA user_version = {FORMAT}")
        for statement in _TABLES.split(";")[:-1]:
            base.execute(statement)

    def close(self) -> None:
        """Let go of all rooms and of the file."""
        with self._lock:
            for room in self._open.values():
                room.close()
            self._open.clear()
            self._base.close()

    # Rooms

    def create(self, scenario: str, **choices: Any) -> Room:
        """A new game; see `wargame.play.header.begin` for the choices. Raises WargameError."""
        from wargame.play.header import begin
        from wargame.play.room import Room

        header = begin(scenario, **choices)
        salt = os.urandom(16)
        with self._lock:
            taken = {row[0] for row in self._base.execute("SELECT id FROM games")}
            name = next(n for n in iter(lambda: codes.letters(codes.ROOM), "") if n not in taken)
            shown = {seat: codes.code(name) for seat in ("facilitator", *header["seats"])}
            rows = [(name, s, codes.digest(codes.split(c)[1], salt)) for s, c in shown.items()]
            self._base.execute("BEGIN IMMEDIATE")
            self._base.execute(
                "INSERT INTO games VALUES (?, ?, ?, ?)",
                (name, time.time(), json.dumps(header), salt),
            )
            self._base.executemany("INSERT INTO codes VALUES (?, ?, ?)", rows)
            self._base.execute("COMMIT")
            self._open[name] = room = Room(self, name, header, shown)
        return room

    def rooms(self) -> list[dict[str, Any]]:
        """All games, newest first, as plain data."""
        with self._lock:
            result = self._base.execute("SELECT id, made, header FROM games ORDER BY made DESC")
            rows = result.fetchall()
        return [_summary(name, made, json.loads(text), self.log(name)) for name, made, text in rows]

    def room(self, name: str) -> Room:
        """The room called `name`, brought back from its log if it is not open."""
        from wargame.play.room import Room

        with self._lock:
            if name not in self._open:
                self._open[name] = Room(self, name, self.header(name))
            return self._open[name]

    def room_of(self, code: str) -> Room | None:
        """The room that a join code opens a seat in; nothing is brought back for a wrong code."""
        name, _ = codes.split(code)
        with self._lock:
            valid = self._base.execute("SELECT 1 FROM games WHERE id = ?", (name,)).fetchone()
        return self.room(name) if valid and self.seat_of_code(name, code) else None

    def header(self, name: str) -> Header:
        """What was decided when the game was made. Raises Refused if there is no such game."""
        with self._lock:
            row = self._base.execute("SELECT header FROM games WHERE id = ?", (name,)).fetchone()
        if row is None:
            raise Refused(f"there is no game '{name}' in {self.path}")
        result: Header = json.loads(row[0])
        return result

    # Log, codes, tokens

    def log(self, name: str) -> list[Entry]:
        """All entries of a game, in order."""
        with self._lock:
            rows = self._base.execute(
                "SELECT number, at, kind, data FROM log WHERE game = ? ORDER BY number", (name,)
            ).fetchall()
        return [Entry(number, at, kind, json.loads(data)) for number, at, kind, data in rows]

    def write(self, name: str, number: int, kind: str, data: Mapping[str, Any]) -> Entry:
        """Commit the next entry of a game; it is on disk when this returns."""
        entry = Entry(number, time.time(), kind, dict(data))
        text = json.dumps(entry.data, allow_nan=False)
        try:
            with self._lock:  # one statement, committed by itself
                self._base.execute(
                    "INSERT INTO log VALUES (?, ?, ?, ?, ?)", (name, number, entry.at, kind, text)
                )
        except sqlite3.IntegrityError as error:
            raise Refused(f"game {name} is being played by another server") from error
        except sqlite3.Error as error:
            raise Refused(f"this could not be kept on disk, and does not count: {error}") from error
        return entry

    def seat_of_code(self, name: str, code: str) -> str | None:
        """The seat that a join code opens in this room, if any; slow on purpose."""
        room, secret = codes.split(code)
        with self._lock:
            salt = self._base.execute("SELECT salt FROM games WHERE id = ?", (name,)).fetchone()[0]
            retained = self._base.execute("SELECT seat, digest FROM codes WHERE game = ?", (name,))
            rows = retained.fetchall()
        given = codes.digest(secret, salt)
        result = [seat for seat, digest in rows if compare_digest(digest, given)]
        return result[0] if result and compare_digest(room.encode(), name.encode()) else None

    def grant(self, name: str, seat: str) -> str:
        """A new token for a seat; only its digest is kept."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._base.execute(
                "INSERT INTO tokens VALUES (?, ?, ?, ?)",
                (_digest(token), name, seat, time.time()),
            )
        return token

    def holder(self, token: str) -> tuple[str, str] | None:
        """Room name and seat that a token was given for, if any."""
        with self._lock:
            row = self._base.execute(
                "SELECT game, seat FROM tokens WHERE digest = ?", (_digest(token),)
            ).fetchone()
        return (row[0], row[1]) if row else None


def _digest(token: str) -> bytes:
    """What is kept of a token; it is too long to be guessed, so a plain digest does."""
    return hashlib.sha256(token.encode()).digest()


def replay(store: Store, name: str) -> Replay:
    """Play the game `name` again from its log, and hold every turn against what was played."""
    from wargame.play.replay import replayed

    return replayed(store.header(name), store.log(name), name)


def _summary(name: str, made: float, header: Header, entries: list[Entry]) -> dict[str, Any]:
    from wargame.play.log import Log

    log = Log(header, entries)
    return {
        "id": name,
        "name": header["name"],
        "title": header["title"],
        "made": made,
        "state": log.state,
        "turn": len(log.played),
        "turns": header["turns"],
        "seats": dict(log.seats),
    }
