"""Host, Origin, cookies, headers: refused or set by a real server."""

from __future__ import annotations

import base64
import http.client
import os
import socket
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import Server
from wargame.declare.errors import WargameError
from wargame.web import server_directory
from wargame.web.guard import name_of, same_origin
from wargame.web.server import allowed, outgoing

pytestmark = pytest.mark.slow

EVIL = (
    "http://evil.example",
    "null",
    "http://localhost:1",
    "http://localhost.evil.example",
    "file://",
)


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    """One request with headers of our own."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    line.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        line.putheader(name, value)
    line.endheaders()
    return line.getresponse()


SOCKET = "/_nicegui_ws/socket.io/?EIO=4&transport="
PATHS = ("/explore", "/assets/style.css", f"{SOCKET}polling", "/play")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "localhost.evil.example", ""])
def test_a_foreign_host_is_refused(server: Server, path: str, host: str) -> None:
    assert ask(server, path, Host=host).status == 400


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("origin", EVIL)
def test_a_foreign_origin_is_refused(server: Server, path: str, origin: str) -> None:
    assert ask(server, path, Origin=origin).status == 403
    assert ask(server, "/explore/upload", "POST", Origin=origin).status == 403


def handshake(server: Server, origin: str | None) -> str:
    """The first line that answers a WebSocket handshake."""
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [
        f"GET {SOCKET}websocket HTTP/1.1",
        f"Host: localhost:{server.port}", "Upgrade: websocket", "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13",
    ]  # fmt: skip
    lines += [f"Origin: {origin}"] if origin else []
    with socket.create_connection(("127.0.0.1", server.port), 20) as line:
        line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        return line.recv(200).decode("latin-1").splitlines()[0]


def test_a_socket_opens_for_our_own_pages_alone(server: Server) -> None:
    assert " 101 " in handshake(server, server.address)
    for origin in (*EVIL, None):
        assert " 403 " in handshake(server, origin), origin


def test_cookies_and_headers(server: Server) -> None:
    answer = ask(server, "/explore")
    cookies = answer.headers.get_all("set-cookie") or []
    assert cookies
    for cookie in cookies:
        low = cookie.lower()
        assert "httponly" in low and "samesite=lax" in low
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'self'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../server.py",
        "/assets/..%2fserver.py",
        "/assets/%2e%2e/%2e%2e/pyproject.toml",
        "/explore/scenario.yaml?s=../../../etc/passwd",
        "/explore/scenario.yaml?s=/etc/passwd",
        "/docs",
        "/openapi.json",
    ],
)
def test_no_address_reaches_a_file(server: Server, path: str) -> None:
    answer = ask(server, path)
    body = answer.read().decode("utf-8", "replace")
    for leaked in ("root:x", "from __future__", "[project]", "swagger", '"paths"'):
        assert leaked not in body
    assert answer.status in (200, 400, 404)


def test_names_and_origins() -> None:
    assert [name_of(x) for x in ("LocalHost:80", "[::1]:8080", "a.b", "", "[")] == [
        "localhost", "::1", "a.b", "", "",
    ]  # fmt: skip
    assert same_origin("http://localhost:80", "localhost:80")
    assert same_origin("https://Class.local", "class.local")
    assert not same_origin("ftp://localhost:80", "localhost:80")
    assert not same_origin("http://localhost:80@evil", "localhost:80")
    assert "0.0.0.0" not in allowed("0.0.0.0", ())
    assert "class.local" in allowed("192.0.2.1", ["class.local"])
    assert set(allowed("127.0.0.1", ())) == {"localhost", "127.0.0.1", "::1"}


def test_the_secret_is_our_own_and_another_host_needs_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARGAME_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("WARGAME_SECRET", raising=False)
    first = server_directory.secret(loopback=True)
    assert len(first) >= 48 and server_directory.secret(loopback=True) == first
    assert stat.S_IMODE((tmp_path / "home" / "secret").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700
    with pytest.raises(WargameError, match="WARGAME_SECRET"):
        server_directory.secret(loopback=False)
    monkeypatch.setenv("WARGAME_SECRET", "short")
    with pytest.raises(WargameError, match="32 characters"):
        server_directory.secret(loopback=False)
    monkeypatch.setenv("WARGAME_SECRET", "x" * 40)
    assert server_directory.secret(loopback=False) == "x" * 40


def run_serve(environment: dict[str, str], *options: str) -> Any:
    """`serve` that is expected to refuse."""
    import subprocess
    import sys

    from tests.web.conftest import ROOT

    bare = {key: value for key, value in os.environ.items() if key != "WARGAME_SECRET"}
    return subprocess.run(
        [sys.executable, "run.py", "serve", *options], cwd=ROOT, capture_output=True, text=True,
        timeout=60, env=bare | environment,
    )  # fmt: skip


def test_serve_refuses_what_it_cannot_or_should_not_do(server: Server, tmp_path: Path) -> None:
    own = {"WARGAME_HOME": str(tmp_path)}
    bare = run_serve(own, "--host", "0.0.0.0")
    assert bare.returncode == 2 and "WARGAME_SECRET" in bare.stderr
    taken = run_serve(own, "--port", str(server.port))
    assert taken.returncode == 2 and "cannot be used" in taken.stderr
    warned = run_serve(
        own | {"WARGAME_SECRET": "x" * 40}, "--host", "0.0.0.0", "--port", str(server.port)
    )
    assert warned.returncode == 2 and "classroom" in warned.stderr
    for one in (bare, taken, warned):
        assert "Traceback" not in one.stderr


def test_a_phone_opens_the_address_that_is_printed(tmp_path: Path) -> None:
    own = outgoing("0.0.0.0")
    if not own:
        why = "this machine is in no network"
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    server = Server(tmp_path, "--host", "0.0.0.0", WARGAME_SECRET="x" * 40)
    try:
        for path in ("/explore", "/play"):
            line = http.client.HTTPConnection(own[0], server.port, timeout=20)
            line.request("GET", path)
            assert line.getresponse().status == 200, path
            line.close()
        assert f"wargame is at http://{own[0]}:{server.port} " in server.said()
        assert "http://0.0.0.0" not in server.said()
        refused = ask(server, "/explore", Host="class.example")
        assert refused.status == 400 and b"--name" in refused.read()
    finally:
        server.process.terminate()
        server.process.wait(60)
