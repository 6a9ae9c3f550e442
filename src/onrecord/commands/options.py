"""Options that several commands share: what they may be, and what to say where they are not.

A filter that cannot hold is refused: silently dropped or held as text, it would answer another question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import ConfigurationError
from onrecord.records import is_iso_prefix

if TYPE_CHECKING:
    from collections.abc import Iterable


def split(values: str | None) -> tuple[str, ...]:
    """A comma-separated option as its parts."""
    return tuple(part.strip() for part in (values or "").split(",") if part.strip())


def period(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """``--since`` and ``--until`` as ISO prefixes.

    Raises:
        ConfigurationError: if one is no year, month or day, or the first is later than the second.
    """
    first, last = _iso_prefix("--since", since), _iso_prefix("--until", until)
    if first and last and first[: len(last)] > last[: len(first)]:
        raise ConfigurationError(f"--since {first} is later than --until {last}")
    return first, last


def contexts(given: str | None) -> tuple[str, ...]:
    """``--contexts`` as PLOVER's names.

    Raises:
        ConfigurationError: for any other.
    """
    from onrecord.ontology.plover import known_contexts

    wanted = tuple(name.lower() for name in split(given))
    _refuse_others("--contexts", wanted, known_contexts(), "context")
    return wanted


def event_types(given: str | None) -> tuple[str, ...]:
    """``--type`` as PLOVER's names.

    Raises:
        ConfigurationError: for any other.
    """
    from onrecord.records import EVENT_TYPES

    wanted = tuple(name.upper() for name in split(given))
    _refuse_others("--type", wanted, EVENT_TYPES, "type")
    return wanted


def one(option: str, given: str | None) -> str | None:
    """An option that takes one name.

    Raises:
        ConfigurationError: if it holds several.
    """
    names = split(given)
    if len(names) > 1:
        raise ConfigurationError(f"{option} {given!r}: one name or country code at a time")
    return names[0] if names else None


def _iso_prefix(option: str, given: str | None) -> str | None:
    if given is None:
        return None
    if not is_iso_prefix(given):
        raise ConfigurationError(f"{option} {given!r} is not a date like 2015, 2015-04 or 2015-04-02")
    return given


def _refuse_others(option: str, wanted: Iterable[str], known: Iterable[str], kind: str) -> None:
    known = tuple(known)
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        raise ConfigurationError(f"{option} {', '.join(unknown)} is no PLOVER {kind}; they are {', '.join(known)}")
