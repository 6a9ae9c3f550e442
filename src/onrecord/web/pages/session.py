"""Showing the token once, so that the browser may read and write from then on."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.responses import RedirectResponse, Response

from onrecord.web.answers import page
from onrecord.web.guard import SESSION, Attempts, written
from onrecord.web.settings import Settings  # noqa: TC001

router = APIRouter()

A_MONTH = 30 * 24 * 60 * 60


@router.get("/sign-in")
def sign_in(request: Request, token: Annotated[str, Query(max_length=400)] = "", then: str = "/") -> Response:
    """Where the token is entered; the address that ``onrecord serve`` prints brings it along."""
    if token:
        return _signed_in(request, token, then)
    return page(request, "sign_in.html.j2", then=then, wrong=False)


@router.post("/sign-in")
async def show_token(request: Request) -> Response:
    """Takes the token that was entered."""
    fields = parse_qs((await request.body()).decode("utf-8", "replace"))
    return _signed_in(request, fields.get("token", [""])[0].strip(), fields.get("then", ["/"])[0])


@router.post("/sign-out")
def sign_out(_: Annotated[dict[str, str], Depends(written)]) -> Response:
    """Has the browser forget that the token was shown."""
    response = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    response.delete_cookie(SESSION, httponly=True, samesite="lax")
    return response


def _signed_in(request: Request, token: str, then: str) -> Response:
    settings: Settings = request.app.state.settings
    attempts: Attempts = request.app.state.attempts
    if not attempts.are_left(request):
        raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, "Too many wrong tokens. Wait a minute, then try again.")
    if not settings.is_token(token):
        attempts.failed(request)
        return page(request, "sign_in.html.j2", HTTPStatus.FORBIDDEN, then=then, wrong=True)
    response = RedirectResponse(own_address(then), HTTPStatus.SEE_OTHER)
    secure = request.url.scheme == "https"
    # Lax, not Strict: an address from a colleague's mail must open; what writes asks for more than the cookie.
    response.set_cookie(SESSION, settings.derived("session"), A_MONTH, httponly=True, samesite="lax", secure=secure)
    return response


def own_address(then: str) -> str:
    """An address of this workbench; whatever leads elsewhere becomes the first page."""
    printable = then.isprintable() and "\\" not in then
    return then if printable and then.startswith("/") and not then.startswith("//") else "/"
