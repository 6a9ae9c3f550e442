"""Questions that pages ask and the ledger does not answer by itself, answered from its public views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from onrecord.errors import ConfigurationError
from onrecord.ledger.naming import bearers, meant

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from onrecord.ledger.scope import Scope
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import (
        LedgerAccount,
        LedgerActor,
        LedgerAgreement,
        LedgerDocument,
        LedgerEvent,
        LedgerReview,
        LedgerStatement,
        LedgerUtterance,
        Page,
    )
    from onrecord.records import CodedDocument

Record = TypeVar("Record")

FACET_VALUES = 8
"""Values of a facet that are shown, the most frequent ones."""


class MissingError(Exception):
    """The record holds nothing of that id."""

    def __init__(self, what: str, record: str) -> None:
        super().__init__(f"The record holds no {what} {record}.")


class Count(NamedTuple):
    """A value of a facet, what it is called, and how many records have it."""

    value: str
    name: str
    number: int


class Facets(NamedTuple):
    """What the matches of a search have, counted: types of events, who speaks or acts, toward whom, in which year."""

    types: tuple[Count, ...]
    sources: tuple[Count, ...]
    recipients: tuple[Count, ...]
    years: tuple[Count, ...]


def event(ledger: Ledger, record: str) -> LedgerEvent:
    """The event of that id, or that has the mention of that id."""
    return _known("event", ledger.event, record)


def statement(ledger: Ledger, record: str) -> LedgerStatement:
    """The statement of that id."""
    return _known("statement", ledger.statement, record)


def utterance_of(ledger: Ledger, statement: LedgerStatement) -> LedgerUtterance | None:
    """What was said, with all who report it; None for a statement that people have rejected."""
    try:
        return ledger.utterance(statement.id)
    except KeyError:
        return None


def actor(ledger: Ledger, record: str) -> LedgerActor:
    """The actor of that id, or one of whose identities has it."""
    return _known("actor", ledger.actor, record)


def review(ledger: Ledger, record: str) -> LedgerReview | None:
    """The review of that id, withdrawn or not, if there is one."""
    return next((one for one in ledger.reviews() if one.id == record), None)


def agreement(ledger: Ledger, record: str) -> LedgerAgreement:
    """The agreement of that id."""
    return _known("agreement", ledger.agreement, record)


def account(ledger: Ledger, record: str) -> LedgerAccount:
    """The contested point of that id."""
    return _known("contested point", ledger.account, record)


def identity(ledger: Ledger, name: str) -> str:
    """The id of the identity that was typed by id or name.

    Raises:
        ConfigurationError: if nobody or more than one is called so.
    """
    if name.startswith("ac_"):
        return meant(actor(ledger, name), name).id
    found = bearers(ledger, name) if name else ()
    if len(found) == 1:
        return meant(found[0], name).id
    listed = "; ".join(f"{one.name} ({one.id})" for one in found[:8])
    raise ConfigurationError(f"Several are called {name}: {listed}." if found else f"Nobody is called {name}.")


def versions(ledger: Ledger, document: str) -> tuple[LedgerDocument, ...]:
    """The versions of a document, the earliest first."""
    return _known("document", ledger.versions, document)


def _known(what: str, find: Callable[[str], Record], record: str) -> Record:
    try:
        return find(record)
    except KeyError as error:
        raise MissingError(what, record) from error


def search(ledger: Ledger, scope: Scope, like: CodedDocument | None, *, limit: int, offset: int = 0) -> Page:
    """What lies in a scope: what is like a text if there is one, else what matches the scope's query."""
    if like:
        return ledger.find_like(like, scope, limit=limit, offset=offset)
    return ledger.find(scope.query, scope, limit=limit, offset=offset)


def facets(ledger: Ledger, scope: Scope) -> Facets:
    """What the events and statements of a scope have, counted."""
    found = ledger.facets(scope)
    return Facets(
        _counted(found.types, len(found.types), str.capitalize),
        _counted(found.sources, FACET_VALUES),
        _counted(found.recipients, FACET_VALUES),
        tuple(Count(year, year, found.years[year]) for year in sorted(found.years, reverse=True)),
    )


def _counted(counter: Counter[Any], most: int, name: Callable[[str], str] = str) -> tuple[Count, ...]:
    ranked = sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Count(value, name(value), number) for value, number in ranked[:most])
