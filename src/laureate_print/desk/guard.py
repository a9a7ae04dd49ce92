"""Who may ask, and what a browser may do with the answer: this machine's browser alone, on pages of
this server alone.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_OWN = ("same-origin", "none")  # `none`: the address was typed
_READING = ("GET", "HEAD")
_UNKNOWN = "open the desk by the address that stands on the terminal: it has a token"
# CSP Level 3: what the pages of the preview may do.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
# A web page that was made names its own style by hash; here it may do nothing more, and be framed.
MADE = (
    "script-src 'none'; connect-src 'none'; object-src 'none'; frame-src 'none';"
    " form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Lets in what asks for this server by its own name, from its own pages, and knows its `token`
    if it has one; says to each answer what a browser may do with it.

    The token comes in the address of the first page (`?token=…`); from then on the browser has it
    as a cookie that no page of a stranger can use or read, and the address goes without it.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str], token: str = "") -> None:
        self._app, self._hosts, self._token = app, frozenset(hosts), token
        self._cookie = f"laureate-print-{hosts[0].rpartition(':')[2]}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request (ASGI 3)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        request = Request(scope)
        refused = self._refusal(request.headers, scope["method"])
        if refused:
            app: ASGIApp = PlainTextResponse(refused, 403)
        else:
            app = self._entry(request) if self._token else self._app
        await app(scope, receive, answer)

    def _entry(self, request: Request) -> ASGIApp:
        """Gives what answers to who knows the token, and to who does not."""
        if self._is_token(request.cookies.get(self._cookie, "")):
            return self._app
        if request.method == "GET" and self._is_token(request.query_params.get("token", "")):
            entered = RedirectResponse(request.url.path, 303)
            entered.set_cookie(self._cookie, self._token, httponly=True, samesite="strict")
            return entered
        return PlainTextResponse(_UNKNOWN, 403)

    def _is_token(self, given: str) -> bool:
        """Compares in a time that says nothing of where two differ."""
        return hmac.compare_digest(given.encode(), self._token.encode())

    def _refusal(self, headers: Mapping[str, str], method: str) -> str:
        """Says why a request is refused; nothing if it is not. A name that leads here from a
        stranger's domain, and a page of a stranger, are.
        """
        if headers.get("host", "") not in self._hosts:
            return "this server is asked by its own address alone"
        origin = headers.get("origin")
        if origin is None and method not in _READING:
            return "this server answers to its own pages alone"
        if origin is not None and origin not in {f"http://{host}" for host in self._hosts}:
            return "this server answers to its own pages alone"
        if headers.get("sec-fetch-site", "none") not in _OWN:
            return "this server answers to its own pages alone"
        return ""
