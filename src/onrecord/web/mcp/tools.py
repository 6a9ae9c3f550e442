"""The tools. They only read, and refuse what they cannot answer with a line that says why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from anyio import to_thread
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from pydantic import Field, ValidationError

from onrecord.brief.rendering import markdown
from onrecord.brief.reporting import ReportingLedger
from onrecord.errors import OnrecordError, SituationError
from onrecord.ledger.scope import Scope
from onrecord.show.naming import visible
from onrecord.web.api.filters import Contexts, Names, Recipient, Since, Source, Text, Types, Until, Worded, Words
from onrecord.web.ledgers import LedgerSource
from onrecord.web.mcp import questions
from onrecord.web.mcp.answers import Answer, BriefAnswer, Followed, Happening, Saying, TextAnswer
from onrecord.web.mcp.cursors import CursorError
from onrecord.web.mcp.questions import AbsentError, Cut, Wanted
from onrecord.web.overviews import brief_of
from onrecord.web.prepared import Prepared
from onrecord.web.texts import TextReader

Given = TypeVar("Given")

MOST = 50
USUAL = 10
FEW = 5
MOST_SPANS = 20

Query = Annotated[
    Words, Field(description='Words that must all occur; "a phrase", prefix*, -without, this OR that. Empty for all.')
]
Limit = Annotated[int, Field(ge=1, le=MOST, description="Items of this answer at the most.")]
Citations = Annotated[
    int, Field(ge=1, le=MOST, description="Citations of each item at the most; citations_total counts all.")
]
Cursor = Annotated[
    str | None, Field(max_length=400, description="next_cursor of the answer before, with the same arguments.")
]
Document = Annotated[str, Field(min_length=1, max_length=2_000, description="The document's id, as citations have it.")]
Version = Annotated[int | None, Field(ge=1, description="Its version, as citations have it; the live one without.")]
Marked = Annotated[
    list[tuple[int, int]],
    Field(max_length=MOST_SPANS, description="Spans of a citation; empty for the whole text."),
]
Around = Annotated[int, Field(ge=0, le=2_000, description="Characters before and after each span.")]
Situation = Annotated[
    str | None, Field(max_length=400, description="A situation's name, as list_situations has it; else the filters.")
]
OnlyNew = Annotated[bool, Field(description="Of a situation: only what reports tell that came since its last brief.")]
NONE: Any = Field(default_factory=list)


class Tools:
    """The tools over one ledger's location. Their signatures and docstrings are what a model is told of them."""

    def __init__(self, source: LedgerSource) -> None:
        self._source, self._briefs, self._texts = source, Prepared(source.location), TextReader()

    async def search_statements(
        self,
        query: Query = "",
        like: Text = "",
        actors: Names = NONE,
        source: Source = None,
        addressee: Recipient = None,
        types: Types = NONE,
        contexts: Contexts = NONE,
        since: Since = None,
        until: Until = None,
        limit: Limit = USUAL,
        citations: Citations = FEW,
        cursor: Cursor = None,
    ) -> Answer[Saying]:
        """Who said what: each utterance once, with every report of it as a citation. Best match first, with a text
        (like) the likest, without words the latest. Filters narrow: values of one are alternatives, several must all
        hold.
        """
        scope = _scope(
            q=query,
            actors=actors,
            source=source,
            recipient=addressee,
            type=types,
            contexts=contexts,
            since=since,
            until=until,
        )
        return await self._ask(
            lambda ledger: questions.statements(ledger, self._wanted(scope, like), Cut(limit, citations, cursor))
        )

    async def search_events(
        self,
        query: Query = "",
        like: Text = "",
        actors: Names = NONE,
        source: Source = None,
        recipient: Recipient = None,
        types: Types = NONE,
        contexts: Contexts = NONE,
        since: Since = None,
        until: Until = None,
        limit: Limit = USUAL,
        citations: Citations = FEW,
        cursor: Cursor = None,
    ) -> Answer[Happening]:
        """Who did what to whom (PLOVER event types): each event once, with every mention as a citation. Mind the
        factuality: CT+ happened, CT- did not, PR, PS and Uu are planned, possible or open.
        """
        scope = _scope(
            q=query,
            actors=actors,
            source=source,
            recipient=recipient,
            type=types,
            contexts=contexts,
            since=since,
            until=until,
        )
        return await self._ask(
            lambda ledger: questions.events(ledger, self._wanted(scope, like), Cut(limit, citations, cursor))
        )

    async def read_evidence(
        self,
        document: Document,
        version: Version = None,
        spans: Marked = NONE,
        context: Around = 300,
        cursor: Cursor = None,
    ) -> TextAnswer:
        """The text around the spans of a citation, or a document's whole text piece by piece."""
        return await self._ask(lambda ledger: questions.evidence(ledger, document, version, spans, context, cursor))

    async def brief_of_situation(
        self,
        name: Situation = None,
        actors: Names = NONE,
        contexts: Contexts = NONE,
        since: Since = None,
        until: Until = None,
        only_new: OnlyNew = False,
        limit: Limit = USUAL,
        citations: Citations = FEW,
        cursor: Cursor = None,
    ) -> BriefAnswer:
        """A situation report in which every sentence has its evidence: of a situation that is followed (by name), or of
        whatever the filters let through.
        """
        asked = _scope(actors=actors, contexts=contexts, since=since, until=until)
        if name is not None and not asked.is_everything:
            raise ToolError("a situation has its own actors, contexts and period; give its name or filters, not both")
        if only_new and name is None:
            raise ToolError("only a situation has a last brief; name one, see list_situations")

        cut = Cut(limit, citations, cursor)

        def written(ledger: ReportingLedger) -> BriefAnswer:
            followed = ledger.situation(name) if name is not None else None
            if only_new and followed is not None and followed.last_brief is None:
                raise SituationError(f"there is no last brief of {name} yet; leave only_new out")
            scope = followed.scope if followed else asked
            return questions.brief(ledger, self._briefs, scope, followed, only_new, cut)

        return await self._ask(written)

    async def list_situations(self, limit: Limit = USUAL, cursor: Cursor = None) -> Answer[Followed]:
        """The situations that readers follow: name, scope, and when the last brief of each was written."""
        return await self._ask(lambda ledger: questions.situations(ledger, Cut(limit, FEW, cursor)))

    async def situation_brief(self, name: str) -> str:
        """The brief of a followed situation, for reading; sources are listed at its end."""

        def written(ledger: ReportingLedger) -> str:
            followed = ledger.situation(name)
            return visible(markdown(self._briefs.of(ledger, brief_of(followed.scope, name, last=followed))))

        try:
            return await self._ask(written)
        except ToolError as error:
            raise ResourceNotFoundError(str(error)) from error

    def _wanted(self, scope: Scope, like: str) -> Wanted:
        return Wanted(scope, self._texts.read(like) if like else None)

    async def _ask(self, question: Callable[[ReportingLedger], Given]) -> Given:
        try:
            async with self._source.lent() as ledger:
                return await to_thread.run_sync(question, ledger)
        except (OnrecordError, AbsentError, CursorError) as error:
            raise ToolError(str(error)) from error


def _scope(**asked: object) -> Scope:
    """Filters as a scope, held against one another as the HTTP API does.

    Raises:
        ToolError: if they cannot all hold.
    """
    try:
        return Worded.model_validate(asked).scope()
    except ValidationError as error:
        faults = (str(fault["msg"]).removeprefix("Value error, ") for fault in error.errors())
        raise ToolError("; ".join(faults)) from error
