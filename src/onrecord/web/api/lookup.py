"""One record by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

from fastapi import Path

from onrecord.web.problems import missing

if TYPE_CHECKING:
    from collections.abc import Callable

Row = TypeVar("Row")

Id = Annotated[
    str, Path(alias="id", max_length=40, pattern=r"^[a-z]{2}_[0-9a-f]{1,32}$", examples=["ev_5f1c0d2b7a9e4c3d8f60"])
]


def by_id(kind: str, wanted: str, find: Callable[[str], Row]) -> Row:
    """The record that the ledger finds.

    Raises:
        HTTPException: 404, if it finds none.
    """
    try:
        return find(wanted)
    except KeyError as error:
        raise missing(f"{kind} {wanted}") from error
