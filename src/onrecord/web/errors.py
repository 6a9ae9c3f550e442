"""Errors as answers: a page that says what to do, for programs a problem document (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from onrecord.errors import JudgementError, LedgerError, OnrecordError, SituationError
from onrecord.web import problems, waiting
from onrecord.web.answers import page
from onrecord.web.guard import HEADERS
from onrecord.web.queries import MissingError

if TYPE_CHECKING:
    from fastapi import FastAPI, Request
    from starlette.responses import Response

STATUS: dict[type[Exception], int] = {
    MissingError: HTTPStatus.NOT_FOUND,
    SituationError: HTTPStatus.NOT_FOUND,
    JudgementError: HTTPStatus.CONFLICT,
    LedgerError: HTTPStatus.SERVICE_UNAVAILABLE,
    OnrecordError: HTTPStatus.BAD_REQUEST,
}
UNEXPECTED = "Something went wrong in onrecord itself. Please report it; its log says more."


def install(app: FastAPI) -> None:
    """Makes an application answer errors so."""
    problems.install(app, elsewhere=told)
    app.add_exception_handler(MissingError, told)
    waiting.install(app)


def told(request: Request, error: Exception) -> Response:
    """The page that an error comes to."""
    if isinstance(error, HTTPException):
        return refusal(request, error.status_code, str(error.detail))
    if isinstance(error, RequestValidationError):
        faults = (f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
        return refusal(request, HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(faults))
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), None)
    if status is None:
        answer = refusal(request, HTTPStatus.INTERNAL_SERVER_ERROR, UNEXPECTED)
        answer.headers.update(HEADERS)  # this handler stands before the guard that adds them
        return answer
    return refusal(request, status, str(error))


def refusal(request: Request, status: int, detail: str) -> Response:
    """An answer that says why there is no other; who lacks the token is shown where to enter it."""
    if request.url.path.startswith(problems.PROGRAMS):
        return problems.problem(request, status, detail)
    if status == HTTPStatus.UNAUTHORIZED and request.method == "GET":
        return RedirectResponse(f"/sign-in?{urlencode({'then': _address(request)})}", HTTPStatus.SEE_OTHER)
    return page(request, "error.html.j2", status, title=HTTPStatus(status).phrase, detail=detail)


def _address(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
