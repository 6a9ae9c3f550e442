"""A small record to export: reports of a meeting, of a letter, and of actors whose names would break a row."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import pytest

from onrecord.exports import export
from onrecord.records import Actor, Role, Section, Span
from tests.ledger.articles import Article, announced, held, letters
from tests.ledger.conftest import empty_ledger, kept_postgres, ledger, postgres

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

__all__ = ["empty_ledger", "kept_postgres", "ledger", "postgres"]

BREAKING = 'Al-\t"Front"\r\nof\u2028the\x0bHills\\'
"""A name with what ends a cell, a row or a quotation for one reader or another."""


URLS = {"herald-0330": "https://www.herald.example/2015/talks", "post-0401": "https://[post/letter"}
"""An address, and what looks like one but is none."""


class Export(Protocol):
    """Exports what a test's ledger holds, as text."""

    def __call__(self, to: str, what: str = "events") -> str: ...


def hostile() -> Article:
    """A meeting of a group with a breaking name and of the European Union, whose day is not known."""
    text = (
        "“Never,” said the Front; it met Europe’s envoy 𝒜 in April. Romania jailed its leader on April 3, 2015. "
        "It was said that Iran helped the Front."
    )
    article = Article('a\t"b"\\', text, published="2015-04-05", outlet='The\t"Hills"\nPost', title="Hills\\")
    minister = Role("minister", "Romania", "former")
    article.actors["front"] = Actor("front", BREAKING, "armed_group", None, "REB", (), (Span(14, 23),))
    article.actors["europe"] = Actor("europe", "European Union", "igo", "EUR", "IGO", (), (Span(32, 38),))
    article.actors["romania"] = Actor("romania", "Romania; its police", "government", "ROU", "COP", (), (Span(60, 67),))
    article.actors["ion"] = Actor("ion", "Ion Ionescu", "person", "ROU", "GOV", (minister,), (Span(60, 67),))
    article.event("CONSULT", "met", "front", "europe", date="2015-04", place=("the\tHills", None))
    article.event("COERCE", "jailed", "romania europe ion", "front", date="2015-04-03", quad="material conflict")
    article.events[-1] = replace(article.events[-1], cameo="1722", mode="arrest", contexts=("government",))
    article.event("AID", "helped", "irn", "front", date="2015", place=("Iran", "IRN"), quad="material cooperation")
    article.event("RETREAT", "was said", "irn", "front")
    article.statement(None, "Iran helped the Front", cue="said that")
    article.event("PROTEST", "“Never,”", "front", date="2015-05-01", factuality="PS+", quad="material conflict")
    return article.statement("front", "“Never,”", cue="said", source_words="the Front", kind="direct")


def ancient() -> Article:
    """An event before the year 1000, told by nobody known, in another time zone."""
    text = "Russia ceded the city to Iran in the year 476."
    article = Article("old", text, published="2016-05-05T22:30:00-04:00", outlet=None)
    return article.event("CONCEDE", "ceded", "rus", "irn", date="0476", background=True)


def threatening() -> Article:
    """A threat on a condition."""
    text = "The United States threatened Russia with sanctions unless it leaves. It leaves, said Russia."
    article = Article("threat", text, published="2015-04-02")
    article.event("THREATEN", "threatened", "usa", "rus", date="2015-04-02", condition="unless it leaves")
    return article.statement("usa", "sanctions unless it leaves", cue="threatened", act="threatens", date="2015-04-02")


@pytest.fixture
def record(ledger: Ledger) -> Ledger:
    """A ledger with all of it, in SQLite and, where there is a server, in PostgreSQL; ``held`` is all lede."""
    sections = {"herald-0330": (Section("lede", None, Span(0, len(held().text))),), "old": ()}
    for article in (announced(), held(), letters(), hostile(), ancient()):
        coded = article.coded()
        document = replace(coded.document, url=URLS.get(article.id))
        ledger.add(replace(coded, document=document, sections=sections.get(article.id, coded.sections)))
    return ledger


@pytest.fixture
def exported(record: Ledger) -> Export:
    """Exports the record."""

    def call(to: str, what: str = "events") -> str:
        stream = io.StringIO()
        export(record, to, what, stream)
        return stream.getvalue()

    return call
