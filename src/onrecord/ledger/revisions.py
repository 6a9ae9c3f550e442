"""Which of two versions of a document is the newer one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.records import Metadata

DAY = len("2015-07-14")
MONTH = len("2015-07")


def moment(value: str | None) -> str:
    """An ISO 8601 prefix as a sortable one: UTC where it has an offset, "" for None; text sorts as time does."""
    if value is None or len(value) <= DAY:
        return value or ""
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError:
        return value
    return (parsed.astimezone(UTC) if parsed.tzinfo else parsed).replace(tzinfo=None).isoformat(timespec="seconds")


def revision_key(meta: Metadata) -> str:
    """What versions sort by: the day, then whether it is an update, then the time; "" for a document without dates.

    The day comes first because outlets often give a time to only one of two revisions.
    """
    stamp = moment(meta.updated) or moment(meta.published)
    if not stamp:
        return ""
    return f"{stamp[:DAY]:<{DAY}} {'2' if meta.updated else '1'} {stamp[DAY:]}"
