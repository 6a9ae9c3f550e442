"""What tools ask of a ledger, each answered in one go: part of a list, its total, and the cursor of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from onrecord.web import queries
from onrecord.web.api.paging import FARTHEST
from onrecord.web.mcp import answers, passages
from onrecord.web.mcp.cursors import Question
from onrecord.web.overviews import brief_of
from onrecord.web.state import state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pydantic import BaseModel

    from onrecord.ledger.scope import Scope
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import Hit, LedgerDocument, LedgerSituation
    from onrecord.records import CodedDocument
    from onrecord.web.mcp.answers import Answer, BriefAnswer, Followed, Happening, Saying, TextAnswer
    from onrecord.web.prepared import Prepared

Row = TypeVar("Row")

MOST_CHARACTERS = 8_000
"""Of a document's text in one answer: some two thousand tokens."""


class AbsentError(Exception):
    """The ledger does not hold what is asked for."""


class Cut(NamedTuple):
    """How much of an answer is wanted, from where on: items, and citations of each."""

    limit: int
    citations: int
    cursor: str | None


class Wanted(NamedTuple):
    """What is searched: what lies in a scope, and is like a text if there is one."""

    scope: Scope
    like: CodedDocument | None = None

    @property
    def arguments(self) -> dict[str, str]:
        """It as arguments of a question."""
        return {"scope": repr(self.scope), "like": self.like.text if self.like else ""}


def statements(ledger: Ledger, wanted: Wanted, cut: Cut) -> Answer[Saying]:
    """Utterances that match, the best match first, without words the latest."""
    asked = _question(ledger, "search_statements", **wanted.arguments)
    found = [hit.utterance for hit in _hits(ledger, wanted) if hit.utterance]
    told = _part(found, asked, cut, lambda one: answers.saying(one, cut.citations))
    return answers.Answer[answers.Saying](**told)


def events(ledger: Ledger, wanted: Wanted, cut: Cut) -> Answer[Happening]:
    """Events that match, the best match first, without words the latest."""
    asked = _question(ledger, "search_events", **wanted.arguments)
    found = [hit.event for hit in _hits(ledger, wanted) if hit.event]
    told = _part(found, asked, cut, lambda one: answers.happening(one, cut.citations))
    return answers.Answer[answers.Happening](**told)


def situations(ledger: Ledger, cut: Cut) -> Answer[Followed]:
    """The situations that are followed, by name."""
    found = [one for one in ledger.situations() if one.ended_at is None]
    told = _part(found, _question(ledger, "list_situations"), cut, answers.followed)
    return answers.Answer[answers.Followed](**told)


def brief(
    ledger: Ledger, briefs: Prepared, scope: Scope, last: LedgerSituation | None, only_new: bool, cut: Cut
) -> BriefAnswer:
    """The sentences of a brief, of a situation or of whatever a scope lets through; written once for all its parts."""
    asked = _question(ledger, "brief_of_situation", scope=repr(scope), name=last and last.name, only_new=only_new)
    written = briefs.of(ledger, brief_of(scope, last.name if last else None, last=last, only_new=only_new))
    found = [(section, sentence) for section in written.sections for sentence in section.sentences]
    told = _part(found, asked, cut, lambda one: answers.brief_sentence(*one, cut.citations))
    counts = written.counts
    return answers.BriefAnswer(
        **told,
        title=written.title,
        documents=counts.documents,
        outlets=counts.outlets,
        origins=counts.origins,
        first=counts.first,
        last=counts.last,
    )


def evidence(
    ledger: Ledger,
    document: str,
    version: int | None,
    spans: Sequence[tuple[int, int]],
    context: int,
    cursor: str | None,
) -> TextAnswer:
    """What stands around spans of a document, or its whole text.

    Raises:
        AbsentError: if the ledger has no such document or version, or a span lies outside of the text.
    """
    versions = _versions(ledger, document)
    view = next((one for one in versions if (one.version == version if version else not one.superseded)), None)
    if view is None:
        raise AbsentError(f"there is no document {document}{f', version {version}' if version else ''}")
    text = ledger.text(document, view.version)
    if outside := [span for span in spans if not 0 <= span[0] < span[1] <= len(text)]:
        raise AbsentError(f"{outside[0]} is no span of {document}, which has {len(text):,} characters")
    read = passages.windows(len(text), spans, context)
    asked = _question(ledger, "read_evidence", document=document, version=version, spans=list(spans), context=context)
    place = asked.place(cursor)
    total, end = passages.total(read), place.offset + MOST_CHARACTERS
    return answers.TextAnswer(
        total=total,
        offset=place.offset,
        items=passages.pieces(text, read, spans, place.offset, MOST_CHARACTERS),
        next_cursor=asked.cursor(end) if end < total else None,
        changed=place.changed,
        document=document,
        version=view.version,
        outlet=view.outlet,
        title=view.title,
        url=view.url,
        published=view.date,
        length=len(text),
    )


def _versions(ledger: Ledger, document: str) -> tuple[LedgerDocument, ...]:
    try:
        return ledger.versions(document)
    except KeyError:
        return ()


def _hits(ledger: Ledger, wanted: Wanted) -> Sequence[Hit]:
    """All that is found. The ledger counts and cuts statements and events together; here they are apart."""
    return queries.search(ledger, wanted.scope, wanted.like, limit=FARTHEST).rows


def _question(ledger: Ledger, tool: str, **arguments: Any) -> Question:
    return Question(tool, arguments, state_of(ledger))


def _part(found: Sequence[Row], asked: Question, cut: Cut, tell: Callable[[Row], BaseModel]) -> dict[str, Any]:
    """The part of a list that is wanted, each row told, and how the answer goes on: the fields of an answer."""
    place = asked.place(cut.cursor)
    end = place.offset + cut.limit
    return {
        "total": len(found),
        "offset": place.offset,
        "items": [tell(row) for row in found[place.offset : end]],
        "next_cursor": asked.cursor(end) if end < len(found) else None,
        "changed": place.changed,
    }
