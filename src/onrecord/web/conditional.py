"""ETags: an answer is of a state of the ledger, and need not be sent again as long as the ledger is in it.

The tag is taken before the ledger is read. If the ledger grows in between, the answer is newer than its tag, and the
next request fetches it once more; the other way round it would stay old. Tags are weak: they promise the same
records, not the same bytes.
"""

from __future__ import annotations

from http import HTTPStatus

from fastapi import HTTPException, Request, Response

from onrecord.web.ledgers import Lent  # noqa: TC001 - FastAPI resolves it at run time
from onrecord.web.state import state_of

CACHING = "private, no-cache"
"""Kept by the reader's own program alone, and asked about each time: a record changes when it changes."""


def revalidated(request: Request, response: Response, ledger: Lent) -> None:
    """The dependency of everything that reads: tags the answer, or says that the reader has it already.

    Raises:
        HTTPException: 304, if the tag that the reader has is the ledger's.
    """
    tag = f'W/"{state_of(ledger)}"'
    headers = {"ETag": tag, "Cache-Control": CACHING}
    if _is_known(tag, request.headers.getlist("if-none-match")):
        raise HTTPException(HTTPStatus.NOT_MODIFIED, headers=headers)
    response.headers.update(headers)


def _is_known(tag: str, given: list[str]) -> bool:
    """Whether a reader has it; weak and strong tags are compared alike, as RFC 9110 has it for this header."""
    known = {part.strip().removeprefix("W/") for line in given for part in line.split(",")}
    return tag.removeprefix("W/") in known or "*" in known
