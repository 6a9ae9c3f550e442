"""What codes are called on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.ontology.actors import countries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.ledger.scope import Scope
    from onrecord.ledger.views import LedgerActor
    from onrecord.records import DateSource, Factuality, Quad

FACTUALITY: dict[Factuality, str] = {
    "CT+": "reported as fact",
    "CT-": "reported as not so",
    "PR+": "announced or probable",
    "PR-": "probably not so",
    "PS+": "possible",
    "PS-": "possibly not so",
    "Uu": "open",
}
DATED_BY: dict[DateSource, str] = {
    "expression": "a time expression with it",
    "context": "a time expression in its context",
    "document": "the report's day",
}
QUADS: tuple[Quad, ...] = ("material cooperation", "verbal cooperation", "verbal conflict", "material conflict")
SAID: dict[str, str] = {
    "no_comment": "declines to comment",
    "attitude": "is reported to hold",
    "igo": "intergovernmental organisation",
}
"""Codes whose own words would not do."""
JOINED: dict[str, str] = {
    "first": "the report that stands for it",
    "judged": "joined by a reviewer",
    "same_claim": "joined: the same claim",
    "same_words": "joined: the same words",
    "same_quotation": "joined: the same quotation",
    "same_content": "joined: the same content",
    "copy": "joined: a copy of the report",
    "same_countries": "joined: the same sides",
    "date_precision": "joined: the same day, told less exactly",
    "likeness": "joined: alike in what they tell",
    "forecast": "joined: announced before",
}


def said(code: str) -> str:
    """A code as words: ``verbal_conflict`` as ``verbal conflict``."""
    return SAID.get(code, code.replace("_", " "))


def names(some: Iterable[LedgerActor], nobody: str = "—") -> str:
    """Actors by name, each once."""
    return ", ".join(dict.fromkeys(one.name for one in some)) or nobody


def country(code: str) -> str:
    """A country's name; the code where it is none of ours."""
    return countries().get(code, code)


def quad_class(quad: str) -> str:
    """The style class of a quad category."""
    return quad.replace(" ", "-")


def period(scope: Scope) -> str:
    """The period of a scope in words, "" for all time."""
    from onrecord.brief.phrases import day

    if scope.since and scope.until:
        return f"{day(scope.since)} to {day(scope.until)}"
    if scope.since:
        return f"since {day(scope.since)}"
    return f"until {day(scope.until)}" if scope.until else ""


def scope_words(scope: Scope) -> str:
    """What a scope lets through, in a line."""
    parts = (
        " or ".join(country(actor) if len(actor) == 3 and actor.isupper() else actor for actor in scope.actors),
        " or ".join(scope.contexts),
        f"“{scope.query}”" if scope.query else "",
        period(scope),
    )
    return " · ".join(part for part in parts if part) or "everything on record"
