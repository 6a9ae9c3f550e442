"""Names, dates and lists as English has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.ledger.views import LedgerActor

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ARTICLE = re.compile(
    r"(United |European (Union|Commission)|Islamic Republic|Netherlands|Philippines|Kremlin|White House|Pentagon|UN\b"
    r"|Security Council|International )"
)
_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def day(iso: str) -> str:
    """An ISO prefix in words: 8 March 2025, March 2025, 2025."""
    found = _ISO.match(iso)
    if found is None:
        raise ValueError(f"not an ISO date prefix: {iso!r}")
    year, month, date = found.groups()
    words = [str(int(date))] if date else []
    words += [MONTHS[int(month) - 1]] if month else []
    return " ".join([*words, year])


def dated(iso: str) -> str:
    """The same with its preposition: on 8 March 2025, in March 2025, in 2025."""
    return ("on " if len(iso) >= 10 else "in ") + day(iso)


def named(actor: LedgerActor | str) -> str:
    """An actor's name, with the article where English wants one."""
    name = actor if isinstance(actor, str) else actor.name
    return f"the {name}" if _ARTICLE.match(name) else name


def listed(parts: Sequence[str]) -> str:
    """One, two and three."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + (f" and {parts[-1]}" if parts else "")


def counted(number: int, noun: str) -> str:
    """1 event, 2 events."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def capitalised(text: str) -> str:
    """The text with its first letter as a sentence wants it."""
    return text[:1].upper() + text[1:]
