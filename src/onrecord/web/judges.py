"""Under which name somebody judges: the one that the form gives, else the one that the browser remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import Request

    from onrecord.web.settings import Settings

NAME = "onrecord_name"
"""The cookie that keeps it."""

A_YEAR = 365 * 24 * 60 * 60
UNDONE = "undone in the workbench"
MOST = 80
"""Characters of a name that are remembered."""

Answer = TypeVar("Answer", bound=Response)


def known_judge(request: Request) -> str:
    """The name that the browser remembers, else the one that the workbench was started with."""
    return request.cookies.get(NAME, "") or cast("Settings", request.app.state.settings).author


def judge_of(request: Request, form: Mapping[str, str]) -> str:
    """Who signs what a form judges."""
    return form.get("author", "").strip() or known_judge(request)


def remember(response: Answer, author: str) -> Answer:
    """Has the browser remember a name."""
    kept = author[:MOST].encode("ascii", "ignore").decode()
    response.set_cookie(NAME, kept, A_YEAR, httponly=True, samesite="lax")
    return response
