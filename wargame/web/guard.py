"""Who may speak to the server: known Host names, own Origin, and headers that fence pages in."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECURITY = {
    # NiceGUI builds its pages by inline modules and Vue compiles templates; nothing else, and
    # nothing from or to anywhere else, is allowed.
    "content-security-policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'self'"
    ),
    "x-content-type-options": "nosniff",
    # Not "no-referrer": with it forms of our own pages are sent with the Origin "null".
    "referrer-policy": "same-origin",
    "x-frame-options": "SAMEORIGIN",
    "cross-origin-opener-policy": "same-origin",
}


def name_of(netloc: str) -> str:
    """The host of 'host:port' or '[::1]:port', in lower case; '' where there is none."""
    try:
        return (urlsplit(f"//{netloc}").hostname or "").lower()
    except ValueError:
        return ""


def same_origin(origin: str, host: str) -> bool:
    """Whether `origin` (such as 'http://localhost:8080') is the page of `host` itself."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()


class Guard:
    """ASGI middleware: refuses foreign Host (400) and Origin (403), and adds security headers.

    A WebSocket must tell its Origin; every browser does.
    """

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        refused = self.refusal(scope) if scope["type"] in ("http", "websocket") else None
        if refused and scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})  # before it is accepted
        elif refused:
            status, words = refused
            response = PlainTextResponse(words, status, headers={"connection": "close"})
            await response(scope, receive, send)
        else:

            async def fenced(message: Message) -> None:
                if message["type"] == "http.response.start":
                    headers = MutableHeaders(scope=message)
                    for name, value in SECURITY.items():
                        headers.setdefault(name, value)
                await send(message)

            await self.app(scope, receive, fenced)

    def refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Status and words if this connection is refused."""
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        if name_of(host) not in self.hosts:
            return 400, (
                "This server does not go by that name. If it should, start it with "
                "wargame serve --name and that name.\n"
            )
        if origin is None:
            return (403, "An Origin is missing.\n") if scope["type"] == "websocket" else None
        if not same_origin(origin, host):
            return 403, "Requests of other pages are refused.\n"
        return None
