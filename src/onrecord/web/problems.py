"""Errors of the HTTP interface as ``application/problem+json`` (RFC 9457), whatever part of it refuses.

``detail`` is one line that says what to do. It never names a path, a database or a line of code.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from onrecord.errors import JudgementError, LedgerError, OnrecordError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fastapi import FastAPI
    from starlette.requests import Request

    Handler = Callable[[Request, Exception], Response]

PROGRAMS = "/api/"
"""Where programs ask, and get a problem document whatever they accept."""

MEDIA_TYPE = "application/problem+json"
REFERENCE = "#/components/schemas/{model}"
NO_BODY = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED})

DESCRIBED = {
    HTTPStatus.BAD_REQUEST: "The body cannot be read.",
    HTTPStatus.UNAUTHORIZED: "The access token is missing or wrong.",
    HTTPStatus.FORBIDDEN: "This server takes no writes, or not from there.",
    HTTPStatus.NOT_FOUND: "The ledger holds nothing of that id or name.",
    HTTPStatus.CONFLICT: "It contradicts what holds, or there is nothing to judge.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The request is too large.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "A parameter or the body cannot be used; `errors` names each fault.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many requests; `Retry-After` says when the next is taken.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "A fault of onrecord's own.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The ledger cannot be read or written now; try again.",
}
"""Statuses with a problem as their body, and what they mean here."""

ALWAYS = (
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
"""Those that any request may be answered with."""

AGAIN: dict[int, dict[str, str]] = {
    HTTPStatus.TOO_MANY_REQUESTS: {"Retry-After": "60"},
    HTTPStatus.SERVICE_UNAVAILABLE: {"Retry-After": "5"},
}
"""When to try again: rates are by the minute, a ledger is locked for seconds."""

log = logging.getLogger(__name__)


class Fault(BaseModel):
    """One thing that is wrong with a request: where (``query.limit``, ``body.reason``) and why."""

    where: str = Field(examples=["query.limit"])
    why: str = Field(examples=["Input should be less than or equal to 200"])


class Problem(BaseModel):
    """What went wrong (RFC 9457). ``type`` is ``about:blank``: the status says all that a program needs."""

    type: str = "about:blank"
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["there is no event ev_5f1c0d2b7a9e4c3d8f60"])
    instance: str = Field(examples=["/api/v1/events/ev_5f1c0d2b7a9e4c3d8f60"])
    errors: tuple[Fault, ...] = ()


def problem(
    request: Request,
    status: int,
    detail: str,
    *,
    errors: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A problem as the answer to a request; middleware that refuses a request answers with it too."""
    title = HTTPStatus(status).phrase
    made = Problem(title=title, status=status, detail=detail, instance=request.url.path, errors=tuple(errors))
    return Response(made.model_dump_json(), status, {**AGAIN.get(status, {}), **(headers or {})}, MEDIA_TYPE)


def answer(request: Request, error: Exception) -> Response:
    """The problem that an error comes to; what is nobody's doing but ours is logged and told without its words."""
    if isinstance(error, HTTPException):
        return _refused(request, error)
    if isinstance(error, RequestValidationError):
        faults = [_fault(one) for one in error.errors()]
        detail = "; ".join(f"{fault.where}: {fault.why}" for fault in faults)
        return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=faults)
    if isinstance(error, JudgementError):
        return problem(request, HTTPStatus.CONFLICT, str(error))
    if isinstance(error, LedgerError):
        log.warning("%s", error)
        detail = "the ledger cannot be read or written now; try again in a moment"
        return problem(request, HTTPStatus.SERVICE_UNAVAILABLE, detail)
    log.error("%s", error, exc_info=error)
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, "an error of onrecord's own; its log says more")


def missing(what: str) -> HTTPException:
    """The error to raise where the ledger does not hold what is asked for."""
    return HTTPException(HTTPStatus.NOT_FOUND, f"there is no {what}")


def described(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """The description of an endpoint's problems, for its ``responses``: these, and those of :data:`ALWAYS`."""
    schema = {"$ref": REFERENCE.format(model=Problem.__name__)}
    content = {MEDIA_TYPE: {"schema": schema}}
    return {int(status): {"description": DESCRIBED[status], "content": content} for status in (*statuses, *ALWAYS)}


def install(app: FastAPI, elsewhere: Handler = answer) -> None:
    """Has an application answer every error with a problem, and describe problems in its OpenAPI document.

    Args:
        app: the application.
        elsewhere: what answers where people read, outside of :data:`PROGRAMS`.
    """

    def handle(request: Request, error: Exception) -> Response:
        return (answer if request.url.path.startswith(PROGRAMS) else elsewhere)(request, error)

    for kind in (HTTPException, RequestValidationError, OnrecordError, Exception):
        app.add_exception_handler(kind, handle)
    own = app.openapi

    def openapi() -> dict[str, Any]:
        document = own()
        schema = Problem.model_json_schema(mode="serialization", ref_template=REFERENCE)
        nested = schema.pop("$defs", {})
        document.setdefault("components", {}).setdefault("schemas", {}).update({Problem.__name__: schema, **nested})
        return document

    app.openapi = openapi  # type: ignore[method-assign]


def _refused(request: Request, error: HTTPException) -> Response:
    if error.status_code in NO_BODY:
        return Response(status_code=error.status_code, headers=error.headers)
    detail = error.detail if error.detail != HTTPStatus(error.status_code).phrase else _unsaid(error)
    return problem(request, error.status_code, detail, headers=error.headers)


def _unsaid(error: HTTPException) -> str:
    """What to do about a refusal that gives no reason: those of the framework's own routing."""
    if error.status_code == HTTPStatus.NOT_FOUND:
        return "there is nothing at this address; /api/v1/openapi.json describes those that there are"
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return f"this address takes {(error.headers or {}).get('Allow', 'other methods')}"
    return str(error.detail)


def _fault(error: Mapping[str, Any]) -> Fault:
    where = ".".join(map(str, error["loc"]))
    return Fault(where=where, why=str(error["msg"]).removeprefix("Value error, "))
