"""Full text search over reduced words: SQLite's FTS5 or PostgreSQL's text search, both stemming after Porter.

A query is read by this module, not by the database, so that none is an error: words must all occur, quotation marks
make a phrase, ``word*`` a prefix, ``-word`` excludes, ``OR`` separates alternatives. What matches is the same on both
databases but for the few words that Porter's later corrections stem otherwise ("technology": of 19,992 words of wire
reports 16); how matches are ranked (BM25 there, frequency over length here) is each database's own.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Double, Integer, bindparam, column, select, text

from onrecord.ledger.identity import words
from onrecord.ledger.schema import SEARCH_INDEX, search_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import CTE, Connection, TextClause

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
    found = scored(connection, query)
    return {} if found is None else _by_record(connection, found)


def scored(connection: Connection, query: str) -> CTE | None:
    """The same as a table of ``seq`` (that of ``search_rows``) and ``score``, None where the query names no word.

    However often a statement refers to it, the index is asked once.
    """
    found = _asked(connection, query, _FTS5, _TSVECTOR)
    return None if found is None else found.columns(*_SCORED).cte()


def matching(connection: Connection, query: str) -> CTE | None:
    """The same without scores, which take longer than what matches."""
    found = _asked(connection, query, _MATCHING_FTS5, _MATCHING_TSVECTOR)
    return None if found is None else found.columns(_SCORED[0]).cte()


def _asked(connection: Connection, query: str, fts5: str, tsvector: str) -> TextClause | None:
    """A statement of the database's own with the query in its form."""
    alternatives = parse(query)
    if not alternatives:
        return None
    if connection.dialect.name == "sqlite":
        statement, asked = text(fts5), " OR ".join(map(_fts5, alternatives))
    else:
        statement, asked = text(tsvector), _as_tsquery(connection, alternatives)
    # A name of its own: a search within a situation asks two queries at once.
    return statement.bindparams(bindparam("query", asked, unique=True))


def _by_record(connection: Connection, found: CTE) -> dict[str, float]:
    query = select(search_rows.c.record, found.c.score).join(found, found.c.seq == search_rows.c.seq)
    return {row.record: row.score for row in connection.execute(query)}


def similar(connection: Connection, written: str) -> dict[str, float]:
    """Ids of records that share a telling word with a text, each with its share of the best BM25 score."""
    asked = sorted(set(words(written).split()))
    rows = connection.scalar(text("SELECT count(*) FROM search_rows")) or 0
    count, rank = (
        (_COUNT_FTS5, _rank_fts5) if connection.dialect.name == "sqlite" else (_COUNT_TSVECTOR, _rank_tsvector)
    )
    most = max(int(COMMON * rows), FEW)
    counted = {
        word: connection.scalar(text(count), {"word": word, "most": most + 1}) or 0
        for word in _forms(connection, asked)
    }
    telling = _telling(counted, most)
    found = rank(connection, telling, rows) if telling else {}
    best = max(found.values(), default=1.0)
    return {record: score / best for record, score in found.items()}


COMMON = 0.1
"""Words that a larger share of records have tell nothing apart; at a fifth the pairs of ``benchmarks/find_like.py`` are
found as well, and half as many rows again are read."""

FEW = 100
"""Records that are few enough to be read whatever their share."""

MOST_READ = 100_000
"""Records of all words together, so that a sentence costs a second or two over a million of them, and no more."""


def _telling(counted: Mapping[str, int], most: int) -> dict[str, int]:
    """The words by which a text is looked for, the rarest first, with the number of records that have each."""
    found: dict[str, int] = {}
    for word, number in sorted(counted.items(), key=lambda item: (item[1], item[0])):
        if number > most or (found and sum(found.values()) + number > MOST_READ):
            break
        if number:
            found[word] = number
    return found


def _forms(connection: Connection, asked: Sequence[str]) -> list[str]:
    """Words as the index is asked for them: PostgreSQL by their stems."""
    if connection.dialect.name == "sqlite":
        return [f'"{word}"' for word in asked]
    return sorted({f"'{row.stem}'" for row in connection.execute(text(_STEMS), {"words": asked})})


# Counting ends where a word is too common anyway.
_COUNT_FTS5 = f"SELECT count(*) FROM (SELECT 1 FROM {SEARCH_INDEX} WHERE {SEARCH_INDEX} MATCH :word LIMIT :most)"
_COUNT_TSVECTOR = f"""
    SELECT count(*) FROM (SELECT 1 FROM {SEARCH_INDEX} WHERE words @@ CAST(:word AS tsquery) LIMIT :most) AS found
"""


def _rank_fts5(connection: Connection, counted: Mapping[str, int], _: int) -> dict[str, float]:
    asked = text(_FTS5).bindparams(bindparam("query", " OR ".join(counted)))
    return _by_record(connection, asked.columns(*_SCORED).cte())


def _rank_tsvector(connection: Connection, counted: Mapping[str, int], rows: int) -> dict[str, float]:
    weights = {word: math.log(1 + (rows - number + 0.5) / (number + 0.5)) for word, number in counted.items()}
    asked = {"words": list(weights), "weights": list(weights.values())}
    return {row.record: row.score for row in connection.execute(text(_BM25), asked)}


