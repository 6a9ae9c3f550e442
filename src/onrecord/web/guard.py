"""What stands between the network and the pages: headers, bounds, who may read, who may write.

Article text is hostile, so no page may run a script or load anything that is not the workbench's own; whoever reads it
may have other sites open, so a write needs more than a cookie.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qsl, urlsplit

from fastapi import HTTPException, Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import MutableHeaders

from onrecord.web.settings import same

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from onrecord.web.settings import Settings

SESSION = "onrecord"
"""The cookie that says that the token was shown."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    # "no-referrer" would also make the Origin of the workbench's own forms "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
OPEN = ("/static/", "/sign-in")
"""What needs no token, so that one can sign in."""

ATTEMPTS = RateLimitItemPerMinute(20)
"""Wrong tokens that one reader may show."""


class TooLargeError(HTTPException):
    """A body grew past its bound while it was read.

    The framework takes any other error in reading a body for a body that is malformed, and answers with 400.
    """

    def __init__(self) -> None:
        super().__init__(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The request is too large.")


class Guard:
    """Middleware: refuses what is too much, comes under a strange name or without the token; adds headers to all."""

    def __init__(self, app: ASGIApp, settings: Settings, refuse: Callable[[Request, int, str], Response]) -> None:
        self._app, self._settings, self._refuse = app, settings, refuse
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}  # the server leaves the body out
        request = Request(scope)
        request.state.writer = is_writer(request, self._settings)
        sending = _with_headers(send)
        refused = self._refusal(request)
        if refused is not None:
            await self._refuse(request, *refused)(scope, receive, sending)
            return
        await self._app(scope, _bounded(receive, self._settings.body_bytes), sending)

    def _refusal(self, request: Request) -> tuple[int, str] | None:
        settings, path = self._settings, request.url.path
        if settings.hosts and (request.url.hostname or "") not in settings.hosts:
            return HTTPStatus.MISDIRECTED_REQUEST, "The workbench does not answer under this name."
        if len(request.scope["query_string"]) + len(request.scope["raw_path"] or b"") > settings.address_bytes:
            return HTTPStatus.REQUEST_URI_TOO_LONG, "The address is too long."
        if _claimed(request) > settings.body_bytes:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The request is too large."
        if not self._within_rate(request):
            return HTTPStatus.TOO_MANY_REQUESTS, "Too many requests. Wait a minute, then try again."
        if settings.reading_needs_token and not request.state.writer and not path.startswith(OPEN):
            return HTTPStatus.UNAUTHORIZED, "This workbench is open to those who have its token."
        return None

    def _within_rate(self, request: Request) -> bool:
        if request.url.path.startswith("/static/"):
            return True
        return self._limiter.hit(RateLimitItemPerMinute(self._settings.requests_a_minute), _reader(request))


class Attempts:
    """Counts the wrong tokens that each reader shows, so that none is guessed."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def are_left(self, request: Request) -> bool:
        """Whether the reader may show another token."""
        return self._limiter.test(ATTEMPTS, _reader(request))

    def failed(self, request: Request) -> None:
        """Counts one."""
        self._limiter.hit(ATTEMPTS, _reader(request))


def is_writer(request: Request, settings: Settings) -> bool:
    """Whether a request comes from somebody who has shown the token, by cookie or (programs) as a bearer."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return settings.is_token(given.strip())
    return same(request.cookies.get(SESSION, ""), settings.derived("session"))


async def written(request: Request) -> dict[str, str]:
    """The dependency of every form: what was filled in, if the one who sent it may write and meant to.

    Raises:
        HTTPException: if the token was not shown, or another site may have sent the form.
    """
    settings = cast("Settings", request.app.state.settings)
    if not request.state.writer:
        raise HTTPException(HTTPStatus.UNAUTHORIZED, "Sign in with the workbench's token to write.")
    fields = dict(parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True))
    if not (_from_here(request) and same(fields.get("form", ""), settings.derived("form"))):
        raise HTTPException(HTTPStatus.FORBIDDEN, "This form did not come from the workbench. Load the page again.")
    return fields


def _reader(request: Request) -> str:
    return request.client.host if request.client else ""


def _from_here(request: Request) -> bool:
    """Whether the browser says that a page of this very workbench sent the request, or says nothing."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _claimed(request: Request) -> int:
    """How long a body says it is; what is no number counts when it comes."""
    length = request.headers.get("content-length", "")
    return int(length) if length.isdecimal() else 0


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "private, no-cache")
        await send(message)

    return sending


def _bounded(receive: Receive, most: int) -> Receive:
    """The same stream of a body, which may claim no length at all, cut off where it is too long."""
    seen = 0

    async def receiving() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise TooLargeError
        return message

    return receiving
