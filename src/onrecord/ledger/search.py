"""Full text search over reduced words: SQLite's FTS5, which stems and ranks, and LIKE on other databases.

A query is read by this module, not by the database, so that none is an error: words must all occur, quotation marks
make a phrase, ``word*`` a prefix, ``-word`` excludes, ``OR`` separates alternatives.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select, text

from onrecord.ledger.identity import words
from onrecord.ledger.schema import SEARCH_INDEX, search_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Connection

_TERM = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase, reduced to its words."""

    words: str
    prefix: bool = False
    excluded: bool = False


Alternative = tuple[Term, ...]
"""Terms that must all hold, at least one of them not excluding."""


def parse(query: str) -> tuple[Alternative, ...]:
    """The alternatives of a query; none where it names no word to look for."""
    alternatives: list[list[Term]] = [[]]
    for match in _TERM.finditer(query):
        if match["word"] == "OR" and not match["minus"]:
            alternatives.append([])
        else:
            alternatives[-1].extend(_terms(match))
    return tuple(tuple(terms) for terms in alternatives if any(not term.excluded for term in terms))


def scores(connection: Connection, query: str) -> dict[str, float]:
    """Ids of the statements and event mentions that match, each with its score, the higher the better.

    Those of superseded versions are among them; what is live is for the reader to say.
    """
    alternatives = parse(query)
    if not alternatives:
        return {}
    if connection.dialect.name == "sqlite":
        return dict(_by_index(connection, alternatives))
    return dict(_by_words(connection, alternatives))


def _terms(match: re.Match[str]) -> Iterator[Term]:
    written = match["phrase"] if match["phrase"] is not None else match["word"]
    if reduced := words(written):
        prefix = match["word"] is not None and written.endswith("*")
        yield Term(reduced, prefix=prefix, excluded=bool(match["minus"]))


def _by_index(connection: Connection, alternatives: tuple[Alternative, ...]) -> Iterator[tuple[str, float]]:
    found = connection.execute(text(_QUERY), {"query": " OR ".join(map(_expression, alternatives))})
    return ((record, -rank) for record, rank in found)


_QUERY = f"""
    SELECT search_rows.record, bm25({SEARCH_INDEX})
    FROM {SEARCH_INDEX}
    JOIN search_rows ON search_rows.seq = {SEARCH_INDEX}.rowid
    WHERE {SEARCH_INDEX} MATCH :query
"""


def _expression(terms: Alternative) -> str:
    """FTS5's form; reduced words hold no quotation mark, so nothing in them can be syntax."""
    wanted = " AND ".join(_quoted(term) for term in terms if not term.excluded)
    excluded = "".join(f" NOT {_quoted(term)}" for term in terms if term.excluded)
    return f"(({wanted}){excluded})"


def _quoted(term: Term) -> str:
    return f'"{term.words}"' + ("*" if term.prefix else "")


def _by_words(connection: Connection, alternatives: tuple[Alternative, ...]) -> Iterator[tuple[str, float]]:
    """By LIKE on the reduced words: whole words and prefixes, no stemming, every match as good as another."""
    everything = func.concat(" ", search_rows.c.names, " ", search_rows.c.body, " ")
    matching = or_(*(_holds(alternative, everything) for alternative in alternatives))
    return ((record, 1.0) for record in connection.scalars(select(search_rows.c.record).where(matching)))


def _holds(terms: Alternative, everything: ColumnElement[str]) -> ColumnElement[bool]:
    # Reduced words hold neither % nor _, so nothing in them can be a pattern.
    tests = ((everything.like(f"% {term.words}{'' if term.prefix else ' '}%"), term.excluded) for term in terms)
    return and_(*(~test if excluded else test for test, excluded in tests))