# BM25 with its usual constants (k1 1.2, b 0.75). A word counts once in a row, as it nearly always stands; rows of wire
# reports have 20 words on average.
_BM25 = f"""
    WITH found AS (
        SELECT seq, sum(weight) * 2.2 / (1 + 1.2 * (0.25 + 0.75 * max(length(words)) / 20.0)) AS score
        FROM unnest(CAST(:words AS text[]), CAST(:weights AS double precision[])) AS asked (word, weight)
        JOIN {SEARCH_INDEX} ON words @@ CAST(word AS tsquery)
        GROUP BY seq
    )
    SELECT record, score FROM found JOIN search_rows ON search_rows.seq = found.seq
"""


def _terms(match: re.Match[str]) -> Iterator[Term]:
    written = match["phrase"] if match["phrase"] is not None else match["word"]
    if reduced := words(written):
        prefix = match["word"] is not None and written.endswith("*")
        yield Term(reduced, prefix=prefix, excluded=bool(match["minus"]))


def index(connection: Connection, version: int) -> None:
    """Makes the rows of a document version (``search_rows``) searchable."""
    statement = _FILL_FTS5 if connection.dialect.name == "sqlite" else _FILL_TSVECTOR
    connection.execute(text(statement), {"version": version})


_SCORED = column("seq", Integer), column("score", Double)
_AMONG_FTS5 = f"FROM {SEARCH_INDEX} WHERE {SEARCH_INDEX} MATCH :query"
_MATCHING_FTS5 = f"SELECT rowid AS seq {_AMONG_FTS5}"
# With a limit SQLite does not flatten this into a query around it, where it could not compute bm25.
_FTS5 = f"SELECT rowid AS seq, -bm25({SEARCH_INDEX}) AS score {_AMONG_FTS5} LIMIT -1"
_FILL_FTS5 = f"""
    INSERT INTO {SEARCH_INDEX} (rowid, names, body)
    SELECT seq, names, body FROM search_rows WHERE version = :version
"""


def _fts5(terms: Alternative) -> str:
    """FTS5's form; reduced words hold no quotation mark, so nothing in them can be syntax."""
    wanted = " AND ".join(_quoted(term) for term in terms if not term.excluded)
    excluded = "".join(f" NOT {_quoted(term)}" for term in terms if term.excluded)
    return f"(({wanted}){excluded})"


def _quoted(term: Term) -> str:
    return f'"{term.words}"' + ("*" if term.prefix else "")


def _as_tsquery(connection: Connection, alternatives: tuple[Alternative, ...]) -> str:
    asked = sorted({word for terms in alternatives for term in terms for word in term.words.split()})
    stems = {row.word: row.stem for row in connection.execute(text(_STEMS), {"words": asked})}
    return " | ".join(_tsquery(terms, stems) for terms in alternatives)


LONGEST_WORD, LONGEST_ROW = 500, 100_000
"""Characters that are indexed of a word and of a row, so that neither passes PostgreSQL's 2 KB and 1 MB."""

LAST_PLACE = 16_383
"""PostgreSQL counts no further."""

# FTS5's Porter leaves words of two letters as they are. Words are taken as they stand here, not cut out by a parser of
# PostgreSQL's, which knows addresses and numbers and drops what its locale takes for no letter.
_STEM = f"""
    CASE WHEN length(word) <= 2 THEN word
    ELSE (ts_lexize('onrecord_stem', left(word, {LONGEST_WORD})))[1] END
"""
_STEMS = f"SELECT word, {_STEM} AS stem FROM unnest(CAST(:words AS text[])) AS word"
_AMONG_TSVECTOR = f"FROM {SEARCH_INDEX} CROSS JOIN CAST(:query AS tsquery) AS query WHERE words @@ query"
_MATCHING_TSVECTOR = f"SELECT seq {_AMONG_TSVECTOR}"
_TSVECTOR = f"SELECT seq, ts_rank(words, query, 1) AS score {_AMONG_TSVECTOR}"
# The bar between names and body takes a place, so that no phrase goes over it.
_FILL_TSVECTOR = f"""
    INSERT INTO {SEARCH_INDEX} (seq, words)
    SELECT seq, CAST(string_agg(quote_literal({_STEM}) || ':' || least(place, {LAST_PLACE}), ' ') AS tsvector)
    FROM search_rows
    CROSS JOIN unnest(string_to_array(left(names || ' | ' || body, {LONGEST_ROW}), ' '))
        WITH ORDINALITY AS w (word, place)
    WHERE version = :version AND word NOT IN ('', '|')
    GROUP BY seq
"""


def _tsquery(terms: Alternative, stems: Mapping[str, str]) -> str:
    """PostgreSQL's form; stems of reduced words hold no quotation mark, so nothing in them can be syntax."""
    return "(" + " & ".join(("!" if term.excluded else "") + _phrase(term, stems) for term in terms) + ")"


def _phrase(term: Term, stems: Mapping[str, str]) -> str:
    return "(" + " <-> ".join(f"'{stems[word]}'" for word in term.words.split()) + (":*" if term.prefix else "") + ")"
