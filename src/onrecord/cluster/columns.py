"""What each column of the datasets holds. Names and codes are those of the exports (:mod:`onrecord.exports.columns`).

Exports tell the record of a ledger; these tables tell what single documents say, before anything is joined over them.
"""

from __future__ import annotations

from typing import get_args

from onrecord.exports.columns import Column, date_column, who_columns
from onrecord.records import (
    ActorKind,
    AgreementStatus,
    DatedBy,
    DateSource,
    EventType,
    Factuality,
    Quad,
    RoleStatus,
    Sector,
    SpeechAct,
    StatementKind,
)

FAILURE_KINDS = ("unreadable", "language", "gate", "uncoded")

DOCUMENT = (
    Column("document", "id", "the document, by the input's own id"),
    Column("document_version", "id", "the document with this very text, as a ledger calls it: the key of all tables"),
)


def _where(what: str) -> tuple[Column, ...]:
    return (
        Column("start", "integer", f"{what}: the first character's offset in the document's text, in code points"),
        Column("end", "integer", f"{what}: the offset after the last character"),
        Column("quote", "text", f"{what}, word for word; parts that do not stand together are joined with ' ... '"),
    )


TABLES: dict[str, tuple[Column, ...]] = {
    "documents": (
        *DOCUMENT,
        Column("title", "text", "as the input gives it, else the headline"),
        Column("outlet", "text", "who published it"),
        Column("url", "text", "its address"),
        Column("author", "text", "who wrote it"),
        Column("published", "date", "ISO 8601 prefix"),
        Column("updated", "date", "the latest revision, ISO 8601 prefix"),
        Column("dated_by", "code", "what gave the date", get_args(DatedBy)),
        Column("language", "code", "ISO 639-1, as the input gives it"),
        Column("credited", "text", "the agency that the text credits"),
        Column("text_sha256", "id", "SHA-256 of the text in UTF-8"),
        Column("raw_sha256", "id", "SHA-256 of the bytes that it was read from"),
        Column("words", "integer", "words of the text, as white space parts them"),
        Column("statements", "integer", "statements in it"),
        Column("events", "integer", "events in it"),
    ),
    "statements": (
        *DOCUMENT,
        Column("statement", "id", "the statement, within its document"),
        *who_columns("source", "who said it"),
        Column("kind", "code", "whether in the speaker's words", get_args(StatementKind)),
        Column("act", "code", "speech act", get_args(SpeechAct)),
        *who_columns("addressee", "to whom"),
        date_column("of the statement"),
        Column("dated_by", "code", "a time expression, or news of the document's day", get_args(DateSource)),
        Column("method", "text", "the rule or model that made it"),
        *_where("the content"),
    ),
    "events": (
        *DOCUMENT,
        Column("event", "id", "the event, within its document; rows with one id are one event with several sides"),
        Column("type", "code", "PLOVER event type", get_args(EventType)),
        Column("mode", "code", "PLOVER mode, for types that have modes"),
        Column("cameo", "code", "CAMEO code where the crosswalk is unambiguous, else the root"),
        Column("quad", "code", "verbal or material, cooperation or conflict", get_args(Quad)),
        date_column("of the event"),
        Column("dated_by", "code", "a time expression, or news of the document's day", get_args(DateSource)),
        Column("factuality", "code", "FactBank", get_args(Factuality)),
        Column("place", "text", "where, as the text names it"),
        Column("place_country", "code", "its country, ISO 3166-1 alpha-3"),
        *who_columns("actor", "who did it"),
        *who_columns("recipient", "to whom"),
        Column("according_to", "id", "whose word it is, when not the writer's: an actor of the document"),
        Column("background", "flag", "whether it is told as earlier history, not as news"),
        Column("confidence", "number", "the coder's, 0 to 1"),
        Column("method", "text", "the lexicon entry or model that decided the type"),
        Column("trigger_start", "integer", "the word that names the act: its offset"),
        Column("trigger_end", "integer", "the offset after that word"),
        *_where("the sentence"),
    ),
    "actors": (
        *DOCUMENT,
        Column("actor", "id", "the actor, within its document; one row for each office that the text gives it"),
        Column("name", "text", "the fullest name that the text gives"),
        Column("kind", "code", "what the actor is", get_args(ActorKind)),
        Column("country", "code", "ISO 3166-1 alpha-3 (XKX Kosovo, EUR European Union)"),
        Column("sector", "code", "PLOVER sector", get_args(Sector)),
        Column("office", "text", "an office or function, as the text names it"),
        Column("office_of", "text", "of what"),
        Column("office_status", "code", "whether it is held now", get_args(RoleStatus)),
    ),
    "mentions": (
        *DOCUMENT,
        Column("actor", "id", "the actor, within its document"),
        *_where("the mention"),
    ),
    "agreements": (
        *DOCUMENT,
        Column("agreement", "id", "the agreement, within its document; one row for each party"),
        Column("name", "text", "as the text names it"),
        Column("status", "code", "the latest status that the text gives it", get_args(AgreementStatus)),
        date_column("of that status"),
        *who_columns("party", "a party to it"),
        Column("method", "text", "the rule that found it"),
        *_where("where it is named"),
    ),
    "coded": (
        *DOCUMENT,
        Column("text_sha256", "id", "SHA-256 of the text in UTF-8"),
        Column("coded", "text", "the coded document, whole, as JSON"),
    ),
}
"""The datasets that are partitioned by the month of publication."""

FAILURES = (
    Column("document", "id", "the document's id, or the place where it should have been"),
    Column(
        "kind",
        "code",
        "could not be read, is in a language without a model, was stopped by the gate, or could not be coded",
        FAILURE_KINDS,
    ),
    Column("language", "code", "ISO 639-1, of a document in a language without a model"),
    Column("reason", "text", "why, in a sentence"),
)
"""What was not coded, and why."""
