"""Who may write: whoever sends the server's access token in the ``Authorization`` header.

No cookie is looked at, so that a page of another site cannot make a reader's browser write.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from onrecord.web.settings import Settings

bearer = HTTPBearer(auto_error=False, description="The access token that `onrecord serve` was started with.")


def authorised(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]) -> None:
    """The dependency of everything that writes.

    Raises:
        HTTPException: 403, if the server has no token; 401, if the request has another one or none.
    """
    settings: Settings = request.app.state.settings
    if settings.token is None:
        raise HTTPException(HTTPStatus.FORBIDDEN, "this server was started without an access token and takes no writes")
    if given is None or not settings.is_token(given.credentials):
        refused = "writing needs the server's access token: Authorization: Bearer ..."
        raise HTTPException(HTTPStatus.UNAUTHORIZED, refused, {"WWW-Authenticate": "Bearer"})
