"""What each column of the long tables holds: said once, for those who write them and for the codebook."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from onrecord.ledger.views import CommitmentKind, FulfilmentRule, StanceWord, UtteranceRule
from onrecord.records import (
    ActorKind,
    AgreementStatus,
    DatedBy,
    DateSource,
    EventType,
    Factuality,
    Quad,
    Sector,
    SpeechAct,
    StatementKind,
)

Kind = Literal["id", "text", "code", "date", "integer", "number", "flag"]


class Column(NamedTuple):
    """What a column holds; ``values`` are all that it may have, none where they are not closed."""

    name: str
    kind: Kind
    holds: str
    values: tuple[str, ...] = ()


def who_columns(prefix: str, part: str) -> tuple[Column, ...]:
    """The four columns that say who plays a part."""
    return (
        Column(prefix, "id", f"{part}: the actor's id; empty where nobody is named"),
        Column(f"{prefix}_name", "text", f"{part}: the name that most documents give"),
        Column(f"{prefix}_country", "code", f"{part}: ISO 3166-1 alpha-3 (XKX Kosovo, EUR European Union)"),
        Column(f"{prefix}_sector", "code", f"{part}: PLOVER sector", get_args(Sector)),
    )


def _where_columns(what: str) -> tuple[Column, ...]:
    return (
        Column("document", "id", "the document of the evidence, by the input's own id"),
        Column("version", "integer", "its version, from 1"),
        Column("outlet", "text", "who published it"),
        Column("start", "integer", f"{what}: the first character's offset in the document's text, in code points"),
        Column("end", "integer", f"{what}: the offset after the last character"),
        Column("quote", "text", f"{what}, word for word; parts that do not stand together are joined with ' ... '"),
        Column("origin", "id", "the independent report that the document is or is a copy of"),
    )


def date_column(holds: str) -> Column:
    """The column ``date``; ``holds`` says of what."""
    return Column("date", "date", f"{holds}: an ISO 8601 prefix as long as it is known; empty where it is not told")


REVIEWED = Column(
    "reviewed", "code", "what people last judged of it; empty for nothing", ("accept", "reject", "correct")
)
DATED_BY = Column(
    "dated_by",
    "code",
    "a time expression with it, one in its context, or news of the document's day",
    get_args(DateSource),
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "events": (
        Column("event", "id", "the event; rows with one id are one event with several actors or recipients"),
        Column("type", "code", "PLOVER event type", get_args(EventType)),
        Column("mode", "code", "PLOVER mode, for types that have modes"),
        Column("cameo", "code", "CAMEO code where the crosswalk is unambiguous, else the root"),
        Column("quad", "code", "verbal or material, cooperation or conflict", get_args(Quad)),
        date_column("of the event"),
        Column("factuality", "code", "FactBank, as the latest report has it", get_args(Factuality)),
        Column("place", "text", "where, as a report names it"),
        Column("place_country", "code", "its country, ISO 3166-1 alpha-3"),
        *who_columns("actor", "who did it"),
        *who_columns("recipient", "to whom"),
        Column("documents", "integer", "documents that mention the event"),
        Column("origins", "integer", "independent reports among them"),
        Column("trigger_start", "integer", "the word that names the act, in the latest report: its offset"),
        Column("trigger_end", "integer", "the offset after that word"),
        Column("according_to", "text", "whose word it is in the latest report, when not the writer's"),
        Column("background", "flag", "whether the latest report tells it as earlier history, not as news"),
        Column("confidence", "number", "the coder's in the latest report, 0 to 1"),
        *_where_columns("the sentence of the latest report"),
        REVIEWED,
    ),
    "statements": (
        Column("statement", "id", "the statement"),
        Column("claim", "id", "what is shared by statements of one source with the same words"),
        *who_columns("source", "who said it"),
        Column("kind", "code", "whether in the speaker's words", get_args(StatementKind)),
        Column("act", "code", "speech act", get_args(SpeechAct)),
        *who_columns("addressee", "to whom"),
        date_column("of the statement"),
        DATED_BY,
        *_where_columns("the content"),
        REVIEWED,
    ),
    "utterances": (
        Column("utterance", "id", "the utterance; one row for each report of it"),
        *who_columns("source", "who said it"),
        Column("act", "code", "speech act, as most reports have it", get_args(SpeechAct)),
        date_column("of the utterance"),
        DATED_BY,
        Column("documents", "integer", "documents that report it"),
        Column("origins", "integer", "independent reports among them"),
        Column("outlets", "integer", "outlets that report it"),
        Column("differences", "integer", "places in which quotations of it have other words"),
        Column("wording", "integer", "number of the report's wording, from 1; reports in the same words share it"),
        Column("statement", "id", "the statement that reports it"),
        Column("kind", "code", "whether in the speaker's words", get_args(StatementKind)),
        Column("joined_by", "code", "the rule that put the report with the others", get_args(UtteranceRule)),
        Column("join_reason", "text", "what was compared"),
        *_where_columns("the content"),
    ),
    "accounts": (
        Column("account", "id", "the contested point; one row for each voice"),
        Column("proposition", "text", "the point in the words of the side that affirms it"),
        Column("stance", "code", "on which side the voice is", ("affirms", "denies")),
        *who_columns("who", "whose voice"),
        Column("when", "date", "of the statement or event, as an ISO 8601 prefix"),
        Column("record", "id", "the statement or event"),
        *_where_columns("the evidence"),
    ),
    "agreements": (
        Column("agreement", "id", "the agreement; one row for each step, report and party"),
        Column("name", "text", "the name that most documents give"),
        Column("step", "integer", "number of the step in its history, from 1"),
        Column("status", "code", "what the step made of it", get_args(AgreementStatus)),
        date_column("of the step"),
        *who_columns("party", "a party to it"),
        *_where_columns("the mention"),
    ),
    "commitments": (
        Column("commitment", "id", "the threat or promise; one row for each dyad and candidate"),
        Column("kind", "code", "what it is", get_args(CommitmentKind)),
        date_column("on which it was made"),
        Column("condition", "text", "the 'if' clause, word for word"),
        *who_columns("actor", "who threatens or promises"),
        *who_columns("toward", "whom"),
        Column("candidate", "id", "a later event that may be what was meant; a candidate, no verdict"),
        Column("candidate_date", "date", "of that event, as an ISO 8601 prefix"),
        Column("candidate_rule", "code", "what makes it one", get_args(FulfilmentRule)),
        Column("candidate_reason", "text", "what was compared"),
        *_where_columns("the threat or promise"),
    ),
    "positions": (
        Column("position", "id", "the position; one row for each piece of evidence"),
        *who_columns("actor", "whose position"),
        Column("issue", "code", "label of the list of issues"),
        *who_columns("toward", "toward whom"),
        Column("stance", "number", "-1 wholly against, 1 wholly for"),
        date_column("of the position"),
        *_where_columns("the evidence"),
    ),
    "series": (
        Column("series", "id", "one actor, issue and counterpart; one row for each day and report"),
        *who_columns("actor", "whose position"),
        Column("issue", "code", "label of the list of issues"),
        *who_columns("toward", "toward whom"),
        date_column("of the point"),
        Column("stance", "number", "-1 wholly against, 1 wholly for"),
        Column("turned_from", "code", "where the series turns at this point: the stance before", get_args(StanceWord)),
        Column("turned_to", "code", "the stance from here on", get_args(StanceWord)),
        Column("turned_after", "date", "the last date of the stance before"),
        Column("reason", "text", "what the change-point method compared"),
        *_where_columns("the evidence"),
    ),
    "actors": (
        Column("actor", "id", "the actor; one row for each name"),
        Column("name", "text", "a name that documents give"),
        Column("preferred", "flag", "whether it is the one that most documents give"),
        Column("kind", "code", "what the actor is", get_args(ActorKind)),
        Column("country", "code", "ISO 3166-1 alpha-3 (XKX Kosovo, EUR European Union)"),
        Column("sector", "code", "PLOVER sector", get_args(Sector)),
    ),
    "documents": (
        Column("document", "id", "the input's own id"),
        Column("version", "integer", "the live version's number, from 1"),
        Column("title", "text", "as the input gives it"),
        Column("outlet", "text", "who published it"),
        Column("url", "text", "its address"),
        Column("published", "date", "ISO 8601 prefix"),
        Column("updated", "date", "the latest revision, ISO 8601 prefix"),
        Column("dated_by", "code", "what gave the date", get_args(DatedBy)),
        Column("language", "code", "ISO 639-1"),
        Column("origin", "id", "the independent report that it is or is a copy of"),
        Column("text_sha256", "id", "SHA-256 of the text in UTF-8"),
    ),
}
