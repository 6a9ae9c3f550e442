"""Errors as answers: a page that says what to do, for programs a problem document (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse

from onrecord.errors import JudgementError, LedgerError, OnrecordError, SituationError
from onrecord.web.answers import page
from onrecord.web.queries import MissingError

if TYPE_CHECKING:
    from fastapi import FastAPI, Request
    from starlette.responses import Response

STATUS: dict[type[Exception], int] = {
    MissingError: HTTPStatus.NOT_FOUND,
    SituationError: HTTPStatus.NOT_FOUND,
    JudgementError: HTTPStatus.CONFLICT,
    LedgerError: HTTPStatus.SERVICE_UNAVAILABLE,
}
PROGRAMS = ("/api/", "/mcp")


def install(app: FastAPI) -> None:
    """Makes an application answer errors so."""

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return refusal(request, error.status_code, str(error.detail))

    async def misused(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        faults = (f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
        return refusal(request, HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(faults))

    async def failed(request: Request, error: Exception) -> Response:
        status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), HTTPStatus.BAD_REQUEST)
        return refusal(request, status, str(error))

    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, misused)
    for kind in (OnrecordError, MissingError):
        app.add_exception_handler(kind, failed)


def refusal(request: Request, status: int, detail: str) -> Response:
    """An answer that says why there is no other; who lacks the token is shown where to enter it."""
    title = HTTPStatus(status).phrase
    if request.url.path.startswith(PROGRAMS):
        problem = {"type": "about:blank", "title": title, "status": int(status), "detail": detail}
        return JSONResponse(problem, status, media_type="application/problem+json")
    if status == HTTPStatus.UNAUTHORIZED and request.method == "GET":
        return RedirectResponse(f"/sign-in?{urlencode({'then': _address(request)})}", HTTPStatus.SEE_OTHER)
    return page(request, "error.html.j2", status, title=title, detail=detail)


def _address(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
