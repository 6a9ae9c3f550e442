"""One record by its id. The ledger offers lists; the day it offers single records, here is where to ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

from fastapi import Path

from onrecord.web.problems import missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Row = TypeVar("Row")

Id = Annotated[
    str, Path(alias="id", max_length=40, pattern=r"^[a-z]{2}_[0-9a-f]{1,32}$", examples=["ev_5f1c0d2b7a9e4c3d8f60"])
]


def one(kind: str, wanted: str, found: Iterable[Row], ids: Callable[[Row], tuple[str, ...]]) -> Row:
    """The record that goes by an id.

    Raises:
        HTTPException: 404, if none does.
    """
    for row in found:
        if wanted in ids(row):
            return row
    raise missing(f"{kind} {wanted}")
